// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/predictor_spec.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "core/base/suggestion.h"
#include "core/base/text.h"
#include "core/llm/llm_service.h"
#include "core/predict/features.h"
#include "core/supernets/score_spec.h"

namespace auspex {

namespace {

/// Each level of calibration fits the inner predictor once a demonstration.
constexpr int mostNesting = 3;

struct Kind {
    const char *name;
    const char *form; ///< as the grammar shows it
};

constexpr std::array kinds{
    Kind{"recorded", "recorded:COLUMN"},
    Kind{"params", "params or params:no-embeddings"},
    Kind{"flops", "flops or flops:no-output"},
    Kind{"latency", "latency"},
    Kind{"mean", "mean"},
    Kind{"mean-by-depth", "mean-by-depth"},
    Kind{"ols", "ols:FEATURE+FEATURE"},
    Kind{"ridge", "ridge:FEATURE+FEATURE"},
    Kind{"gp", "gp or gp:FEATURE+FEATURE"},
    Kind{"knn", "knn:K"},
    Kind{"llm", "llm:PROVIDER/MODEL[/PROMPT]"},
    Kind{"supernet", "supernet:NAME"},
    Kind{"proxy", "proxy:grad-norm|snip|synflow"},
    Kind{"calibrated", "calibrated:none|shift|linear|isotonic:PREDICTOR"},
    Kind{"stacked", "stacked"},
};

const std::vector<std::string> calibrations{"none", "shift", "linear", "isotonic"};

tl::unexpected<Error> wrong(const std::string &message)
{
    return failure(ErrorCode::InvalidInput, message);
}

std::string formOf(std::string_view kind)
{
    return std::find_if(kinds.begin(), kinds.end(),
                        [&](const Kind &known) { return known.name == kind; })
        ->form;
}

Result<PredictorSpec> unknownKind(std::string_view kind)
{
    std::vector<std::string> names;
    std::vector<std::string> forms;
    for (const Kind &known : kinds) {
        names.push_back(known.name);
        forms.push_back(known.form);
    }
    return wrong("No predictor is called " + quotedForMessage(kind) + suggestion(kind, names)
                 + "; there are " + join(forms, ", ")
                 + " (a score column of the data is written with recorded: before its name).");
}

Result<PredictorSpec> withoutArgument(PredictorSpec spec, std::optional<std::string_view> argument)
{
    if (argument)
        return wrong(quotedForMessage(spec.kind + ':' + std::string(*argument))
                     + " is not a predictor: " + spec.kind + " takes nothing after its name.");
    return spec;
}

Result<PredictorSpec> withVariant(PredictorSpec spec, std::optional<std::string_view> argument,
                                  const std::string &variant)
{
    if (!argument)
        return spec;
    if (*argument != variant)
        return wrong(spec.kind + " has no variant " + quotedForMessage(*argument)
                     + suggestion(*argument, std::span(&variant, 1)) + "; write "
                     + formOf(spec.kind) + '.');
    spec.argument = variant;
    return spec;
}

Result<PredictorSpec> withFeatures(PredictorSpec spec, std::optional<std::string_view> argument)
{
    if (!argument && spec.kind == "gp")
        return spec;
    if (!argument || argument->empty())
        return wrong(spec.kind + " needs features: " + formOf(spec.kind) + ", for example "
                     + spec.kind + ":decoder_layers+total_ffn.");
    for (const std::string_view name : split(*argument, '+'))
        spec.features.emplace_back(trimmed(name));
    const auto expanded = expandFeatures(spec.features);
    if (!expanded)
        return tl::make_unexpected(expanded.error());
    std::set<std::string> seen;
    for (const std::string &name : *expanded) {
        if (!seen.insert(name).second)
            return wrong("The feature " + name + " stands twice in "
                         + quotedForMessage(spec.kind + ':' + std::string(*argument))
                         + "; name it once.");
    }
    return spec;
}

Result<PredictorSpec> withNeighbours(PredictorSpec spec, std::optional<std::string_view> argument)
{
    const auto k = parseInteger(argument.value_or(std::string_view()));
    if (!k || *k < 1 || *k > 1'000'000)
        return wrong(
            "knn needs a number of neighbours, at least 1 and at most 1000000, as in knn:5"
            + (argument ? "; " + quotedForMessage(*argument) + " is none." : std::string(".")));
    spec.argument = std::to_string(*k);
    return spec;
}

Result<PredictorSpec> withLlm(PredictorSpec spec, std::optional<std::string_view> argument)
{
    return parseLlmSpec(argument.value_or(std::string_view())).map([&](const LlmSpec &llm) {
        spec.argument = llmSpecText(llm);
        return spec;
    });
}

Result<PredictorSpec> withSupernet(PredictorSpec spec, std::optional<std::string_view> argument)
{
    return parseSupernetSpec(argument.value_or(std::string_view()))
        .map([&](const SupernetSpec &supernet) {
            spec.argument = supernetSpecText(supernet);
            return spec;
        });
}

Result<PredictorSpec> withProxy(PredictorSpec spec, std::optional<std::string_view> argument)
{
    return parseProxySpec(argument.value_or(std::string_view())).map([&](const ProxySpec &proxy) {
        spec.argument = proxySpecText(proxy);
        return spec;
    });
}

Result<PredictorSpec> parseNested(std::string_view text, int nesting);

Result<PredictorSpec> withInner(PredictorSpec spec, std::optional<std::string_view> argument,
                                int nesting)
{
    const std::string_view rest = argument.value_or(std::string_view());
    const std::size_t colon = rest.find(':');
    spec.argument = std::string(trimmed(rest.substr(0, colon)));
    if (std::find(calibrations.begin(), calibrations.end(), spec.argument) == calibrations.end())
        return wrong("No calibration is called " + quotedForMessage(spec.argument)
                     + suggestion(spec.argument, calibrations) + "; write " + formOf(spec.kind)
                     + '.');
    if (colon == std::string_view::npos)
        return wrong("calibrated:" + spec.argument
                     + " needs the predictor to calibrate, as in calibrated:" + spec.argument
                     + ":recorded:COLUMN.");
    if (nesting == mostNesting)
        return wrong("A predictor may be calibrated at most " + std::to_string(mostNesting)
                     + " times over; leave out some of the calibrations.");
    auto inner = parseNested(rest.substr(colon + 1), nesting + 1);
    if (!inner)
        return inner;
    spec.inner.push_back(std::move(*inner));
    return spec;
}

Result<PredictorSpec> parseNested(std::string_view text, int nesting)
{
    text = trimmed(text);
    const std::size_t colon = text.find(':');
    const std::string kind(trimmed(text.substr(0, colon)));
    std::optional<std::string_view> argument;
    if (colon != std::string_view::npos)
        argument = trimmed(text.substr(colon + 1));
    PredictorSpec spec{kind, {}, {}, {}};
    if (kind == "recorded") {
        if (!argument || argument->empty())
            return wrong("recorded needs the name of a score column, as in recorded:HAT.");
        spec.argument = std::string(*argument);
        return spec;
    }
    if (kind == "params")
        return withVariant(std::move(spec), argument, "no-embeddings");
    if (kind == "flops")
        return withVariant(std::move(spec), argument, "no-output");
    if (kind == "latency" || kind == "mean" || kind == "mean-by-depth" || kind == "stacked")
        return withoutArgument(std::move(spec), argument);
    if (kind == "ols" || kind == "ridge" || kind == "gp")
        return withFeatures(std::move(spec), argument);
    if (kind == "knn")
        return withNeighbours(std::move(spec), argument);
    if (kind == "llm")
        return withLlm(std::move(spec), argument);
    if (kind == "supernet")
        return withSupernet(std::move(spec), argument);
    if (kind == "proxy")
        return withProxy(std::move(spec), argument);
    if (kind == "calibrated")
        return withInner(std::move(spec), argument, nesting);
    return unknownKind(kind);
}

std::string featureTitles(const PredictorSpec &spec)
{
    std::vector<std::string> titles;
    for (const std::string &name : spec.features) {
        const auto &known = allFeatures();
        const auto feature = std::find_if(known.begin(), known.end(),
                                          [&](const Feature &f) { return f.name == name; });
        titles.push_back(feature == known.end() ? "all ten features" : feature->title);
    }
    return join(titles, " + ");
}

std::string calibratedTitle(const PredictorSpec &spec)
{
    const std::string inner = spec.inner.empty() ? std::string() : specTitle(spec.inner.front());
    if (spec.argument == "none")
        return inner + ", as it is";
    return inner + (spec.argument == "shift" ? ", shifted" : ", " + spec.argument);
}

} // namespace

Result<PredictorSpec> parsePredictorSpec(std::string_view text)
{
    if (!isValidUtf8(text))
        return wrong("The name of the predictor is not valid UTF-8 text: " + quotedForMessage(text)
                     + '.');
    return parseNested(text, 0);
}

std::string specText(const PredictorSpec &spec)
{
    std::string text = spec.kind;
    if (!spec.argument.empty())
        text += ':' + spec.argument;
    if (!spec.features.empty())
        text += ':' + join(spec.features, "+");
    for (const PredictorSpec &inner : spec.inner)
        text += ':' + specText(inner);
    return text;
}

std::string specTitle(const PredictorSpec &spec)
{
    if (spec.kind == "recorded")
        return spec.argument;
    if (spec.kind == "params")
        return spec.argument.empty() ? "#Params" : "#Params without embeddings";
    if (spec.kind == "flops")
        return spec.argument.empty() ? "#FLOPs" : "#FLOPs without output layer";
    if (spec.kind == "latency")
        return "Latency";
    if (spec.kind == "mean")
        return "Mean";
    if (spec.kind == "mean-by-depth")
        return "Mean by depth";
    if (spec.kind == "ols")
        return spec.features == std::vector<std::string>{"decoder_layers"}
                   ? "Depth line"
                   : "Least squares: " + featureTitles(spec);
    if (spec.kind == "ridge")
        return "Ridge: " + featureTitles(spec);
    if (spec.kind == "gp")
        return spec.features.empty() ? "Gaussian process"
                                     : "Gaussian process: " + featureTitles(spec);
    if (spec.kind == "knn")
        return spec.argument == "1" ? "Nearest neighbour" : spec.argument + " nearest neighbours";
    if (spec.kind == "stacked")
        return "Stacked";
    if (spec.kind == "llm") {
        const auto llm = parseLlmSpec(spec.argument);
        return llm ? llmSpecTitle(*llm) : spec.argument;
    }
    if (spec.kind == "supernet") {
        const auto supernet = parseSupernetSpec(spec.argument);
        return supernet ? supernetSpecTitle(*supernet) : spec.argument;
    }
    if (spec.kind == "proxy") {
        const auto proxy = parseProxySpec(spec.argument);
        return proxy ? proxySpecTitle(*proxy) : spec.argument;
    }
    return calibratedTitle(spec);
}

bool asksLlm(const PredictorSpec &spec)
{
    return spec.kind == "llm" || std::any_of(spec.inner.begin(), spec.inner.end(), asksLlm);
}

bool asksEngine(const PredictorSpec &spec)
{
    return spec.kind == "supernet" || spec.kind == "proxy"
           || std::any_of(spec.inner.begin(), spec.inner.end(), asksEngine);
}

Result<LlmSpec> llmSpecOf(const PredictorSpec &spec)
{
    if (spec.kind == "llm")
        return parseLlmSpec(spec.argument);
    if (!spec.inner.empty())
        return llmSpecOf(spec.inner.front());
    return failure(ErrorCode::InvalidInput, specText(spec) + " asks no language model.");
}

} // namespace auspex
