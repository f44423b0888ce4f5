// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/llm/prompt.h"

// What the studio does to a prompt, as functions from values to values. `variant` is a variant's
// id; empty: the prompt as it is, without one.

namespace auspex {

/// -1 where there is none.
int componentIndex(const Prompt &prompt, const QString &id);
int variantIndex(const Prompt &prompt, const QString &id);

QString partTitle(PromptPart part); ///< "Instruction"

/// All parts, in the order of a menu.
const QList<PromptPart> &promptParts();

bool isComponentOn(const Prompt &prompt, const QString &variant, const QString &id);
Prompt withComponentOn(Prompt prompt, const QString &variant, const QString &id, bool on);

/// How many components are on.
int componentsOn(const Prompt &prompt, const QString &variant);

/// Where a component may stand: nothing but the query stands last, where the query does. Gives the
/// nearest place to `wanted`.
int allowedIndex(const Prompt &prompt, int from, int wanted);
Prompt withComponentMoved(Prompt prompt, int from, int to);

/// A new component before `index` (held before a query at the end), with a fresh id, which `id`
/// gives. It is on in the prompt as it is and in the variant.
Prompt withComponentAdded(Prompt prompt, const QString &variant, int index, PromptPart part,
                          const QString &text, QString *id);

/// The copy stands behind it, and is on where it is. A query's copy is a text.
Prompt withComponentDuplicated(Prompt prompt, const QString &id, QString *copy);

/// Empty where the component can go, else a sentence.
QString whyComponentStays(const Prompt &prompt, const QString &id);
Prompt withoutComponent(Prompt prompt, const QString &id);

/// Empty where the id can be given to the component, else a sentence.
QString componentIdProblem(const Prompt &prompt, const QString &id, const QString &newId);
Prompt withComponentRenamed(Prompt prompt, const QString &id, const QString &newId);

/// The components that are on in `from` (a variant, or the prompt as it is) under a title of its
/// own; `id` gives the new variant's.
Prompt withVariantAdded(Prompt prompt, const QString &from, const QString &title, QString *id);
Prompt withVariantRenamed(Prompt prompt, const QString &variant, const QString &title);
Prompt withoutVariant(Prompt prompt, const QString &variant);

/// The id that a title suggests: "+ First instruction" gives "first-instruction", with a number
/// where that is taken.
QString slugOf(const QString &title, const QStringList &taken, const QString &otherwise);

/// The prompt with the variant's components on; itself where there is no such variant.
Prompt asVariant(const Prompt &prompt, const QString &variant);

} // namespace auspex
