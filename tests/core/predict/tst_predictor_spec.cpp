// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <rapidcheck.h>

#include "core/base/text.h"
#include "core/predict/features.h"
#include "tests/core/predict/small_data.h"

using namespace auspex;
using namespace auspex::test;

namespace {

rc::Gen<std::string> column()
{
    return rc::gen::map(rc::gen::nonEmpty(rc::gen::container<std::string>(
                            rc::gen::elementOf(std::string("abcHAT ()-:+.0123456789_")))),
                        [](const std::string &text) {
                            const std::string kept(trimmed(text));
                            return kept.empty() ? std::string("HAT") : kept;
                        });
}

rc::Gen<PredictorSpec> simpleSpec()
{
    const auto without = [](const std::string &kind, const std::string &argument = {}) {
        return PredictorSpec{kind, argument, {}, {}};
    };
    return rc::gen::oneOf(rc::gen::map(column(),
                                       [](const std::string &name) {
                                           return PredictorSpec{"recorded", name, {}, {}};
                                       }),
                          rc::gen::elementOf(std::vector<PredictorSpec>{
                              without("params"),
                              without("params", "no-embeddings"),
                              without("flops"),
                              without("flops", "no-output"),
                              without("latency"),
                              without("mean"),
                              without("mean-by-depth"),
                              without("gp"),
                              without("stacked"),
                              without("knn", "12"),
                              without("supernet", "HAT?metric=bleu&sentences=200"),
                              without("proxy", "synflow?seeds=1,2"),
                              {"ols", {}, {"decoder_layers", "total_ffn"}, {}},
                              {"ridge", {}, {"all"}, {}},
                              {"gp", {}, {"attention"}, {}}}));
}

rc::Gen<PredictorSpec> anySpec()
{
    return rc::gen::map(
        rc::gen::pair(simpleSpec(),
                      rc::gen::resize(3, rc::gen::container<std::vector<std::string>>(
                                             rc::gen::elementOf(std::vector<std::string>{
                                                 "none", "shift", "linear", "isotonic"})))),
        [](const std::pair<PredictorSpec, std::vector<std::string>> &parts) {
            PredictorSpec spec = parts.first;
            for (std::size_t i = 0; i < std::min<std::size_t>(3, parts.second.size()); ++i)
                spec = {"calibrated", parts.second[i], {}, {spec}};
            return spec;
        });
}

std::string errorOf(std::string_view text)
{
    const auto spec = parsePredictorSpec(text);
    return spec ? std::string() : spec.error().message;
}

} // namespace

class TestPredictorSpec : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesAreTakenApart()
    {
        const auto recorded = parsePredictorSpec("recorded:Supernet (Sandwich)");
        QVERIFY(recorded);
        QCOMPARE(recorded->kind, std::string("recorded"));
        QCOMPARE(recorded->argument, std::string("Supernet (Sandwich)"));

        const auto calibrated = parsePredictorSpec("calibrated:linear:recorded:Layer-wise MoS");
        QVERIFY(calibrated);
        QCOMPARE(calibrated->argument, std::string("linear"));
        QCOMPARE(calibrated->inner.size(), std::size_t{1});
        QCOMPARE(calibrated->inner.front().argument, std::string("Layer-wise MoS"));

        const auto nested = parsePredictorSpec("calibrated:shift:calibrated:isotonic:gp");
        QVERIFY(nested);
        QCOMPARE(nested->inner.front().inner.front().kind, std::string("gp"));

        const auto ols = parsePredictorSpec(" ols: decoder_layers + total_ffn ");
        QVERIFY(ols);
        QCOMPARE(specText(*ols), std::string("ols:decoder_layers+total_ffn"));
        QCOMPARE(specText(*parsePredictorSpec("knn:007")), std::string("knn:7"));
        // A column's name may hold what separates elsewhere.
        QCOMPARE(parsePredictorSpec("recorded:a:b+c")->argument, std::string("a:b+c"));
    }

    void textOfASpecParsesBack()
    {
        QVERIFY(rc::check([] {
            const PredictorSpec spec = *anySpec();
            const auto parsed = parsePredictorSpec(specText(spec));
            RC_ASSERT(parsed.has_value());
            RC_ASSERT(*parsed == spec);
        }));
    }

    void anyTextIsParsedOrRefusedWithASentence()
    {
        QVERIFY(rc::check([](const std::string &text) {
            const auto parsed = parsePredictorSpec(text);
            RC_ASSERT(parsed.has_value() || parsed.error().message.ends_with('.'));
        }));
        std::string deep;
        for (int i = 0; i < 100000; ++i)
            deep += "calibrated:none:";
        QVERIFY(errorOf(deep + "mean").find("at most 3 times") != std::string::npos);
    }

    void errorsSayWhatThereIs_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("part");
        const auto row = [](const char *text, const char *part) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(part);
        };
        row("", "there are recorded:COLUMN, params or params:no-embeddings");
        row("HAT", "recorded: before its name");
        row("stackd", "(did you mean stacked?)");
        row("Mean", "(did you mean mean?)");
        row("mean:3", "mean takes nothing after its name");
        row("recorded:", "recorded:HAT");
        row("recorded", "recorded:HAT");
        row("params:no-embedding", "(did you mean no-embeddings?)");
        row("flops:total", "flops:no-output");
        row("ols", "ols:decoder_layers+total_ffn");
        row("ols:decoder_layer", "(did you mean decoder_layers?)");
        row("ridge:depth", "decoder_layers, log_decoder_layers, total_ffn");
        row("ols:flops+flops", "stands twice");
        row("ols:all+decoder_depth", "stands twice");
        row("ols:flops+", "No feature is called");
        row("knn", "knn:5");
        row("knn:0", "at least 1");
        row("knn:-3", "at least 1");
        row("knn:2.5", "at least 1");
        row("supernet", "supernet:HAT");
        row("supernet:HAT?metric=wer", "loss, nll, bleu or sacrebleu");
        row("proxy:naswot", "grad-norm, snip or synflow");
        row("proxy:snip?weights=none", "linear, linear+qkv or all");
        row("calibrated:linear", "needs the predictor to calibrate");
        row("calibrated:lineer:mean", "(did you mean linear?)");
        row("calibrated", "none|shift|linear|isotonic");
        row("calibrated:linear:oops", "No predictor is called");
    }

    void errorsSayWhatThereIs()
    {
        QFETCH(QString, text);
        QFETCH(QString, part);
        const std::string message = errorOf(text.toStdString());
        QVERIFY2(QString::fromStdString(message).contains(part), message.c_str());
        QVERIFY(message.ends_with('.'));
    }

    void titlesAreShortEnglish()
    {
        const auto title = [](const char *text) { return specTitle(*parsePredictorSpec(text)); };
        QCOMPARE(title("recorded:HAT"), std::string("HAT"));
        QCOMPARE(title("calibrated:linear:recorded:HAT"), std::string("HAT, linear"));
        QCOMPARE(title("ols:decoder_layers"), std::string("Depth line"));
        QCOMPARE(title("ols:decoder_layers+total_ffn"),
                 std::string("Least squares: decoder layers + total FFN"));
        QCOMPARE(title("calibrated:linear:flops:no-output"),
                 std::string("#FLOPs without output layer, linear"));
        QCOMPARE(title("knn:1"), std::string("Nearest neighbour"));
        QCOMPARE(title("knn:3"), std::string("3 nearest neighbours"));
    }

    void makingSaysWhatTheDataLacks()
    {
        auto known = std::make_shared<Knowledge>(knowledge());
        known->vocabulary = 0;
        known->known[architecture(1)].recorded["HAT"] = 1.0;
        const auto error = [&](const char *text) {
            const auto made = makePredictor(*parsePredictorSpec(text), known);
            return made ? std::string() : made.error().message;
        };
        QCOMPARE(
            error("recorded:hat"),
            std::string("The data has no valid_bleu column called \"hat\" (did you mean HAT?); "
                        "it has HAT."));
        QVERIFY(error("latency").find("no latency") != std::string::npos);
        QVERIFY(error("params").find("params:no-embeddings") != std::string::npos);
        QVERIFY(error("ols:flops").find("flops_no_output") != std::string::npos);
        QVERIFY(error("calibrated:linear:latency").find("no latency") != std::string::npos);
        QCOMPARE(error("flops:no-output"), std::string());
    }

    void whatIsOfferedCanBeMade()
    {
        auto known = std::make_shared<Knowledge>(knowledge());
        known->known[architecture(1)].recorded["HAT"] = 1.0;
        const auto offered = offeredPredictors(*known);
        QCOMPARE(offered.front().kind, std::string("mean"));
        for (const PredictorSpec &spec : offered) {
            QVERIFY(makePredictor(spec, known));
            QVERIFY(*parsePredictorSpec(specText(spec)) == spec);
            QVERIFY(spec.kind != "latency");
        }
        std::vector<std::string> defaults;
        for (const PredictorSpec &spec : defaultPredictors(*known))
            defaults.push_back(specText(spec));
        QCOMPARE(join(defaults, " | "),
                 std::string("mean | mean-by-depth | ols:decoder_layers | "
                             "ols:decoder_layers+total_ffn | stacked | recorded:HAT | "
                             "calibrated:linear:recorded:HAT | calibrated:linear:flops:no-output"));
    }

    void featuresAreWhatTheirNamesSay()
    {
        const Knowledge known = knowledge();
        const Architecture a = architecture(2, 3072);
        QCOMPARE(featureValue("decoder_layers", known, a), 2.0);
        QCOMPARE(featureValue("log_decoder_layers", known, a), std::log(2.0));
        QCOMPARE(featureValue("total_ffn", known, a), 10.24); // 3072 + 5 * 1024 + 2 * 1024
        QCOMPARE(featureValue("encoder_embed_dim", known, a), 1.0);
        QCOMPARE(featureValue("decoder_depth", known, a), 2.0 / 6.0);
        QCOMPARE(featureValue("attention", known, a), 0.0);
        const double embeddings = featureValue("params", known, a)
                                  - featureValue("params_no_embeddings", known, a);
        QVERIFY(isNear(embeddings, 640 * 32768 / 1e6));
        const double output = featureValue("flops", known, a)
                              - featureValue("flops_no_output", known, a);
        QVERIFY(isNear(output, 2.0 * 30 * 640 * 32768 / 1e9));
        QCOMPARE(expandFeatures({"all"})->size(), std::size_t{10});
        QCOMPARE(allFeatures().size(), std::size_t{17});
    }
};

QTEST_GUILESS_MAIN(TestPredictorSpec)
#include "tst_predictor_spec.moc"
