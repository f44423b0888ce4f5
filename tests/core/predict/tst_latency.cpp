// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include <QTemporaryDir>
#include <QTest>

#include "core/arch/search_space.h"
#include "core/predict/latency_evaluation.h"
#include "core/tensors/safetensors.h"
#include "tests/support/data_folder.h"

using namespace auspex;

namespace {

std::filesystem::path latencyFile(const char *name)
{
    return *auspex::test::dataFolder() / "latency" / name;
}

const std::string firstLine = "640,6,1877.3333333333333,5.333333333333333,512,6,1536.0,"
                              "4.666666666666667,4.333333333333333,2.1666666666666665,5.8,246.4,"
                              "0.05,10.6\n";

std::string errorOf(const std::string &text)
{
    const auto rows = parseLatencyData(text, "data.csv");
    return rows ? "accepted" : rows.error().message;
}

std::string changed(std::string text, const std::string &from, const std::string &to)
{
    text.replace(text.find(from), from.size(), to);
    return text;
}

/// Rows whose latency is a formula of the architecture: curved in the depth.
std::vector<LatencyRow> madeRows(std::size_t count)
{
    Random random(5, "rows");
    const SearchSpace space = builtInSpace("wmt14ende").value();
    std::vector<LatencyRow> rows;
    for (std::size_t i = 0; i < count; ++i) {
        LatencyRow row = latencyRow(sampleArchitecture(space, random));
        row.encoderMs = 5.0 + row.averages[2] / 1000.0;
        row.decoderMs = 20.0 + 4.0 * row.averages[5] * row.averages[5];
        rows.push_back(row);
    }
    return rows;
}

} // namespace

class TestLatency : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    std::filesystem::path path(const char *name) const
    {
        return m_folder.filePath(QLatin1String(name)).toStdString();
    }

private Q_SLOTS:
    void csvReadsAndWritesTheSame()
    {
        const auto rows = parseLatencyData(latencyCsvHeader() + firstLine, "data.csv");
        QVERIFY(rows);
        QCOMPARE(rows->size(), std::size_t(1));
        const LatencyRow &row = rows->front();
        QCOMPARE(row.averages[0], 640.0);
        QCOMPARE(row.averages[9], 2.1666666666666665);
        QCOMPARE(row.totalMs(), 5.8 + 246.4);
        QCOMPARE(row.decoderDeviationMs, 10.6);
        const auto again = parseLatencyData(latencyCsvHeader() + latencyCsvLine(row), "again.csv");
        QVERIFY(again);
        QVERIFY(again->front() == row);
    }

    void columnsMayStandInAnyOrder()
    {
        std::string header = latencyCsvHeader();
        header.pop_back();
        std::string line = firstLine;
        line.pop_back();
        const std::size_t comma = header.find(',');
        const std::size_t lineComma = line.find(',');
        const std::string text = header.substr(comma + 1) + ',' + header.substr(0, comma) + '\n'
                                 + line.substr(lineComma + 1) + ',' + line.substr(0, lineComma)
                                 + '\n';
        QVERIFY(parseLatencyData(text, "moved.csv").value()
                == parseLatencyData(latencyCsvHeader() + firstLine, "data.csv").value());
    }

    void wrongValuesAreNamedWithTheirLine()
    {
        const std::string good = latencyCsvHeader() + firstLine;
        QCOMPARE(errorOf(good), std::string("accepted"));
        const std::vector<std::pair<std::string, const char *>> wrong = {
            {changed(good, "5.8,", "fast,"),
             "line 2: latency_mean_encoder \"fast\" is not a number"},
            {changed(good, "5.8,", "nan,"), "\"nan\" is not a number"},
            {changed(good, "5.8,", "0,"), "is not positive"},
            {changed(good, "246.4", "-246.4"), "is not positive"},
            {changed(good, "0.05", "-0.05"), "is not between 0 and"},
            {changed(good, "512,6,", "512,6.5,"),
             "decoder_layer_num \"6.5\" is not a whole number"},
            {changed(good, "512,6,", "512,0,"), "is not between 1 and 64"},
            {changed(good, "2.1666666666666665", "3.5"), "is not between 1 and 3"},
            {changed(good, "latency_std_decoder", "latency_std"), "has a column \"latency_std\""},
            {changed(good, ",latency_std_decoder", ""), "14 "},
            {latencyCsvHeader(), "has no measurement"},
        };
        for (const auto &[text, said] : wrong)
            QVERIFY2(errorOf(text) != "accepted"
                         && (std::string_view(said) == "14 "
                             || errorOf(text).find(said) != std::string::npos),
                     errorOf(text).c_str());
        QVERIFY(errorOf("a,b\n1,2\n").find("has a column \"a\"") != std::string::npos);
    }

    void architectureHasExactlyTheRowsAverages()
    {
        Random random(1, "rows");
        const SearchSpace space = builtInSpace("wmt14ende").value();
        for (int i = 0; i < 200; ++i) {
            const Architecture architecture = sampleArchitecture(space, random);
            const LatencyRow row = latencyRow(architecture);
            const Result<Architecture> other = architectureWith(row);
            QVERIFY2(other, other ? "" : other.error().message.c_str());
            const Encoding expected = latencyEncoding(architecture);
            const Encoding encoding = latencyEncoding(*other);
            const Encoding direct = latencyEncoding(row);
            for (std::size_t j = 0; j < encoding.size(); ++j) {
                QVERIFY(std::abs(encoding[j] - expected[j]) < 1e-12);
                QVERIFY(std::abs(direct[j] - expected[j]) < 1e-12);
            }
        }
        LatencyRow row = latencyRow(sampleArchitecture(space, random));
        row.averages[2] = 1000.1;
        const Result<Architecture> none = architectureWith(row);
        QVERIFY(!none);
        QVERIFY(none.error().message.find("no average of whole numbers") != std::string::npos);
    }

    void scoresAreThoseOfTheFormulas()
    {
        std::vector<LatencyRow> rows(3);
        rows[0].encoderMs = 100.0;
        rows[1].decoderMs = 200.0;
        rows[2].decoderMs = 400.0;
        const std::vector<double> predicted = {110.0, 180.0, 400.0};
        const LatencyScores scores = latencyScores(predicted, rows);
        QCOMPARE(scores.rows, std::size_t(3));
        QCOMPARE(scores.rmseMs, std::sqrt(500.0 / 3.0));
        QCOMPARE(scores.mapd, 0.2 / 3.0);
        QCOMPARE(scores.tau, 1.0);
    }

    /// The table of HAT's shipped predictors on their own data.
    void hatsPredictorsGiveTheirFigures_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<double>("rmse");
        QTest::addColumn<double>("mapd");
        QTest::addColumn<double>("tau");
        QTest::newRow("titanxp") << QStringLiteral("wmt14ende_gpu_titanxp") << 15.17 << 5.91
                                 << 0.844;
        QTest::newRow("xeon") << QStringLiteral("wmt14ende_cpu_xeon") << 15.76 << 4.79 << 0.893;
    }

    void hatsPredictorsGiveTheirFigures()
    {
        AUSPEX_REQUIRE_DATA();
        QFETCH(QString, name);
        QFETCH(double, rmse);
        QFETCH(double, mapd);
        QFETCH(double, tau);
        const auto rows = readLatencyData(
            latencyFile((name + QStringLiteral("_all.csv")).toUtf8().constData()));
        QVERIFY(rows);
        QCOMPARE(rows->size(), std::size_t(2000));
        const auto predictor = readLatencyPredictor(latencyFile(
            (QStringLiteral("predictors/") + name + QStringLiteral(".pt")).toUtf8().constData()));
        QVERIFY2(predictor, predictor ? "" : predictor.error().message.c_str());
        const LatencyScores scores = latencyScores(predictor->predictMs(*rows), *rows);
        QVERIFY2(std::abs(scores.rmseMs - rmse) < 0.005, std::to_string(scores.rmseMs).c_str());
        QVERIFY2(std::abs(100.0 * scores.mapd - mapd) < 0.005, std::to_string(scores.mapd).c_str());
        QVERIFY2(std::abs(scores.tau - tau) < 0.0005, std::to_string(scores.tau).c_str());
        // Of an architecture the same as of its row.
        const Architecture architecture = architectureWith(rows->front()).value();
        QVERIFY(std::abs(predictor->predictMs(architecture) - predictor->predictMs(*rows).front())
                < 1e-3);
    }

    void publishedLatenciesArePredictedAsWellAsHatPredictsThem()
    {
        AUSPEX_REQUIRE_DATA();
        const auto predictor = readLatencyPredictor(
            latencyFile("predictors/wmt14ende_gpu_titanxp.pt"));
        QVERIFY(predictor);
        const SearchSpace space = builtInSpace("wmt14ende").value();
        Random random(1, "latency by depth");
        // Predicted latency by decoder layers lies in these ranges (HAT's specification, 2.4).
        const std::pair<double, double> ranges[] = {{58, 76},   {95, 115},  {135, 158},
                                                    {175, 198}, {217, 240}, {256, 281}};
        for (int i = 0; i < 500; ++i) {
            const Architecture architecture = sampleArchitecture(space, random);
            const auto [least, most] = ranges[architecture.decoderLayers() - 1];
            const double latency = predictor->predictMs(architecture);
            QVERIFY2(latency > least - 3 && latency < most + 3, std::to_string(latency).c_str());
        }
    }

    void predictorReadsBackWithItsNorm()
    {
        Random random(1, "mlp");
        const LatencyPredictor made{makeMlp({10, 8, 8, 8, 1}, random), 123.5, {{"dataset", "x"}}};
        QVERIFY(writeLatencyPredictor(path("p.safetensors"), made));
        const auto read = readLatencyPredictor(path("p.safetensors"));
        QVERIFY2(read, read ? "" : read.error().message.c_str());
        QCOMPARE(read->normMs, 123.5);
        QCOMPARE(read->metadata.at("dataset"), std::string("x"));
        const std::vector<LatencyRow> rows = madeRows(20);
        QCOMPARE(read->predictMs(rows), made.predictMs(rows));
        QCOMPARE(readLatencyPredictor(path("p.safetensors"), 247.0)->predictMs(rows)[3],
                 2.0 * made.predictMs(rows)[3]);
    }

    void foreignWeightsAreNoPredictor()
    {
        Random random(1, "mlp");
        const LatencyPredictor good{makeMlp({10, 8, 8, 1}, random), 1.0, {}};
        const auto errorAfter = [&](const auto &change) {
            if (!writeLatencyPredictor(path("p.safetensors"), good))
                return std::string("not written");
            TensorFile content = readSafetensors(path("p.safetensors")).value();
            change(content);
            if (!writeSafetensors(path("changed.safetensors"), content))
                return std::string("not written");
            const auto read = readLatencyPredictor(path("changed.safetensors"));
            return read ? std::string("accepted") : read.error().message;
        };
        QCOMPARE(errorAfter([](TensorFile &) {}), std::string("accepted"));
        const auto said = [&](const auto &change, const char *part) {
            return errorAfter(change).find(part) != std::string::npos;
        };
        QVERIFY(said([](TensorFile &file) { file.tensors.erase("first_layer.bias"); },
                     "it holds 5 tensors"));
        QVERIFY(said(
            [](TensorFile &file) {
                file.tensors.erase("first_layer.bias");
                file.tensors["other"] = floatTensor({1}, {1.0F});
            },
            "no first_layer.weight and first_layer.bias"));
        QVERIFY(said(
            [](TensorFile &file) {
                file.tensors["layers.0.weight"] = floatTensor({8, 7}, std::vector<float>(56));
            },
            "layers.0 does not take 8 numbers"));
        QVERIFY(said(
            [](TensorFile &file) {
                file.tensors["predict.bias"] = floatTensor({1}, {std::nanf("")});
            },
            "predict holds something that is not a number"));
        QVERIFY(said(
            [](TensorFile &file) {
                file.tensors["predict.weight"] = floatTensor({2, 8}, std::vector<float>(16));
                file.tensors["predict.bias"] = floatTensor({2}, {0.0F, 0.0F});
            },
            "gives 2 numbers"));
        QVERIFY(
            said([](TensorFile &file) { file.metadata.erase("latency_norm_ms"); }, "--lat-norm"));
    }

    void devicesHaveHatsNorms()
    {
        QCOMPARE(latencyNormOf("wmt14ende_gpu_titanxp.pt").value(), 200.0);
        QCOMPARE(latencyNormOf("WMT14_CPU_Xeon").value(), 300.0);
        QCOMPARE(latencyNormOf("iwslt_cpu_raspberrypi_all.csv").value(), 5000.0);
        QVERIFY(!latencyNormOf("v100"));
    }

    void splitIsEightToOneToOneAndLosesNothing()
    {
        const std::vector<LatencyRow> rows = madeRows(105);
        const LatencySplit split = splitLatencyData(rows, 1);
        QCOMPARE(split.training.size(), std::size_t(84));
        QCOMPARE(split.validation.size(), std::size_t(10));
        QCOMPARE(split.test.size(), std::size_t(11));
        std::vector<LatencyRow> all = split.training;
        all.insert(all.end(), split.validation.begin(), split.validation.end());
        all.insert(all.end(), split.test.begin(), split.test.end());
        QVERIFY(std::is_permutation(all.begin(), all.end(), rows.begin()));
        QVERIFY(splitLatencyData(rows, 1).test == split.test);
        QVERIFY(splitLatencyData(rows, 2).test != split.test);
    }

    void studyTrainsAndComparesOnOneSplit()
    {
        LatencyStudyOptions options;
        options.hiddenWidth = 32;
        options.hiddenLayers = 2;
        options.training.learningRate = 3e-3;
        options.training.steps = 1500;
        options.normMs = 100.0;
        const std::vector<LatencyRow> rows = madeRows(300);
        Job job;
        const Result<LatencyStudy> study = studyLatency(rows, options, job);
        QVERIFY2(study, study ? "" : study.error().message.c_str());
        std::map<std::string, LatencyContender> by;
        for (const LatencyContender &contender : study->contenders) {
            QVERIFY2(contender.problem.empty(), contender.problem.c_str());
            QCOMPARE(contender.scores.rows, std::size_t(30));
            by[contender.name] = contender;
        }
        QCOMPARE(study->contenders.front().name, std::string("mlp"));
        QCOMPARE(by.size(), std::size_t(8));
        // The depth decides and bends: curves beat lines, and both the mean.
        QVERIFY(by["mlp"].scores.rmseMs < by["ols"].scores.rmseMs);
        QVERIFY(by["gp"].scores.rmseMs < by["ols"].scores.rmseMs);
        QVERIFY(by["mean-by-depth"].scores.rmseMs < 1.0); // what remains is the encoder's
        QVERIFY(by["ols:decoder_layers"].scores.rmseMs < by["mean"].scores.rmseMs);
        QVERIFY(by["ridge"].settings.starts_with("penalty "));
        QVERIFY(by["knn"].settings.starts_with("k = "));
        // The judged network is the one that is handed over.
        const LatencySplit split = splitLatencyData(rows, options.seed);
        QCOMPARE(latencyScores(study->predictor.predictMs(split.test), split.test).rmseMs,
                 by["mlp"].scores.rmseMs);
        QVERIFY(!studyLatency(madeRows(19), options, job));
        job.cancel();
        const Result<LatencyStudy> stopped = studyLatency(rows, options, job);
        QVERIFY(!stopped && stopped.error().code == ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestLatency)
#include "tst_latency.moc"
