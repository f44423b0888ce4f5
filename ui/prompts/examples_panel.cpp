// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/examples_panel.h"

#include <algorithm>
#include <limits>

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSortFilterProxyModel>
#include <QSpinBox>
#include <QTableView>
#include <QVBoxLayout>

#include "ui/common/theme.h"
#include "ui/judge/flow_layout.h"
#include "ui/prompts/check_frame.h"
#include "ui/prompts/example_import_dialog.h"
#include "ui/prompts/one_undo.h"

namespace auspex {

namespace {

constexpr int mostExamples = 1000;
constexpr int mergeCount = 0x5620; // numbers that no other command has
constexpr int mergeSeed = 0x5621;

} // namespace

ExampleModel::ExampleModel(PromptMaterial *material, QObject *parent)
    : QAbstractTableModel(parent)
    , m_material(material)
{
    connect(material, &PromptMaterial::inputChanged, this, &ExampleModel::refresh);
    refresh();
}

void ExampleModel::refresh()
{
    const auto count = static_cast<int>(m_material->data().pool.size());
    std::vector<bool> shown(static_cast<std::size_t>(count), false);
    for (const std::size_t index : m_material->shownExamples())
        shown[index] = true;
    if (count != m_count) {
        beginResetModel();
        m_count = count;
        m_shown = std::move(shown);
        endResetModel();
        return;
    }
    m_shown = std::move(shown);
    if (m_count > 0)
        Q_EMIT dataChanged(index(0, 0), index(m_count - 1, ColumnCount - 1));
}

int ExampleModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_count;
}

int ExampleModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ExampleModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto row = static_cast<std::size_t>(index.row());
    if (index.column() == Shown) {
        if (role == Qt::CheckStateRole)
            return m_shown[row] ? Qt::Checked : Qt::Unchecked;
        return role == Qt::DisplayRole ? QVariant(QLocale().toString(index.row() + 1)) : QVariant();
    }
    if (role != Qt::DisplayRole && role != Qt::EditRole && role != Qt::ToolTipRole)
        return {};
    const TaskExample &example = m_material->data().pool[row];
    return QString::fromStdString(index.column() == Source ? example.source : example.target);
}

bool ExampleModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!m_material->isEditable() || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    const auto row = static_cast<std::size_t>(index.row());
    if (index.column() == Shown)
        return role == Qt::CheckStateRole
               && setChosen(row, value.value<Qt::CheckState>() == Qt::Checked);
    if (role != Qt::EditRole)
        return false;
    const bool isSource = index.column() == Source;
    const TaskExample before = m_material->data().pool[row];
    TaskExample after = before;
    (isSource ? after.source : after.target) = value.toString().toStdString();
    if (after == before)
        return true;
    m_material->editData(
        tr("Edit example %1").arg(index.row() + 1),
        [row, after](TaskPromptData &data) { data.pool.at(row) = after; },
        [row, before](TaskPromptData &data) { data.pool.at(row) = before; });
    return true;
}

bool ExampleModel::setChosen(std::size_t row, bool on)
{
    std::vector<std::size_t> chosen;
    for (std::size_t i = 0; i < m_shown.size(); ++i) {
        if (i == row ? on : bool(m_shown[i]))
            chosen.push_back(i);
    }
    const std::vector<std::size_t> before = m_material->data().chosen;
    const int number = static_cast<int>(row) + 1;
    QUndoStack *stack = m_material->session()->undoStack();
    stack->beginMacro((on ? tr("Show example %1") : tr("Leave out example %1")).arg(number));
    m_material->editData(
        {}, [chosen](TaskPromptData &data) { data.chosen = chosen; },
        [before](TaskPromptData &data) { data.chosen = before; });
    // One more or less is shown, not another one instead.
    MaterialChoice choice = m_material->choice();
    choice.examples = static_cast<int>(chosen.size());
    if (!chosen.empty())
        m_material->change({}, choice);
    stack->endMacro();
    return true;
}

void ExampleModel::addExample()
{
    const std::size_t row = m_material->data().pool.size();
    m_material->editData(
        tr("Add an example"),
        [](TaskPromptData &data) {
            data.pool.push_back({ExampleModel::tr("Source sentence").toStdString(),
                                 ExampleModel::tr("Target sentence").toStdString()});
        },
        [row](TaskPromptData &data) { data.pool.resize(row); });
}

void ExampleModel::removeExamples(const std::vector<std::size_t> &rows)
{
    const std::vector<std::size_t> chosen = m_material->data().chosen;
    std::vector<TaskExample> gone;
    for (const std::size_t row : rows)
        gone.push_back(m_material->data().pool.at(row));
    const auto remove = [rows](TaskPromptData &data) {
        for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
            data.pool.erase(data.pool.begin() + static_cast<std::ptrdiff_t>(*row));
            std::erase(data.chosen, *row);
            for (std::size_t &index : data.chosen)
                index -= index > *row ? 1 : 0;
        }
    };
    const auto restore = [rows, gone, chosen](TaskPromptData &data) {
        for (std::size_t i = 0; i < rows.size(); ++i)
            data.pool.insert(data.pool.begin() + static_cast<std::ptrdiff_t>(rows[i]), gone[i]);
        data.chosen = chosen;
    };
    m_material->editData(tr("Remove %n example(s)", nullptr, static_cast<int>(rows.size())), remove,
                         restore);
}

QVariant ExampleModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const PromptTask &task = m_material->data().task;
    const auto language = [](const std::string &name, const QString &otherwise) {
        return name.empty() ? otherwise : QString::fromStdString(name);
    };
    return section == Shown    ? tr("Shown")
           : section == Source ? language(task.sourceLanguage, tr("Source"))
                               : language(task.targetLanguage, tr("Target"));
}

Qt::ItemFlags ExampleModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    if (m_material->isEditable())
        flags |= index.column() == Shown ? Qt::ItemIsUserCheckable : Qt::ItemIsEditable;
    return flags;
}

ExamplesPanel::ExamplesPanel(PromptMaterial *material, QWidget *parent)
    : QWidget(parent)
    , m_material(material)
    , m_model(new ExampleModel(material, this))
    , m_filtered(new QSortFilterProxyModel(this))
    , m_table(new QTableView(this))
    , m_how(new QComboBox(this))
    , m_count(new QSpinBox(this))
    , m_seed(new QSpinBox(this))
    , m_seedLabel(new QLabel(tr("Seed"), this))
    , m_filter(new QLineEdit(this))
    , m_import(new QPushButton(tr("Import..."), this))
    , m_add(new QPushButton(tr("Add"), this))
    , m_remove(new QPushButton(tr("Remove"), this))
    , m_note(new QLabel(this))
{
    createControls();
    m_filtered->setSourceModel(m_model);
    m_filtered->setFilterKeyColumn(-1);
    m_filtered->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_filtered->setDynamicSortFilter(false); // a row must not vanish while it is edited
    m_table->setModel(m_filtered);
    m_table->setObjectName(QStringLiteral("studioExamples"));
    m_table->setAccessibleName(tr("Examples of the task"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed
                             | QAbstractItemView::AnyKeyPressed);
    m_table->setItemDelegateForColumn(ExampleModel::Shown, new CheckDelegate(m_table));
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 2 * spacingSmall);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(ExampleModel::Shown, QHeaderView::Fixed);
    m_table->setColumnWidth(ExampleModel::Shown, fontMetrics().averageCharWidth() * 12);

    auto *row = new FlowLayout(spacing, spacingSmall);
    for (QWidget *widget : {static_cast<QWidget *>(m_how), static_cast<QWidget *>(m_count),
                            static_cast<QWidget *>(m_seedLabel), static_cast<QWidget *>(m_seed)})
        row->addWidget(widget);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(spacing);
    buttons->addWidget(m_import);
    buttons->addWidget(m_add);
    buttons->addWidget(m_remove);
    buttons->addWidget(m_filter, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(spacing, spacing, spacing, spacing);
    layout->setSpacing(spacingSmall);
    layout->addLayout(row);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_note);
    layout->addLayout(buttons);
    connect(material, &PromptMaterial::inputChanged, this, &ExamplesPanel::refresh);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &ExamplesPanel::refresh);
    refresh();
}

void ExamplesPanel::createControls()
{
    m_how->setObjectName(QStringLiteral("studioExampleChoice"));
    m_how->setAccessibleName(tr("How examples are chosen"));
    m_how->addItem(tr("Drawn at random"), false);
    m_how->addItem(tr("Picked by hand"), true);
    m_count->setObjectName(QStringLiteral("studioExampleCount"));
    m_count->setAccessibleName(tr("Number of examples"));
    m_count->setRange(0, mostExamples);
    m_seed->setObjectName(QStringLiteral("studioExampleSeed"));
    m_seed->setAccessibleName(tr("Seed that examples are drawn by"));
    m_seed->setRange(0, std::numeric_limits<int>::max());
    m_seedLabel->setBuddy(m_seed);
    m_filter->setObjectName(QStringLiteral("studioExampleFilter"));
    m_filter->setPlaceholderText(tr("Search examples"));
    m_filter->setAccessibleName(tr("Search examples"));
    m_filter->setClearButtonEnabled(true);
    m_import->setObjectName(QStringLiteral("studioExampleImport"));
    m_import->setToolTip(tr("Takes sentence pairs from two parallel files, or from one with tabs"));
    m_add->setObjectName(QStringLiteral("studioExampleAdd"));
    m_remove->setObjectName(QStringLiteral("studioExampleRemove"));
    for (QPushButton *button : {m_import, m_add, m_remove})
        button->setAutoDefault(false);
    connect(m_filter, &QLineEdit::textChanged, m_filtered,
            &QSortFilterProxyModel::setFilterFixedString);
    connect(m_how, &QComboBox::activated, this,
            [this] { setByHand(m_how->currentData().toBool()); });
    connect(m_count, &QSpinBox::valueChanged, this, [this](int count) {
        MaterialChoice choice = m_material->choice();
        choice.examples = count;
        m_material->change(tr("Show %n example(s)", nullptr, count), choice, mergeCount);
    });
    connect(m_seed, &QSpinBox::valueChanged, this, [this](int seed) {
        const auto before = m_material->data().exampleSeed;
        const auto after = static_cast<std::uint64_t>(seed);
        m_material->editData(
            tr("Draw examples by seed %1").arg(seed),
            [after](TaskPromptData &edited) { edited.exampleSeed = after; },
            [before](TaskPromptData &edited) { edited.exampleSeed = before; }, mergeSeed);
    });
    useOneUndo({m_count, m_seed}, m_material->session());
    connect(m_import, &QPushButton::clicked, this, &ExamplesPanel::askForFiles);
    connect(m_add, &QPushButton::clicked, this, [this] {
        m_filter->clear();
        m_model->addExample();
        const QModelIndex last = m_filtered->index(m_filtered->rowCount() - 1,
                                                   ExampleModel::Source);
        m_table->setCurrentIndex(last);
        m_table->scrollTo(last);
        m_table->edit(last);
    });
    connect(m_remove, &QPushButton::clicked, this, &ExamplesPanel::removeSelected);
}

void ExamplesPanel::setByHand(bool byHand)
{
    const std::vector<std::size_t> before = m_material->data().chosen;
    const std::vector<std::size_t> after = byHand ? m_material->shownExamples()
                                                  : std::vector<std::size_t>();
    if (before != after)
        m_material->editData(
            byHand ? tr("Pick examples by hand") : tr("Draw examples at random"),
            [after](TaskPromptData &edited) { edited.chosen = after; },
            [before](TaskPromptData &edited) { edited.chosen = before; });
    refresh();
}

void ExamplesPanel::removeSelected()
{
    std::vector<std::size_t> rows;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows())
        rows.push_back(static_cast<std::size_t>(m_filtered->mapToSource(index).row()));
    std::sort(rows.begin(), rows.end());
    if (!rows.empty())
        m_model->removeExamples(rows);
}

void ExamplesPanel::askForFiles()
{
    auto *dialog = new ExampleImportDialog(m_material->data().task, this);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog] { take(dialog->examples(), tr("Import examples")); });
    dialog->open();
}

void ExamplesPanel::take(std::vector<TaskExample> pool, const QString &undoText)
{
    // Shared: both may be long, and the command stays as long as the stack.
    const auto after = std::make_shared<const std::vector<TaskExample>>(std::move(pool));
    const auto before = std::make_shared<const TaskPromptData>(m_material->data());
    m_material->editData(
        undoText,
        [after](TaskPromptData &edited) {
            edited.pool = *after;
            edited.chosen.clear();
        },
        [before](TaskPromptData &edited) {
            edited.pool = before->pool;
            edited.chosen = before->chosen;
        });
}

void ExamplesPanel::refresh()
{
    const TaskPromptData &known = m_material->data();
    const bool byHand = !known.chosen.empty();
    const bool isEditable = m_material->isEditable() && m_material->task();
    const QSignalBlocker quietCount(m_count);
    const QSignalBlocker quietSeed(m_seed);
    m_how->setCurrentIndex(m_how->findData(byHand));
    m_count->setValue(m_material->choice().examples);
    m_seed->setValue(static_cast<int>(
        qMin(known.exampleSeed, static_cast<std::uint64_t>(std::numeric_limits<int>::max()))));
    m_seed->setVisible(!byHand);
    m_seedLabel->setVisible(!byHand);
    m_how->setEnabled(isEditable && !known.pool.empty());
    m_count->setEnabled(isEditable);
    m_seed->setEnabled(isEditable);
    m_import->setEnabled(isEditable);
    m_add->setEnabled(isEditable);
    m_remove->setEnabled(isEditable && m_table->selectionModel()->hasSelection());
    m_filter->setEnabled(!known.pool.empty());

    QString note;
    if (!m_material->task())
        note = tr("There is no task yet: import architectures with their scores.");
    else if (known.pool.empty())
        note = tr("No examples yet: import sentence pairs of the task's training data.");
    else if (static_cast<std::size_t>(m_material->choice().examples)
             > m_material->shownExamples().size())
        note = tr("There are fewer examples than that.");
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, mutedText(palette()));
    m_note->setPalette(colours);
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

} // namespace auspex
