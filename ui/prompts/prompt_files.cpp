// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/prompt_files.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QRegularExpression>

#include "core/base/files.h"

namespace auspex {

namespace {

const QString ownSuffix = QStringLiteral("prompt");

std::filesystem::path pathOf(const QString &file)
{
    return QFileInfo(file).filesystemAbsoluteFilePath();
}

} // namespace

Result<Prompt> readPromptFile(const QString &file)
{
    const Result<std::string> text = readFile(pathOf(file));
    if (!text)
        return tl::make_unexpected(text.error());
    return importPrompt(*text, QFileInfo(file).fileName().toStdString());
}

Result<void> writePromptFile(const QString &file, const Prompt &prompt)
{
    const bool isTemplate = prompt.format == PromptFormat::Llmas && !prompt.components.empty();
    return writeFileAtomically(pathOf(file), isTemplate ? prompt.components.front().text
                                                        : promptFileText(prompt));
}

QString promptFileName(const QString &name, const Prompt &prompt)
{
    return name + u'.' + (prompt.format == PromptFormat::Llmas ? QStringLiteral("txt") : ownSuffix);
}

bool isPromptFile(const QString &file)
{
    const QFileInfo info(file);
    return info.isFile()
           && QStringList{ownSuffix, QStringLiteral("txt"), QStringLiteral("md")}.contains(
               info.suffix().toLower());
}

QString promptFileFilter()
{
    return QCoreApplication::translate("auspex::PromptStudio",
                                       "Prompts and LLMAS templates (*.prompt *.txt *.md);;All "
                                       "files (*)");
}

QString promptNameOf(const QString &file)
{
    static const QRegularExpression refused(QStringLiteral("[/@:?]+"));
    const QString name = QFileInfo(file).completeBaseName().replace(refused, QStringLiteral("-"));
    return name.trimmed().isEmpty() ? QStringLiteral("prompt") : name.trimmed();
}

} // namespace auspex
