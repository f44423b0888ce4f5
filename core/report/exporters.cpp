// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/exporters.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/report/format_functions.h"

namespace auspex {

namespace {

constexpr std::array<std::string_view, 7> formatNames = {"table", "csv",      "tsv", "json",
                                                         "latex", "markdown", "html"};

constexpr std::array<std::pair<std::string_view, TableFormat>, 10> formatsOfExtensions = {{
    {".txt", TableFormat::Plain},
    {".csv", TableFormat::Csv},
    {".tsv", TableFormat::Tsv},
    {".tab", TableFormat::Tsv},
    {".json", TableFormat::Json},
    {".tex", TableFormat::Latex},
    {".md", TableFormat::Markdown},
    {".markdown", TableFormat::Markdown},
    {".html", TableFormat::Html},
    {".htm", TableFormat::Html},
}};

} // namespace

std::string render(const ResultTable &table, TableFormat format, const RenderOptions &options)
{
    switch (format) {
    case TableFormat::Plain:
        return detail::renderPlain(table, options);
    case TableFormat::Csv:
        return detail::renderSeparated(table, ',');
    case TableFormat::Tsv:
        return detail::renderSeparated(table, '\t');
    case TableFormat::Json:
        return detail::renderJson(table);
    case TableFormat::Latex:
        return detail::renderLatex(table, options);
    case TableFormat::Markdown:
        return detail::renderMarkdown(table, options);
    case TableFormat::Html:
        return detail::renderHtml(table, options);
    }
    return {};
}

std::span<const std::string_view> tableFormatNames()
{
    return formatNames;
}

std::optional<TableFormat> tableFormatFromName(std::string_view name)
{
    const auto found = std::find(formatNames.begin(), formatNames.end(), name);
    if (found == formatNames.end())
        return std::nullopt;
    return static_cast<TableFormat>(found - formatNames.begin());
}

std::optional<TableFormat> tableFormatFromFile(const std::filesystem::path &file)
{
    std::string extension = file.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    for (const auto &[known, format] : formatsOfExtensions) {
        if (extension == known)
            return format;
    }
    return std::nullopt;
}

} // namespace auspex
