// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QString>

#include "core/llm/prompt.h"

// The files of prompts/, which stand in the program as resources.

namespace auspex {

namespace {

std::vector<BuiltInPrompt> readBuiltInPrompts()
{
    std::vector<BuiltInPrompt> prompts;
    for (const std::string name : {"llm-pp", "llm-pp-wmt"}) {
        QFile file(QStringLiteral(":/prompts/%1.prompt").arg(QString::fromStdString(name)));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("The prompt %s is missing from the program.", name.c_str());
        const std::string text = file.readAll().toStdString();
        Result<Prompt> prompt = parsePromptFile(text, name);
        if (!prompt)
            qFatal("%s", prompt.error().message.c_str()); // a file of the program itself
        prompts.push_back({name, *std::move(prompt)});
    }
    return prompts;
}

} // namespace

const std::vector<BuiltInPrompt> &builtInPrompts()
{
    static const std::vector<BuiltInPrompt> prompts = readBuiltInPrompts();
    return prompts;
}

} // namespace auspex
