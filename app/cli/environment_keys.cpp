// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/environment_keys.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "core/llm/key_store.h"

namespace auspex::cli {

namespace {

void overwrite(const std::string &variable)
{
    char *value = variable.empty() ? nullptr : std::getenv(variable.c_str());
    if (!value)
        return;
    ::explicit_bzero(value, std::strlen(value));
    ::unsetenv(variable.c_str());
}

} // namespace

void takeEnvironmentKeys(const std::vector<Provider> &all, const std::vector<std::string> &used)
{
    for (const Provider &provider : all) {
        if (std::find(used.begin(), used.end(), provider.id) == used.end())
            continue;
        FoundKey found = findKey(provider);
        if (found.source == KeySource::Environment)
            setSessionKey(provider.id, std::move(found.key));
    }
    for (const Provider &provider : all)
        overwrite(provider.keyVariable);
}

} // namespace auspex::cli
