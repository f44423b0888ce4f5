// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/architecture_rows.h"

#include <nlohmann/json.hpp>

#include "core/arch/architecture_codecs.h"
#include "core/base/text.h"

namespace auspex {

ArchitectureRows::ArchitectureRows(Database &database, Statement find, Statement insert)
    : m_database(&database)
    , m_find(std::move(find))
    , m_insert(std::move(insert))
{
}

Result<ArchitectureRows> ArchitectureRows::prepare(Database &database)
{
    Result<Statement> find = database.prepare("SELECT id FROM architectures WHERE key = ?");
    Result<Statement> insert = database.prepare(
        "INSERT INTO architectures (key, json) VALUES (?, ?)");
    if (!find || !insert)
        return tl::make_unexpected(std::move(find ? insert.error() : find.error()));
    return ArchitectureRows(database, *std::move(find), *std::move(insert));
}

Result<std::int64_t> ArchitectureRows::idOf(const Architecture &architecture)
{
    if (const auto known = m_known.find(architecture); known != m_known.end())
        return known->second;
    const std::string key = architectureKey(architecture);
    const Result<bool> found = m_find.bind(key).and_then([&] { return m_find.step(); });
    if (!found)
        return tl::make_unexpected(found.error());
    std::int64_t id = *found ? m_find.integer(0) : 0;
    if (!*found) {
        const Result<void> done = m_insert.run(key, architectureJson(architecture).dump());
        if (!done)
            return tl::make_unexpected(done.error());
        id = m_database->lastId();
    }
    m_known.emplace(architecture, id);
    return id;
}

Result<Architecture> storedArchitecture(const std::string &json)
{
    const nlohmann::json object = nlohmann::json::parse(json, nullptr, false);
    Result<Architecture> architecture = architectureOfJson(object);
    if (architecture)
        return architecture;
    return failure(ErrorCode::Corrupt,
                   "The workspace holds an architecture that cannot be read ("
                       + quotedForMessage(json)
                       + "); keep a copy of it and go on with its newest backup.",
                   architecture.error().message);
}

} // namespace auspex
