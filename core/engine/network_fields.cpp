// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/network_fields.h"

#include "core/arch/architecture_codecs.h"

namespace auspex::engine {

nlohmann::json jsonOfShape(const SupernetShape &shape)
{
    return nlohmann::json(supernetShapeJson(shape));
}

nlohmann::json jsonOfArchitectures(const std::vector<Architecture> &architectures)
{
    nlohmann::json list = nlohmann::json::array();
    for (const Architecture &architecture : architectures)
        list.push_back(nlohmann::json(architectureJson(architecture)));
    return list;
}

void readShape(FieldReader &reader, const std::string &owner, SupernetShape &target)
{
    if (const nlohmann::json *shape = reader.object("shape"))
        takeOver(reader, supernetShapeOfJson(*shape, "The supernet of " + owner), target);
}

void readArchitecture(FieldReader &reader, const nlohmann::json &value, const std::string &where,
                      Architecture &target)
{
    Result<Architecture> decoded = architectureOfJson(value);
    if (decoded)
        target = std::move(*decoded);
    else
        reader.fail({ErrorCode::InvalidInput, where + ": " + decoded.error().message,
                     decoded.error().detail});
}

void readArchitectures(FieldReader &reader, const std::string &owner,
                       std::vector<Architecture> &target)
{
    const nlohmann::json *list = reader.array("architectures");
    if (!list)
        return;
    target.resize(list->size());
    for (std::size_t i = 0; i < list->size() && reader.isFine(); ++i)
        readArchitecture(reader, (*list)[i], "Architecture " + std::to_string(i) + " of " + owner,
                         target[i]);
}

} // namespace auspex::engine
