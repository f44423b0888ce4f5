// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QStringList>

#include "core/llm/prompt.h"

// What the studio keeps in the workspace, so that nothing that was typed is lost.

namespace auspex {

/// A prompt with edits that no version holds yet.
struct PromptDraft {
    QString name;    ///< of the saved prompt, or the one it will be saved under
    int basedOn = 0; ///< the version it began as; 0: none was saved
    Prompt prompt;

    bool operator==(const PromptDraft &) const = default;
};

enum class PromptOrigin {
    BuiltIn,
    Own,     ///< the draft where there is one, else the newest version
    Version, ///< a version as it was saved
};

/// Which prompt is open.
struct PromptPlace {
    PromptOrigin origin = PromptOrigin::BuiltIn;
    QString name;
    int version = 0; ///< of PromptOrigin::Version

    bool operator==(const PromptPlace &) const = default;
};

struct StudioDocument {
    PromptPlace place;
    QString variant;   ///< whose tab is open; empty: the prompt as it is
    QString component; ///< that is being edited
    std::vector<PromptDraft> drafts;

    bool operator==(const StudioDocument &) const = default;
};

QString studioDocumentJson(const StudioDocument &document);

/// Nothing where it is not such a document. A draft that cannot be read is left out, and `problem`
/// says so.
std::optional<StudioDocument> studioDocumentOfJson(const QString &json, QString *problem);

enum class DemonstrationChoice {
    First, ///< the first of the split, as the paper's code takes them
    Drawn, ///< by a seed
    Picked,
};

/// What prompts are filled with, of all that the workspace has.
struct MaterialChoice {
    QString task;
    QString target; ///< whose scores demonstrations show
    QString split;
    DemonstrationChoice how = DemonstrationChoice::First;
    int demonstrations = 10;
    quint64 seed = 1;
    QStringList picked; ///< architecture keys
    int examples = 5;
    QString query; ///< the architecture key that is asked about

    bool operator==(const MaterialChoice &) const = default;
};

QString materialChoiceJson(const MaterialChoice &choice);
std::optional<MaterialChoice> materialChoiceOfJson(const QString &json);

} // namespace auspex
