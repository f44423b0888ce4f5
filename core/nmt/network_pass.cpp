// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nmt/network_pass.h"

#include <array>
#include <cmath>

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/zeros.h>

#include "core/nmt/mixtures.h"

namespace auspex {

namespace {

/// One run: holds what its layers share.
class Pass {
public:
    Pass(Operations &operations, const SupernetShape &shape, const ModelParameters &parameters,
         const at::Tensor &positions, const Architecture &architecture, const PackedBatch &batch,
         const PassSettings &settings)
        : m_operations(operations)
        , m_shape(shape)
        , m_parameters(parameters)
        , m_positions(positions)
        , m_architecture(architecture)
        , m_batch(batch)
        , m_settings(settings)
        , m_sites(settings.dropoutSeed)
    {
        if (shape.mixture != Mixture::None)
            m_routerInput = routerInputTensor(shape, parameters, architecture);
    }

    at::Tensor run()
    {
        std::vector<at::Tensor> outputs; // of every encoder layer that the supernet has
        at::Tensor x = embed(false);
        for (std::size_t i = 0; i < m_parameters.encoder().size(); ++i) {
            if (i < m_architecture.encoder.size())
                x = encoderLayer(i, x);
            outputs.push_back(x); // layers beyond the subnet's are the identity
        }
        at::Tensor y = embed(true);
        for (std::size_t i = 0; i < m_architecture.decoder.size(); ++i)
            y = decoderLayer(i, y, outputs);
        return y;
    }

private:
    /// Scaled with the width, as everything but the exception of HAT.
    DropoutSite dropout(bool isDecoder, bool isScaled = true)
    {
        if (!m_settings.isTraining)
            return m_sites.next(0.0);
        const double width = isDecoder ? m_architecture.decoderEmbedDim
                                       : m_architecture.encoderEmbedDim;
        const double full = isDecoder ? m_shape.decoderEmbedDim : m_shape.encoderEmbedDim;
        return m_sites.next(m_settings.dropout.dropout * (isScaled ? width / full : 1.0));
    }

    at::Tensor embed(bool isTarget)
    {
        const int width = isTarget ? m_architecture.decoderEmbedDim
                                   : m_architecture.encoderEmbedDim;
        const DropoutSite site = dropout(isTarget);
        if (m_settings.isInputOnes)
            return at::ones({isTarget ? m_batch.target.count() : m_batch.source.count(), width},
                            m_parameters.values().options());
        return m_operations.embed(m_batch, isTarget,
                                  isTarget ? m_parameters.targetEmbedding()
                                           : m_parameters.sourceEmbedding(),
                                  m_positions, width, site);
    }

    at::Tensor attention(const LinearParameters &input, const LinearParameters &output,
                         const at::Tensor &x, const at::Tensor &attended, AttentionPlan plan)
    {
        const std::int64_t qkv = m_shape.qkvDim;
        plan.batch = &m_batch;
        plan.qkvDim = m_shape.qkvDim;
        if (m_settings.isTraining)
            plan.dropout = m_sites.next(m_settings.dropout.attention);
        const at::Tensor q = m_operations.linear(x, {input, 0, qkv, x.size(1)});
        const at::Tensor kv = m_operations.linear(attended,
                                                  {input, qkv, 2 * qkv, attended.size(1)});
        return m_operations.linear(m_operations.attend(q, kv, plan), {output, 0, x.size(1), qkv});
    }

    at::Tensor addNorm(const at::Tensor &residual, const at::Tensor &x,
                       const LinearParameters &norm, const DropoutSite &site)
    {
        return m_settings.hasNorms ? m_operations.addNorm(residual, x, norm, site) : residual + x;
    }

    at::Tensor feedForward(const LayerParameters &layer, const at::Tensor &x, int ffnDim,
                           bool isDecoder)
    {
        const std::int64_t width = x.size(1);
        at::Tensor out;
        if (m_shape.mixture == Mixture::None) {
            out = m_operations.feedForward(x, {layer.fc1[0], 0, ffnDim, width},
                                           {layer.fc2[0], 0, width, ffnDim});
        } else {
            const double routerDropout = m_settings.isTraining ? m_settings.dropout.router : 0.0;
            out = m_operations.feedForward(x, mixedFfn(m_operations, m_shape.mixture, layer,
                                                       m_routerInput, static_cast<int>(width),
                                                       ffnDim, routerDropout, m_sites));
        }
        return addNorm(x, out, layer.finalNorm, dropout(isDecoder));
    }

    at::Tensor encoderLayer(std::size_t index, const at::Tensor &x)
    {
        const LayerParameters &layer = m_parameters.encoder()[index];
        const EncoderLayer &gene = m_architecture.encoder[index];
        AttentionPlan plan;
        plan.isEncoder = true;
        plan.heads = gene.selfHeads;
        const at::Tensor attended = attention(layer.selfInput, layer.selfOutput, x, x, plan);
        const DropoutSite site = dropout(false, !m_settings.dropout.isEncoderSelfAttentionUnscaled);
        const at::Tensor middle = addNorm(x, attended, layer.selfNorm, site);
        return feedForward(layer, middle, gene.ffnDim, false);
    }

    at::Tensor decoderLayer(std::size_t index, const at::Tensor &x,
                            const std::vector<at::Tensor> &encoderOutputs)
    {
        const LayerParameters &layer = m_parameters.decoder()[index];
        const DecoderLayer &gene = m_architecture.decoder[index];
        AttentionPlan self;
        self.isCausal = true;
        self.heads = gene.selfHeads;
        const at::Tensor own = attention(layer.selfInput, layer.selfOutput, x, x, self);
        const at::Tensor middle = addNorm(x, own, layer.selfNorm, dropout(true));

        AttentionPlan cross;
        cross.isCross = true;
        cross.heads = gene.crossHeads;
        cross.parts = attendedEncoderLayers(gene.arbitraryAttention);
        const at::Tensor other = attention(
            layer.crossInput, layer.crossOutput, middle,
            lastOnes(encoderOutputs, static_cast<std::size_t>(cross.parts)), cross);
        const at::Tensor after = addNorm(middle, other, layer.crossNorm, dropout(true));
        return feedForward(layer, after, gene.ffnDim, true);
    }

    /// The last outputs one below another, the final one first; made once for all decoder layers.
    at::Tensor lastOnes(const std::vector<at::Tensor> &outputs, std::size_t parts)
    {
        at::Tensor &joined = m_attended.at(parts - 1);
        if (!joined.defined()) {
            std::vector<at::Tensor> last;
            for (std::size_t i = 0; i < parts; ++i)
                last.push_back(outputs.at(outputs.size() - 1 - i));
            joined = parts == 1 ? last[0] : at::cat(last, 0);
        }
        return joined;
    }

    Operations &m_operations;
    const SupernetShape &m_shape;
    const ModelParameters &m_parameters;
    const at::Tensor &m_positions;
    const Architecture &m_architecture;
    const PackedBatch &m_batch;
    const PassSettings &m_settings;
    DropoutSites m_sites;
    at::Tensor m_routerInput;
    std::array<at::Tensor, 3> m_attended;
};

} // namespace

at::Tensor decoderStates(Operations &operations, const SupernetShape &shape,
                         const ModelParameters &parameters, const at::Tensor &positions,
                         const Architecture &architecture, const PackedBatch &batch,
                         const PassSettings &settings)
{
    return Pass(operations, shape, parameters, positions, architecture, batch, settings).run();
}

at::Tensor positionTable(std::int64_t rows, std::int64_t width, const at::TensorOptions &options)
{
    const at::Tensor host = at::zeros({rows, width}, at::kFloat);
    float *table = host.data_ptr<float>();
    const std::int64_t half = width / 2;
    for (std::int64_t p = 0; p < rows; ++p) {
        if (p == padToken)
            continue;
        for (std::int64_t i = 0; i < half; ++i) {
            // As the reference: every step rounded to float32.
            const auto step = static_cast<float>(std::log(10000.0) / static_cast<double>(half - 1));
            const float frequency = std::exp(static_cast<float>(i) * -step);
            const float angle = static_cast<float>(p) * frequency;
            table[p * width + i] = std::sin(angle);
            table[p * width + half + i] = std::cos(angle);
        }
    }
    return host.to(options);
}

} // namespace auspex
