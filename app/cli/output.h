// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "app/cli/context.h"
#include "core/report/exporters.h"

namespace auspex::cli {

/// Where a result goes: piece by piece to the standard output, or all at once into -o FILE, which
/// is replaced at the end or left as it was. A pipe that was closed stops the command without a
/// word.
class Output {
public:
    explicit Output(Context &context);

    Outcome write(std::string_view text);
    Outcome finish();

private:
    Outcome flush();

    Context &m_context;
    std::filesystem::path m_file; ///< empty: standard output
    std::string m_text;
};

Outcome writeResult(Context &context, std::string_view text);

/// The format that --format names, else the one of FILE's extension, else an aligned table; an
/// unknown name is a wrong command line.
tl::expected<TableFormat, Stop> tableFormat(const GlobalOptions &options);

Outcome writeTable(Context &context, const ResultTable &table);

/// --format where it is among the names, `otherwise` where it was not given; anything else is a
/// wrong command line.
tl::expected<std::string, Stop> formatAmong(const GlobalOptions &options,
                                            const std::vector<std::string> &names,
                                            const std::string &otherwise);

/// The command has one format only, which `what` names.
Outcome refuseFormat(const GlobalOptions &options, const std::string &what);

/// Before the work, so that an hour of it is not lost to a misspelt folder: fails where the file
/// that `option` names has no folder to be in.
Outcome checkFolderOf(const std::string &file, const std::string &option);

/// The arguments as a shell would need them typed.
std::string shellCommand(const std::vector<std::string> &arguments);

} // namespace auspex::cli
