// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>

#include <CLI/App.hpp>

#include "app/cli/context.h"
#include "app/cli/output.h"
#include "app/cli/space_size.h"
#include "core/arch/search_space.h"
#include "core/arch/space_yaml.h"
#include "core/base/text.h"

namespace auspex::cli {

namespace {

std::string listText(const std::vector<int> &values)
{
    std::vector<std::string> parts;
    for (const int value : values)
        parts.push_back(std::to_string(value));
    return join(parts, " ");
}

TableCell textCell(std::string text)
{
    return {.value = std::move(text)};
}

TableCell vocabularyCell(const SearchSpace &space)
{
    if (space.vocabulary)
        return {.value = static_cast<std::int64_t>(*space.vocabulary)};
    return {.reason = "not published"};
}

Outcome listSpaces(Context &context)
{
    ResultTable table;
    table.columns = {
        {.key = "name", .title = "Name"},
        {.key = "title", .title = "Title"},
        {.key = "encoder_layers", .title = "Encoder layers"},
        {.key = "decoder_layers", .title = "Decoder layers"},
        {.key = "vocabulary", .title = "Vocabulary", .kind = ColumnKind::Integer},
        {.key = "sentence_length", .title = "Tokens", .kind = ColumnKind::Integer},
        {.key = "architectures", .title = "Architectures"},
    };
    for (const SearchSpace &space : builtInSpaces())
        table.rows.push_back({textCell(space.name),
                              textCell(space.title),
                              textCell(listText(space.encoderLayerCounts)),
                              textCell(listText(space.decoderLayerCounts)),
                              vocabularyCell(space),
                              {.value = static_cast<std::int64_t>(space.sentenceLength)},
                              textCell(architectureCount(space))});
    return writeTable(context, table);
}

ResultTable spaceTable(const SearchSpace &space)
{
    ResultTable table;
    table.columns = {{.key = "property", .title = "Property"}, {.key = "value", .title = "Value"}};
    const auto add = [&](const char *property, std::string value) {
        table.rows.push_back({textCell(property), textCell(std::move(value))});
    };
    const auto number = [](int value) { return std::to_string(value); };
    add("name", space.name);
    add("title", space.title);
    add("encoder_embed_dim", listText(space.encoderEmbedDims));
    add("encoder_layers", listText(space.encoderLayerCounts));
    add("encoder_ffn_dim", listText(space.encoderFfnDims));
    add("encoder_self_attention_heads", listText(space.encoderSelfHeads));
    add("decoder_embed_dim", listText(space.decoderEmbedDims));
    add("decoder_layers", listText(space.decoderLayerCounts));
    add("decoder_ffn_dim", listText(space.decoderFfnDims));
    add("decoder_self_attention_heads", listText(space.decoderSelfHeads));
    add("decoder_cross_attention_heads", listText(space.decoderCrossHeads));
    add("arbitrary_encoder_decoder_attention", listText(space.arbitraryAttention));
    add("qkv_dim", number(space.qkvDim));
    add("supernet_encoder_embed_dim", number(space.superEncoderEmbedDim));
    add("supernet_encoder_layers", number(space.superEncoderLayers));
    add("supernet_encoder_ffn_dim", number(space.superEncoderFfnDim));
    add("supernet_encoder_heads", number(space.superEncoderHeads));
    add("supernet_decoder_embed_dim", number(space.superDecoderEmbedDim));
    add("supernet_decoder_layers", number(space.superDecoderLayers));
    add("supernet_decoder_ffn_dim", number(space.superDecoderFfnDim));
    add("supernet_decoder_heads", number(space.superDecoderHeads));
    add("shared_embeddings", space.sharedEmbeddings ? "yes" : "no");
    add("sentence_length", number(space.sentenceLength));
    table.rows.push_back({textCell("vocabulary"), space.vocabulary
                                                      ? textCell(number(*space.vocabulary))
                                                      : TableCell{.reason = "not known"}});
    add("architectures", architectureCount(space));
    add("genes", geneCount(space));
    return table;
}

Outcome showSpace(Context &context, const std::string &name)
{
    const Result<SearchSpace> space = findSpace(name);
    if (!space)
        return tl::make_unexpected(space.error());
    if (context.options.format == "yaml")
        return writeResult(context, spaceYaml(*space));
    return writeTable(context, spaceTable(*space));
}

} // namespace

void addSpaceCommands(CLI::App &app, Program &program)
{
    CLI::App *space = app.add_subcommand("space", "Search spaces, built in or from HAT's files");
    space->require_subcommand(1);
    space->footer("Examples:\n"
                  "  auspex-cli space list\n"
                  "  auspex-cli space show wmt14ende");

    CLI::App *list = space->add_subcommand("list", "The built-in search spaces");
    list->footer("Examples:\n"
                 "  auspex-cli space list\n"
                 "  auspex-cli space list --format json");
    list->callback([&program] { program.command = listSpaces; });

    CLI::App *show = space->add_subcommand(
        "show", "Everything about one space: its choices, its supernet, and how many genes and\n"
                "distinct architectures it has, exactly");
    const auto name = std::make_shared<std::string>();
    show->add_option("SPACE", *name, "A built-in name, or a HAT supertransformer YAML file")
        ->required()
        ->type_name("");
    show->footer("--format also takes yaml, which writes the space as HAT's configuration file.\n\n"
                 "Examples:\n"
                 "  auspex-cli space show wmt14ende\n"
                 "  auspex-cli space show configs/space0.yml --format csv\n"
                 "  auspex-cli space show demo --format yaml -o demo.yml");
    show->callback([&program, name] {
        program.command = [name](Context &context) { return showSpace(context, *name); };
    });
}

} // namespace auspex::cli
