// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/base/suggestion.h"
#include "core/base/text.h"
#include "core/predict/calibrated.h"
#include "core/predict/columns.h"
#include "core/predict/features.h"
#include "core/predict/gaussian_process.h"
#include "core/predict/llm_predictor.h"
#include "core/predict/neighbours.h"
#include "core/predict/predictor_spec.h"
#include "core/predict/proxy_predictor.h"
#include "core/predict/regression.h"
#include "core/predict/simple_predictors.h"
#include "core/predict/stacked.h"
#include "core/predict/supernet_predictor.h"
#include "core/supernets/supernet_service.h"

namespace auspex {

namespace {

using SharedKnowledge = std::shared_ptr<const Knowledge>;
using Made = Result<std::unique_ptr<Predictor>>;

Made makeRecorded(const PredictorSpec &spec, const SharedKnowledge &knowledge)
{
    const std::vector<std::string> names = recordedColumns(*knowledge);
    if (std::find(names.begin(), names.end(), spec.argument) == names.end())
        return failure(ErrorCode::NotFound,
                       "The data has no " + knowledge->target + " column called "
                           + quotedForMessage(spec.argument) + suggestion(spec.argument, names)
                           + (names.empty() ? "; it has no score columns at all."
                                            : "; it has " + join(names, ", ") + '.'));
    return columnPredictor(specText(spec), recordedColumn(spec.argument, knowledge),
                           PredictionScale::Score);
}

bool hasLatency(const Knowledge &knowledge)
{
    return std::any_of(knowledge.known.begin(), knowledge.known.end(),
                       [](const auto &entry) { return entry.second.latencyMs.has_value(); });
}

Made makeLatency(const PredictorSpec &spec, const SharedKnowledge &knowledge)
{
    if (!hasLatency(*knowledge))
        return failure(ErrorCode::NotFound,
                       "The data holds no latency, which the predictor latency needs; import "
                       "measured latencies or choose flops.");
    return columnPredictor(specText(spec), latencyColumn(knowledge), PredictionScale::RankOnly);
}

Result<std::vector<Column>> featureColumns(const PredictorSpec &spec,
                                           const SharedKnowledge &knowledge,
                                           const std::vector<std::string> &names)
{
    const auto expanded = expandFeatures(names);
    if (!expanded)
        return tl::make_unexpected(expanded.error());
    std::vector<Column> columns;
    for (const std::string &name : *expanded) {
        if (knowledge->vocabulary <= 0 && (name == "params" || name == "flops"))
            return failure(ErrorCode::NotFound,
                           specText(spec)
                               + " needs the size of the vocabulary, which is not known "
                                 "of this data; choose "
                               + (name == "params" ? "params_no_embeddings" : "flops_no_output")
                               + " (as a predictor: "
                               + (name == "params" ? "params:no-embeddings" : "flops:no-output")
                               + ") instead.");
        columns.push_back(featureColumn(name, knowledge));
    }
    return columns;
}

Made makeCount(const PredictorSpec &spec, const SharedKnowledge &knowledge)
{
    const std::string name = spec.argument.empty()   ? spec.kind
                             : spec.kind == "params" ? "params_no_embeddings"
                                                     : "flops_no_output";
    auto columns = featureColumns(spec, knowledge, {name});
    if (!columns)
        return tl::make_unexpected(columns.error());
    return columnPredictor(specText(spec), columns->front(), PredictionScale::RankOnly);
}

Made makeFromFeatures(const PredictorSpec &spec, const SharedKnowledge &knowledge)
{
    auto columns = featureColumns(
        spec, knowledge, spec.features.empty() ? std::vector<std::string>{"all"} : spec.features);
    if (!columns)
        return tl::make_unexpected(columns.error());
    const std::string name = specText(spec);
    if (spec.kind == "ols")
        return leastSquaresPredictor(name, std::move(*columns));
    if (spec.kind == "ridge")
        return ridgePredictor(name, std::move(*columns), ridgePenalty, RidgeScaling::AsIs);
    if (spec.kind == "gp")
        return gaussianProcess(name, std::move(*columns));
    const auto k = parseInteger(spec.argument);
    if (!k || *k < 1)
        return failure(ErrorCode::InvalidInput,
                       "knn needs a positive number of neighbours, as in knn:5.");
    return nearestNeighbours(name, std::move(*columns), static_cast<std::size_t>(*k));
}

Made makeLlm(const PredictorSpec &spec, const SharedKnowledge &knowledge)
{
    auto parsed = parseLlmSpec(spec.argument);
    if (!parsed)
        return tl::make_unexpected(parsed.error());
    if (!knowledge->services.llm)
        return failure(ErrorCode::NotFound,
                       specText(spec)
                           + " asks a language model, and nobody can be asked here; open the "
                             "workspace that keeps its replies or choose another predictor.");
    return llmPredictor(std::move(*parsed), knowledge);
}

Error nobodyScores(const PredictorSpec &spec)
{
    return {ErrorCode::NotFound,
            specText(spec)
                + " is scored by the engine, and nobody can be asked here; open the workspace that "
                  "has the supernet and its corpus, or choose another predictor.",
            {}};
}

Made makeSupernet(const PredictorSpec &spec, const SharedKnowledge &knowledge)
{
    auto parsed = parseSupernetSpec(spec.argument);
    if (!parsed)
        return tl::make_unexpected(parsed.error());
    if (!knowledge->services.supernets)
        return tl::make_unexpected(nobodyScores(spec));
    return supernetPredictor(std::move(*parsed), knowledge->services.supernets);
}

Made makeProxy(const PredictorSpec &spec, const SharedKnowledge &knowledge)
{
    auto parsed = parseProxySpec(spec.argument);
    if (!parsed)
        return tl::make_unexpected(parsed.error());
    if (!knowledge->services.supernets)
        return tl::make_unexpected(nobodyScores(spec));
    return proxyPredictor(std::move(*parsed), knowledge);
}

bool learns(const PredictorSpec &spec)
{
    if (spec.kind == "calibrated")
        return spec.argument != "none" || learns(spec.inner.front());
    return spec.kind != "recorded" && spec.kind != "params" && spec.kind != "flops"
           && spec.kind != "latency" && spec.kind != "supernet" && spec.kind != "proxy";
}

Made makeCalibrated(const PredictorSpec &spec, const SharedKnowledge &knowledge)
{
    if (spec.inner.size() != 1)
        return failure(ErrorCode::InvalidInput,
                       "A calibrated predictor needs one predictor to calibrate, as in "
                       "calibrated:linear:recorded:HAT.");
    const PredictorSpec inner = spec.inner.front();
    if (const auto made = makePredictor(inner, knowledge); !made)
        return tl::make_unexpected(made.error());
    const Calibration how = spec.argument == "shift"      ? Calibration::Shift
                            : spec.argument == "linear"   ? Calibration::Linear
                            : spec.argument == "isotonic" ? Calibration::Isotonic
                                                          : Calibration::None;
    const auto makeInner = [inner, knowledge] {
        return std::move(*makePredictor(inner, knowledge));
    };
    return calibratedPredictor(specText(spec), how, makeInner, learns(inner));
}

PredictorSpec simple(const std::string &kind, const std::string &argument = {})
{
    return {kind, argument, {}, {}};
}

PredictorSpec regression(const std::string &kind, const std::vector<std::string> &features)
{
    return {kind, {}, features, {}};
}

PredictorSpec calibrated(const std::string &how, const PredictorSpec &inner)
{
    return {"calibrated", how, {}, {inner}};
}

/// What the workspace's supernets and corpora make possible; nothing without a service.
std::vector<PredictorSpec> engineScored(const Knowledge &knowledge)
{
    std::vector<PredictorSpec> specs;
    if (!knowledge.services.supernets)
        return specs;
    for (const StoredSupernet &known :
         knowledge.services.supernets->supernets().value_or(std::vector<StoredSupernet>())) {
        SupernetSpec spec;
        spec.supernet = known.name;
        specs.push_back(simple("supernet", supernetSpecText(spec)));
        spec.metric = SupernetMetric::Bleu;
        specs.push_back(simple("supernet", supernetSpecText(spec)));
    }
    const auto corpora = knowledge.services.supernets->corpora();
    const bool hasCorpus = corpora && !corpora->empty();
    for (const char *kind : {"grad-norm", "snip", "synflow"}) {
        if (hasCorpus)
            specs.push_back(simple("proxy", kind));
    }
    return specs;
}

} // namespace

Made makePredictor(const PredictorSpec &spec, const std::shared_ptr<const Knowledge> &knowledge)
{
    if (spec.kind == "recorded")
        return makeRecorded(spec, knowledge);
    if (spec.kind == "params" || spec.kind == "flops")
        return makeCount(spec, knowledge);
    if (spec.kind == "latency")
        return makeLatency(spec, knowledge);
    if (spec.kind == "mean")
        return meanPredictor(specText(spec));
    if (spec.kind == "mean-by-depth")
        return depthMeanPredictor(specText(spec));
    if (spec.kind == "ols" || spec.kind == "ridge" || spec.kind == "gp" || spec.kind == "knn")
        return makeFromFeatures(spec, knowledge);
    if (spec.kind == "stacked")
        return stackedPredictor(specText(spec), knowledge);
    if (spec.kind == "llm")
        return makeLlm(spec, knowledge);
    if (spec.kind == "supernet")
        return makeSupernet(spec, knowledge);
    if (spec.kind == "proxy")
        return makeProxy(spec, knowledge);
    if (spec.kind == "calibrated")
        return makeCalibrated(spec, knowledge);
    return failure(ErrorCode::InvalidInput, "This version has no predictor called "
                                                + quotedForMessage(spec.kind)
                                                + "; choose another one.");
}

std::vector<PredictorSpec> offeredPredictors(const Knowledge &knowledge)
{
    std::vector<PredictorSpec> offered{
        simple("mean"),
        simple("mean-by-depth"),
        regression("ols", {"decoder_layers"}),
        regression("ols", {"log_decoder_layers"}),
        regression("ols", {"decoder_layers", "total_ffn"}),
        regression("ols", {"log_decoder_layers", "total_ffn"}),
        regression("ridge", {"all"}),
        simple("gp"),
        simple("knn", "3"),
        simple("stacked"),
    };
    std::vector<PredictorSpec> counts{simple("params", "no-embeddings"),
                                      simple("flops", "no-output")};
    if (knowledge.vocabulary > 0)
        counts.insert(counts.end(), {simple("params"), simple("flops")});
    if (hasLatency(knowledge))
        counts.push_back(simple("latency"));
    for (const std::string &name : recordedColumns(knowledge)) {
        offered.push_back(simple("recorded", name));
        for (const char *how : {"shift", "linear", "isotonic"})
            offered.push_back(calibrated(how, simple("recorded", name)));
    }
    for (const std::vector<PredictorSpec> &group : {engineScored(knowledge), counts}) {
        for (const PredictorSpec &one : group) {
            offered.push_back(one);
            offered.push_back(calibrated("linear", one));
        }
    }
    return offered;
}

std::vector<PredictorSpec> defaultPredictors(const Knowledge &knowledge)
{
    std::vector<PredictorSpec> chosen{
        simple("mean"),
        simple("mean-by-depth"),
        regression("ols", {"decoder_layers"}),
        regression("ols", {"decoder_layers", "total_ffn"}),
        simple("stacked"),
    };
    for (const std::string &name : recordedColumns(knowledge)) {
        chosen.push_back(simple("recorded", name));
        chosen.push_back(calibrated("linear", simple("recorded", name)));
    }
    chosen.push_back(calibrated("linear", simple("flops", "no-output")));
    return chosen;
}

} // namespace auspex
