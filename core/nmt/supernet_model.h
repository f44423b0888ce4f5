// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <span>
#include <string>

#include "core/arch/supernet.h"
#include "core/tensors/token_batch.h"
#include "core/training/model_options.h"

namespace auspex {

struct ModelState; // with LibTorch's types: supernet_model_state.h

/// A supernet that can be trained. One thread at a time. Failures of LibTorch (a device that is not
/// there, memory that does not suffice) come back as errors and leave the weights as they are.
class SupernetModel {
public:
    SupernetModel(SupernetModel &&) noexcept;
    SupernetModel &operator=(SupernetModel &&) noexcept;
    ~SupernetModel();

    /// HAT's initialisation (spec section 3.5), the same for a seed on every machine.
    static Result<SupernetModel> initialised(const SupernetShape &shape, std::uint64_t seed,
                                             const ModelOptions &options);

    /// From weights under fairseq's names; `source` names them in errors.
    static Result<SupernetModel> loaded(const SupernetShape &shape, const TensorFile &weights,
                                        const std::string &source, const ModelOptions &options);

    const SupernetShape &shape() const;
    const ModelOptions &options() const;

    /// Copies as float32 under fairseq's names, with the shape in the metadata ("supernet").
    TensorFile weights() const;

    /// Loss of the subnet on the pairs in evaluation mode, without gradients: sums over all target
    /// tokens, in batches of at most `maxTokens` (longer side, padded or not).
    Result<LossSums> evaluate(const Architecture &architecture, std::span<const TokenPair> pairs,
                              double labelSmoothing, int maxTokens = 4096) const;

    /// [target tokens, vocabulary], the sentences' rows one after another; evaluation mode.
    Result<Tensor> logits(const Architecture &architecture, std::span<const TokenPair> pairs) const;

    struct GradientResult {
        LossSums loss;
        TensorFile gradients; ///< of every parameter, zero where the subnet does not reach
    };
    /// Gradients of the summed label-smoothed loss, all pairs in one batch. With dropout where
    /// `dropout` is not null, drawn from the seed.
    Result<GradientResult> gradients(const Architecture &architecture,
                                     std::span<const TokenPair> pairs, double labelSmoothing,
                                     const DropoutOptions *dropout = nullptr,
                                     std::uint64_t dropoutSeed = 0) const;

    ModelState &state() const { return *m_state; }

private:
    explicit SupernetModel(std::unique_ptr<ModelState> state);
    static Result<SupernetModel> made(const SupernetShape &shape, const ModelOptions &options);

    std::unique_ptr<ModelState> m_state;
};

/// Fails, with a sentence, unless the device exists here and can compute what the options ask for.
Result<void> checkModelOptions(const ModelOptions &options);

} // namespace auspex
