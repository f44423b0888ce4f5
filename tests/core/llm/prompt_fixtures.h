// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <string>

#include "core/llm/prompt.h"

namespace auspex::test {

/// Two encoder layers and one decoder layer, so that expected texts stay short.
inline Architecture smallArchitecture()
{
    return {640, 512, {{3072, 8}, {1024, 4}}, {{2048, 8, 4, -1}}};
}

/// Its ten lines, each ended.
inline std::string smallArchitectureLines()
{
    return "encoder-embed-dim-subtransformer: 640\n"
           "encoder-layer-num-subtransformer: 2\n"
           "encoder-ffn-embed-dim-all-subtransformer: [3072, 1024]\n"
           "encoder-self-attention-heads-all-subtransformer: [8, 4]\n"
           "decoder-embed-dim-subtransformer: 512\n"
           "decoder-layer-num-subtransformer: 1\n"
           "decoder-ffn-embed-dim-all-subtransformer: [2048]\n"
           "decoder-self-attention-heads-all-subtransformer: [8]\n"
           "decoder-ende-attention-heads-all-subtransformer: [4]\n"
           "decoder-arbitrary-ende-attn-all-subtransformer: [-1]\n";
}

/// WMT'14 English to German with two examples, two demonstrations and a query.
inline PromptInput smallInput()
{
    PromptInput input;
    input.task = promptTaskOf("wmt14ende");
    input.examples = {{"Good day", "Guten Tag"}, {"Thanks", "Danke"}};
    input.demonstrations = {{smallArchitecture(), 2.669506728, 24.3},
                            {smallArchitecture(), 3.46, 25.926}};
    input.query = PromptSubject{smallArchitecture(), 2.31, std::nullopt};
    return input;
}

/// A query alone: "{{query}}".
inline PromptComponent queryComponent()
{
    return {"query", PromptPart::Query, "{{query}}", true};
}

/// The components and a query behind them.
inline Prompt promptOf(std::vector<PromptComponent> components)
{
    components.push_back(queryComponent());
    return {"a prompt", PromptFormat::Auspex, std::move(components), {}};
}

inline std::string replaced(std::string text, const std::string &from, const std::string &to)
{
    const std::size_t at = text.find(from);
    return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

} // namespace auspex::test
