// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <set>
#include <tuple>

#include <QtTest>

#include "core/base/files.h"
#include "core/report/paper_reference.h"

using namespace auspex;

class TestPaperReference : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void shippedFiguresAreThePapers();
    void badTextIsRefusedByFigure();
};

void TestPaperReference::shippedFiguresAreThePapers()
{
    const Result<std::string> text = readFile(AUSPEX_REFERENCE_FIGURES);
    QVERIFY(text.has_value());
    const Result<std::vector<ReferenceRow>> rows = parseReferenceFigures(*text);
    QVERIFY2(rows.has_value(), rows ? "" : rows.error().message.c_str());
    const auto value = [&](const char *predictor, const char *task, const char *metric) {
        const auto found = std::find_if(rows->begin(), rows->end(), [&](const ReferenceRow &row) {
            return row.predictor == predictor && row.task == task && row.metric == metric;
        });
        return found == rows->end() ? -1.0 : found->value;
    };
    // 4 supernets x 3 tasks x 2 metrics, GPT-4's errors, the two of Table 8.
    QCOMPARE(rows->size(), std::size_t{24 + 3 + 6});
    QCOMPARE(value("recorded:HAT", "wmt14ende", "mae"), 1.14);
    QCOMPARE(value("recorded:Supernet (Sandwich)", "wmt14enfr", "tau"), 0.78);
    QCOMPARE(value("recorded:Layer-wise MoS", "wmt19ende", "mae"), 0.96);
    QCOMPARE(value("recorded:Neuron-wise MoS", "wmt14enfr", "tau"), 0.87);
    QCOMPARE(value("llm:openai/gpt-4", "wmt19ende", "mae"), 0.32);
    QCOMPARE(value("params", "wmt14enfr", "tau"), 0.51);
    QCOMPARE(value("flops", "wmt14ende", "tau"), 0.43);

    std::set<std::tuple<std::string, std::string, std::string>> places;
    for (const ReferenceRow &row : *rows) {
        QVERIFY(places.emplace(row.predictor, row.task, row.metric).second);
        QVERIFY(row.metric == "mae" || row.metric == "tau");
        QVERIFY(row.source == "Table 1" || row.source == "Table 8");
    }
}

void TestPaperReference::badTextIsRefusedByFigure()
{
    const std::string good = R"({"predictor": "p", "title": "P", "task": "t", "metric": "mae",
                                 "value": 1, "source": "Table 1"})";
    const auto message = [](const std::string &json) {
        const auto rows = parseReferenceFigures(json);
        return rows ? std::string("read") : rows.error().message;
    };
    const auto document = [](const std::string &figures) {
        return R"({"figures": [)" + figures + "]}";
    };
    const auto without = [&](const std::string &part) {
        std::string figure = good;
        return document(good + ", " + figure.replace(figure.find(part), part.size(), ""));
    };
    QCOMPARE(message(document(good)), std::string("read"));
    QCOMPARE(message(document("")), std::string("read"));
    QVERIFY(message("{").ends_with("the text is not JSON."));
    QVERIFY(message("[]").ends_with("there is no array \"figures\"."));
    QVERIFY(message(R"({"figures": 3})").ends_with("there is no array \"figures\"."));
    QVERIFY(message(document("7")).ends_with("figure 1 is not an object."));
    QVERIFY(message(without(R"("task": "t", )")).ends_with("figure 2 needs a text \"task\"."));
    QVERIFY(message(without("predictor")).ends_with("figure 2 needs a text \"predictor\"."));
    QVERIFY(message(document(R"({"predictor": "p", "title": "P", "task": "t", "metric": "mae",
                                 "value": "1", "source": "s"})"))
                .ends_with("figure 1 needs a number \"value\"."));
}

QTEST_GUILESS_MAIN(TestPaperReference)
#include "tst_paper_reference.moc"
