// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include "core/llm/prompt.h"

// The files of prompts/, which stand in the program as resources.

namespace auspex {

namespace {

/// A file of the program itself that cannot be read is a mistake of the build, not of a user.
std::vector<BuiltInPrompt> readBuiltInPrompts()
{
    std::vector<BuiltInPrompt> prompts;
    const QDir folder(QStringLiteral(":/prompts"));
    for (const QFileInfo &info : folder.entryInfoList({QStringLiteral("*.prompt")})) {
        QFile file(info.filePath());
        const std::string name = info.completeBaseName().toStdString();
        if (!file.open(QIODevice::ReadOnly))
            qFatal("The prompt %s cannot be read from the program.", name.c_str());
        Result<Prompt> prompt = parsePromptFile(file.readAll().toStdString(), name);
        if (!prompt)
            qFatal("%s", prompt.error().message.c_str());
        prompts.push_back({name, *std::move(prompt)});
    }
    std::sort(prompts.begin(), prompts.end(),
              [](const BuiltInPrompt &a, const BuiltInPrompt &b) { return a.name < b.name; });
    return prompts;
}

} // namespace

const std::vector<BuiltInPrompt> &builtInPrompts()
{
    static const std::vector<BuiltInPrompt> prompts = readBuiltInPrompts();
    return prompts;
}

} // namespace auspex
