// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/cli/context.h"
#include "core/arch/architecture_codecs.h"

namespace auspex::cli {

/// The files that the names on a command line stand for: folders are walked, and the architecture
/// files in them (.jsonl, .json, .yml, .yaml) come sorted; other names stay as they are. "-" is the
/// standard input. Fails on a name that does not exist, and on a folder without such a file.
tl::expected<std::vector<std::filesystem::path>, Stop> architectureFiles(
    const std::vector<std::string> &names);

/// Reads one of them; "-" is the standard input, which a cancelled job stops waiting for.
Result<ArchitectureFile> readArchitectureFile(const std::filesystem::path &file, const Job &job);

/// All of them, one after the other; lines that cannot be read are warned about. Fails where
/// nothing is left.
tl::expected<std::vector<ArchitectureRecord>, Stop> readArchitectureFiles(
    Context &context, const std::vector<std::string> &names);

} // namespace auspex::cli
