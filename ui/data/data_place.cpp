// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/data_place.h"

#include <QAction>
#include <QMenu>
#include <QSettings>
#include <QTabWidget>
#include <QVBoxLayout>

#include "ui/common/theme.h"
#include "ui/corpora/corpora_panel.h"
#include "ui/data/data_panel.h"
#include "ui/session/session.h"
#include "ui/training/training_panel.h"

namespace auspex {

namespace {

const QString tabKey = QStringLiteral("data/tab");

}

DataPlace::DataPlace(Session *session, QWidget *parent)
    : QWidget(parent)
    , m_tabs(new QTabWidget(this))
    , m_tasks(new DataPanel(session, this))
    , m_corpora(new CorporaPanel(session, this))
    , m_training(new TrainingPanel(session, this))
{
    setObjectName(QStringLiteral("dataPlace"));
    m_tabs->setObjectName(QStringLiteral("dataTabs"));
    m_tabs->setDocumentMode(true);
    addTab(m_tasks, tr("Tasks"), tr("&Tasks"), "dataShowTasks", m_tasks->placeActions());
    addTab(m_corpora, tr("Corpora"), tr("&Corpora"), "dataShowCorpora", m_corpora->placeActions());
    addTab(m_training, tr("Training"), tr("T&raining"), "dataShowTraining",
           m_training->placeActions());
    m_tabs->setCurrentIndex(qBound(0, QSettings().value(tabKey, 0).toInt(), m_tabs->count() - 1));
    connect(m_tabs, &QTabWidget::currentChanged, this,
            [](int index) { QSettings().setValue(tabKey, index); });
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, spacingSmall, 0, 0);
    layout->addWidget(m_tabs);
    connect(m_tasks, &DataPanel::helpRequested, this, &DataPlace::helpRequested);
    connect(m_corpora, &CorporaPanel::helpRequested, this, &DataPlace::helpRequested);
}

void DataPlace::addTab(QWidget *tab, const QString &name, const QString &title,
                       const char *showName, const QList<QAction *> &actions)
{
    m_tabs->addTab(tab, name);
    auto *menu = new QMenu(title, this);
    auto *show = new QAction(tr("Sho&w: %1").arg(name), this);
    show->setObjectName(QLatin1String(showName));
    show->setStatusTip(tr("Opens the tab %1").arg(name));
    show->setToolTip(show->statusTip());
    menu->addAction(show);
    menu->addSeparator();
    menu->addActions(actions);
    for (QAction *action : QList<QAction *>{show} + actions) { // what a command did is to be seen
        connect(action, &QAction::triggered, this, [this, tab] { m_tabs->setCurrentWidget(tab); });
    }
    m_actions.append(menu->menuAction());
}

void DataPlace::showTasks()
{
    m_tabs->setCurrentWidget(m_tasks);
}

void DataPlace::showCorpora()
{
    m_tabs->setCurrentWidget(m_corpora);
}

} // namespace auspex
