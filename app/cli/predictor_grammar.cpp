// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/predictor_grammar.h"

#include <vector>

#include "core/predict/features.h"
#include "core/predict/predictor_spec.h"

namespace auspex::cli {

std::string predictorGrammar()
{
    std::vector<std::string> features = {"all"};
    for (const Feature &feature : allFeatures())
        features.push_back(feature.name);
    std::string list;
    std::size_t width = 0;
    for (const std::string &feature : features) {
        const bool breaks = width + feature.size() > 80;
        list += breaks ? "\n    " : list.empty() ? "    " : " ";
        width = breaks ? feature.size() : width + feature.size() + 1;
        list += feature;
    }
    return "Predictors:\n"
           "  recorded:COLUMN          a score that the data brings, such as recorded:HAT\n"
           "  params                   number of parameters; params:no-embeddings without those\n"
           "  flops                    floating point operations; flops:no-output without the\n"
           "                           output layer\n"
           "  latency                  the latency that the data brings\n"
           "  mean                     the mean of the demonstrations\n"
           "  mean-by-depth            their mean for each number of decoder layers\n"
           "  ols:F+F...               least squares on features\n"
           "  ridge:F+F...             ridge regression on features\n"
           "  gp, gp:F+F...            Gaussian process, on the encoding or on features\n"
           "  knn:K                    the mean of the K nearest demonstrations\n"
           "  stacked                  a combination chosen on the demonstrations alone\n"
           "  llm:PROVIDER/MODEL[/PROMPT[:VARIANT]][?OPTION=VALUE&...]\n"
           "                           a language model that is shown the demonstrations; "
           "PROVIDER\n"
           "                           as in auspex-cli llm providers, PROMPT as in auspex-cli\n"
           "                           prompt list (llm-pp), OPTION one of samples, value,\n"
           "                           temperature, max-tokens, seed, answers, efficiency, "
           "examples\n"
           "  supernet:NAME[?OPTION=VALUE&...]\n"
           "                           scores of a supernet of the workspace; OPTION one of "
           "metric\n"
           "                           (loss, nll, bleu, sacrebleu), split, sentences, kernel, "
           "beam,\n"
           "                           lenpen, smoothing, corpus\n"
           "  proxy:KIND[?OPTION=VALUE&...]\n"
           "                           a score of untrained networks: grad-norm, snip or synflow;\n"
           "                           OPTION one of weights (linear, linear+qkv, all), seeds,\n"
           "                           sentences, corpus, smoothing, literal\n"
           "  calibrated:HOW:PREDICTOR any of them, fitted to the demonstrations by HOW:\n"
           "                           none, shift, linear or isotonic\n"
           "Features F (all stands for the ten of the encoding):\n"
           + list + "\n\n";
}

std::string predictorProblem(const std::string &text)
{
    const Result<PredictorSpec> spec = parsePredictorSpec(text);
    return spec ? std::string() : spec.error().message;
}

} // namespace auspex::cli
