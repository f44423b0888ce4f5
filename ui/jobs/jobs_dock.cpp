// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobs_dock.h"

#include <algorithm>

#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QScrollArea>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/common/theme.h"

namespace auspex {

namespace {

constexpr int momentLength = 700;        // ms that a job runs before the dock comes up
constexpr qint64 shortJobLength = 10000; // ms within which a success needs no receipt
constexpr int barSteps = 1000;

/// Jobs count in plain English; the units that they have are listed here to be translated.
QString unitText(const QString &unit)
{
    static constexpr const char *known[] = {
        QT_TRANSLATE_NOOP("auspex::JobUnit", "artifacts"),
        QT_TRANSLATE_NOOP("auspex::JobUnit", "files"),
        QT_TRANSLATE_NOOP("auspex::JobUnit", "pages"),
        QT_TRANSLATE_NOOP("auspex::JobUnit", "predictions"),
        QT_TRANSLATE_NOOP("auspex::JobUnit", "resamples"),
    };
    for (const char *name : known) {
        if (unit == QLatin1String(name)) {
            return QCoreApplication::translate("auspex::JobUnit", name);
        }
    }
    return unit;
}

QToolButton *rowButton(QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setAutoRaise(true);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

} // namespace

QString durationText(qint64 milliseconds)
{
    const QLocale locale;
    const qint64 seconds = milliseconds / 1000;
    if (seconds < 10) {
        return JobsDock::tr("%1 s").arg(
            locale.toString(static_cast<double>(milliseconds) / 1000.0, 'f', 1));
    }
    if (seconds < 60) {
        return JobsDock::tr("%1 s").arg(seconds);
    }
    if (seconds < 3600) {
        return JobsDock::tr("%1 min %2 s").arg(seconds / 60).arg(seconds % 60);
    }
    return JobsDock::tr("%1 h %2 min").arg(seconds / 3600).arg(seconds % 3600 / 60);
}

JobRow::JobRow(JobList *jobs, const QModelIndex &index, QWidget *parent)
    : QWidget(parent)
    , m_jobs(jobs)
    , m_index(index)
{
    setObjectName(QStringLiteral("jobRow"));
    m_sign = new QLabel(this);
    m_title = new QLabel(this);
    m_title->setTextFormat(Qt::PlainText);
    m_text = new QLabel(this);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_bar = new QProgressBar(this);
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(fontMetrics().averageCharWidth() * 24);
    m_copy = rowButton(this);
    m_copy->setObjectName(QStringLiteral("jobCopyDetails"));
    m_copy->setText(tr("Copy details"));
    m_copy->setIcon(themedIcon(QStringLiteral("copy")));
    m_pause = rowButton(this);
    m_pause->setObjectName(QStringLiteral("jobPause"));
    m_button = rowButton(this);
    m_button->setObjectName(QStringLiteral("jobButton"));
    connect(m_copy, &QToolButton::clicked, this, &JobRow::copyDetails);
    connect(m_pause, &QToolButton::clicked, this, &JobRow::pauseOrResume);
    connect(m_button, &QToolButton::clicked, this, &JobRow::press);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(spacing, spacingSmall, spacing, spacingSmall);
    layout->setSpacing(spacing);
    layout->addWidget(m_sign);
    layout->addWidget(m_title);
    layout->addWidget(m_bar);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_copy);
    layout->addWidget(m_pause);
    layout->addWidget(m_button);
    refresh();
}

void JobRow::refresh()
{
    const auto state = m_index.data(JobList::StateRole).value<JobList::State>();
    const qint64 total = m_index.data(JobList::TotalRole).toLongLong();
    const qint64 done = m_index.data(JobList::ProgressRole).toLongLong();
    const QString title = m_index.data().toString();
    m_title->setText(title);
    m_bar->setAccessibleName(tr("Progress of %1").arg(title));
    m_bar->setRange(0, total > 0 ? barSteps : 0);
    if (total > 0) {
        m_bar->setValue(static_cast<int>(std::min(done, total) * barSteps / total));
    }
    showState(state);
}

void JobRow::showState(JobList::State state)
{
    const bool ended = state == JobList::State::Done || state == JobList::State::Failed
                       || state == JobList::State::Cancelled;
    m_bar->setVisible(!ended);
    m_copy->setVisible(state == JobList::State::Failed);
    const bool isPaused = state == JobList::State::Paused;
    m_pause->setVisible(m_index.data(JobList::CanPauseRole).toBool());
    m_pause->setText(isPaused ? tr("Resume") : tr("Pause"));
    m_pause->setIcon(themedIcon(isPaused ? QStringLiteral("run") : QStringLiteral("pause")));
    m_pause->setAccessibleName((isPaused ? tr("Resume %1") : tr("Pause %1")).arg(m_title->text()));
    m_button->setEnabled(state != JobList::State::Cancelling);
    m_button->setText(ended ? tr("Dismiss") : tr("Cancel"));
    m_button->setIcon(themedIcon(ended ? QStringLiteral("close") : QStringLiteral("cancel")));
    m_button->setAccessibleName((ended ? tr("Dismiss %1") : tr("Cancel %1")).arg(m_title->text()));

    QIcon sign = themedIcon(QStringLiteral("run"));
    const QString took = durationText(m_index.data(JobList::ElapsedRole).toLongLong());
    switch (state) {
    case JobList::State::Waiting:
        m_text->setText(tr("Waiting for its turn"));
        break;
    case JobList::State::Running:
        m_text->setText(describeProgress(false));
        break;
    case JobList::State::Paused:
        m_text->setText(describeProgress(true));
        sign = themedIcon(QStringLiteral("pause"));
        break;
    case JobList::State::Cancelling:
        m_text->setText(tr("Cancelling..."));
        break;
    case JobList::State::Done:
        m_text->setText(tr("Done in %1").arg(took));
        sign = themedIcon(QStringLiteral("done"));
        break;
    case JobList::State::Failed:
        m_text->setText(m_index.data(JobList::ErrorRole).toString());
        sign = colouredIcon(QStringLiteral("error"), errorColour(palette()));
        break;
    case JobList::State::Cancelled:
        m_text->setText(tr("Cancelled after %1").arg(took));
        sign = themedIcon(QStringLiteral("cancel"));
        break;
    }
    const int size = style()->pixelMetric(QStyle::PM_SmallIconSize);
    m_sign->setPixmap(sign.pixmap(QSize(size, size), devicePixelRatioF()));
}

QString JobRow::describeProgress(bool isPaused) const
{
    const QLocale locale;
    const qint64 total = m_index.data(JobList::TotalRole).toLongLong();
    QStringList parts;
    if (isPaused) {
        parts << tr("Paused");
    }
    if (total > 0) {
        parts << tr("%1 of %2 %3", "12 of 18 files")
                     .arg(locale.toString(m_index.data(JobList::ProgressRole).toLongLong()),
                          locale.toString(total),
                          unitText(m_index.data(JobList::UnitRole).toString()));
    }
    const QString detail = m_index.data(JobList::DetailRole).toString();
    if (!detail.isEmpty() && !isPaused) {
        parts << detail;
    }
    parts << tr("%1 elapsed").arg(durationText(m_index.data(JobList::ElapsedRole).toLongLong()));
    const qint64 remaining = m_index.data(JobList::RemainingRole).toLongLong();
    if (remaining >= 0) {
        parts << tr("about %1 left").arg(durationText(remaining));
    }
    const QVariant cost = m_index.data(JobList::CostRole);
    if (cost.isValid()) {
        parts << locale.toCurrencyString(cost.toDouble(), QStringLiteral("$"), 2);
    }
    return parts.join(QStringLiteral("  \u00b7  "));
}

void JobRow::press()
{
    if (m_jobs->isFinished(m_index.row())) {
        m_jobs->dismiss(m_index.row());
    } else {
        m_jobs->cancel(m_index.row());
    }
}

void JobRow::pauseOrResume()
{
    const int row = m_index.row();
    m_jobs->setPaused(row, m_jobs->state(row) != JobList::State::Paused);
}

void JobRow::copyDetails()
{
    QStringList lines{m_index.data().toString(), m_index.data(JobList::ErrorRole).toString()};
    const QString detail = m_index.data(JobList::ErrorDetailRole).toString();
    if (!detail.isEmpty()) {
        lines << detail;
    }
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

JobsDock::JobsDock(JobList *jobs, QWidget *parent)
    : QDockWidget(tr("Jobs"), parent)
    , m_jobs(jobs)
{
    setObjectName(QStringLiteral("jobsDock"));
    m_empty = new QLabel(tr("Nothing is running."), this);
    m_empty->setAlignment(Qt::AlignCenter);
    auto *content = new QWidget(this);
    m_list = new QVBoxLayout(content);
    m_list->setContentsMargins(0, spacingSmall, 0, spacingSmall);
    m_list->setSpacing(0);
    m_list->addWidget(m_empty);
    m_list->addStretch(1);
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(content);
    setWidget(scroll);

    m_appear.setSingleShot(true);
    m_appear.setInterval(momentLength);
    connect(&m_appear, &QTimer::timeout, this, &JobsDock::showIfNeeded);
    connect(jobs, &JobList::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { insertRows(first, last); });
    connect(jobs, &JobList::rowsAboutToBeRemoved, this,
            [this](const QModelIndex &, int first, int last) { removeRows(first, last); });
    connect(jobs, &JobList::dataChanged, this,
            [this](const QModelIndex &first, const QModelIndex &last) {
                refreshRows(first.row(), last.row());
            });
    connect(jobs, &JobList::runningCountChanged, this, &JobsDock::takeOffShortSuccesses,
            Qt::QueuedConnection);
    connect(jobs, &JobList::failed, this, &JobsDock::show);
    if (jobs->rowCount() > 0) {
        insertRows(0, jobs->rowCount() - 1);
    }
    hide();
}

void JobsDock::insertRows(int first, int last)
{
    for (int row = first; row <= last; ++row) {
        auto *widget = new JobRow(m_jobs, m_jobs->index(row), this);
        m_rows.insert(row, widget);
        m_list->insertWidget(row, widget);
    }
    m_empty->hide();
    m_appear.start();
}

void JobsDock::removeRows(int first, int last)
{
    for (int row = last; row >= first; --row) {
        m_rows.takeAt(row)->deleteLater();
    }
    m_empty->setVisible(m_rows.isEmpty());
    if (m_rows.isEmpty()) {
        hide();
    }
}

void JobsDock::refreshRows(int first, int last)
{
    for (int row = first; row <= last && row < m_rows.size(); ++row) {
        m_rows[row]->refresh();
    }
}

void JobsDock::takeOffShortSuccesses()
{
    for (int row = m_jobs->rowCount() - 1; row >= 0; --row) {
        const QModelIndex index = m_jobs->index(row);
        const qint64 elapsed = index.data(JobList::ElapsedRole).toLongLong();
        if (m_jobs->state(row) == JobList::State::Done && elapsed < shortJobLength) {
            Q_EMIT message(
                tr("%1: done in %2").arg(index.data().toString(), durationText(elapsed)));
            m_jobs->dismiss(row);
        }
    }
}

void JobsDock::showIfNeeded()
{
    if (m_jobs->isRunning()) {
        show();
    }
}

} // namespace auspex
