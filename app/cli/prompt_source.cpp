// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/prompt_source.h"

#include <filesystem>

#include "core/base/files.h"
#include "core/base/text.h"
#include "core/llm/llm_service.h"
#include "core/store/prompt_store.h"

namespace auspex::cli {

namespace {

constexpr std::uintmax_t mostBytes = 4U << 20U;

bool isFile(const std::string &name)
{
    std::error_code ignored;
    return std::filesystem::is_regular_file(name, ignored);
}

/// "name@3" taken apart; no version where there is no number behind an @.
std::pair<std::string, std::optional<int>> nameAndVersion(const std::string &text)
{
    const std::size_t at = text.rfind('@');
    const auto version = at == std::string::npos
                             ? std::nullopt
                             : parseInteger(std::string_view(text).substr(at + 1));
    if (!version || *version < 1 || *version > 1'000'000'000)
        return {text, std::nullopt};
    return {text.substr(0, at), static_cast<int>(*version)};
}

Result<std::optional<NamedPrompt>> savedPrompt(Workspace &workspace, const std::string &text)
{
    const auto [name, version] = nameAndVersion(text);
    const auto saved = loadPrompt(workspace, name, version);
    if (!saved)
        return tl::make_unexpected(saved.error());
    if (!*saved)
        return std::nullopt;
    auto prompt = promptOfJson((*saved)->json);
    if (!prompt)
        return tl::make_unexpected(prompt.error());
    return NamedPrompt{(*saved)->name, (*saved)->version, std::move(*prompt)};
}

} // namespace

Result<Prompt> readPromptFile(const std::string &file)
{
    const auto text = readFile(file, mostBytes);
    if (!text)
        return tl::make_unexpected(text.error());
    return importPrompt(*text, file);
}

Result<NamedPrompt> findPrompt(Workspace *workspace, const std::string &name)
{
    if (workspace) {
        auto saved = savedPrompt(*workspace, name);
        if (!saved)
            return tl::make_unexpected(saved.error());
        if (*saved)
            return std::move(**saved);
    }
    std::vector<std::string> names;
    for (const BuiltInPrompt &known : builtInPrompts()) {
        if (known.name == name)
            return NamedPrompt{name, 0, known.prompt};
        names.push_back(known.name);
    }
    if (isFile(name))
        return readPromptFile(name).map([&](Prompt &&prompt) {
            return NamedPrompt{std::filesystem::path(name).stem().string(), 0, std::move(prompt)};
        });
    return failure(ErrorCode::NotFound,
                   "No prompt and no file is called " + quotedForMessage(name) + "; built in are "
                       + join(names, ", ")
                       + (workspace ? ", and auspex-cli prompt list tells those of the workspace."
                                    : ", and saved ones are found with --workspace."));
}

std::string fileTextOf(const Prompt &prompt)
{
    if (prompt.format == PromptFormat::Llmas && !prompt.components.empty())
        return prompt.components.front().text;
    return promptFileText(prompt);
}

} // namespace auspex::cli
