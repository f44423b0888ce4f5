// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ablation/ablation_panel.h"

#include <QAction>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTableView>
#include <QVBoxLayout>

#include "ui/ablation/ablation_form.h"
#include "ui/ablation/ablation_state.h"
#include "ui/common/empty_state.h"
#include "ui/common/result_table_model.h"
#include "ui/common/scrolled_body.h"
#include "ui/common/table_output.h"
#include "ui/common/theme.h"
#include "ui/session/session.h"

namespace auspex {

AblationPanel::AblationPanel(Session *session, LlmCenter *center, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_state(new AblationState(session, center, this))
{
    setObjectName(QStringLiteral("ablationPanel"));
    createActions();
    auto *form = new AblationForm(m_state, this);
    QScrollArea *scroll = scrolledBody(form, this);
    scroll->setMinimumWidth(form->minimumSizeHint().width());
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(spacing);
    splitter->addWidget(scroll);
    splitter->addWidget(createResults());
    splitter->setStretchFactor(0, 0);
    splitter->setStretchFactor(1, 1);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(splitter);
    m_stack->addWidget(createEmptyState());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);

    connect(m_state, &AblationState::resultsChanged, this, &AblationPanel::update);
    connect(m_state, &AblationState::setupChanged, this, &AblationPanel::update);
    connect(m_state, &AblationState::failed, session, &Session::errorOccurred);
    update();
}

AblationPanel::~AblationPanel() = default;

void AblationPanel::createActions()
{
    auto *ask = new QAction(tr("&Ask the models"), this);
    ask->setObjectName(QStringLiteral("ablationAsk"));
    ask->setStatusTip(tr("Asks for every prediction of the ablation that is missing"));
    connect(ask, &QAction::triggered, m_state, &AblationState::start);
    auto *copy = new QAction(tr("&Copy the ablation's table"), this);
    copy->setObjectName(QStringLiteral("ablationCopy"));
    copy->setStatusTip(tr("Puts the open table on the clipboard"));
    connect(copy, &QAction::triggered, this, &AblationPanel::copyOpenTable);
    auto *exporting = new QAction(tr("&Export the ablation's table..."), this);
    exporting->setObjectName(QStringLiteral("ablationExport"));
    exporting->setStatusTip(tr("Saves the open table as CSV, TSV, LaTeX, Markdown, HTML or JSON"));
    connect(exporting, &QAction::triggered, this, &AblationPanel::askForExport);
    m_actions = {ask, copy, exporting};
}

QTableView *AblationPanel::createTable(const QString &name, ResultTableModel *model)
{
    auto *table = new QTableView(m_tabs);
    table->setObjectName(name);
    table->setModel(model);
    table->setAlternatingRowColors(true);
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setTextElideMode(Qt::ElideMiddle);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->verticalHeader()->hide();
    table->horizontalHeader()->setHighlightSections(false);
    table->setContextMenuPolicy(Qt::ActionsContextMenu);
    table->addActions({m_actions[1], m_actions[2]});
    connect(model, &QAbstractItemModel::modelReset, table, [table] {
        table->resizeColumnsToContents();
        table->resizeRowsToContents();
    });
    return table;
}

QWidget *AblationPanel::createResults()
{
    auto *results = new QWidget(this);
    m_note = new QLabel(results);
    m_note->setObjectName(QStringLiteral("ablationNote"));
    m_note->setWordWrap(true);
    m_note->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_tabs = new QTabWidget(results);
    m_tabs->setObjectName(QStringLiteral("ablationTabs"));
    m_tabs->setDocumentMode(true);
    m_components = new ResultTableModel(this);
    m_demonstrations = new ResultTableModel(this);
    m_tabs->addTab(createTable(QStringLiteral("ablationComponents"), m_components),
                   tr("Components (Table 1)"));
    m_tabs->addTab(createTable(QStringLiteral("ablationDemonstrationsTable"), m_demonstrations),
                   tr("Demonstrations (Table 2)"));
    auto *exportButton = new QPushButton(tr("E&xport..."), m_tabs);
    exportButton->setFlat(true);
    connect(exportButton, &QPushButton::clicked, m_actions[2], &QAction::trigger);
    m_tabs->setCornerWidget(exportButton);
    auto *layout = new QVBoxLayout(results);
    layout->setContentsMargins(0, spacing, spacing, spacing);
    layout->setSpacing(spacing);
    layout->addWidget(m_note);
    layout->addWidget(m_tabs, 1);
    return results;
}

QWidget *AblationPanel::createEmptyState()
{
    auto *empty = new EmptyState(
        "ablationEmptyState",
        tr("An ablation holds a model's predictions against scores of training "
           "from scratch. Import some first."),
        this);
    connect(empty->addButton(tr("&Import TFS-Eval...")), &QPushButton::clicked, this,
            &AblationPanel::importRequested);
    return empty;
}

void AblationPanel::update()
{
    const bool hasTasks = !m_session->tasks().empty();
    m_stack->setCurrentIndex(hasTasks ? 0 : 1);
    const AblationResultsPtr results = m_state->results();
    m_components->setTable(results ? ablationTable(results->ablation, EvaluationForm::People)
                                   : ResultTable());
    m_demonstrations->setTable(
        results ? demonstrationsTable(results->ablation, EvaluationForm::People) : ResultTable());
    QString note;
    if (!results)
        note = m_state->problem();
    else if (results->missing > 0)
        note = tr("%n prediction(s) are missing; rows without figures say so. The regressors need "
                  "no model.",
                  nullptr, static_cast<int>(results->missing));
    else
        note = QString::fromStdString(m_components->table().caption);
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, mutedText(palette()));
    m_note->setPalette(colours);
    m_note->setText(note);
    m_note->setAlignment(results ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignCenter);
    m_note->setVisible(!note.isEmpty());
    m_tabs->setVisible(results != nullptr || note.isEmpty());
    m_actions[0]->setEnabled(results && results->missing > 0 && !m_session->isReadOnly());
    m_actions[1]->setEnabled(results != nullptr);
    m_actions[2]->setEnabled(results != nullptr);
}

ResultTable AblationPanel::openTable(EvaluationForm form) const
{
    const AblationResultsPtr results = m_state->results();
    if (!results)
        return {};
    return m_tabs->currentIndex() == 0 ? ablationTable(results->ablation, form)
                                       : demonstrationsTable(results->ablation, form);
}

Result<void> AblationPanel::exportTable(const QString &file) const
{
    if (!m_state->results())
        return failure(
            ErrorCode::NotFound,
            tr("There is no ablation to export yet; choose a model first.").toStdString());
    return writeTable(file, [this](TableFormat format) { return openTable(formFor(format)); });
}

void AblationPanel::copyOpenTable()
{
    if (!m_state->results())
        return;
    copyTable(openTable(EvaluationForm::People));
    Q_EMIT message(tr("Copied the table"));
}

void AblationPanel::askForExport()
{
    const QString name = m_tabs->currentIndex() == 0 ? tr("ablation") : tr("demonstrations");
    const QString file = askForTableFile(this, name);
    if (file.isEmpty())
        return;
    if (const Result<void> written = exportTable(file); written)
        Q_EMIT message(tr("Saved to %1").arg(file));
    else
        Q_EMIT m_session->errorOccurred(QString::fromStdString(written.error().message));
}

} // namespace auspex
