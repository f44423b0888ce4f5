// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/csv_import_dialog.h"

#include <algorithm>

#include <QComboBox>
#include <QCompleter>
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QTableWidget>
#include <QVBoxLayout>

#include "ui/common/theme.h"
#include "ui/data/csv_column_map.h"

namespace auspex {

namespace {

constexpr std::size_t shownRows = 4;
constexpr std::size_t checkedRows = 5000; // more would be felt while one types
constexpr int pause = 120;                // ms

void tint(QLabel *label, const QColor &colour)
{
    QPalette palette = label->palette();
    palette.setColor(QPalette::WindowText, colour);
    label->setPalette(palette);
}

} // namespace

CsvImportDialog::CsvImportDialog(CsvTable table, const QString &source, const QStringList &tasks,
                                 QWidget *parent)
    : QDialog(parent)
    , m_table(std::move(table))
    , m_source(source)
    , m_tasks(tasks)
    , m_task(new QLineEdit(this))
    , m_taskHelp(new QLabel(this))
    , m_space(new QComboBox(this))
    , m_split(new QLineEdit(QStringLiteral("csv"), this))
    , m_columns(new CsvColumnMap(m_table, this))
    , m_status(new QLabel(this))
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Cancel, this))
{
    setObjectName(QStringLiteral("csvImportDialog"));
    setWindowTitle(tr("Import %1").arg(source));
    QPushButton *import = m_buttons->addButton(tr("&Import"), QDialogButtonBox::AcceptRole);
    import->setObjectName(QStringLiteral("csvImport"));
    import->setDefault(true);
    QPushButton *reset = m_buttons->addButton(tr("&Guess the columns again"),
                                              QDialogButtonBox::ResetRole);
    auto *area = new QScrollArea(this);
    area->setWidget(m_columns);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::StyledPanel);
    m_status->setObjectName(QStringLiteral("csvStatus"));
    m_status->setWordWrap(true);
    m_status->setTextFormat(Qt::PlainText);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(spacingLarge, spacingLarge, spacingLarge, spacingLarge);
    layout->setSpacing(spacing);
    layout->addWidget(createFields());
    layout->addWidget(createPreview());
    layout->addWidget(area, 1);
    layout->addWidget(m_status);
    layout->addWidget(m_buttons);
    const int letter = fontMetrics().averageCharWidth();
    resize(letter * 130, fontMetrics().height() * 38);

    m_count.setSingleShot(true);
    m_count.setInterval(pause);
    connect(&m_count, &QTimer::timeout, this, &CsvImportDialog::countRows);
    connect(m_task, &QLineEdit::textChanged, this, &CsvImportDialog::followTaskName);
    connect(m_space, &QComboBox::activated, this, [this] { m_spaceWasChosen = true; });
    connect(m_space, &QComboBox::currentIndexChanged, this, &CsvImportDialog::validate);
    connect(m_split, &QLineEdit::textChanged, this, &CsvImportDialog::validate);
    connect(m_columns, &CsvColumnMap::changed, this, &CsvImportDialog::validate);
    connect(reset, &QPushButton::clicked, this,
            [this] { m_columns->setMapping(guessCsvMapping(m_table)); });
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_task->setText(QFileInfo(source).completeBaseName());
    m_columns->setMapping(guessCsvMapping(m_table));
}

QWidget *CsvImportDialog::createFields()
{
    auto *fields = new QWidget(this);
    auto *form = new QFormLayout(fields);
    form->setContentsMargins(0, 0, 0, 0);
    form->setSpacing(spacing);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_task->setObjectName(QStringLiteral("csvTask"));
    m_task->setCompleter(new QCompleter(m_tasks, m_task));
    m_taskHelp->setTextFormat(Qt::PlainText);
    m_taskHelp->setWordWrap(true);
    tint(m_taskHelp, mutedText(palette()));
    m_space->setObjectName(QStringLiteral("csvSpace"));
    for (const SearchSpace &space : builtInSpaces()) {
        m_space->addItem(QString::fromStdString(space.title), QString::fromStdString(space.name));
    }
    m_space->setToolTip(tr("Which choices the numbers of a gene stand for"));
    m_split->setObjectName(QStringLiteral("csvSplit"));
    form->addRow(tr("&Task:"), m_task);
    form->addRow(QString(), m_taskHelp);
    form->addRow(tr("Search &space:"), m_space);
    form->addRow(tr("S&plit:"), m_split);
    return fields;
}

QWidget *CsvImportDialog::createPreview()
{
    const auto rows = static_cast<int>(std::min(shownRows, m_table.rows.size()));
    auto *preview = new QTableWidget(rows, static_cast<int>(m_table.header.size()), this);
    preview->setAccessibleName(tr("The first rows of the table"));
    preview->setEditTriggers(QAbstractItemView::NoEditTriggers);
    preview->setSelectionMode(QAbstractItemView::NoSelection);
    preview->setTabKeyNavigation(false);
    preview->setWordWrap(false);
    preview->verticalHeader()->hide();
    preview->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + spacing);
    QStringList titles;
    for (const std::string &title : m_table.header) {
        titles.append(QString::fromStdString(title));
    }
    preview->setHorizontalHeaderLabels(titles);
    for (int row = 0; row < rows; ++row) {
        for (int column = 0; column < titles.size(); ++column) {
            const std::string &cell = m_table.rows[static_cast<std::size_t>(row)]
                                          .cells[static_cast<std::size_t>(column)];
            preview->setItem(row, column, new QTableWidgetItem(QString::fromStdString(cell)));
        }
    }
    preview->resizeColumnsToContents();
    preview->setFixedHeight((fontMetrics().height() + spacing) * (rows + 2) + spacingLarge);
    return preview;
}

void CsvImportDialog::followTaskName()
{
    const QString task = m_task->text().trimmed();
    const auto known = builtInSpace(task.toStdString());
    if (known && !m_spaceWasChosen) {
        m_space->setCurrentIndex(m_space->findData(QString::fromStdString(known->name)));
    }
    m_taskHelp->setText(m_tasks.contains(task)
                            ? tr("The workspace has this task; the rows are added to it.")
                            : tr("A new task is made."));
    validate();
}

QString CsvImportDialog::problem() const
{
    if (m_task->text().trimmed().isEmpty()) {
        return tr("Give the task a name.");
    }
    if (const QString conflict = m_columns->conflict(); !conflict.isEmpty()) {
        return conflict;
    }
    const CsvMapping mapping = m_columns->mapping();
    if (const auto missing = mappingProblem(m_table, mapping)) {
        return QString::fromStdString(*missing);
    }
    if (!mapping.splitColumn.empty() && m_split->text().trimmed().isEmpty()) {
        return tr("Give the split of the demonstrations and tests a name.");
    }
    return {};
}

void CsvImportDialog::validate()
{
    m_split->setEnabled(!m_columns->mapping().splitColumn.empty());
    m_split->setToolTip(m_split->isEnabled()
                            ? QString()
                            : tr("Only a table with a column of roles belongs to a split"));
    m_buttons->button(QDialogButtonBox::Cancel)->setAutoDefault(false);
    auto *import = m_buttons->findChild<QPushButton *>(QStringLiteral("csvImport"));
    const QString why = problem();
    import->setEnabled(why.isEmpty());
    if (why.isEmpty()) {
        m_count.start();
    } else {
        m_count.stop();
        showStatus(why, true);
    }
}

void CsvImportDialog::countRows()
{
    CsvTable sample{m_table.header, {}};
    const std::size_t count = std::min(checkedRows, m_table.rows.size());
    sample.rows.assign(m_table.rows.begin(),
                       m_table.rows.begin() + static_cast<std::ptrdiff_t>(count));
    const CsvImport chosen = import();
    const auto records = recordsOf(sample, chosen.mapping, chosen.space, m_source.toStdString());
    if (!records) {
        showStatus(QString::fromStdString(records.error().message), true);
        return;
    }
    const std::size_t usable = records->demonstrations.records.size() + records->test.records.size()
                               + records->unassigned.records.size();
    QString text = tr("%n row(s) will be read.", nullptr, static_cast<int>(usable));
    if (count < m_table.rows.size()) {
        text = tr("Of the first %1 rows, %2 will be read.")
                   .arg(QLocale().toString(static_cast<qulonglong>(count)),
                        QLocale().toString(static_cast<qulonglong>(usable)));
    }
    if (!records->problems.empty()) {
        text += u' '
                + tr("%n row(s) cannot be used:", nullptr,
                     static_cast<int>(records->problems.size()))
                + u' ' + QString::fromStdString(describe(records->problems.front()));
    }
    showStatus(text, usable == 0);
    m_buttons->findChild<QPushButton *>(QStringLiteral("csvImport"))->setEnabled(usable > 0);
}

void CsvImportDialog::showStatus(const QString &text, bool isProblem)
{
    m_status->setText(text);
    tint(m_status, isProblem ? errorColour(palette()) : palette().color(QPalette::WindowText));
}

CsvImport CsvImportDialog::import() const
{
    const std::string space = m_space->currentData().toString().toStdString();
    return {m_table,
            m_columns->mapping(),
            builtInSpace(space).value_or(SearchSpace()),
            m_task->text().trimmed().toStdString(),
            m_split->text().trimmed().toStdString(),
            m_source.toStdString()};
}

} // namespace auspex
