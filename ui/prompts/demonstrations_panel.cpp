// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/demonstrations_panel.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QTableView>
#include <QVBoxLayout>

#include "ui/common/theme.h"
#include "ui/judge/flow_layout.h"
#include "ui/prompts/check_frame.h"
#include "ui/prompts/one_undo.h"

namespace auspex {

namespace {

constexpr int mostDemonstrations = 1000;
constexpr int mergeCount = 0x5601; // numbers that no other command has
constexpr int mergeSeed = 0x5602;

QString keyOf(const PromptSubject &subject)
{
    return QString::fromStdString(architectureKey(subject.architecture));
}

} // namespace

QString shapeText(const Architecture &architecture)
{
    return DemonstrationsPanel::tr("%1/%2, %3 + %4 layers", "widths; encoder and decoder layers")
        .arg(architecture.encoderEmbedDim)
        .arg(architecture.decoderEmbedDim)
        .arg(architecture.encoderLayers())
        .arg(architecture.decoderLayers());
}

QString efficiencyTitle(EfficiencyMetric metric)
{
    switch (metric) {
    case EfficiencyMetric::Gflops:
        return DemonstrationsPanel::tr("GFLOPs");
    case EfficiencyMetric::Latency:
        return DemonstrationsPanel::tr("Latency (ms)");
    case EfficiencyMetric::ModelSize:
        return DemonstrationsPanel::tr("Million parameters");
    case EfficiencyMetric::None:
        break;
    }
    return {};
}

DemonstrationModel::DemonstrationModel(PromptMaterial *material, QObject *parent)
    : QAbstractTableModel(parent)
    , m_material(material)
{
    const auto refresh = [this] {
        const auto same = [](const PromptSubject &a, const PromptSubject &b) {
            return a.architecture == b.architecture && a.score == b.score
                   && a.efficiency == b.efficiency;
        };
        const std::vector<PromptSubject> &now = m_material->candidates();
        std::vector<bool> shown;
        for (const PromptSubject &candidate : now)
            shown.push_back(m_material->isShown(candidate));
        const bool isSame = m_task == m_material->input().task
                            && std::equal(now.begin(), now.end(), m_rows.begin(), m_rows.end(),
                                          same);
        if (isSame) { // the selection and the place in the list stay
            m_shown = shown;
            if (!m_rows.empty())
                Q_EMIT dataChanged(index(0, Shown), index(rowCount() - 1, Efficiency));
            return;
        }
        beginResetModel();
        m_task = m_material->input().task;
        m_rows = now;
        m_shown = shown;
        endResetModel();
    };
    connect(material, &PromptMaterial::inputChanged, this, refresh);
    refresh();
}

int DemonstrationModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int DemonstrationModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid()                              ? 0
           : m_task.efficiency == EfficiencyMetric::None ? int(Efficiency)
                                                         : int(ColumnCount);
}

QVariant DemonstrationModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto row = static_cast<std::size_t>(index.row());
    const PromptSubject &subject = m_rows[row];
    if (index.column() == Shown && role == Qt::CheckStateRole)
        return m_shown[row] ? Qt::Checked : Qt::Unchecked;
    if (role == Qt::ToolTipRole)
        return keyOf(subject);
    if (role == Qt::TextAlignmentRole && index.column() > Shape)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const auto number = [](std::optional<double> value, int digits) {
        return value ? QLocale().toString(*value, 'f', digits) : QStringLiteral("-");
    };
    switch (index.column()) {
    case Shown:
        return QLocale().toString(index.row() + 1);
    case Shape:
        return shapeText(subject.architecture);
    case Score:
        return number(subject.score, 2);
    default:
        return number(subject.efficiency, m_task.efficiency == EfficiencyMetric::Gflops ? 2 : 1);
    }
}

bool DemonstrationModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || !m_material->isEditable())
        return false;
    MaterialChoice choice = m_material->choice();
    choice.how = DemonstrationChoice::Picked;
    choice.picked.clear();
    const bool on = value.value<Qt::CheckState>() == Qt::Checked;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if (static_cast<int>(i) == index.row() ? on : bool(m_shown[i]))
            choice.picked.append(keyOf(m_rows[i]));
    }
    m_material->change(
        (on ? tr("Show demonstration %1") : tr("Leave out demonstration %1")).arg(index.row() + 1),
        choice);
    return true;
}

QVariant DemonstrationModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section > Shape ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Shown:
        return tr("Shown");
    case Shape:
        return tr("Architecture");
    case Score:
        return QString::fromStdString(m_task.metric);
    default:
        return efficiencyTitle(m_task.efficiency);
    }
}

Qt::ItemFlags DemonstrationModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    if (index.column() == Shown && m_material->isEditable())
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

DemonstrationsPanel::DemonstrationsPanel(PromptMaterial *material, QWidget *parent)
    : QWidget(parent)
    , m_material(material)
    , m_model(new DemonstrationModel(material, this))
    , m_table(new QTableView(this))
    , m_how(new QComboBox(this))
    , m_count(new QSpinBox(this))
    , m_seed(new QSpinBox(this))
    , m_seedLabel(new QLabel(tr("Seed"), this))
    , m_note(new QLabel(this))
{
    m_how->setObjectName(QStringLiteral("studioDemonstrationChoice"));
    m_how->setAccessibleName(tr("How demonstrations are chosen"));
    m_how->addItem(tr("The first"), int(DemonstrationChoice::First));
    m_how->addItem(tr("Drawn at random"), int(DemonstrationChoice::Drawn));
    m_how->addItem(tr("Picked by hand"), int(DemonstrationChoice::Picked));
    m_count->setObjectName(QStringLiteral("studioDemonstrationCount"));
    m_count->setAccessibleName(tr("Number of demonstrations"));
    m_count->setRange(0, mostDemonstrations);
    m_seed->setObjectName(QStringLiteral("studioDemonstrationSeed"));
    m_seed->setAccessibleName(tr("Seed that demonstrations are drawn by"));
    m_seed->setRange(0, std::numeric_limits<int>::max());
    m_seedLabel->setBuddy(m_seed);
    m_table->setObjectName(QStringLiteral("studioDemonstrations"));
    m_table->setAccessibleName(tr("Demonstrations of the split"));
    m_table->setModel(m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setItemDelegateForColumn(DemonstrationModel::Shown, new CheckDelegate(m_table));
    m_table->setShowGrid(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 2 * spacingSmall);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(DemonstrationModel::Shape,
                                                      QHeaderView::Stretch);
    m_table->setTabKeyNavigation(false);
    m_note->setObjectName(QStringLiteral("studioDemonstrationNote"));
    m_note->setWordWrap(true);
    m_note->setTextFormat(Qt::PlainText);

    auto *row = new FlowLayout(spacing, spacingSmall);
    row->addWidget(m_how);
    row->addWidget(m_count);
    row->addWidget(m_seedLabel);
    row->addWidget(m_seed);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(spacing, spacing, spacing, spacing);
    layout->setSpacing(spacingSmall);
    layout->addLayout(row);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_note);

    connect(m_how, &QComboBox::activated, this,
            [this] { setHow(static_cast<DemonstrationChoice>(m_how->currentData().toInt())); });
    connect(m_count, &QSpinBox::valueChanged, this, [this](int count) {
        MaterialChoice choice = m_material->choice();
        choice.demonstrations = count;
        m_material->change(tr("Show %n demonstration(s)", nullptr, count), choice, mergeCount);
    });
    connect(m_seed, &QSpinBox::valueChanged, this, [this](int seed) {
        MaterialChoice choice = m_material->choice();
        choice.seed = static_cast<quint64>(seed);
        m_material->change(tr("Draw demonstrations by seed %1").arg(seed), choice, mergeSeed);
    });
    useOneUndo({m_count, m_seed}, material->session());
    connect(material, &PromptMaterial::choiceChanged, this, &DemonstrationsPanel::refresh);
    connect(material, &PromptMaterial::inputChanged, this, &DemonstrationsPanel::refresh);
    refresh();
}

void DemonstrationsPanel::setHow(DemonstrationChoice how)
{
    MaterialChoice choice = m_material->choice();
    choice.how = how;
    if (how == DemonstrationChoice::Picked) { // begins with what is shown
        choice.picked.clear();
        for (const PromptSubject &shown : m_material->input().demonstrations)
            choice.picked.append(keyOf(shown));
    }
    const QString text = how == DemonstrationChoice::First   ? tr("Show the first demonstrations")
                         : how == DemonstrationChoice::Drawn ? tr("Draw demonstrations at random")
                                                             : tr("Pick demonstrations by hand");
    m_material->change(text, choice);
}

void DemonstrationsPanel::refresh()
{
    const MaterialChoice &choice = m_material->choice();
    const QSignalBlocker quietCount(m_count);
    const QSignalBlocker quietSeed(m_seed);
    m_how->setCurrentIndex(m_how->findData(int(choice.how)));
    m_count->setValue(choice.demonstrations);
    m_seed->setValue(
        static_cast<int>(qMin(choice.seed, static_cast<quint64>(std::numeric_limits<int>::max()))));
    m_count->setVisible(choice.how != DemonstrationChoice::Picked);
    m_seed->setVisible(choice.how == DemonstrationChoice::Drawn);
    m_seedLabel->setVisible(choice.how == DemonstrationChoice::Drawn);
    for (QWidget *input : {static_cast<QWidget *>(m_how), static_cast<QWidget *>(m_count),
                           static_cast<QWidget *>(m_seed)})
        input->setEnabled(m_material->isEditable() && m_material->task());

    QStringList notes;
    const auto offered = static_cast<int>(m_material->candidates().size());
    if (!m_material->task())
        notes.append(tr("There is no task yet: import architectures with their scores."));
    else if (offered == 0)
        notes.append(tr("The split has no demonstration with a score of %1.").arg(choice.target));
    else if (choice.how != DemonstrationChoice::Picked && choice.demonstrations > offered)
        notes.append(tr("The split has %n demonstration(s).", nullptr, offered));
    else if (choice.how != DemonstrationChoice::First)
        notes.append(tr("On this page alone: runs on a set show the first ones of each split."));
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, mutedText(palette()));
    m_note->setPalette(colours);
    m_note->setText(notes.join(u'\n'));
    m_note->setVisible(!notes.isEmpty());
}

} // namespace auspex
