// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <vector>

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include "core/store/prompt_store.h"
#include "ui/prompts/studio_document.h"
#include "ui/session/session.h"

namespace auspex {

/// Where in a component's text an edit was made: characters.
struct TextEdit {
    qsizetype position = 0;
    qsizetype removed = 0;
    qsizetype added = 0;
    bool isWhole = false;   ///< a paste, a completion: one of its own
    bool endsBurst = false; ///< a line break: the next edit is one of its own
};

/// The prompts of the workspace and the one that is open, with its edits. Every edit is an undo
/// command on the session's stack; the text of an own prompt is in the workspace within a second of
/// each, as a draft, until a version holds it.
class StudioState : public QObject {
    Q_OBJECT

public:
    explicit StudioState(Session *session, QObject *parent = nullptr);
    ~StudioState() override; ///< writes what is not written yet

    Session *session() const { return m_session; }

    // The list.
    QStringList ownNames() const; ///< saved or not, sorted
    std::vector<PromptVersion> versionsOf(const QString &name) const;
    int newestVersion(const QString &name) const; ///< 0: never saved
    bool isModified(const QString &name) const;   ///< has edits that no version holds
    QString freeName(const QString &wanted) const;

    /// Empty where a prompt can have the name, else a sentence. `own`: its name until now.
    QString nameProblem(const QString &name, const QString &own = {}) const;

    /// Nothing where there is no such prompt, or it cannot be read.
    std::optional<Prompt> promptAt(const PromptPlace &place) const;

    // The open one.
    const PromptPlace &place() const { return m_document.place; }
    const Prompt &prompt() const { return m_prompt; }
    int basedOn() const; ///< the version that the open own prompt began as; 0: none
    bool isEditable() const { return whyNotEditable().isEmpty(); }
    QString whyNotEditable() const; ///< a sentence
    QString variant() const { return m_document.variant; }
    QString component() const { return m_document.component; }

    void open(const PromptPlace &place);
    void setVariant(const QString &id);
    void setComponent(const QString &id);

    // Edits (studio_state_edits.cpp) of the open prompt; nothing happens where it is not editable.
    void edit(const QString &undoText, const Prompt &after, const QString &component = {});
    /// Typing in a row is one command: until a pause, another place, a line break.
    void editText(const QString &component, const QString &text, const TextEdit &edit);
    void endTyping() { m_burst = {}; }

    // Edits of the list.
    void create(const QString &undoText, const QString &name, const Prompt &prompt);
    void rename(const QString &from, const QString &to);
    void remove(const QString &name);

    /// The open prompt as its next version. A version is for ever: this is not undone.
    Result<PromptVersion> save(const QString &note);

    /// Writes the edits to the workspace now.
    void flush();

    static QString documentKey() { return QStringLiteral("prompt-studio"); }

Q_SIGNALS:
    void listChanged();   ///< names, versions, which of them have edits
    void opened();        ///< another prompt is open
    void promptChanged(); ///< of the open one: any edit
    void viewChanged();   ///< variant, component
    void cursorWanted(const QString &component, qsizetype position); ///< of an edit taken back

private:
    friend class EditPromptCommand;
    friend class CreatePromptCommand;
    friend class RenamePromptCommand;
    friend class RemovePromptCommand;

    /// One run of typing.
    struct Burst {
        int id = -1;
        QString component;
        qsizetype end = 0;
        bool isRemoval = false;
        QElapsedTimer since;
    };

    static PromptPlace firstPlace(); ///< the first built-in prompt
    void load();
    bool loadVersions();
    const PromptDraft *draftOf(const QString &name) const;
    bool isRemoved(const QString &name) const; ///< deleted, but kept for results
    void setWorking(const QString &name, const Prompt &prompt);
    void dropDraft(const QString &name);
    void reopen();
    void settleView();
    void changed();

    // For the commands.
    void applyEdit(const QString &name, const Prompt &prompt, const QString &component,
                   const std::optional<QString> &variant);
    void applyCreate(const QString &name, const Prompt &prompt);
    void applyDiscard(const QString &name, const PromptPlace &then);
    bool applyRename(const QString &from, const QString &to);
    bool applyRemove(const QString &name, const PromptPlace &then);
    bool applyRestore(const QString &name, const std::optional<PromptDraft> &draft);
    bool tell(const Result<void> &done);

    Session *m_session;
    StudioDocument m_document;
    Prompt m_prompt;                       ///< the open one
    std::vector<PromptVersion> m_versions; ///< by name and version
    std::map<QString, Prompt> m_newest;    ///< the newest version of each, as read
    QTimer m_write;
    bool m_isUnwritten = false;
    QString m_file; ///< the workspace that the document belongs to
    Burst m_burst;
    int m_lastBurst = 0;
};

} // namespace auspex
