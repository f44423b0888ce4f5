// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "core/nmt/network_pass.h"

namespace auspex {

/// One sentence encoded once and decoded token by token, as a translator does that keeps keys and
/// values: in LibTorch's own operations, on every device. It is there to measure latency (spec
/// section 5.1); what decodes fast on the CPU is core/inference. Gradients are recorded where they
/// are enabled.
class PlainDecoder {
public:
    /// Of `settings` isTraining (dropout acts, drawn by LibTorch) and the dropout count.
    /// `positions` has rows for all tokens to come (positionTable()). The architecture must have
    /// passed checkSubnet(). A mixture of supernets is mixed here, once. Shape and parameters must
    /// outlive it.
    PlainDecoder(const SupernetShape &shape, const ModelParameters &parameters,
                 const at::Tensor &positions, const Architecture &architecture,
                 const PassSettings &settings);

    /// Runs the encoder over tokens [length]; what came before is forgotten.
    void encode(const at::Tensor &tokens);

    /// Repeats what was encoded for so many hypotheses, all of them empty.
    void begin(int hypotheses);

    /// Takes the next token of each hypothesis, [hypotheses], and gives the logits of the one after
    /// it, [hypotheses, vocabulary]. The first step makes keys and values of the sentence.
    at::Tensor step(const at::Tensor &tokens);

    /// All tokens at once, [hypotheses, length], after begin(): logits [hypotheses, length,
    /// vocabulary]. What step() keeps is not touched.
    at::Tensor decodeAll(const at::Tensor &tokens);

private:
    /// Keys or values: [hypotheses, heads, tokens, width of a head].
    struct Cache {
        at::Tensor selfKeys;
        at::Tensor selfValues;
        at::Tensor crossKeys;
        at::Tensor crossValues;
    };

    MixedFfn ffnOf(const LayerParameters &layer, int width, int ffnDim) const;
    at::Tensor dropped(const at::Tensor &x, bool isDecoder, bool isScaled = true) const;
    at::Tensor embed(const Parameter &table, const at::Tensor &tokens, std::int64_t tokensBefore,
                     bool isDecoder) const;
    at::Tensor addNorm(const at::Tensor &residual, const at::Tensor &x,
                       const LinearParameters &norm) const;
    /// Queries (part 0), keys (1) or values (2) of x, [batch, heads, tokens, width of a head].
    at::Tensor projected(const at::Tensor &x, const LinearParameters &input, int part,
                         int heads) const;
    at::Tensor attended(const at::Tensor &queries, const at::Tensor &keys, const at::Tensor &values,
                        const LinearParameters &output, std::int64_t width, bool isCausal) const;
    at::Tensor feedForward(const at::Tensor &x, const MixedFfn &ffn, const LinearParameters &norm,
                           bool isDecoder) const;
    at::Tensor encoderLayer(std::size_t index, const at::Tensor &x) const;
    at::Tensor decoderLayer(std::size_t index, const at::Tensor &x, Cache &cache) const;
    at::Tensor decode(const at::Tensor &tokens, std::int64_t tokensBefore,
                      std::vector<Cache> &caches) const;

    const SupernetShape &m_shape;
    const ModelParameters &m_parameters;
    at::Tensor m_positions;
    Architecture m_architecture;
    PassSettings m_settings;
    std::vector<MixedFfn> m_encoderFfns;
    std::vector<MixedFfn> m_decoderFfns;
    std::vector<at::Tensor> m_outputs; ///< of every encoder layer, [1, length, width]
    std::vector<at::Tensor>
        m_repeated; ///< by number of attended layers less one; [hypotheses, ...]
    std::vector<Cache> m_caches;
    std::int64_t m_tokensBefore = 0;
};

} // namespace auspex
