// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QClipboard>
#include <QFile>
#include <QMimeData>
#include <QTabWidget>
#include <QtTest>

#include "core/base/csv.h"
#include "core/base/text.h"
#include "judge_fixture.h"
#include "tests/support/data_folder.h"
#include "ui/judge/metric_table.h"

using namespace auspex;
using namespace auspex::test;

namespace {

QStringList linesOf(const QString &file)
{
    QFile read(file);
    if (!read.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(read.readAll()).split(u'\n', Qt::SkipEmptyParts);
}

} // namespace

class TestJudgeOutput : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void exportedCsvHoldsTheNumbersOfEvaluate();
    void everyFormatIsWritten();
    void wrongEndingIsRefused();
    void architecturesAreExportedAsShown();
    void clipboardHoldsHtmlAndText();
    void clipboardIsInTheCLocale();
    void realDataFromImportToExport();

private:
    void checkCsv(const QString &file);

    std::unique_ptr<JudgeFixture> m_fixture;
};

void TestJudgeOutput::init()
{
    m_fixture = std::make_unique<JudgeFixture>();
}

void TestJudgeOutput::cleanup()
{
    QLocale::setDefault(QLocale::c());
    m_fixture.reset();
}

/// Every number of the file is that of a fresh evaluation with the same options.
void TestJudgeOutput::checkCsv(const QString &file)
{
    const JudgeResultsPtr results = m_fixture->results();
    std::vector<PredictorSpec> specs;
    for (const PredictorEvaluation &predictor : results->evaluation.predictors)
        specs.push_back(predictor.spec);
    Job job;
    const Result<Evaluation> expected = evaluate(*results->task, specs, results->evaluation.options,
                                                 job);
    QVERIFY(expected);
    const QStringList lines = linesOf(file);
    QCOMPARE(lines.size(), static_cast<qsizetype>(specs.size()) + 1);
    const QStringList keys = lines.first().split(u',');
    for (const PredictorEvaluation &predictor : expected->predictors) {
        const QString spec = QString::fromStdString(specText(predictor.spec));
        const QStringList rows = lines.filter(u',' + spec + u',');
        QCOMPARE(rows.size(), 1);
        const QStringList cells = rows.first().split(u',');
        const auto cell = [&](const std::string &key) {
            return cells[keys.indexOf(QString::fromStdString(key))].toStdString();
        };
        QCOMPARE(cell("target"), results->evaluation.options.target);
        for (std::size_t i = 0; i < metricCount; ++i) {
            const std::string key(allMetrics()[i].key);
            const MetricSummary &summary = predictor.metrics[i];
            QCOMPARE(cell(key + "_mean"), formatDouble(summary.mean));
            QCOMPARE(cell(key + "_low"), formatDouble(summary.low));
            QCOMPARE(cell(key + "_high"), formatDouble(summary.high));
        }
    }
}

void TestJudgeOutput::exportedCsvHoldsTheNumbersOfEvaluate()
{
    QVERIFY(m_fixture->import({synthesisedTask()}));
    QVERIFY(m_fixture->openPanel());
    const QString file = m_fixture->path(QStringLiteral("table.csv"));
    QVERIFY(m_fixture->panel()->exportTable(file));
    checkCsv(file);
}

void TestJudgeOutput::everyFormatIsWritten()
{
    QVERIFY(m_fixture->import({synthesisedTask()}));
    QVERIFY(m_fixture->openPanel());
    const QHash<QString, QString> signs = {
        {QStringLiteral("csv"), QStringLiteral("mae_mean,mae_std")},
        {QStringLiteral("tsv"), QStringLiteral("mae_mean\tmae_std")},
        {QStringLiteral("tex"), QStringLiteral("\\toprule")},
        {QStringLiteral("md"), QStringLiteral("| :--- |")},
        {QStringLiteral("html"), QStringLiteral("<!DOCTYPE html>")},
        {QStringLiteral("json"), QStringLiteral("\"mae_mean\"")},
    };
    for (auto sign = signs.begin(); sign != signs.end(); ++sign) {
        const QString file = m_fixture->path(QStringLiteral("table.") + sign.key());
        QVERIFY(m_fixture->panel()->exportTable(file));
        QVERIFY2(linesOf(file).join(u'\n').contains(sign.value()), qPrintable(sign.key()));
    }
}

void TestJudgeOutput::wrongEndingIsRefused()
{
    QVERIFY(m_fixture->import({synthesisedTask()}));
    QVERIFY(m_fixture->openPanel());
    const QString file = m_fixture->path(QStringLiteral("table.docx"));
    const Result<void> written = m_fixture->panel()->exportTable(file);
    QVERIFY(!written);
    QVERIFY(!QFile::exists(file));
}

void TestJudgeOutput::architecturesAreExportedAsShown()
{
    QVERIFY(m_fixture->import({synthesisedTask()}));
    QVERIFY(m_fixture->openPanel());
    m_fixture->find<QTabWidget>("judgeTables")->setCurrentIndex(1);
    const QString file = m_fixture->path(QStringLiteral("rows.csv"));
    QVERIFY(m_fixture->panel()->exportTable(file));
    const QStringList lines = linesOf(file);
    QCOMPARE(lines.size(), 1 + 25); // 5 to 29 are judged
    QVERIFY(lines.first().startsWith(
        QStringLiteral("architecture,decoder_layers,splits,tfs,predicted_")));
    const TfsTask &task = *m_fixture->session()->tasks().front();
    for (const QString &line : lines.mid(1)) {
        const QStringList cells = line.split(u',');
        const TfsRecord &record = task.records[cells[0].toULong() - 1];
        QCOMPARE(cells[1].toInt(), record.architecture.decoderLayers());
        QCOMPARE(cells[3].toStdString(), formatDouble(record.tfs.at("valid_bleu")));
    }
}

void TestJudgeOutput::clipboardHoldsHtmlAndText()
{
    QVERIFY(m_fixture->import({synthesisedTask()}));
    QVERIFY(m_fixture->openPanel());
    auto *table = m_fixture->find<MetricTable>("judgeMetricTable");
    table->clearSelection();
    m_fixture->find<QAction>("judgeCopyTable")->trigger();
    const QMimeData *data = QGuiApplication::clipboard()->mimeData();
    QVERIFY(data->hasHtml() && data->hasText());
    const std::size_t predictors = m_fixture->results()->evaluation.predictors.size();
    QCOMPARE(data->html().count(QStringLiteral("<tr>")), static_cast<qsizetype>(predictors) + 1);
    const QStringList lines = data->text().split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), static_cast<qsizetype>(predictors) + 1);
    QVERIFY(lines.first().startsWith(QStringLiteral("predictor\tmae\tmae_std")));

    table->selectRow(1);
    table->setColumnHidden(MetricModel::columnOf(MetricId::Rmse), true);
    m_fixture->find<QAction>("judgeCopyTable")->trigger();
    data = QGuiApplication::clipboard()->mimeData();
    QCOMPARE(data->text().split(u'\n', Qt::SkipEmptyParts).size(), 2);
    QVERIFY(!data->text().contains(QStringLiteral("rmse")));
}

void TestJudgeOutput::clipboardIsInTheCLocale()
{
    QLocale::setDefault(QLocale(QLocale::German));
    QVERIFY(m_fixture->import({synthesisedTask()}));
    QVERIFY(m_fixture->openPanel());
    auto *table = m_fixture->find<MetricTable>("judgeMetricTable");
    const QModelIndex shown = table->model()->index(0, MetricModel::columnOf(MetricId::Mae));
    QVERIFY2(shown.data().toString().contains(u','), qPrintable(shown.data().toString()));
    m_fixture->find<QAction>("judgeCopyTable")->trigger();
    const QMimeData *data = QGuiApplication::clipboard()->mimeData();
    const double value = shown.data(MetricModel::ValueRole).toDouble();
    QVERIFY(data->text().contains(QString::fromStdString(formatDouble(value))));
    QVERIFY(data->html().contains(QString::fromStdString(formatFixed(value, 2))));
}

void TestJudgeOutput::realDataFromImportToExport()
{
    AUSPEX_REQUIRE_DATA();
    const QString folder = QString::fromStdString((*dataFolder() / "tfs-eval").string());
    QVERIFY(m_fixture->importFolder(folder));
    QVERIFY(m_fixture->openPanel());
    const QString file = m_fixture->path(QStringLiteral("real.csv"));
    QVERIFY(m_fixture->panel()->exportTable(file));
    checkCsv(file);
    // The paper's Table 1: HAT on WMT'14 En-De, validation BLEU.
    const PredictorEvaluation *hat = m_fixture->results()->find(QStringLiteral("recorded:HAT"));
    QVERIFY(hat);
    QCOMPARE(formatFixed(hat->metrics[static_cast<std::size_t>(MetricId::Mae)].mean, 2),
             std::string("1.14"));
    QCOMPARE(formatFixed(hat->metrics[static_cast<std::size_t>(MetricId::Tau)].mean, 2),
             std::string("0.71"));
}

QTEST_MAIN(TestJudgeOutput)
#include "tst_judge_output.moc"
