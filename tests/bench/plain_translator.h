// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "core/inference/extract.h"
#include "core/tensors/token_batch.h"

namespace auspex::bench {

/// Beam search as one writes it with LibTorch's modules: padded batches, keys and values of earlier
/// steps concatenated and reordered, log-softmax over the vocabulary, top-k. What the project's own
/// is measured against; it gives the same hypotheses.
class PlainTranslator {
public:
    explicit PlainTranslator(const OpenedSubnet &subnet);
    ~PlainTranslator();
    PlainTranslator(const PlainTranslator &) = delete;
    PlainTranslator &operator=(const PlainTranslator &) = delete;

    std::vector<Hypotheses> translate(std::span<const TokenPair> pairs, const BeamOptions &options);

private:
    struct Model;
    std::unique_ptr<Model> m_model;
};

/// LibTorch has its own count.
void setPlainThreads(int threads);

} // namespace auspex::bench
