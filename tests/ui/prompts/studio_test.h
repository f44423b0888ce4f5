// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QAction>

#include "tests/ui/prompts/studio_fixture.h"
#include "ui/prompts/component_list.h"
#include "ui/prompts/prompt_editor.h"
#include "ui/prompts/prompt_studio.h"
#include "ui/prompts/rendered_view.h"

namespace auspex::test {

/// Base of tests that use a shown prompt studio as people do: a workspace with a task and eight
/// sentence pairs, and what is on the screen by its name.
class StudioTest : public QObject {
    Q_OBJECT

protected:
    static constexpr int patience = 30000; // ms

    void beginWorkspace();
    void openStudio();
    void closeAll();

    /// Ends the program where there is none.
    template<typename T>
    T *child(const char *name) const
    {
        T *found = m_studio->findChild<T *>(QLatin1String(name));
        if (!found)
            qFatal("there is no %s", name);
        return found;
    }

    void startCopy(); ///< of the built-in prompt, with the cursor in front of its role
    void select(const QString &component);
    QStringList components() const;
    void answer(const QString &text); ///< to the dialog that asks for a name
    void saveVersion(const QString &note);

    QAction *action(const char *name) const { return child<QAction>(name); }
    PromptEditor *editor() const { return child<PromptEditor>("studioEditor"); }
    RenderedView *rendered() const { return child<RenderedView>("studioRendered"); }
    ReorderView *list() const { return child<ReorderView>("studioComponents"); }
    QUndoStack *undo() const { return m_fixture->session()->undoStack(); }

    std::unique_ptr<StudioFixture> m_fixture;
    std::unique_ptr<PromptStudio> m_studio;
};

} // namespace auspex::test
