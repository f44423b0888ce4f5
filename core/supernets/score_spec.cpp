// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/supernets/score_spec.h"

#include <array>
#include <utility>

#include "core/base/text.h"
#include "core/engine/protocol.h"
#include "core/supernets/spec_options.h"

namespace auspex {

namespace {

const std::string supernetPrefix = "supernet:";
const std::string supernetOptions
    = "metric=loss|nll|bleu|sacrebleu, split=NAME, sentences=N, "
      "kernel=automatic|blas|onednn|onednn-bf16, beam=N, lenpen=X, smoothing=E and corpus=NAME";
const std::string proxyPrefix = "proxy:";
const std::string proxyOptionsInWords
    = "weights=linear|linear+qkv|all, seeds=N,N, sentences=N, corpus=NAME, smoothing=E and "
      "literal=zero-cost-nas|naslib|lite-transformer-search";

constexpr int mostSentences = 100'000'000;
constexpr std::size_t mostSeeds = 1000;

constexpr std::array<std::pair<SupernetMetric, const char *>, 4> metricNames{{
    {SupernetMetric::Loss, "loss"},
    {SupernetMetric::Nll, "nll"},
    {SupernetMetric::Bleu, "bleu"},
    {SupernetMetric::SacreBleu, "sacrebleu"},
}};

constexpr std::array<const char *, 3> literalCodes{"zero-cost-nas", "naslib",
                                                   "lite-transformer-search"};

tl::unexpected<Error> wrong(const std::string &message)
{
    return failure(ErrorCode::InvalidInput, message);
}

Result<void> takeMetric(SpecParts &parts, SupernetMetric &target)
{
    std::string name = supernetMetricName(target);
    if (Result<void> taken = takeText(parts, "metric", name); !taken)
        return taken;
    for (const auto &[metric, known] : metricNames) {
        if (name == known) {
            target = metric;
            return {};
        }
    }
    return wrong("The metric of a supernet is loss, nll, bleu or sacrebleu; "
                 + quotedForMessage(name) + " is none of them.");
}

Result<void> takeKernel(SpecParts &parts, Kernel &target)
{
    std::string name = engine::kernelName(target);
    if (Result<void> taken = takeText(parts, "kernel", name); !taken)
        return taken;
    const auto kernel = engine::kernelOfName(name);
    if (!kernel)
        return wrong("The kernel is automatic, blas, onednn or onednn-bf16; "
                     + quotedForMessage(name) + " is none of them.");
    target = *kernel;
    return {};
}

Result<void> takeWeights(SpecParts &parts, std::optional<engine::ProxyWeights> &target)
{
    std::string name;
    if (Result<void> taken = takeText(parts, "weights", name); !taken || name.empty())
        return taken;
    target = engine::proxyWeightsOfName(name);
    if (!target)
        return wrong("The weights of a proxy are linear, linear+qkv or all; "
                     + quotedForMessage(name) + " is none of them.");
    return {};
}

Result<void> takeSeeds(SpecParts &parts, std::vector<std::uint64_t> &target)
{
    std::string list;
    if (Result<void> taken = takeText(parts, "seeds", list); !taken || list.empty())
        return taken;
    for (const std::string_view text : split(list, ',')) {
        const auto seed = parseInteger(trimmed(text));
        if (!seed || *seed < 0)
            return wrong("The seeds of a proxy are whole numbers from 0 with commas between them, "
                         "as in seeds=1,2,3; "
                         + quotedForMessage(text) + " is none.");
        target.push_back(static_cast<std::uint64_t>(*seed));
    }
    if (target.size() > mostSeeds)
        return wrong("A proxy takes at most " + std::to_string(mostSeeds) + " seeds.");
    return {};
}

Result<void> takeLiteral(SpecParts &parts, std::string &target)
{
    if (Result<void> taken = takeText(parts, "literal", target); !taken || target.empty())
        return taken;
    for (const char *code : literalCodes) {
        if (target == code)
            return {};
    }
    return wrong("The option literal of a proxy is zero-cost-nas, naslib or "
                 "lite-transformer-search; "
                 + quotedForMessage(target) + " is none of them.");
}

std::string seedsText(const std::vector<std::uint64_t> &seeds)
{
    std::vector<std::string> texts;
    for (const std::uint64_t seed : seeds)
        texts.push_back(std::to_string(seed));
    return join(texts, ",");
}

std::string withOptions(std::string name, const std::vector<std::string> &options)
{
    if (!options.empty())
        name += '?' + join(options, "&");
    return name;
}

} // namespace

std::string supernetMetricName(SupernetMetric metric)
{
    for (const auto &[known, name] : metricNames) {
        if (known == metric)
            return name;
    }
    return {};
}

bool isBleu(SupernetMetric metric)
{
    return metric == SupernetMetric::Bleu || metric == SupernetMetric::SacreBleu;
}

Result<SupernetSpec> parseSupernetSpec(std::string_view text)
{
    Result<SpecParts> parts = specParts(text, supernetPrefix, supernetOptions);
    if (!parts)
        return tl::make_unexpected(parts.error());
    if (parts->name.empty())
        return wrong("supernet needs the name of a supernet of the workspace, as in "
                     "supernet:HAT or supernet:HAT?metric=bleu&sentences=200.");
    SupernetSpec spec;
    spec.supernet = parts->name;
    const Result<void> read
        = takeMetric(*parts, spec.metric)
              .and_then([&] { return takeText(*parts, "split", spec.split); })
              .and_then([&] {
                  return takeInteger(*parts, "sentences", 1, mostSentences, spec.sentences);
              })
              .and_then([&] { return takeKernel(*parts, spec.kernel); })
              .and_then([&] { return takeInteger(*parts, "beam", 1, 1000, spec.beam); })
              .and_then(
                  [&] { return takeNumber(*parts, "lenpen", -10.0, 10.0, spec.lengthPenalty); })
              .and_then(
                  [&] { return takeNumber(*parts, "smoothing", 0.0, 1.0, spec.labelSmoothing); })
              .and_then([&] { return takeText(*parts, "corpus", spec.corpus); })
              .and_then([&] { return nothingLeft(*parts, supernetPrefix, supernetOptions); });
    if (!read)
        return tl::make_unexpected(read.error());
    return spec;
}

std::string supernetSpecText(const SupernetSpec &spec)
{
    const SupernetSpec defaults;
    std::vector<std::string> options;
    if (spec.metric != defaults.metric)
        options.push_back("metric=" + supernetMetricName(spec.metric));
    if (spec.split != defaults.split)
        options.push_back("split=" + escapedName(spec.split));
    if (spec.sentences != defaults.sentences)
        options.push_back("sentences=" + std::to_string(spec.sentences));
    if (spec.kernel != defaults.kernel)
        options.push_back("kernel=" + engine::kernelName(spec.kernel));
    if (spec.beam != defaults.beam)
        options.push_back("beam=" + std::to_string(spec.beam));
    if (spec.lengthPenalty != defaults.lengthPenalty)
        options.push_back("lenpen=" + formatDouble(spec.lengthPenalty));
    if (spec.labelSmoothing != defaults.labelSmoothing)
        options.push_back("smoothing=" + formatDouble(spec.labelSmoothing));
    if (!spec.corpus.empty())
        options.push_back("corpus=" + escapedName(spec.corpus));
    return withOptions(escapedName(spec.supernet), options);
}

std::string supernetSpecTitle(const SupernetSpec &spec)
{
    constexpr std::array<const char *, 4> titles{"loss", "NLL", "BLEU", "SacreBLEU"};
    const SupernetSpec defaults;
    std::string title = spec.supernet + ", " + titles.at(static_cast<std::size_t>(spec.metric));
    if (spec.split != defaults.split)
        title += " on " + spec.split;
    if (spec.sentences > 0)
        title += ", " + std::to_string(spec.sentences) + " sentences";
    if (spec.kernel != defaults.kernel)
        title += ", " + engine::kernelName(spec.kernel);
    return title;
}

Result<ProxySpec> parseProxySpec(std::string_view text)
{
    Result<SpecParts> parts = specParts(text, proxyPrefix, proxyOptionsInWords);
    if (!parts)
        return tl::make_unexpected(parts.error());
    ProxySpec spec;
    const auto kind = engine::proxyKindOfName(parts->name);
    if (!kind)
        return wrong("A proxy is grad-norm, snip or synflow; " + quotedForMessage(parts->name)
                     + " is none of them.");
    spec.kind = *kind;
    const Result<void> read
        = takeWeights(*parts, spec.weights)
              .and_then([&] { return takeSeeds(*parts, spec.seeds); })
              .and_then([&] {
                  return takeInteger(*parts, "sentences", 1, mostSentences, spec.sentences);
              })
              .and_then([&] { return takeText(*parts, "corpus", spec.corpus); })
              .and_then(
                  [&] { return takeNumber(*parts, "smoothing", 0.0, 1.0, spec.labelSmoothing); })
              .and_then([&] { return takeLiteral(*parts, spec.literal); })
              .and_then([&] { return nothingLeft(*parts, proxyPrefix, proxyOptionsInWords); });
    if (!read)
        return tl::make_unexpected(read.error());
    return spec;
}

std::string proxySpecText(const ProxySpec &spec)
{
    const ProxySpec defaults;
    std::vector<std::string> options;
    if (spec.weights)
        options.push_back("weights=" + engine::proxyWeightsName(*spec.weights));
    if (!spec.seeds.empty())
        options.push_back("seeds=" + seedsText(spec.seeds));
    if (spec.sentences != defaults.sentences)
        options.push_back("sentences=" + std::to_string(spec.sentences));
    if (!spec.corpus.empty())
        options.push_back("corpus=" + escapedName(spec.corpus));
    if (spec.labelSmoothing != defaults.labelSmoothing)
        options.push_back("smoothing=" + formatDouble(spec.labelSmoothing));
    if (!spec.literal.empty())
        options.push_back("literal=" + spec.literal);
    return withOptions(engine::proxyKindName(spec.kind), options);
}

std::string proxySpecTitle(const ProxySpec &spec)
{
    std::string title = engine::proxyKindName(spec.kind);
    if (!spec.literal.empty())
        title += ", as " + spec.literal;
    if (spec.weights)
        title += ", " + engine::proxyWeightsName(*spec.weights) + " weights";
    if (!spec.corpus.empty())
        title += ", " + spec.corpus;
    return title;
}

engine::ProxyOptions proxyOptions(const ProxySpec &spec)
{
    engine::ProxyOptions options;
    options.kind = spec.kind;
    options.labelSmoothing = spec.labelSmoothing;
    const bool isSynflow = spec.kind == engine::ProxyKind::Synflow;
    if (!spec.literal.empty()) { // linear layers, one initialisation, sums as they are
        options.weights = engine::ProxyWeights::Linear;
        options.seeds = {1};
        const bool isLts = spec.literal == "lite-transformer-search";
        options.isDropoutActive = isLts && !isSynflow;
        options.hasNorms = isLts || !isSynflow;
        options.isLogarithm = spec.literal == "naslib" && isSynflow;
    }
    if (spec.weights)
        options.weights = *spec.weights;
    if (!spec.seeds.empty())
        options.seeds = spec.seeds;
    return options;
}

} // namespace auspex
