// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QKeySequence>
#include <QList>
#include <QWidget>

#include "core/llm/llm_service.h"

class QAction;
class QLabel;
class QPushButton;
class QSplitter;
class QStackedWidget;

namespace auspex {

class ComponentEditor;
class ComponentList;
class DiffDialog;
class LlmCenter;
class MaterialPanel;
class MessageArea;
class ModelChoice;
class PromptList;
class PromptMaterial;
class RenderedView;
class Session;
class StudioRendering;
class StudioState;
class TrialPanel;
class VariantTabs;

/// The prompt studio: prompts are written, seen as they will be sent, priced and tried here.
///
/// The window connects runRequested() to the dialog that starts a run, importRequested() to its
/// import command, and message() to its status bar.
class PromptStudio : public QWidget {
    Q_OBJECT

public:
    PromptStudio(Session *session, LlmCenter *center, QWidget *parent = nullptr);
    ~PromptStudio() override;

    QList<QAction *> placeActions() const { return m_actions; }

    /// Writes the open prompt as a file that importing reads again.
    Result<void> exportPrompt(const QString &file) const;

    /// Our own format and templates of LLMAS; of anything else a message says what it is. One undo
    /// command each.
    void importFiles(const QStringList &files);

Q_SIGNALS:
    /// A set of predictions is to be asked for with the open prompt, as it was saved.
    void runRequested(const auspex::LlmSpec &spec);
    void importRequested(); ///< of architectures: there are none yet
    void message(const QString &text);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    // prompt_studio.cpp
    void createWidgets();
    QWidget *createHeader();
    QSplitter *createSplitter(Qt::Orientation orientation, const char *name,
                              const QList<QWidget *> &parts, const QList<int> &sizes);
    QWidget *createEmptyState();
    void showHeader();
    int runCount() const;
    void updateActions();

    // prompt_studio_actions.cpp
    QAction *command(const char *name, const QString &icon, const QString &text,
                     const QKeySequence &shortcut, const QString &tip, std::function<void()> call);
    void createActions();
    void createFileActions();
    void createRunActions();
    QString cannotWrite() const;
    void newPrompt();
    void editCopy();
    void restoreVersion();
    void discardEdits();
    void askForName();
    void removePrompt();
    void askToSave(const std::function<void()> &then);
    void save(const QString &name, const QString &note, const std::function<void()> &then);
    void askForFiles();
    void askForExport();
    void compare();
    void requestRun();
    LlmSpec openSpec() const;

    Session *m_session;
    StudioState *m_state;
    PromptMaterial *m_material;
    StudioRendering *m_rendering;
    ModelChoice *m_choice;
    LlmCenter *m_center;
    QList<QAction *> m_actions;
    QAction *m_new = nullptr;
    QAction *m_copy = nullptr;
    QAction *m_save = nullptr;
    QAction *m_restore = nullptr;
    QAction *m_discard = nullptr;
    QAction *m_rename = nullptr;
    QAction *m_remove = nullptr;
    QAction *m_import = nullptr;
    QAction *m_export = nullptr;
    QAction *m_compare = nullptr;
    QAction *m_copyText = nullptr;
    QAction *m_run = nullptr;
    QAction *m_runSet = nullptr;
    MessageArea *m_messages = nullptr;
    QStackedWidget *m_stack = nullptr;
    QLabel *m_title = nullptr;
    QLabel *m_status = nullptr;
    QLabel *m_lock = nullptr;
    QPushButton *m_copyButton = nullptr;
    QPushButton *m_restoreButton = nullptr;
    PromptList *m_prompts = nullptr;
    ComponentList *m_components = nullptr;
    VariantTabs *m_variants = nullptr;
    ComponentEditor *m_editor = nullptr;
    MaterialPanel *m_materialPanel = nullptr;
    RenderedView *m_rendered = nullptr;
    TrialPanel *m_trial = nullptr;
};

} // namespace auspex
