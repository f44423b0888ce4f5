// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/training_panel.h"

#include <algorithm>

#include <QAction>
#include <QListWidget>
#include <QLocale>
#include <QSplitter>
#include <QStackedWidget>
#include <QUndoCommand>
#include <QVBoxLayout>

#include "ui/common/command_action.h"
#include "ui/common/empty_state.h"
#include "ui/common/message_bar.h"
#include "ui/common/side_list.h"
#include "ui/common/table_output.h"
#include "ui/common/theme.h"
#include "ui/session/session.h"
#include "ui/session/training_center.h"
#include "ui/training/training_view.h"
#include "ui/window/action_catalog.h"

namespace auspex {

namespace {

constexpr int idRole = Qt::UserRole + 1;
constexpr int listWidth = 30; // average characters

class RemoveTrainingCommand : public QUndoCommand {
public:
    RemoveTrainingCommand(Session *session, qint64 id, const QString &title)
        : QUndoCommand(TrainingPanel::tr("Remove training %1").arg(title))
        , m_session(session)
        , m_id(id)
    {
    }

    void redo() override
    {
        const Result<void> removed = m_session->trainings()->remove(m_id);
        if (!removed) {
            setObsolete(true);
            Q_EMIT m_session->errorOccurred(QString::fromStdString(removed.error().message));
        }
    }

    void undo() override { m_session->trainings()->restore(m_id); }

private:
    Session *m_session;
    qint64 m_id;
};

QString describe(const TrainingInfo &info)
{
    QString text = titleText(info) + u'\n' + stateText(info);
    if (info.total > 0) {
        text += QStringLiteral(", %1 %").arg(
            QLocale().toString(100 * info.done / std::max<std::int64_t>(1, info.total)));
    }
    return text;
}

} // namespace

TrainingPanel::TrainingPanel(Session *session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
{
    setObjectName(QStringLiteral("trainingPanel"));
    m_messages = new MessageArea(this);
    m_stack = new QStackedWidget(this);
    createActions();
    auto *splitter = new QSplitter(this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(createList());
    m_view = new TrainingView(splitter);
    splitter->addWidget(m_view);
    splitter->setStretchFactor(1, 1);
    const int left = fontMetrics().averageCharWidth() * listWidth;
    splitter->setSizes({left, 4 * left});
    m_stack->addWidget(splitter);
    m_stack->addWidget(createEmptyState());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_messages);
    layout->addWidget(m_stack, 1);
    TrainingCenter *center = session->trainings();
    connect(m_list, &QListWidget::currentItemChanged, this, &TrainingPanel::showCurrent);
    connect(m_view, &TrainingView::message, session, &Session::statusMessage);
    connect(session, &Session::workspaceChanged, m_messages, &MessageArea::clear);
    connect(session, &Session::corporaChanged, this, &TrainingPanel::updateActions);
    connect(center, &TrainingCenter::changed, this, &TrainingPanel::showTrainings);
    connect(center, &TrainingCenter::progressed, this, [this] { showTrainings(); });
    connect(center, &TrainingCenter::ended, this, &TrainingPanel::tellEnd);
    showTrainings();
}

void TrainingPanel::command(QAction **action, const char *name, const QString &icon,
                            const QString &text, const QString &tip, std::function<void()> call)
{
    *action = commandAction(this, name, icon, text, {}, tip, std::move(call));
    m_actions.append(*action);
}

void TrainingPanel::createActions()
{
    TrainingCenter *center = m_session->trainings();
    command(&m_train, "trainingSupernet", QStringLiteral("new"), tr("Train a &supernet..."),
            tr("Trains a supernet on a corpus"), [this] { ask(TrainingDialog::Kind::Supernet); });
    command(&m_trainScratch, "trainingScratch", QStringLiteral("table"),
            tr("Train &architectures from scratch..."),
            tr("Trains sampled architectures one by one; their BLEU becomes a task's scores"),
            [this] { ask(TrainingDialog::Kind::Scratch); });
    command(&m_pause, "trainingPause", QStringLiteral("pause"), tr("&Pause the training"),
            tr("Holds the training until it is resumed"),
            [this, center] { center->pause(currentTraining()); });
    command(&m_resume, "trainingResume", QStringLiteral("run"), tr("&Resume the training"),
            tr("Goes on where the training stands, or with its newest checkpoint"),
            [this] { resume(); });
    command(&m_cancel, "trainingCancel", QStringLiteral("cancel"), tr("&Cancel the training"),
            tr("Ends the training and keeps a checkpoint to go on from"),
            [this, center] { center->cancel(currentTraining()); });
    command(&m_export, "trainingExport", QStringLiteral("export"), tr("&Export the curve..."),
            tr("Writes every point of the curves as a table"), [this] { exportCurve(); });
    command(&m_remove, "trainingRemove", QStringLiteral("trash"), tr("Re&move the training"),
            tr("Takes the training off the list; what it trained stays"), [this] { remove(); });
}

QWidget *TrainingPanel::createEmptyState()
{
    auto *empty = new EmptyState(
        "trainingEmptyState",
        tr("Nothing has been trained yet: a supernet scores every architecture "
           "of its search space, and what is trained from scratch is what "
           "predictors are judged on."),
        this);
    empty->addCommand(m_train);
    empty->addCommand(m_trainScratch);
    return empty;
}

QWidget *TrainingPanel::createList()
{
    const SideList side = sideList("trainingList", tr("T&rainings"), m_actions, m_actions, this);
    m_list = side.list;
    return side.widget;
}

qint64 TrainingPanel::currentTraining() const
{
    const QListWidgetItem *item = m_list->currentItem();
    return item ? item->data(idRole).toLongLong() : 0;
}

void TrainingPanel::showTrainings()
{
    const qint64 before = m_wanted > 0 ? m_wanted : currentTraining();
    {
        const QSignalBlocker blocker(m_list);
        int row = 0;
        for (const TrainingInfo &info : m_session->trainings()->trainings()) {
            QListWidgetItem *item = m_list->item(row++);
            if (!item) {
                item = new QListWidgetItem(m_list);
            }
            item->setText(describe(info));
            item->setToolTip(item->text());
            item->setData(idRole, qint64(info.run.id));
        }
        while (m_list->count() > row) {
            delete m_list->takeItem(row);
        }
        int current = row > 0 ? 0 : -1;
        for (int i = 0; i < row; ++i) {
            if (m_list->item(i)->data(idRole).toLongLong() == before) {
                current = i;
            }
        }
        m_list->setCurrentRow(current);
        if (currentTraining() == m_wanted) {
            m_wanted = 0;
        }
    }
    m_stack->setCurrentIndex(m_list->count() > 0 ? 0 : 1);
    showCurrent();
}

void TrainingPanel::showCurrent()
{
    m_view->setTraining(m_session->trainings()->training(currentTraining()));
    updateActions();
}

void TrainingPanel::updateActions()
{
    QString cannotWrite;
    if (!m_session->workspace()) {
        cannotWrite = tr("Open or create a workspace first");
    } else if (m_session->isReadOnly()) {
        cannotWrite = tr("The workspace is read-only");
    }
    const auto info = m_session->trainings()->training(currentTraining());
    const auto unless = [&](bool isPossible, const QString &reason) {
        return !cannotWrite.isEmpty() ? cannotWrite
               : !info                ? tr("There is no training yet")
               : isPossible           ? QString()
                                      : reason;
    };
    const TrainingState state = info ? info->state : TrainingState::Done;
    const bool isUnderWay = state == TrainingState::Waiting || state == TrainingState::Running
                            || state == TrainingState::Paused;
    const bool isLive = isUnderWay || state == TrainingState::Cancelling;
    setDisabledReason(m_train, cannotWrite);
    setDisabledReason(m_trainScratch, cannotWrite);
    setDisabledReason(m_pause, unless(state == TrainingState::Running && info->canPause,
                                      tr("The training does not run")));
    setDisabledReason(m_resume,
                      unless(state == TrainingState::Paused || state == TrainingState::Interrupted
                                 || state == TrainingState::Failed,
                             tr("The training runs, or is done")));
    setDisabledReason(m_cancel, unless(isUnderWay, tr("The training does not run")));
    setDisabledReason(m_remove, unless(!isLive, tr("Cancel the training first")));
    const bool hasCurve = info && info->progress && !info->progress->curve.empty();
    setDisabledReason(m_export, hasCurve ? QString() : tr("There is no curve yet"));
}

void TrainingPanel::ask(TrainingDialog::Kind kind)
{
    if (!m_session->workspace() || m_session->isReadOnly()) {
        m_messages->add(MessageKind::Warning, m_session->workspace()
                                                  ? m_session->readOnlyReason()
                                                  : tr("Open or create a workspace first."));
        return;
    }
    auto *dialog = new TrainingDialog(kind, m_session, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &TrainingDialog::started, this, [this](qint64 id) {
        m_wanted = id;
        showTrainings();
    });
    dialog->open();
}

void TrainingPanel::resume()
{
    if (const Result<void> resumed = m_session->trainings()->resume(currentTraining()); !resumed) {
        m_messages->add(MessageKind::Error, QString::fromStdString(resumed.error().message));
    }
}

void TrainingPanel::remove()
{
    if (const auto info = m_session->trainings()->training(currentTraining())) {
        m_session->undoStack()->push(
            new RemoveTrainingCommand(m_session, info->run.id, info->title));
    }
}

void TrainingPanel::exportCurve()
{
    const auto info = m_session->trainings()->training(currentTraining());
    if (!info || !info->progress) {
        return;
    }
    const QString file = askForTableFile(this, info->title);
    if (file.isEmpty()) {
        return;
    }
    const ResultTable table = curveTable(*info->progress);
    if (const auto written = writeTable(file, [&](TableFormat) { return table; }); !written) {
        m_messages->add(MessageKind::Error, QString::fromStdString(written.error().message));
    }
}

void TrainingPanel::tellEnd(qint64 id)
{
    const auto info = m_session->trainings()->training(id);
    if (!info) {
        return;
    }
    if (info->state == TrainingState::Failed) {
        m_messages->add(MessageKind::Error, info->problem);
    } else {
        m_messages->add(MessageKind::Info,
                        info->kind == TrainingKind::Scratch
                            ? tr("The architectures are trained; their scores are in the task %1.")
                                  .arg(info->title)
                            : tr("%1 is trained.").arg(info->title));
    }
}

} // namespace auspex
