// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/latency_data.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/arch/limits.h"
#include "core/base/csv.h"
#include "core/base/files.h"
#include "core/base/text.h"

namespace auspex {

namespace {

constexpr std::size_t averageCount = 10;
constexpr std::array<std::string_view, 14> columnNames = {
    "encoder_embed_dim",
    "encoder_layer_num",
    "encoder_ffn_embed_dim_avg",
    "encoder_self_attention_heads_avg",
    "decoder_embed_dim",
    "decoder_layer_num",
    "decoder_ffn_embed_dim_avg",
    "decoder_self_attention_heads_avg",
    "decoder_ende_attention_heads_avg",
    "decoder_arbitrary_ende_attn_avg",
    "latency_mean_encoder",
    "latency_mean_decoder",
    "latency_std_encoder",
    "latency_std_decoder",
};

enum Average {
    EncoderWidth,
    EncoderLayers,
    EncoderFfn,
    EncoderHeads,
    DecoderWidth,
    DecoderLayers,
    DecoderFfn,
    DecoderSelfHeads,
    DecoderCrossHeads,
    Attended,
};

/// HAT's feature norms, which the paper's predictors of every device were trained with.
constexpr std::array<double, averageCount> norms = {640, 6, 2048, 6, 640, 6, 2048, 6, 6, 2};

double &valueOf(LatencyRow &row, std::size_t column)
{
    switch (column) {
    case averageCount:
        return row.encoderMs;
    case averageCount + 1:
        return row.decoderMs;
    case averageCount + 2:
        return row.encoderDeviationMs;
    case averageCount + 3:
        return row.decoderDeviationMs;
    default:
        return row.averages[column];
    }
}

/// What is wrong with a value, as a phrase.
std::optional<std::string> valueProblem(std::size_t column, double value)
{
    const auto between = [&](double least, double most) -> std::optional<std::string> {
        if (value >= least && value <= most)
            return std::nullopt;
        return "is not between " + formatDouble(least) + " and " + formatDouble(most);
    };
    const bool counts = column == EncoderLayers || column == DecoderLayers;
    if (counts || column == EncoderWidth || column == DecoderWidth) {
        if (value != std::floor(value))
            return "is not a whole number";
        return between(1, counts ? mostLayers : mostSize);
    }
    if (column == Attended)
        return between(1, 3);
    if (column < averageCount)
        return between(1, mostSize);
    constexpr double longest = 1e9; // eleven days
    if (column < averageCount + 2 && value <= 0.0)
        return "is not positive";
    return between(0, longest);
}

/// Places of the columns in the table; the error is a sentence.
Result<std::array<std::size_t, columnNames.size()>> placesIn(const CsvTable &table,
                                                             const std::string &source)
{
    std::array<std::size_t, columnNames.size()> places{};
    for (const std::string &name : table.header) {
        if (std::find(columnNames.begin(), columnNames.end(), name) == columnNames.end())
            return failure(ErrorCode::InvalidInput,
                           source + " has a column " + quotedForMessage(name)
                               + ", which HAT's latency data does not have; check that it is the "
                                 "right file.");
    }
    for (std::size_t i = 0; i < columnNames.size(); ++i) {
        const auto found = std::find(table.header.begin(), table.header.end(), columnNames[i]);
        if (found == table.header.end())
            return failure(ErrorCode::InvalidInput, source + " has no column "
                                                        + quotedForMessage(columnNames[i])
                                                        + "; HAT's latency data has fourteen.");
        places[i] = static_cast<std::size_t>(found - table.header.begin());
    }
    return places;
}

/// Whole numbers with the average, as equal as can be, larger ones first; nothing where their sum
/// would not be whole.
std::optional<std::vector<int>> wholeNumbers(double average, int count)
{
    const double sum = average * count;
    const double whole = std::round(sum);
    if (std::abs(sum - whole) > 1e-6 * std::max(1.0, sum))
        return std::nullopt;
    const auto total = static_cast<std::int64_t>(whole);
    std::vector<int> values(static_cast<std::size_t>(count), static_cast<int>(total / count));
    for (std::size_t i = 0; i < static_cast<std::size_t>(total % count); ++i)
        ++values[i];
    return values;
}

} // namespace

LatencyRow latencyRow(const Architecture &architecture)
{
    LatencyRow row;
    const Encoding encoding = latencyEncoding(architecture);
    for (std::size_t i = 0; i < averageCount; ++i)
        row.averages[i] = encoding[i] * norms[i];
    return row;
}

Encoding latencyEncoding(const LatencyRow &row)
{
    Encoding encoding{};
    for (std::size_t i = 0; i < averageCount; ++i)
        encoding[i] = row.averages[i] / norms[i];
    return encoding;
}

Result<Architecture> architectureWith(const LatencyRow &row)
{
    for (std::size_t i = 0; i < averageCount; ++i) {
        if (const auto problem = valueProblem(i, row.averages[i]))
            return failure(ErrorCode::InvalidInput, std::string(columnNames[i]) + " "
                                                        + formatDouble(row.averages[i]) + " "
                                                        + *problem + ".");
    }
    const auto at = [&](Average average) { return static_cast<int>(row.averages[average]); };
    Architecture architecture;
    architecture.encoderEmbedDim = at(EncoderWidth);
    architecture.decoderEmbedDim = at(DecoderWidth);
    architecture.encoder.resize(static_cast<std::size_t>(at(EncoderLayers)));
    architecture.decoder.resize(static_cast<std::size_t>(at(DecoderLayers)));
    for (const Average average :
         {EncoderFfn, EncoderHeads, DecoderFfn, DecoderSelfHeads, DecoderCrossHeads, Attended}) {
        const bool encoder = average < DecoderWidth;
        const auto values = wholeNumbers(row.averages[average],
                                         at(encoder ? EncoderLayers : DecoderLayers));
        if (!values)
            return failure(ErrorCode::InvalidInput,
                           std::string(columnNames[average]) + " "
                               + formatDouble(row.averages[average])
                               + " is no average of whole numbers over the layers.");
        for (std::size_t i = 0; i < values->size(); ++i) {
            const int value = (*values)[i];
            if (average == EncoderFfn)
                architecture.encoder[i].ffnDim = value;
            else if (average == EncoderHeads)
                architecture.encoder[i].selfHeads = value;
            else if (average == DecoderFfn)
                architecture.decoder[i].ffnDim = value;
            else if (average == DecoderSelfHeads)
                architecture.decoder[i].selfHeads = value;
            else if (average == DecoderCrossHeads)
                architecture.decoder[i].crossHeads = value;
            else
                architecture.decoder[i].arbitraryAttention = value == 1 ? -1 : value - 1;
        }
    }
    return architecture;
}

Result<std::vector<LatencyRow>> parseLatencyData(std::string_view text, const std::string &source)
{
    const Result<CsvTable> table = parseCsv(text, source);
    if (!table)
        return tl::make_unexpected(table.error());
    const auto places = placesIn(*table, source);
    if (!places)
        return tl::make_unexpected(places.error());
    if (table->rows.empty())
        return failure(ErrorCode::InvalidInput,
                       source + " has no measurement, only a header; measure some first.");
    std::vector<LatencyRow> rows;
    for (const CsvTable::Row &cells : table->rows) {
        LatencyRow row;
        for (std::size_t i = 0; i < columnNames.size(); ++i) {
            const std::string &cell = cells.cells[(*places)[i]];
            const std::optional<double> value = parseDouble(trimmed(cell));
            const std::optional<std::string> problem
                = value ? valueProblem(i, *value) : std::optional<std::string>("is not a number");
            if (problem)
                return failure(ErrorCode::InvalidInput,
                               source + ", line " + std::to_string(cells.line) + ": "
                                   + std::string(columnNames[i]) + " " + quotedForMessage(cell)
                                   + " " + *problem + "; correct or remove the line.");
            valueOf(row, i) = *value;
        }
        rows.push_back(row);
    }
    return rows;
}

Result<std::vector<LatencyRow>> readLatencyData(const std::filesystem::path &file)
{
    const Result<std::string> text = readFile(file);
    if (!text)
        return tl::make_unexpected(text.error());
    return parseLatencyData(*text, file.string());
}

std::string latencyCsvHeader()
{
    std::string line;
    for (const std::string_view name : columnNames)
        line += (line.empty() ? "" : ",") + std::string(name);
    return line + '\n';
}

std::string latencyCsvLine(const LatencyRow &row)
{
    std::string line;
    LatencyRow values = row;
    for (std::size_t i = 0; i < columnNames.size(); ++i)
        line += (i == 0 ? "" : ",") + formatDouble(valueOf(values, i));
    return line + '\n';
}

} // namespace auspex
