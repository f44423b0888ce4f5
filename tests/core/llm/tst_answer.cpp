// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <limits>

#include <rapidcheck.h>

#include "core/base/text.h"
#include "core/llm/answer.h"

using namespace auspex;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

AnswerOptions strictOptions()
{
    AnswerOptions options;
    options.tolerant = false;
    return options;
}

AnswerOptions jsonOptions()
{
    AnswerOptions options;
    options.json = true;
    return options;
}

/// "tolerant 25.3", or "none".
QString parsed(const std::string &content, const AnswerOptions &options = {})
{
    const Answer answer = parseAnswer(content, options);
    const QString form = QString::fromStdString(std::string(answerFormKey(answer.form)));
    if (!answer.value)
        return form;
    return form + QLatin1Char(' ') + QString::fromStdString(formatDouble(*answer.value));
}

QString problemOf(const std::string &content, const AnswerOptions &options = {})
{
    return QString::fromStdString(parseAnswer(content, options).problem);
}

} // namespace

class TestAnswer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void plainIsWhatPythonsFloatTakes_data()
    {
        QTest::addColumn<QString>("content");
        QTest::addColumn<double>("value");
        const auto row = [](const char *content, double value) {
            QTest::newRow(content) << QString::fromUtf8(content) << value;
        };
        row("25.31", 25.31);
        row("  25.31\n", 25.31);
        row("25.31 BLEU", 25.31);
        row("25.31\nBecause", 25.31);
        row("24 to 26", 24.0); // the code that is followed takes the first word, whatever comes
        row("25", 25.0);
        row("25.", 25.0);
        row(".5", 0.5);
        row("+25.3", 25.3);
        row("2.53e1", 25.3);
        row("2.53E+1", 25.3);
        row("2_5.3_1", 25.31);
        row("\u00a025.3\u3000x", 25.3); // Unicode white space
        row("\x1c"
            "25.3",
            25.3);
        row("\u0662\u0665.\u0663", 25.3); // Arabic-Indic digits
        row("\uff12\uff15.\uff13", 25.3); // full-width digits
        row("-0.0", -0.0);
        row("27.31.", none);
        row("BLEU: 25.3", none);
        row("25.3%", none);
        row("25,3", none);
        row("+-25.3", none);
        row("_25", none);
        row("25_", none);
        row("2__5", none);
        row("25_.3", none);
        row("0x19", none);
        row("nan", none);
        row("NaN", none);
        row("-nan", none);
        row("inf", none);
        row("+Infinity", none);
        row("1e999", none);
        row("**25.3**", none);
        row("\u00bd", none); // one half is no decimal digit
        row("\u200b"
            "25.3",
            none); // a zero-width space is no white space
        row("", none);
        row(" \n\t", none);
    }

    void plainIsWhatPythonsFloatTakes()
    {
        QFETCH(QString, content);
        QFETCH(double, value);
        const Answer answer = parseAnswer(content.toStdString(), strictOptions());
        QCOMPARE(answer.value.has_value(), !std::isnan(value));
        QCOMPARE(answer.problem.empty(), answer.value.has_value());
        if (answer.value) {
            QCOMPARE(*answer.value, value);
            QVERIFY(answer.form == AnswerForm::Plain);
        } else {
            QVERIFY(answer.form == AnswerForm::None);
        }
    }

    void tolerantFindsTheNumberThatIsMeant_data()
    {
        QTest::addColumn<QString>("content");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *content, const char *expected) {
            QTest::newRow(content) << QString::fromUtf8(content) << QString::fromUtf8(expected);
        };
        // The prompt's own last line, markup, units, full stops.
        row("BLEU: 25.1", "tolerant 25.1");
        row("27.31.", "tolerant 27.31");
        row("25.3%", "tolerant 25.3");
        row("**25.3**", "tolerant 25.3");
        row("**BLEU:** 25.3", "tolerant 25.3");
        row("`25.3`", "tolerant 25.3");
        row("\"25.3\"", "tolerant 25.3");
        row("~25.3", "tolerant 25.3");
        row("\u2248 25.3", "tolerant 25.3");
        row("(25.3)", "tolerant 25.3");
        row("- 25.3", "tolerant 25.3");
        row("$25.3$", "tolerant 25.3");
        row("\\boxed{25.3}", "tolerant 25.3");
        row("\\[ \\boxed{\\text{BLEU} = 25.3} \\]", "tolerant 25.3");
        row("{\"BLEU\": 25.3}", "tolerant 25.3");
        row("25,31", "tolerant 25.31");
        row("BLEU=25.31", "tolerant 25.31");
        row("25.31BLEU", "tolerant 25.31");
        row("BLEU: .85", "tolerant 0.85");
        row("BLEU: 2.53e1", "tolerant 25.3");
        row("The predicted BLEU score is 25.31.", "tolerant 25.31");
        row("I would estimate a BLEU of about 25.3 for this network.", "tolerant 25.3");
        // Numbers that mean something else.
        row("For WMT'14 and newstest2013, GPT-4 says 25.3", "tolerant 25.3");
        row("A 6-layer encoder, the 3rd of 10 examples: 25.3", "tolerant 25.3");
        row("With 6 layers and 8 heads, 25.3", "tolerant 25.3");
        row("25.3/100", "tolerant 25.3");
        row("score: 25.3 out of 100", "tolerant 25.3");
        row("about 25.3 \u00b1 0.4", "tolerant 25.3");
        row("about 25.3 +/- 0.4", "tolerant 25.3");
        row("BLEU: 25.3 (version 1.2.3)", "tolerant 25.3");
        row("GFLOPS: 2.7\nBLEU: 25.6", "tolerant 25.6");
        row("Latency (ms): 41.8\n25.6 it is", "tolerant 25.6");
        row("decoder-layer-num-subtransformer: 3\nencoder-embed-dim-subtransformer: 640\n"
            "GFLOPS: 3.1\nBLEU: 25.6",
            "tolerant 25.6");
        // The higher claim decides.
        row("Similar networks reach 24.3 and 25.9.\n\n25.1", "tolerant 25.1");
        row("The first one has 24.3, so the BLEU is 25.1", "tolerant 25.1");
        row("BLEU: 24.3 was measured before. Predicted BLEU: 25.1", "tolerant 25.1");
        row("The BLEU is 24.3, 25.9 or so. Final answer: 25.1", "tolerant 25.1");
        row("BLEU: 25.3. The BLEU is 25.3", "tolerant 25.3");
        // No answers.
        row("between 24 and 26", "none");
        row("BLEU: 24-26", "none");
        row("BLEU: 24 \u2013 26", "none");
        row("The answer is 24 to 26", "none");
        row("It has a BLEU of 24.3 for the first, so 25.9 here", "none");
        row("BLEU: 24.3 or BLEU: 25.1", "none");
        row("BLEU: 125.3", "none");
        row("BLEU: -25.3", "none");
        row("BLEU: 1,234.5", "none");
        row("BLEU: nan", "none");
        row("I cannot tell.", "none");
        row("WMT14", "none");
        row("encoder-embed-dim-subtransformer: 640", "none");
        row("BLEU: 1e999", "none");
    }

    void tolerantFindsTheNumberThatIsMeant()
    {
        QFETCH(QString, content);
        QFETCH(QString, expected);
        QCOMPARE(parsed(content.toStdString()), expected);
        // What is not plain is nothing to the paper's code.
        QCOMPARE(parsed(content.toStdString(), strictOptions()), QStringLiteral("none"));
    }

    void metricOfThePromptIsALabel()
    {
        const std::string content = "GEMBA-v2: 0.85 for 0.31 words";
        QCOMPARE(parsed(content), QStringLiteral("none"));
        AnswerOptions options;
        options.metric = "GEMBA-v2";
        QCOMPARE(parsed(content, options), QStringLiteral("tolerant 0.85"));
        options.metric = "F1 (macro)";
        QCOMPARE(parsed("macro F1: 0.85 for 0.31 words", options), QStringLiteral("tolerant 0.85"));
    }

    void rangeIsTheMetrics()
    {
        AnswerOptions comet;
        comet.lowest = -1.0;
        comet.highest = 1.0;
        QCOMPARE(parsed("-0.25", comet), QStringLiteral("plain -0.25"));
        QCOMPARE(parsed("COMET: \u22120.25", comet), QStringLiteral("tolerant -0.25"));
        QCOMPARE(parsed("1", comet), QStringLiteral("plain 1"));
        QCOMPARE(parsed("0.8/1", comet), QStringLiteral("tolerant 0.8"));
        QCOMPARE(parsed("25.3", comet), QStringLiteral("none"));
        QCOMPARE(problemOf("25.3", comet),
                 QStringLiteral("The number in the answer \"25.3\" is not between -1 and 1."));
    }

    void jsonIsReadWhereItWasAskedFor_data()
    {
        QTest::addColumn<QString>("content");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *content, const char *expected) {
            QTest::newRow(content) << QString::fromUtf8(content) << QString::fromUtf8(expected);
        };
        row("{\"value\": 25.3}", "json 25.3");
        row("25.3", "json 25.3");
        row(" 25\n", "json 25");
        row("{\"reason\": \"2 layers, } brace\", \"value\": 25.3}", "json 25.3");
        row("```json\n{\"value\": 25.3}\n```", "json 25.3");
        row("Here: {\"value\": 25.3} as asked", "json 25.3");
        row("{\"value\": \"25.3\"}", "json 25.3");
        row("\"25.3\"", "json 25.3");
        row("25.3 BLEU", "plain 25.3");
        row("BLEU: 25.3", "tolerant 25.3");
        row("\\boxed{25.3}", "tolerant 25.3");
        row("{\"value\": 25", "none"); // cut: it could have become 25.9
        row("{\"value\": null}", "none");
        row("{\"bleu\": 25.3}", "none");
        row("[25.3]", "none");
        row("{\"value\": 125}", "none");
        row("{\"value\": 1e999}", "none");
        row("null", "none");
    }

    void jsonIsReadWhereItWasAskedFor()
    {
        QFETCH(QString, content);
        QFETCH(QString, expected);
        QCOMPARE(parsed(content.toStdString(), jsonOptions()), expected);
    }

    void strictJsonTakesNoText()
    {
        AnswerOptions options = jsonOptions();
        options.tolerant = false;
        QCOMPARE(parsed("{\"value\": 25.3}", options), QStringLiteral("json 25.3"));
        QCOMPARE(parsed("{\"value\": \"25.3\"}", options), QStringLiteral("none"));
        QCOMPARE(parsed("BLEU: 25.3", options), QStringLiteral("none"));
    }

    void problemsSayWhatWasAnswered()
    {
        QCOMPARE(problemOf(" \n"), QStringLiteral("The answer is empty."));
        QCOMPARE(problemOf("I cannot tell."),
                 QStringLiteral("The answer \"I cannot tell.\" holds no number."));
        QCOMPARE(problemOf("BLEU: 25", strictOptions()),
                 QStringLiteral("The answer \"BLEU: 25\" does not begin with a number."));
        QCOMPARE(problemOf("between 24 and 26"),
                 QStringLiteral("The answer \"between 24 and 26\" names several numbers (24 and "
                                "26), and none of them alone as the result."));
        QCOMPARE(problemOf("BLEU: 125"),
                 QStringLiteral("The number in the answer \"BLEU: 125\" is not between 0 and "
                                "100."));
        QCOMPARE(problemOf("{\"value\": 25", jsonOptions()),
                 QStringLiteral("The JSON in the answer \"{\"value\": 25\" breaks off; allow the "
                                "model more tokens."));
        QCOMPARE(problemOf("{\"bleu\": 25}", jsonOptions()),
                 QStringLiteral("The JSON in the answer \"{\"bleu\": 25}\" has no number under "
                                "\"value\"."));
        QVERIFY(problemOf(std::string(100, '['), jsonOptions())
                    .endsWith(QStringLiteral("\" nests too deeply.")));
    }

    void whatIsPlainStaysTheSameWhenTolerant()
    {
        const auto piece = rc::gen::element<std::string>(
            "2", "5", ".", ",", "-", "+", "e", "_", " ", "\n", "BLEU", ":", "to", "nan", "/100",
            "{", "}", "\"value\"", "\u00a0", "\xff");
        QVERIFY(rc::check([&] {
            std::string content;
            for (const std::string &part : *rc::gen::container<std::vector<std::string>>(piece))
                content += part;
            const Answer strict = parseAnswer(content, strictOptions());
            const Answer tolerant = parseAnswer(content);
            if (strict.value) {
                RC_ASSERT(tolerant.value == strict.value);
                RC_ASSERT(tolerant.form == AnswerForm::Plain);
            }
            RC_ASSERT(tolerant.value.has_value() == tolerant.problem.empty());
            RC_ASSERT(tolerant.value.has_value() != (tolerant.form == AnswerForm::None));
            if (tolerant.value)
                RC_ASSERT(*tolerant.value >= 0.0 && *tolerant.value <= 100.0);
        }));
    }

    void everyFormattedNumberReadsBack()
    {
        QVERIFY(rc::check([] {
            const double value = *rc::gen::inRange(0, 10'001) / 100.0;
            for (const std::string &number : {formatFixed(value, 2), formatDouble(value)}) {
                for (const std::string &content :
                     {number, "BLEU: " + number, "**" + number + "**.", number + '%',
                      "It will be " + number + ".", "{\"value\": " + number + '}'})
                    RC_ASSERT(parseAnswer(content).value == value);
                RC_ASSERT(parseAnswer("{\"value\": " + number + '}', jsonOptions()).value == value);
            }
        }));
    }

    void longAnswersTakeLittleTime()
    {
        // Quadratic work would not end within the test's time limit.
        std::string content = "x";
        for (int i = 0; i < 200'000; ++i)
            content += " 25.3 (";
        QCOMPARE(parsed(content), QStringLiteral("tolerant 25.3"));
    }
};

QTEST_GUILESS_MAIN(TestAnswer)
#include "tst_answer.moc"
