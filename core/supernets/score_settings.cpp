// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/supernets/score_settings.h"

#include <cmath>
#include <utility>

#include "core/engine/protocol.h"

namespace auspex {

namespace {

nlohmann::json shapeOf(const SupernetShape &shape)
{
    return supernetShapeJson(shape);
}

} // namespace

ScoreSet lossSet(const engine::ScoreRequest &request, const std::string &artifact,
                 const std::string &pairsHash)
{
    return {"loss",
            {{"supernet", artifact},
             {"shape", shapeOf(request.supernet.shape)},
             {"pairs", pairsHash},
             {"label_smoothing", request.options.labelSmoothing},
             {"kernel", engine::kernelName(request.options.kernel)},
             {"max_tokens", request.options.maxTokens},
             {"device", request.device}}};
}

ScoreSet bleuSet(const engine::GenerateRequest &request, const std::string &artifact,
                 const std::string &pairsHash, const std::string &referencesHash)
{
    const BeamOptions &options = request.options;
    return {"bleu",
            {{"supernet", artifact},
             {"shape", shapeOf(request.supernet.shape)},
             {"pairs", pairsHash},
             {"references", referencesHash},
             {"beam", options.beam},
             {"length_penalty", options.lengthPenalty},
             {"max_length_a", options.maxLengthA},
             {"max_length_b", options.maxLengthB},
             {"min_length", options.minLength},
             {"max_sentences", options.maxSentences},
             {"kernel", engine::kernelName(options.kernel)},
             {"device", request.device}}};
}

ScoreSet proxySet(const engine::ProxyRequest &request, const std::string &pairsHash)
{
    return {"proxy",
            {{"shape", shapeOf(request.shape)},
             {"pairs", pairsHash},
             {"options", engine::jsonOf(request.options)},
             {"device", request.device}}};
}

StoredScore storedScore(const engine::ScoredSubnet &subnet)
{
    StoredScore stored;
    const auto tokens = static_cast<double>(subnet.score.tokens);
    const double loss = subnet.score.labelSmoothedLossSum / tokens;
    if (std::isfinite(loss))
        stored.value = loss;
    stored.detail = {{"label_smoothed_loss_sum", subnet.score.labelSmoothedLossSum},
                     {"nll_sum", subnet.score.nllSum},
                     {"ntokens", subnet.score.tokens},
                     {"params_without_embeddings", subnet.parameters}};
    return stored;
}

StoredScore storedScore(const engine::ProxyScore &score)
{
    StoredScore stored;
    if (!score.isOverflow && std::isfinite(score.score))
        stored.value = score.score;
    stored.detail = {{"seeds", score.seeds}, {"overflow", score.isOverflow}};
    return stored;
}

} // namespace auspex
