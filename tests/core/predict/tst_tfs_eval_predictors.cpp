// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <cmath>

#include "core/arch/tfs_eval.h"
#include "core/predict/columns.h"
#include "core/predict/evaluation.h"
#include "core/predict/features.h"
#include "core/predict/gaussian_process.h"
#include "core/predict/predictor_spec.h"
#include "tests/support/data_folder.h"

using namespace auspex;

namespace {

// The tasks of TFS-Eval in their sorted order: WMT'14 En-De, WMT'14 En-Fr, WMT'19 En-De.
constexpr std::size_t taskCount = 3;
const std::vector<std::string> splits{"123", "456", "789"};

const std::vector<TfsTask> &tasks()
{
    static const std::vector<TfsTask> read = [] {
        Job job;
        const auto data = readTfsEval(*test::dataFolder() / "tfs-eval", job);
        return data ? data->tasks : std::vector<TfsTask>();
    }();
    return read;
}

PredictorEvaluation evaluated(const TfsTask &task, const char *text,
                              const char *target = "valid_bleu")
{
    Job job;
    EvaluationOptions options;
    options.target = target;
    options.splits = splits;
    options.resamples = 0;
    const auto found = evaluate(task, {*parsePredictorSpec(text)}, options, job);
    return found ? found->predictors.front() : PredictorEvaluation();
}

double meanOf(const PredictorEvaluation &row, MetricId id)
{
    return row.metrics[static_cast<std::size_t>(id)].mean;
}

/// Whether the value is the published one, which was rounded to so many decimals.
bool rounds(double value, double published, int decimals)
{
    return std::abs(value - published) <= 0.5 * std::pow(10.0, -decimals) + 1e-9;
}

#define AUSPEX_ROUNDS(value, published, decimals)                                                  \
    do {                                                                                           \
        const double got = (value);                                                                \
        QVERIFY2(rounds(got, published, decimals),                                                 \
                 qPrintable(QStringLiteral("%1 is not %2").arg(got).arg(published)));              \
    } while (false)

} // namespace

class TestTfsEvalPredictors : public QObject {
    Q_OBJECT

private:
    static void publishedRow(const char *text, const std::array<double, 2 * taskCount> &values)
    {
        auto &row = QTest::newRow(text) << QString::fromUtf8(text);
        for (const double value : values)
            row << value;
    }

    /// Columns "mae0", "tau0" and so on; a NaN is not compared.
    static void comparePublished(int decimals)
    {
        QFETCH(QString, predictor);
        for (std::size_t t = 0; t < taskCount; ++t) {
            const PredictorEvaluation row = evaluated(tasks()[t], qPrintable(predictor));
            QVERIFY(!row.error);
            const QByteArray number = QByteArray::number(static_cast<int>(t));
            const double error = *static_cast<double *>(
                QTest::qData("mae" + number, QMetaType::fromType<double>().id()));
            const double tau = *static_cast<double *>(
                QTest::qData("tau" + number, QMetaType::fromType<double>().id()));
            if (!std::isnan(error))
                AUSPEX_ROUNDS(meanOf(row, MetricId::Mae), error, decimals);
            if (!std::isnan(tau))
                AUSPEX_ROUNDS(meanOf(row, MetricId::Tau), tau, decimals);
        }
    }

    static void addColumns()
    {
        QTest::addColumn<QString>("predictor");
        for (const char *name : {"mae0", "tau0", "mae1", "tau1", "mae2", "tau2"})
            QTest::addColumn<double>(name);
    }

private Q_SLOTS:
    void initTestCase()
    {
        AUSPEX_REQUIRE_DATA();
        QCOMPARE(tasks().size(), taskCount);
        QCOMPARE(tasks()[0].name, std::string("wmt14ende"));
        QCOMPARE(tasks()[1].name, std::string("wmt14enfr"));
        QCOMPARE(tasks()[2].name, std::string("wmt19ende"));
    }

    /// LLM-PP paper, Table 1 (supernets) and Table 8 (counts, which have no error).
    void paperTables_data()
    {
        addColumns();
        publishedRow("recorded:HAT", {1.14, 0.71, 1.59, 0.79, 0.91, 0.72});
        publishedRow("recorded:Supernet (Sandwich)", {1.05, 0.81, 1.27, 0.78, 0.91, 0.72});
        publishedRow("recorded:Layer-wise MoS", {0.97, 0.56, 1.16, 0.79, 0.96, 0.74});
        publishedRow("recorded:Neuron-wise MoS", {0.87, 0.79, 1.18, 0.87, 0.87, 0.67});
        publishedRow("params", {NAN, 0.42, NAN, 0.51, NAN, 0.54});
        publishedRow("flops", {NAN, 0.43, NAN, 0.53, NAN, 0.54});
    }
    void paperTables() { comparePublished(2); }

    /// Specification "supernets and proxies", A.9, A.10 and B.4.
    void baselines_data()
    {
        addColumns();
        publishedRow("mean", {0.568, NAN, 0.595, NAN, 0.706, NAN});
        publishedRow("mean-by-depth", {0.164, 0.806, 0.236, 0.810, 0.257, 0.741});
        publishedRow("ols:decoder_layers", {0.194, 0.806, 0.234, 0.810, 0.303, 0.741});
        publishedRow("ols:decoder_layers+total_ffn", {0.171, 0.810, 0.167, 0.905, 0.299, 0.744});
        publishedRow("ridge:all", {0.284, 0.692, 0.231, 0.769, 0.365, 0.530});
        publishedRow("recorded:Neuron-wise MoS", {0.874, 0.794, 1.184, 0.867, 0.868, 0.666});
        publishedRow("params:no-embeddings", {NAN, 0.583, NAN, 0.693, NAN, 0.691});
        publishedRow("flops:no-output", {NAN, 0.580, NAN, 0.709, NAN, 0.707});
        publishedRow("latency", {NAN, 0.612, NAN, 0.663, NAN, 0.608});
    }
    void baselines() { comparePublished(3); }

    /// "HAT", section 8.5: the same after a shift by the mean error, and lines on one number.
    void calibratedBaselines_data()
    {
        addColumns();
        publishedRow("calibrated:shift:recorded:HAT", {0.27, 0.71, 0.25, 0.79, 0.20, 0.72});
        publishedRow("calibrated:shift:recorded:Supernet (Sandwich)",
                     {0.15, 0.81, 0.17, 0.78, 0.20, 0.72});
        publishedRow("calibrated:shift:recorded:Layer-wise MoS",
                     {0.29, 0.56, 0.14, 0.79, 0.23, 0.74});
        publishedRow("calibrated:shift:recorded:Neuron-wise MoS",
                     {0.14, 0.79, 0.15, 0.87, 0.27, 0.67});
        publishedRow("calibrated:linear:params:no-embeddings",
                     {0.38, 0.58, 0.30, 0.69, 0.28, 0.69});
        publishedRow("calibrated:linear:flops:no-output", {0.35, 0.58, 0.26, 0.71, 0.28, 0.71});
        publishedRow("calibrated:linear:flops", {0.37, 0.43, 0.39, 0.53, 0.45, 0.54});
        publishedRow("calibrated:linear:latency", {0.24, 0.61, 0.25, 0.66, 0.33, 0.61});
    }
    void calibratedBaselines() { comparePublished(2); }

    /// The Gaussian process of A.10 had fixed parameters: length scale sqrt(10), noise 0.01.
    void gaussianProcessWithFixedParameters()
    {
        const std::array<double, taskCount> published{0.357, 0.341, 0.464};
        const auto features = expandFeatures({"all"});
        for (std::size_t t = 0; t < taskCount; ++t) {
            const TfsTask &task = tasks()[t];
            const auto known = std::make_shared<Knowledge>(knowledgeOf(task, "valid_bleu"));
            std::vector<Column> columns;
            for (const std::string &name : *features)
                columns.push_back(featureColumn(name, known));
            double errors = 0.0;
            double count = 0.0;
            for (const TfsSplit &split : task.splits) {
                std::vector<Demonstration> shown;
                for (const std::size_t i : split.demonstrations)
                    shown.push_back(
                        {task.records[i].architecture, task.records[i].tfs.at("valid_bleu")});
                const auto process = gaussianProcess("gp", columns,
                                                     KernelParameters{std::sqrt(10.0), 0.01, 1.0});
                Job job;
                QVERIFY(process->fit(shown, job));
                for (const std::size_t i : split.test) {
                    const auto predicted = process->predict(
                        std::vector{task.records[i].architecture}, job);
                    errors += std::abs(predicted->front().value
                                       - task.records[i].tfs.at("valid_bleu"));
                    count += 1.0;
                }
            }
            AUSPEX_ROUNDS(errors / count, published[t], 3);
        }
    }

    /// Values of an independent implementation in NumPy.
    void stackedAgreesWithItsReference()
    {
        const PredictorEvaluation row = evaluated(tasks()[0], "stacked");
        const std::array<double, 3> values{24.50690787, 24.93892926, 24.48025132};
        const std::array<double, 3> deviations{0.17622573, 0.2362658, 0.20474581};
        for (std::size_t i = 0; i < values.size(); ++i) {
            QVERIFY(std::abs(row.splits[0].predictions[i].value - values[i]) < 1e-7);
            QVERIFY(std::abs(*row.splits[0].predictions[i].deviation - deviations[i]) < 1e-7);
        }
        const PredictorEvaluation last = evaluated(tasks()[2], "stacked");
        QVERIFY(std::abs(last.splits[2].predictions[0].value - 28.44526625) < 1e-7);
        QVERIFY(std::abs(*last.splits[2].predictions[0].deviation - 0.32879736) < 1e-7);
    }

    void stackedIsBetterThanEverySupernetOnBothAtOnce()
    {
        double error = 0.0;
        double tau = 0.0;
        double inside = 0.0;
        double count = 0.0;
        for (const TfsTask &task : tasks()) {
            const PredictorEvaluation row = evaluated(task, "stacked");
            error += meanOf(row, MetricId::Mae) / taskCount;
            tau += meanOf(row, MetricId::Tau) / taskCount;
            for (const SplitOutcome &split : row.splits) {
                for (std::size_t i = 0; i < split.target.size(); ++i) {
                    const double away = std::abs(split.predictions[i].value - split.target[i]);
                    inside += away <= 1.96 * *split.predictions[i].deviation ? 1.0 : 0.0;
                    count += 1.0;
                }
            }
        }
        AUSPEX_ROUNDS(error, 0.1296, 4);
        AUSPEX_ROUNDS(tau, 0.8141, 4);
        QVERIFY(error <= 0.15 && tau >= 0.80);
        QVERIFY(inside / count >= 0.90);
    }

    void identicalSupernetsOfWmt19AreNoted()
    {
        Job job;
        EvaluationOptions options;
        options.resamples = 0;
        const auto specs = defaultPredictors(knowledgeOf(tasks()[2], options.target));
        const auto found = evaluate(tasks()[2], specs, options, job);
        QVERIFY(found);
        QCOMPARE(found->notes.size(), std::size_t{1});
        QVERIFY(found->notes.front().starts_with("HAT and Supernet (Sandwich) give every"));
        for (const PredictorEvaluation &row : found->predictors)
            QVERIFY(!row.error);
    }

    void noOfferedPredictorSeesATestScore()
    {
        TfsTask task = tasks()[1];
        Job job;
        EvaluationOptions options;
        options.resamples = 0;
        options.splits = {"456"};
        const auto offered = offeredPredictors(knowledgeOf(task, options.target));
        const auto before = evaluate(task, offered, options, job);
        const auto split = std::find_if(task.splits.begin(), task.splits.end(),
                                        [](const TfsSplit &s) { return s.name == "456"; });
        for (const std::size_t record : split->test)
            task.records[record].tfs["valid_bleu"] = 90.0 - task.records[record].tfs["valid_bleu"];
        const auto after = evaluate(task, offered, options, job);
        QVERIFY(before && after);
        for (std::size_t i = 0; i < offered.size(); ++i) {
            const auto &mine = before->predictors[i].splits[0].predictions;
            const auto &theirs = after->predictors[i].splits[0].predictions;
            for (std::size_t k = 0; k < mine.size(); ++k) {
                QCOMPARE(mine[k].value, theirs[k].value);
                QVERIFY(mine[k].deviation == theirs[k].deviation);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestTfsEvalPredictors)
#include "tst_tfs_eval_predictors.moc"
