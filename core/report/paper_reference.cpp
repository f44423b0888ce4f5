// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/paper_reference.h"

#include <utility>

#include <nlohmann/json.hpp>

namespace auspex {

namespace {

using Json = nlohmann::json;

tl::unexpected<Error> refused(const std::string &reason)
{
    return failure(ErrorCode::InvalidInput, "The reference figures cannot be read: " + reason);
}

Result<std::string> textField(const Json &figure, const char *name, std::size_t index)
{
    const auto found = figure.find(name);
    if (found == figure.end() || !found->is_string()
        || found->get_ref<const std::string &>().empty())
        return refused("figure " + std::to_string(index + 1) + " needs a text \"" + name + "\".");
    return found->get<std::string>();
}

Result<ReferenceRow> rowOf(const Json &figure, std::size_t index)
{
    if (!figure.is_object())
        return refused("figure " + std::to_string(index + 1) + " is not an object.");
    ReferenceRow row;
    const std::pair<const char *, std::string *> fields[] = {{"predictor", &row.predictor},
                                                             {"title", &row.title},
                                                             {"task", &row.task},
                                                             {"metric", &row.metric},
                                                             {"source", &row.source}};
    for (const auto &[name, target] : fields) {
        Result<std::string> text = textField(figure, name, index);
        if (!text)
            return tl::make_unexpected(text.error());
        *target = std::move(*text);
    }
    const auto value = figure.find("value");
    if (value == figure.end() || !value->is_number())
        return refused("figure " + std::to_string(index + 1) + " needs a number \"value\".");
    row.value = value->get<double>();
    return row;
}

} // namespace

Result<std::vector<ReferenceRow>> parseReferenceFigures(std::string_view json)
{
    const Json document = Json::parse(json, nullptr, false);
    if (document.is_discarded())
        return refused("the text is not JSON.");
    const auto figures = document.is_object() ? document.find("figures") : document.end();
    if (figures == document.end() || !figures->is_array())
        return refused("there is no array \"figures\".");
    std::vector<ReferenceRow> rows;
    for (const Json &figure : *figures) {
        Result<ReferenceRow> row = rowOf(figure, rows.size());
        if (!row)
            return tl::make_unexpected(row.error());
        rows.push_back(std::move(*row));
    }
    return rows;
}

} // namespace auspex
