// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/call_table.h"

namespace auspex {

namespace {

constexpr int costDecimals = 6;

TableCell cellOf(const std::string &text)
{
    return text.empty() ? TableCell() : TableCell{.value = text};
}

TableCell cellOf(std::int64_t number)
{
    return {.value = number};
}

TableCell cellOf(const std::optional<double> &number, const std::string &reason)
{
    return number ? TableCell{.value = *number} : TableCell{.reason = reason};
}

std::vector<TableColumn> columnsFor(CallTexts texts)
{
    const auto text = [](std::string key, std::string title) {
        return TableColumn{.key = std::move(key), .title = std::move(title)};
    };
    const auto integer = [](std::string key, std::string title) {
        return TableColumn{
            .key = std::move(key), .title = std::move(title), .kind = ColumnKind::Integer};
    };
    const auto number = [](std::string key, std::string title, int decimals) {
        return TableColumn{.key = std::move(key),
                           .title = std::move(title),
                           .kind = ColumnKind::Number,
                           .decimals = decimals};
    };
    std::vector<TableColumn> columns = {
        integer("id", "Call"),
        integer("run", "Run"),
        text("time", "Time (UTC)"),
        text("architecture", "Architecture"),
        integer("sample", "Sample"),
        integer("ask", "Ask"),
        text("provider", "Provider"),
        text("model", "Model"),
        integer("status", "HTTP status"),
        text("answer", "Answer"),
        text("finish", "Finish"),
        number("value", "Value", 2),
        text("form", "Form"),
        number("expected", "Expected value", 2),
        number("deviation", "Deviation", 2),
        text("problem", "Problem"),
        text("failure", "Failure"),
        integer("prompt_tokens", "Prompt tokens"),
        integer("cached_tokens", "Cached tokens"),
        integer("completion_tokens", "Answer tokens"),
        number("cost_usd", "Cost (US dollars)", costDecimals),
        number("seconds", "Seconds", 2),
        text("fingerprint", "Fingerprint"),
        text("request_id", "Request id"),
    };
    if (texts == CallTexts::All) {
        columns.push_back(text("request", "Request"));
        columns.push_back(text("response", "Reply"));
        columns.push_back(text("usage", "Usage"));
        columns.push_back(text("price", "Price"));
    }
    return columns;
}

} // namespace

ResultTable callTable(std::span<const StoredCall> calls, CallTexts texts)
{
    ResultTable table;
    table.caption = "Calls to LLM services";
    table.label = "tab:llm-calls";
    table.columns = columnsFor(texts);
    for (const StoredCall &call : calls) {
        std::vector<TableCell> row = {
            cellOf(call.id),
            call.runId == 0 ? TableCell() : cellOf(call.runId),
            cellOf(call.createdAt),
            cellOf(call.architectureKey),
            cellOf(static_cast<std::int64_t>(call.sample)),
            cellOf(static_cast<std::int64_t>(call.ask)),
            cellOf(call.provider),
            cellOf(call.model),
            call.status == 0 ? TableCell() : cellOf(static_cast<std::int64_t>(call.status)),
            cellOf(call.content),
            cellOf(call.finish),
            cellOf(call.value, call.problem),
            cellOf(call.form),
            cellOf(call.expected, {}),
            cellOf(call.deviation, {}),
            cellOf(call.problem),
            cellOf(call.failure),
            cellOf(call.promptTokens),
            cellOf(call.cachedTokens),
            cellOf(call.completionTokens),
            cellOf(call.cost, "The price of the model was not known."),
            cellOf(call.seconds, {}),
            cellOf(call.fingerprint),
            cellOf(call.requestId),
        };
        if (texts == CallTexts::All) {
            row.push_back(cellOf(call.request));
            row.push_back(cellOf(call.response));
            row.push_back(cellOf(call.usage));
            row.push_back(cellOf(call.price));
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

} // namespace auspex
