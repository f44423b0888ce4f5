// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/output.h"

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <system_error>

#include <unistd.h>

#include "core/base/files.h"
#include "core/base/text.h"

namespace auspex::cli {

namespace {

constexpr std::size_t pieceSize = 1 << 16;

Outcome writeToStandardOutput(std::string_view text)
{
    while (!text.empty()) {
        const ssize_t written = ::write(STDOUT_FILENO, text.data(), text.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0 && errno == EPIPE)
            return tl::make_unexpected(Stop(Status::Done, {}));
        if (written < 0)
            return tl::make_unexpected(
                Stop(Status::Failed, "The result cannot be written to the standard output ("
                                         + std::system_category().message(errno)
                                         + "); free some space or choose a file with -o."));
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

bool isPlainForShell(const std::string &argument)
{
    return !argument.empty() && std::all_of(argument.begin(), argument.end(), [](unsigned char c) {
        return std::isalnum(c) != 0
               || std::string_view("-_./:=+,@%").find(static_cast<char>(c))
                      != std::string_view::npos;
    });
}

} // namespace

Output::Output(Context &context)
    : m_context(context)
    , m_file(context.options.output == "-" ? std::string() : context.options.output)
{
}

Outcome Output::write(std::string_view text)
{
    m_text += text;
    return m_file.empty() && m_text.size() >= pieceSize ? flush() : Outcome();
}

Outcome Output::finish()
{
    m_context.console.finish();
    if (m_file.empty())
        return flush();
    if (Result<void> written = writeFileAtomically(m_file, m_text); !written)
        return tl::make_unexpected(written.error());
    return {};
}

Outcome Output::flush()
{
    const std::string text = std::move(m_text);
    m_text.clear();
    return writeToStandardOutput(text);
}

Outcome writeResult(Context &context, std::string_view text)
{
    Output output(context);
    if (Outcome written = output.write(text); !written)
        return written;
    return output.finish();
}

tl::expected<TableFormat, Stop> tableFormat(const GlobalOptions &options)
{
    if (options.format.empty())
        return tableFormatFromFile(options.output).value_or(TableFormat::Plain);
    if (const std::optional<TableFormat> named = tableFormatFromName(options.format))
        return *named;
    std::vector<std::string> names;
    for (const std::string_view name : tableFormatNames())
        names.emplace_back(name);
    return wrongUsage("There is no table format " + quotedForMessage(options.format)
                      + "; choose one of " + join(names, ", ") + '.');
}

Outcome writeTable(Context &context, const ResultTable &table)
{
    const auto format = tableFormat(context.options);
    if (!format)
        return tl::make_unexpected(format.error());
    if (Result<void> sound = checkTable(table); !sound)
        return tl::make_unexpected(sound.error());
    RenderOptions options;
    options.wholePage = !context.options.output.empty() && context.options.output != "-";
    return writeResult(context, render(table, *format, options));
}

tl::expected<std::string, Stop> formatAmong(const GlobalOptions &options,
                                            const std::vector<std::string> &names,
                                            const std::string &otherwise)
{
    if (options.format.empty())
        return otherwise;
    if (std::find(names.begin(), names.end(), options.format) != names.end())
        return options.format;
    return wrongUsage("This command has no format " + quotedForMessage(options.format)
                      + "; choose one of " + join(names, ", ") + '.');
}

Outcome refuseFormat(const GlobalOptions &options, const std::string &what)
{
    if (options.format.empty())
        return {};
    return wrongUsage("This command writes " + what + " and takes no --format.");
}

Outcome checkFolderOf(const std::string &file, const std::string &option)
{
    const std::filesystem::path folder = std::filesystem::path(file).parent_path();
    std::error_code ignored;
    if (folder.empty() || std::filesystem::is_directory(folder, ignored))
        return {};
    return tl::make_unexpected(Stop(Status::Failed, "The folder " + folder.string() + " of "
                                                        + option
                                                        + " does not exist; make it first."));
}

std::string shellCommand(const std::vector<std::string> &arguments)
{
    std::vector<std::string> words;
    for (const std::string &argument : arguments) {
        if (isPlainForShell(argument)) {
            words.push_back(argument);
            continue;
        }
        std::string quoted = "'";
        for (const char c : argument)
            quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
        words.push_back(quoted + '\'');
    }
    return join(words, " ");
}

} // namespace auspex::cli
