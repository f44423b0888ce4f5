// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QClipboard>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QLineEdit>
#include <QSettings>

#include "ui/common/command_action.h"
#include "ui/common/message_bar.h"
#include "ui/prompts/diff_dialog.h"
#include "ui/prompts/model_choice.h"
#include "ui/prompts/name_dialog.h"
#include "ui/prompts/prompt_files.h"
#include "ui/prompts/prompt_material.h"
#include "ui/prompts/prompt_studio.h"
#include "ui/prompts/studio_rendering.h"
#include "ui/prompts/studio_state.h"
#include "ui/prompts/trial_panel.h"
#include "ui/session/session.h"
#include "ui/window/action_catalog.h"

namespace auspex {

namespace {

const QString folderKey = QStringLiteral("prompts/folder");

} // namespace

QAction *PromptStudio::command(const char *name, const QString &icon, const QString &text,
                               const QKeySequence &shortcut, const QString &tip,
                               std::function<void()> call)
{
    m_actions.append(commandAction(this, name, icon, text, shortcut, tip, std::move(call)));
    return m_actions.last();
}

void PromptStudio::createActions()
{
    m_new = command("studioNew", QStringLiteral("new"), tr("&New prompt"), {},
                    tr("Begins a prompt with nothing but its query"), [this] { newPrompt(); });
    m_copy = command("studioCopy", QStringLiteral("edit"), tr("E&dit a copy of the prompt"), {},
                     tr("Makes a prompt of your own of the open one"), [this] { editCopy(); });
    m_copy->setIconText(tr("Edit a copy"));
    m_save = command("studioSave", QStringLiteral("save"), tr("&Save a version of the prompt..."),
                     QKeySequence::Save, tr("Keeps the prompt as it is now, for ever"),
                     [this] { askToSave({}); });
    m_save->setIconText(tr("Save a version..."));
    m_discard = command("studioDiscard", QStringLiteral("undo"), tr("Dis&card the prompt's edits"),
                        {}, tr("Goes back to the newest version"), [this] { discardEdits(); });
    m_restore = command(
        "studioRestore", QStringLiteral("refresh"), tr("&Take the version up again"), {},
        tr("Makes the open version the text to edit"), [this] { restoreVersion(); });
    m_rename = command("studioRename", QStringLiteral("edit"), tr("Rena&me the prompt..."), {},
                       tr("Gives the prompt another name"), [this] { askForName(); });
    m_remove = command("studioRemove", QStringLiteral("trash"), tr("De&lete the prompt"), {},
                       tr("Takes the prompt off the list with all its versions"),
                       [this] { removePrompt(); });
    createFileActions();
    createRunActions();
}

void PromptStudio::createFileActions()
{
    m_import = command("studioImport", QStringLiteral("import"), tr("&Import prompts..."), {},
                       tr("Reads prompts and LLMAS templates from files"),
                       [this] { askForFiles(); });
    m_export = command("studioExport", QStringLiteral("export"), tr("&Export the prompt..."), {},
                       tr("Saves the open prompt as a file"), [this] { askForExport(); });
    m_compare = command("studioCompare", QStringLiteral("compare"), tr("Com&pare prompts..."), {},
                        tr("Shows two versions or variants side by side"), [this] { compare(); });
    m_compare->setIconText(tr("Compare..."));
    m_copyText = command("studioCopyText", QStringLiteral("copy"),
                         tr("Cop&y the text that is sent"), {},
                         tr("Puts the rendered prompt on the clipboard"), [this] {
                             QGuiApplication::clipboard()->setText(m_rendering->text());
                             Q_EMIT message(tr("Copied the text that is sent."));
                         });
}

void PromptStudio::createRunActions()
{
    m_run = command("studioRun", QStringLiteral("run"), tr("Try on &one architecture"),
                    QKeySequence(Qt::CTRL | Qt::Key_Return),
                    tr("Sends the prompt to the model and shows the reply"),
                    [this] { m_trial->run(); });
    m_run->setIconText(tr("Try"));
    m_runSet = command("studioRunSet", QStringLiteral("jobs"), tr("&Run on a set..."),
                       QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Return),
                       tr("Asks the model for all test architectures"), [this] { requestRun(); });
    m_runSet->setIconText(tr("Run on a set..."));
}

QString PromptStudio::cannotWrite() const
{
    if (!m_session->workspace())
        return tr("Open or create a workspace first.");
    return m_session->isReadOnly() ? m_session->readOnlyReason() : QString();
}

void PromptStudio::updateActions()
{
    const QString locked = cannotWrite();
    const PromptPlace &place = m_state->place();
    const QString notOwn = !locked.isEmpty() ? locked
                           : place.origin != PromptOrigin::Own
                               ? tr("Open a prompt of your own first.")
                               : QString();
    const bool isModified = place.origin == PromptOrigin::Own && m_state->isModified(place.name);
    const int newest = m_state->newestVersion(place.name);
    setDisabledReason(m_new, locked);
    setDisabledReason(m_copy, locked);
    setDisabledReason(m_import, locked);
    setDisabledReason(m_rename, notOwn);
    setDisabledReason(m_remove, notOwn);
    setDisabledReason(m_save, !notOwn.isEmpty() ? notOwn
                              : isModified
                                  ? QString()
                                  : tr("Nothing has changed since version %1.").arg(newest));
    setDisabledReason(m_discard, !notOwn.isEmpty()            ? notOwn
                                 : !isModified || newest == 0 ? tr("There are no edits of a saved "
                                                                   "version.")
                                                              : QString());
    setDisabledReason(m_restore, !locked.isEmpty() ? locked
                                 : place.origin != PromptOrigin::Version
                                     ? tr("Open a saved version "
                                          "first.")
                                     : QString());
    const QString none = m_session->workspace() ? QString()
                                                : tr("Open or create a workspace first.");
    setDisabledReason(m_export, none);
    setDisabledReason(m_compare, none);
    setDisabledReason(m_copyText, m_rendering->isExact()
                                      ? QString()
                                      : tr("The prompt cannot be sent yet; what hinders it stands "
                                           "above its text."));
    setDisabledReason(m_run, m_trial->whyNot());
    setDisabledReason(m_runSet, !locked.isEmpty()     ? locked
                                : !m_material->task() ? tr("There is no task yet: import "
                                                           "architectures with their scores.")
                                                      : QString());
}

void PromptStudio::newPrompt()
{
    Prompt prompt;
    const QString name = m_state->freeName(tr("New prompt"));
    prompt.title = name.toStdString();
    for (const BuiltInPrompt &known : builtInPrompts()) { // its query, which every prompt needs
        for (const PromptComponent &component : known.prompt.components) {
            if (component.part == PromptPart::Query && prompt.components.empty())
                prompt.components = {component};
        }
    }
    m_state->create(tr("New prompt %1").arg(name), name, prompt);
}

void PromptStudio::editCopy()
{
    const QString name = m_state->freeName(tr("%1 copy").arg(m_state->place().name));
    Prompt prompt = m_state->prompt();
    m_state->create(tr("Copy %1").arg(m_state->place().name), name, prompt);
}

void PromptStudio::restoreVersion()
{
    const PromptPlace place = m_state->place();
    const Prompt prompt = m_state->prompt();
    m_state->open({PromptOrigin::Own, place.name, 0});
    m_state->edit(tr("Take up version %1 of %2").arg(place.version).arg(place.name), prompt);
}

void PromptStudio::discardEdits()
{
    const PromptPlace &place = m_state->place();
    const std::optional<Prompt> saved = m_state->promptAt(
        {PromptOrigin::Version, place.name, m_state->newestVersion(place.name)});
    if (saved)
        m_state->edit(tr("Discard the edits of %1").arg(place.name), *saved);
}

void PromptStudio::askForName()
{
    const QString name = m_state->place().name;
    auto *dialog = new NameDialog(
        {QStringLiteral("studioNameDialog"), tr("Rename Prompt"), tr("&Name:"), tr("Rename"),
         tr("Predictors are named after it; those that used the old name will not find it.")},
        name, [this, name](const QString &to) { return m_state->nameProblem(to, name); }, this);
    dialog->addField(tr("&Title:"), QStringLiteral("title"),
                     QString::fromStdString(m_state->prompt().title));
    connect(dialog, &QDialog::accepted, this, [this, dialog, name] {
        const QString to = dialog->name();
        Prompt after = m_state->prompt();
        after.title = dialog->second().toStdString();
        QUndoStack *stack = m_session->undoStack();
        stack->beginMacro(tr("Rename the prompt %1 to %2").arg(name, to));
        m_state->rename(name, to);
        m_state->edit({}, after);
        stack->endMacro();
    });
    dialog->open();
}

void PromptStudio::removePrompt()
{
    const QString name = m_state->place().name;
    if (m_state->place().origin != PromptOrigin::Own)
        return;
    m_state->remove(name);
    Q_EMIT message(tr("Deleted %1; Undo brings it back.").arg(name));
}

void PromptStudio::askToSave(const std::function<void()> &then)
{
    const QString name = m_state->place().name;
    const int newest = m_state->newestVersion(name);
    auto *dialog = new NameDialog(
        {QStringLiteral("studioSaveDialog"), tr("Save Version"), tr("&Name:"), tr("Save"),
         tr("Version %1 stays as it is now, and results keep to it.").arg(newest + 1)},
        name, [this, name](const QString &to) { return m_state->nameProblem(to, name); }, this);
    dialog->addField(tr("N&ote:"), QStringLiteral("note"), {});
    if (newest > 0)
        dialog->setNameFixed();
    connect(dialog, &QDialog::accepted, this,
            [this, dialog, then] { save(dialog->name(), dialog->second(), then); });
    dialog->open();
}

void PromptStudio::save(const QString &name, const QString &note, const std::function<void()> &then)
{
    if (name != m_state->place().name)
        m_state->rename(m_state->place().name, name);
    const Result<PromptVersion> saved = m_state->save(note);
    if (!saved) {
        m_messages->add(MessageKind::Error, QString::fromStdString(saved.error().message),
                        QString::fromStdString(saved.error().detail));
        return;
    }
    Q_EMIT message(tr("Saved version %1 of %2.").arg(saved->version).arg(name));
    if (then)
        then();
}

void PromptStudio::importFiles(const QStringList &files)
{
    if (const QString locked = cannotWrite(); !locked.isEmpty()) {
        m_messages->add(MessageKind::Error, locked);
        return;
    }
    for (const QString &file : files) {
        const Result<Prompt> prompt = readPromptFile(file);
        if (!prompt) {
            m_messages->add(MessageKind::Error, QString::fromStdString(prompt.error().message),
                            QString::fromStdString(prompt.error().detail));
            continue;
        }
        const QString name = m_state->freeName(promptNameOf(file));
        m_state->create(tr("Import %1").arg(QFileInfo(file).fileName()), name, *prompt);
        Q_EMIT message(tr("Imported %1 as %2.").arg(QFileInfo(file).fileName(), name));
    }
}

void PromptStudio::askForFiles()
{
    const QStringList files = QFileDialog::getOpenFileNames(
        this, tr("Import Prompts"), QSettings().value(folderKey).toString(), promptFileFilter());
    if (files.isEmpty())
        return;
    QSettings().setValue(folderKey, QFileInfo(files.first()).absolutePath());
    importFiles(files);
}

Result<void> PromptStudio::exportPrompt(const QString &file) const
{
    if (!m_session->workspace())
        return failure(ErrorCode::NotFound, "No prompt is open; open one before exporting it.");
    return writePromptFile(file, m_state->prompt());
}

void PromptStudio::askForExport()
{
    const QString folder = QSettings().value(folderKey).toString();
    const QString name = promptFileName(m_state->place().name, m_state->prompt());
    const QString file = QFileDialog::getSaveFileName(
        this, tr("Export Prompt"), folder.isEmpty() ? name : folder + u'/' + name,
        promptFileFilter());
    if (file.isEmpty())
        return;
    QSettings().setValue(folderKey, QFileInfo(file).absolutePath());
    const Result<void> written = exportPrompt(file);
    if (written)
        Q_EMIT message(tr("Saved to %1").arg(file));
    else
        m_messages->add(MessageKind::Error, QString::fromStdString(written.error().message),
                        QString::fromStdString(written.error().detail));
}

void PromptStudio::compare()
{
    // What is open at the right, what it came from at the left.
    const PromptPlace place = m_state->place();
    const int newest = m_state->newestVersion(place.name);
    const bool isModified = place.origin == PromptOrigin::Own && m_state->isModified(place.name);
    PromptPlace right = place;
    if (place.origin == PromptOrigin::Own && !isModified)
        right = {PromptOrigin::Version, place.name, newest};
    PromptPlace left = right;
    QString leftVariant = m_state->variant();
    if (isModified && newest > 0)
        left = {PromptOrigin::Version, place.name, newest};
    else if (right.origin == PromptOrigin::Version && right.version > 1)
        left.version = right.version - 1;
    else if (!m_state->variant().isEmpty())
        leftVariant.clear();
    auto *dialog = new DiffDialog(m_state, m_material, this);
    dialog->compare({left, leftVariant}, {right, m_state->variant()});
    static_cast<QWidget *>(dialog)->show();
}

LlmSpec PromptStudio::openSpec() const
{
    LlmSpec spec = m_choice->spec();
    const PromptPlace &place = m_state->place();
    spec.prompt = place.name.toStdString();
    if (place.origin == PromptOrigin::Own)
        spec.promptVersion = m_state->newestVersion(place.name);
    else if (place.origin == PromptOrigin::Version)
        spec.promptVersion = place.version;
    spec.variant = m_state->variant().toStdString();
    spec.examples = m_material->choice().examples;
    return spec;
}

void PromptStudio::requestRun()
{
    const PromptPlace &place = m_state->place();
    if (place.origin == PromptOrigin::Own && m_state->isModified(place.name))
        askToSave([this] { Q_EMIT runRequested(openSpec()); }); // results keep to a version
    else
        Q_EMIT runRequested(openSpec());
}

} // namespace auspex
