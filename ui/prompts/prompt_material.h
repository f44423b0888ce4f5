// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

#include <QObject>
#include <QTimer>

#include "ui/prompts/studio_document.h"
#include "ui/session/session.h"

#include "core/llm/llm_service.h"

namespace auspex {

/// What the open prompt is filled with: a task of the workspace, demonstrations of one of its
/// splits, task examples, the architecture that is asked about. Every choice and every edit of a
/// task's description and examples is an undo command, and is in the workspace within a second.
class PromptMaterial : public QObject {
    Q_OBJECT

public:
    explicit PromptMaterial(Session *session, QObject *parent = nullptr);
    ~PromptMaterial() override;

    Session *session() const { return m_session; }
    const MaterialChoice &choice() const { return m_choice; }

    std::shared_ptr<const TfsTask> task() const { return m_task; } ///< null while there is none
    /// The description and the examples of the chosen task.
    const TaskPromptData &data() const { return m_data; }
    QStringList targets() const;
    QStringList splits() const; ///< of the task; of a task without any, seeds to draw one by
    const TfsSplit &split() const { return m_split; }

    /// All demonstrations that the split offers, in their order.
    const std::vector<PromptSubject> &candidates() const { return m_candidates; }
    bool isShown(const PromptSubject &candidate) const; ///< in the prompt
    /// The architectures that can be asked about: the split's for test, with their scores.
    const std::vector<PromptSubject> &queries() const { return m_queries; }
    int queryIndex() const; ///< among them; -1 where there are none
    /// How many architectures the task's splits have for test, all together.
    qint64 testCount() const;

    /// Everything together, for rendering.
    const PromptInput &input() const { return m_input; }
    /// Which entries of the pool are shown, in their order.
    const std::vector<std::size_t> &shownExamples() const { return m_shownExamples; }

    /// An edit of the choice; edits with the same `merge` (not negative) in a row are one.
    void change(const QString &undoText, const MaterialChoice &choice, int merge = -1);
    void setTask(const QString &task);
    void setQuery(const QString &key); ///< a look, not an edit: no undo command

    /// An edit of the task's data: `redo` makes it, `undo` takes it back.
    using DataEdit = std::function<void(TaskPromptData &)>;
    void editData(const QString &undoText, DataEdit redo, DataEdit undo, int merge = -1);

    bool isEditable() const;

    void flush();

    static QString documentKey() { return QStringLiteral("prompt-studio-material"); }

Q_SIGNALS:
    void choiceChanged(); ///< or what can be chosen
    void dataChanged();   ///< description or examples
    void inputChanged();  ///< what a prompt shows: after either of them

private:
    friend class EditTaskDataCommand;

    void load();
    void settle();
    void loadData();
    void collect();
    void collectExamples();
    void apply(const MaterialChoice &choice);
    void applyData(const QString &task, const DataEdit &edit);
    void changed();

    Session *m_session;
    MaterialChoice m_choice;
    std::shared_ptr<const TfsTask> m_task;
    TfsSplit m_split;
    TaskPromptData m_data;
    QString m_dataTask; ///< whose data that is
    bool m_dataIsUnwritten = false;
    std::vector<PromptSubject> m_candidates;
    std::vector<PromptSubject> m_queries;
    std::vector<std::size_t> m_shownExamples;
    PromptInput m_input;
    QTimer m_write;
    bool m_isUnwritten = false;
    QString m_file;
};

} // namespace auspex
