// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nmt/device_scoring.h"

#include <unordered_map>

#include "core/nmt/supernet_model.h"

namespace auspex {

Result<std::vector<SubnetScore>> scoreSubnetsOnDevice(const SupernetWeights &weights,
                                                      std::span<const TokenPair> pairs,
                                                      std::span<const Architecture> architectures,
                                                      const ModelOptions &model,
                                                      double labelSmoothing, int maxTokens,
                                                      Job &job, const ScoreListener &listener)
{
    const Result<SupernetModel> supernet = SupernetModel::loaded(
        weights.shape, TensorFile{weights.tensors, {}}, "the supernet's weights", model);
    if (!supernet)
        return tl::make_unexpected(supernet.error());
    std::vector<SubnetScore> scores;
    std::unordered_map<Architecture, SubnetScore> known;
    for (std::size_t i = 0; i < architectures.size(); ++i) {
        if (job.isCancelled())
            return cancelled();
        job.report({static_cast<std::int64_t>(i),
                    static_cast<std::int64_t>(architectures.size()),
                    "subnets",
                    "Scoring",
                    {}});
        auto found = known.find(architectures[i]);
        if (found == known.end()) {
            const Result<LossSums> loss = supernet->evaluate(architectures[i], pairs,
                                                             labelSmoothing, maxTokens);
            if (!loss)
                return tl::make_unexpected(loss.error());
            found = known
                        .emplace(architectures[i],
                                 SubnetScore{loss->nll, loss->labelSmoothed, loss->tokens})
                        .first;
        }
        scores.push_back(found->second);
        if (listener)
            listener(i, found->second);
    }
    return scores;
}

} // namespace auspex
