// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/csv_column_map.h"

#include <map>

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>

#include "core/arch/architecture_codecs.h"
#include "ui/common/theme.h"

namespace auspex {

namespace {

constexpr int longestName = 36; // average characters of a column's name or example
const QString ignoredId = QStringLiteral("ignore");
const QString geneId = QStringLiteral("gene");
const QString keyPrefix = QStringLiteral("key:");
const QString tfsId = QStringLiteral("tfs");
const QString recordedId = QStringLiteral("recorded");
const QString latencyId = QStringLiteral("latency");
const QString roleId = QStringLiteral("role");

QString keyId(std::string_view key)
{
    return keyPrefix + QString::fromUtf8(key.data(), static_cast<qsizetype>(key.size()));
}

QLabel *elidedLabel(const std::string &text, QWidget *parent)
{
    const QString whole = QString::fromStdString(text);
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    const QFontMetrics metrics = label->fontMetrics();
    label->setText(
        metrics.elidedText(whole, Qt::ElideMiddle, metrics.averageCharWidth() * longestName));
    label->setToolTip(whole);
    return label;
}

} // namespace

CsvColumnMap::CsvColumnMap(const CsvTable &table, QWidget *parent)
    : QWidget(parent)
{
    auto *grid = new QGridLayout(this);
    grid->setHorizontalSpacing(spacing);
    grid->setVerticalSpacing(spacingSmall);
    int column = 0;
    for (const QString &title :
         {tr("Column"), tr("Example"), tr("Meaning"), tr("Predictor"), tr("Target")}) {
        auto *label = new QLabel(title, this);
        QFont font = label->font();
        font.setBold(true);
        label->setFont(font);
        grid->addWidget(label, 0, column++);
    }
    grid->setColumnStretch(3, 1);
    grid->setColumnStretch(4, 1);
    for (std::size_t i = 0; i < table.header.size(); ++i) {
        addColumn(table, i);
    }
    grid->setRowStretch(grid->rowCount(), 1);
}

void CsvColumnMap::addColumn(const CsvTable &table, std::size_t index)
{
    Column column;
    column.name = table.header[index];
    const QString name = QString::fromStdString(column.name);
    const QString number = QString::number(index);
    column.meaning = new QComboBox(this);
    column.meaning->setObjectName(QStringLiteral("meaning") + number);
    column.meaning->setAccessibleName(tr("Meaning of the column %1").arg(name));
    column.meaning->setFocusPolicy(Qt::StrongFocus);
    column.meaning->addItem(tr("Ignored"), ignoredId);
    column.meaning->addItem(tr("Score, trained from scratch"), tfsId);
    column.meaning->addItem(tr("Score that a predictor gave"), recordedId);
    column.meaning->addItem(tr("Latency (ms)"), latencyId);
    column.meaning->addItem(tr("Role in the split"), roleId);
    column.meaning->addItem(tr("Gene"), geneId);
    for (const std::string_view key : subTransformerKeys) {
        column.meaning->addItem(keyId(key).mid(keyPrefix.size()), keyId(key));
    }
    column.predictor = new QLineEdit(this);
    column.predictor->setObjectName(QStringLiteral("predictor") + number);
    column.predictor->setAccessibleName(tr("Predictor whose scores are in %1").arg(name));
    column.predictor->setPlaceholderText(QStringLiteral("HAT"));
    column.target = new QLineEdit(this);
    column.target->setObjectName(QStringLiteral("target") + number);
    column.target->setAccessibleName(tr("Name of the scores in %1").arg(name));
    column.target->setPlaceholderText(QStringLiteral("test_bleu"));
    for (QWidget *field :
         {static_cast<QWidget *>(column.predictor), static_cast<QWidget *>(column.target)}) {
        QSizePolicy policy = field->sizePolicy();
        policy.setRetainSizeWhenHidden(true);
        field->setSizePolicy(policy);
    }

    auto *grid = static_cast<QGridLayout *>(layout());
    const int row = static_cast<int>(index) + 1;
    QLabel *label = elidedLabel(column.name, this);
    label->setBuddy(column.meaning);
    QLabel *example = elidedLabel(table.rows.empty() ? std::string() : table.rows[0].cells[index],
                                  this);
    QPalette muted = example->palette();
    muted.setColor(QPalette::WindowText, mutedText(palette()));
    example->setPalette(muted);
    grid->addWidget(label, row, 0);
    grid->addWidget(example, row, 1);
    grid->addWidget(column.meaning, row, 2);
    grid->addWidget(column.predictor, row, 3);
    grid->addWidget(column.target, row, 4);
    showNames(column);
    connect(column.meaning, &QComboBox::currentIndexChanged, this, [this, index] {
        showNames(m_columns[index]);
        Q_EMIT changed();
    });
    connect(column.predictor, &QLineEdit::textChanged, this, &CsvColumnMap::changed);
    connect(column.target, &QLineEdit::textChanged, this, &CsvColumnMap::changed);
    m_columns.push_back(std::move(column));
}

QString CsvColumnMap::meaningOf(const Column &column)
{
    return column.meaning->currentData().toString();
}

void CsvColumnMap::showNames(const Column &column)
{
    const QString meaning = meaningOf(column);
    const bool recorded = meaning == recordedId;
    column.predictor->setVisible(recorded);
    column.target->setVisible(recorded || meaning == tfsId);
    if (meaning == tfsId && column.target->text().isEmpty()) {
        column.target->setText(QString::fromStdString(column.name));
    }
}

void CsvColumnMap::setMapping(const CsvMapping &mapping)
{
    struct Meaning {
        QString id;
        std::string predictor;
        std::string target;
    };
    std::map<std::string, Meaning> meanings;
    meanings[mapping.geneColumn] = {geneId, {}, {}};
    for (const auto &[key, column] : mapping.keyColumns) {
        meanings[column] = {keyId(key), {}, {}};
    }
    for (const auto &[target, column] : mapping.targets) {
        meanings[column] = {tfsId, {}, target};
    }
    for (const CsvMapping::Recorded &recorded : mapping.recorded) {
        meanings[recorded.column] = {recordedId, recorded.predictor, recorded.target};
    }
    meanings[mapping.latencyColumn] = {latencyId, {}, {}};
    meanings[mapping.splitColumn] = {roleId, {}, {}};
    {
        const QSignalBlocker blocker(this);
        for (const Column &column : m_columns) {
            const auto found = meanings.find(column.name);
            const Meaning meaning = found == meanings.end() ? Meaning{ignoredId, {}, {}}
                                                            : found->second;
            column.predictor->setText(QString::fromStdString(meaning.predictor));
            column.target->setText(QString::fromStdString(meaning.target));
            column.meaning->setCurrentIndex(column.meaning->findData(meaning.id));
        }
    }
    Q_EMIT changed();
}

CsvMapping CsvColumnMap::mapping() const
{
    CsvMapping mapping;
    for (const Column &column : m_columns) {
        const QString meaning = meaningOf(column);
        const std::string target = column.target->text().trimmed().toStdString();
        if (meaning == geneId) {
            mapping.geneColumn = column.name;
        } else if (meaning.startsWith(keyPrefix)) {
            mapping.keyColumns[meaning.mid(keyPrefix.size()).toStdString()] = column.name;
        } else if (meaning == tfsId) {
            mapping.targets[target] = column.name;
        } else if (meaning == recordedId) {
            mapping.recorded.push_back(
                {column.predictor->text().trimmed().toStdString(), target, column.name});
        } else if (meaning == latencyId) {
            mapping.latencyColumn = column.name;
        } else if (meaning == roleId) {
            mapping.splitColumn = column.name;
        }
    }
    return mapping;
}

QString CsvColumnMap::conflict() const
{
    std::map<QString, QString> owners;
    for (const Column &column : m_columns) {
        QString meaning = meaningOf(column);
        const QString name = QString::fromStdString(column.name);
        if (meaning == tfsId || meaning == recordedId) {
            const QString predictor = meaning == recordedId ? column.predictor->text().trimmed()
                                                            : QString();
            meaning += u'\n' + predictor + u'\n' + column.target->text().trimmed();
        } else if (meaning == ignoredId) {
            continue;
        }
        const auto [owner, isNew] = owners.try_emplace(meaning, name);
        if (!isNew) {
            return tr("%1 and %2 have the same meaning; ignore one of them.")
                .arg(owner->second, name);
        }
    }
    return {};
}

} // namespace auspex
