// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/arch/architecture.h"
#include "core/arch/supernet.h"
#include "core/engine/field_reader.h"

// What messages say of networks: shapes and architectures, as members of an object.

namespace auspex::engine {

nlohmann::json jsonOfShape(const SupernetShape &shape);
nlohmann::json jsonOfArchitectures(const std::vector<Architecture> &architectures);

/// The member "shape"; `owner` is what a sentence says it belongs to.
void readShape(FieldReader &reader, const std::string &owner, SupernetShape &target);

/// `where` names the architecture in a sentence: "Architecture 3 of supernet/score".
void readArchitecture(FieldReader &reader, const nlohmann::json &value, const std::string &where,
                      Architecture &target);

/// The member "architectures".
void readArchitectures(FieldReader &reader, const std::string &owner,
                       std::vector<Architecture> &target);

/// What another decoder gave, or its failure.
template<typename T>
void takeOver(FieldReader &reader, Result<T> decoded, T &target)
{
    if (decoded)
        target = std::move(*decoded);
    else
        reader.fail(decoded.error());
}

} // namespace auspex::engine
