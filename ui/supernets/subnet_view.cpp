// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/supernets/subnet_view.h"

#include <algorithm>

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>
#include <QSplitter>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

#include "ui/common/command_action.h"
#include "ui/common/labelled.h"
#include "ui/common/message_bar.h"
#include "ui/common/path_field.h"
#include "ui/common/result_table_model.h"
#include "ui/common/table_output.h"
#include "ui/common/theme.h"
#include "ui/common/value_sort_proxy.h"
#include "ui/judge/flow_layout.h"
#include "ui/session/session.h"
#include "ui/session/supernet_center.h"
#include "ui/supernets/supernet_setup.h"
#include "ui/window/action_catalog.h"

namespace auspex {

namespace {

constexpr int mostSampled = 1000;
constexpr int mostSentences = 1000000;
constexpr int mostTranslated = 2; // subnets beside each other
constexpr int sourceRole = Qt::UserRole + 1;
constexpr int mostLines = 6;      ///< of a row: a bad subnet repeats words without end
constexpr int mostWrapped = 2000; ///< rows whose heights are worked out

QString kindOf(const StoredSupernet &supernet)
{
    switch (supernet.shape.mixture) {
    case Mixture::None:
        return SubnetView::tr("weight sharing (HAT)");
    case Mixture::LayerWise:
        return SubnetView::tr("layer-wise mixture");
    case Mixture::NeuronWise:
        return SubnetView::tr("neuron-wise mixture");
    }
    return {};
}

/// Of the largest subnet; empty where the space is not known, or not that of the weights.
QString sizeOf(const StoredSupernet &supernet)
{
    const auto space = spaceOf(supernet);
    if (!space || !checkSubnet(supernet.shape, largestArchitecture(*space))) {
        return {};
    }
    const auto parameters = subnetParameters(supernet.shape, largestArchitecture(*space));
    return SubnetView::tr("up to %1 parameters without embeddings")
        .arg(QLocale().toString(static_cast<qlonglong>(parameters)));
}

/// The last column takes what the others leave.
void fitScores(QTableView *view)
{
    view->resizeColumnsToContents();
    QHeaderView *header = view->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::Interactive);
    if (const int columns = view->model()->columnCount(); columns > 0) {
        header->setSectionResizeMode(columns - 1, QHeaderView::Stretch);
    }
}

/// Texts share the width, so that translations are read beside each other without scrolling.
void fitTranslations(QTableView *view, const ResultTable &table)
{
    QHeaderView *header = view->horizontalHeader();
    for (int column = 0; column < view->model()->columnCount(); ++column) {
        const bool isText = table.columns[static_cast<std::size_t>(column)].kind
                            == ColumnKind::Text;
        header->setSectionResizeMode(column,
                                     isText ? QHeaderView::Stretch : QHeaderView::ResizeToContents);
    }
}

} // namespace

SubnetView::SubnetView(Session *session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_messages(new MessageArea(this))
    , m_title(new QLabel(this))
    , m_facts(new QLabel(this))
    , m_source(new QComboBox(this))
    , m_count(new QSpinBox(this))
    , m_seed(new QSpinBox(this))
    , m_file(new PathField(PathField::Kind::File, tr("File with architectures"),
                           tr("Architectures (*.json *.jsonl *.yml);;All files (*)"), this))
    , m_split(new QComboBox(this))
    , m_sentences(new QSpinBox(this))
    , m_bleu(new QCheckBox(tr("with &BLEU"), this))
    , m_scores(new ResultTableModel(this))
    , m_translations(new ResultTableModel(this))
    , m_wrap(new QTimer(this))
    , m_hint(new QLabel(tr("Score subnets to see their loss, perplexity and BLEU here. What was "
                           "scored before is known and takes no time."),
                        this))
{
    m_wrap->setSingleShot(true); // once for all columns that change together
    m_wrap->setInterval(0);
    createActions();
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_title->setObjectName(QStringLiteral("supernetTitle"));
    m_facts->setObjectName(QStringLiteral("supernetFacts"));
    m_facts->setWordWrap(true);
    for (QLabel *label : {m_title, m_facts}) {
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    auto *tables = new QSplitter(Qt::Vertical, this);
    tables->setChildrenCollapsible(false);
    m_scoreTable = createTable("supernetScores", tr("Scores of subnets"), m_scores);
    m_translationTable = createTable("supernetTranslations", tr("Translations"), m_translations);
    m_translationTable->setWordWrap(true);
    m_translationTable->horizontalHeader()->setStretchLastSection(false);
    m_translationTable->verticalHeader()->setMaximumSectionSize(mostLines
                                                                * fontMetrics().lineSpacing());
    m_translationTable->hide();
    connect(m_translationTable->horizontalHeader(), &QHeaderView::sectionResized, m_wrap,
            qOverload<>(&QTimer::start));
    connect(m_wrap, &QTimer::timeout, this, &SubnetView::wrapTranslations);
    m_hint->setObjectName(QStringLiteral("supernetHint"));
    m_hint->setWordWrap(true);
    m_hint->setAlignment(Qt::AlignCenter);
    tables->addWidget(m_hint);
    tables->addWidget(m_scoreTable);
    tables->addWidget(m_translationTable);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(spacing, spacing, spacing, spacing);
    layout->setSpacing(spacing);
    layout->addWidget(m_title);
    layout->addWidget(m_facts);
    layout->addWidget(m_messages);
    layout->addWidget(createTop());
    layout->addWidget(tables, 1);
    connect(m_source, &QComboBox::currentIndexChanged, this, &SubnetView::showChoice);
    connect(m_file, &PathField::changed, this, &SubnetView::updateActions);
    connect(m_scoreTable->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &SubnetView::updateActions);
    connect(session, &Session::tasksChanged, this, &SubnetView::fillChoices);
    setSupernet(std::nullopt);
}

QAction *SubnetView::command(const char *name, const QString &icon, const QString &text,
                             const QString &tip, std::function<void()> call)
{
    m_actions.append(commandAction(this, name, icon, text, {}, tip, std::move(call)));
    return m_actions.last();
}

void SubnetView::createActions()
{
    m_score = command("supernetsScore", QStringLiteral("run"), tr("&Score subnets"),
                      tr("Computes what is not known yet, and shows all scores"),
                      [this] { score(); });
    m_translate = command("supernetsTranslate", QStringLiteral("compare"), tr("&Translate"),
                          tr("Translates with the selected subnet, or compares two"),
                          [this] { translate(); });
    m_exportSubnet = command(
        "supernetsExportSubnet", QStringLiteral("save"), tr("Save the su&bnet..."),
        tr("Writes the selected subnet as a model of its own, a safetensors file"), [this] {
            const QString file = QFileDialog::getSaveFileName(this, tr("Save the Subnet"), {},
                                                              tr("Weights (*.safetensors)"));
            if (!file.isEmpty()) {
                exportSubnet(file);
            }
        });
    m_exportTable = command(
        "supernetsExportTable", QStringLiteral("export"), tr("&Export the table..."),
        tr("Saves the table that was used last, scores or translations"), [this] {
            const QString name = QString::fromStdString(m_supernet ? m_supernet->name
                                                                   : std::string());
            const QString file = askForTableFile(this, name);
            if (file.isEmpty()) {
                return;
            }
            if (const Result<void> done = exportTable(file); !done) {
                tell(done.error());
            }
        });
}

QWidget *SubnetView::createTop()
{
    m_source->setObjectName(QStringLiteral("supernetSource"));
    m_count->setObjectName(QStringLiteral("supernetCount"));
    m_seed->setObjectName(QStringLiteral("supernetSeed"));
    m_file->line()->setObjectName(QStringLiteral("supernetFile"));
    m_split->setObjectName(QStringLiteral("supernetSplit"));
    m_sentences->setObjectName(QStringLiteral("supernetSentences"));
    m_bleu->setObjectName(QStringLiteral("supernetBleu"));
    m_bleu->setToolTip(tr("Translates every sentence with every subnet, which takes longer"));
    m_source->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_count->setRange(1, mostSampled);
    m_count->setValue(10);
    m_seed->setRange(0, 999999);
    m_seed->setValue(1);
    m_sentences->setRange(0, mostSentences);
    m_sentences->setSpecialValueText(tr("all"));
    auto *top = new QWidget(this);
    m_sample = new QWidget(top);
    auto *sample = new QHBoxLayout(m_sample);
    sample->setContentsMargins(0, 0, 0, 0);
    sample->addWidget(labelled(tr("&Number"), m_count, m_sample));
    sample->addWidget(labelled(tr("See&d"), m_seed, m_sample));
    auto *button = new QPushButton(m_score->text(), top);
    button->setObjectName(QStringLiteral("supernetsScoreButton"));
    button->setDefault(true);
    connect(button, &QPushButton::clicked, m_score, &QAction::trigger);
    connect(m_score, &QAction::changed, button,
            [this, button] { button->setEnabled(m_score->isEnabled()); });
    auto *translate = new QPushButton(m_translate->text(), top);
    connect(translate, &QPushButton::clicked, m_translate, &QAction::trigger);
    connect(m_translate, &QAction::changed, translate,
            [this, translate] { translate->setEnabled(m_translate->isEnabled()); });
    auto *row = new FlowLayout(spacingLarge, spacing, top);
    for (QWidget *widget :
         {labelled(tr("S&ubnets"), m_source, top), m_sample, static_cast<QWidget *>(m_file),
          labelled(tr("Sp&lit"), m_split, top), labelled(tr("Senten&ces"), m_sentences, top),
          static_cast<QWidget *>(m_bleu), static_cast<QWidget *>(button),
          static_cast<QWidget *>(translate)}) {
        row->addWidget(widget);
    }
    return top;
}

QTableView *SubnetView::createTable(const char *name, const QString &title, ResultTableModel *model)
{
    auto *view = new QTableView(this);
    auto *proxy = new ValueSortProxy(view);
    proxy->setSourceModel(model);
    proxy->setSortRole(ResultTableModel::ValueRole);
    view->setObjectName(QLatin1String(name));
    view->setAccessibleName(title);
    view->setModel(proxy);
    view->setSortingEnabled(true);
    view->sortByColumn(-1, Qt::AscendingOrder);
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    view->setShowGrid(false);
    view->setAlternatingRowColors(true);
    view->setTextElideMode(Qt::ElideMiddle);
    view->setTabKeyNavigation(false);
    view->verticalHeader()->hide();
    view->horizontalHeader()->setHighlightSections(false);
    view->horizontalHeader()->setStretchLastSection(true);
    connect(view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            [this, model] { m_isTranslationLast = model == m_translations; });
    auto *copy = new QAction(themedIcon(QStringLiteral("copy")), tr("&Copy the table"), view);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, this, [model] {
        if (!model->table().columns.empty()) {
            copyTable(model->table());
        }
    });
    view->addAction(copy);
    view->setContextMenuPolicy(Qt::ActionsContextMenu);
    return view;
}

void SubnetView::setSupernet(const std::optional<StoredSupernet> &supernet)
{
    const bool isOther = !supernet || !m_supernet || supernet->id != m_supernet->id;
    m_supernet = supernet;
    if (isOther) {
        m_messages->clear();
        m_scored = {};
        showScores();
        const QSignalBlocker blocker(m_source);
        m_source->clear(); // so that the first choice is chosen
        m_split->clear();
        if (supernet) {
            m_split->addItems(
                {QStringLiteral("valid"), QStringLiteral("test"), QStringLiteral("train")});
        }
    }
    m_title->setText(supernet ? QString::fromStdString(supernet->name) : QString());
    QStringList facts;
    if (supernet) {
        facts.append(kindOf(*supernet));
        const auto space = spaceOf(*supernet);
        facts.append(space ? tr("space %1").arg(QString::fromStdString(space->title))
                           : tr("space not known"));
        facts.append(supernet->corpus
                         ? tr("corpus %1").arg(QString::fromStdString(*supernet->corpus))
                         : tr("no corpus"));
        facts.append(tr("vocabularies %1 and %2")
                         .arg(QLocale().toString(supernet->shape.sourceVocabulary),
                              QLocale().toString(supernet->shape.targetVocabulary)));
        if (const QString size = sizeOf(*supernet); !size.isEmpty()) {
            facts.append(size);
        }
        facts.append(supernet->training ? tr("trained here") : tr("imported"));
        facts.append(
            tr("weights %1").arg(QString::fromStdString(supernet->artifact.substr(0, 12))));
    }
    m_facts->setText(facts.join(QStringLiteral(" \u00b7 ")));
    fillChoices();
}

void SubnetView::fillChoices()
{
    const QString before = m_source->currentText();
    {
        const QSignalBlocker blocker(m_source);
        m_source->clear();
        if (m_supernet && spaceOf(*m_supernet)) {
            m_source->addItem(tr("Largest and smallest"), QString());
            m_source->setItemData(0, SubnetChoice::Extremes, sourceRole);
            m_source->addItem(tr("Random sample"), QString());
            m_source->setItemData(1, SubnetChoice::Sample, sourceRole);
        }
        for (const auto &task : m_session->tasks()) {
            const QString name = QString::fromStdString(task->name);
            m_source->addItem(tr("Task %1").arg(name), name);
            m_source->setItemData(m_source->count() - 1, SubnetChoice::Given, sourceRole);
        }
        m_source->addItem(tr("From a file"), QString());
        m_source->setItemData(m_source->count() - 1, SubnetChoice::File, sourceRole);
        m_source->setCurrentIndex(std::max(0, m_source->findText(before)));
    }
    showChoice();
}

void SubnetView::showChoice()
{
    const int source = m_source->currentData(sourceRole).toInt();
    m_sample->setVisible(source == SubnetChoice::Sample);
    m_file->setVisible(source == SubnetChoice::File);
    updateActions();
}

void SubnetView::updateActions()
{
    QString none;
    if (!m_supernet) {
        none = tr("There is no supernet yet");
    } else if (m_running > 0) {
        none = tr("Wait for the job that runs, or cancel it");
    }
    const std::size_t selected = selectedSubnets().size();
    QString noFile;
    if (m_source->currentData(sourceRole).toInt() == SubnetChoice::File
        && m_file->path().isEmpty()) {
        noFile = tr("Choose a file with architectures first");
    }
    const QString noRow = tr("Select a subnet in the table first");
    setDisabledReason(m_score, none.isEmpty() ? noFile : none);
    QString cannotTranslate = none;
    if (none.isEmpty() && (selected == 0 || selected > mostTranslated)) {
        cannotTranslate = tr("Select one subnet, or two to compare, in the table first");
    }
    setDisabledReason(m_translate, cannotTranslate);
    setDisabledReason(m_exportSubnet, none.isEmpty() && selected != 1 ? noRow : none);
    setDisabledReason(m_exportTable,
                      m_scored.subnets.empty() ? tr("There are no scores yet") : QString());
}

SubnetChoice SubnetView::choice() const
{
    SubnetChoice choice;
    choice.source = static_cast<SubnetChoice::Source>(m_source->currentData(sourceRole).toInt());
    choice.count = m_count->value();
    choice.seed = static_cast<quint64>(m_seed->value());
    choice.file = m_file->path();
    choice.space = spaceOf(*m_supernet);
    if (const auto task = m_session->task(m_source->currentData().toString())) {
        for (const TfsRecord &record : task->records) {
            choice.given.push_back(record.architecture);
        }
    }
    return choice;
}

SupernetSpec SubnetView::spec() const
{
    SupernetSpec spec;
    spec.supernet = m_supernet->name;
    spec.split = m_split->currentText().toStdString();
    spec.sentences = m_sentences->value();
    return spec;
}

std::vector<Architecture> SubnetView::selectedSubnets() const
{
    std::vector<Architecture> selected;
    if (!m_scoreTable) {
        return selected;
    }
    const auto *proxy = static_cast<const ValueSortProxy *>(m_scoreTable->model());
    QModelIndexList rows = m_scoreTable->selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    for (const QModelIndex &row : std::as_const(rows)) {
        const auto place = static_cast<std::size_t>(proxy->mapToSource(row).row());
        if (place < m_scored.subnets.size()) {
            selected.push_back(m_scored.subnets[place]);
        }
    }
    return selected;
}

std::shared_ptr<SupernetService> SubnetView::service()
{
    const auto found = m_session->supernets()->service();
    if (!found) {
        tell(found.error());
        return nullptr;
    }
    return *found;
}

void SubnetView::tell(const Error &error)
{
    if (error.code != ErrorCode::Cancelled) {
        m_messages->add(MessageKind::Error, QString::fromStdString(error.message),
                        QString::fromStdString(error.detail));
    }
}

void SubnetView::score()
{
    const auto found = service();
    if (!found || !m_supernet) {
        return;
    }
    ++m_running;
    updateActions();
    const auto work = [service = found, supernet = *m_supernet, spec = spec(), choice = choice(),
                       withBleu = m_bleu->isChecked()](Job &job) {
        return scoresOf(*service, supernet, spec, choice, withBleu, job);
    };
    m_session->jobs()->run<ScoredSubnets>(
        tr("Score subnets of %1").arg(m_title->text()), this, work,
        [this](Result<ScoredSubnets> scored) {
            --m_running;
            if (!scored) {
                tell(scored.error());
            } else if (m_supernet && scored->supernet.id == m_supernet->id) {
                m_scored = std::move(*scored);
                showScores();
                m_scoreTable->selectRow(0);
            }
            updateActions();
        },
        JobList::Load::Waits);
}

void SubnetView::showScores()
{
    const bool isScored = !m_scored.subnets.empty();
    m_scores->setTable(isScored ? scoreTable(m_scored) : ResultTable{});
    m_translations->setTable({});
    m_isTranslationLast = false;
    m_hint->setVisible(!isScored);
    m_scoreTable->setVisible(isScored);
    m_translationTable->hide();
    if (isScored) {
        fitScores(m_scoreTable);
    }
}

void SubnetView::translate()
{
    const std::vector<Architecture> subnets = selectedSubnets();
    const auto found = service();
    if (!found || !m_supernet || subnets.empty()) {
        return;
    }
    SupernetSpec scored = m_scored.spec;
    scored.supernet = m_supernet->name; // which may have been renamed since
    ++m_running;
    updateActions();
    using Texts = std::vector<std::vector<Translation>>;
    const auto work = [service = found, spec = scored, subnets](Job &job) -> Result<Texts> {
        Texts texts;
        for (const Architecture &subnet : subnets) {
            auto one = service->translations(spec, subnet, job);
            if (!one) {
                return tl::make_unexpected(one.error());
            }
            texts.push_back(std::move(*one));
        }
        return texts;
    };
    m_session->jobs()->run<Texts>(
        tr("Translate with %1").arg(m_title->text()), this, work,
        [this, id = m_scored.supernet.id](const Result<Texts> &texts) {
            --m_running;
            if (!texts) {
                tell(texts.error());
            } else if (m_supernet && id == m_supernet->id) {
                m_translations->setTable(translationTable(*texts));
                m_isTranslationLast = true;
                m_translationTable->show();
                fitTranslations(m_translationTable, m_translations->table());
                wrapTranslations();
            }
            updateActions();
        },
        JobList::Load::Waits);
}

void SubnetView::wrapTranslations()
{
    if (m_translations->rowCount() <= mostWrapped) {
        m_translationTable->resizeRowsToContents();
    }
}

void SubnetView::exportSubnet(const QString &file)
{
    const std::vector<Architecture> subnets = selectedSubnets();
    const auto found = service();
    if (!found || subnets.size() != 1) {
        return;
    }
    ++m_running;
    updateActions();
    const auto work = [service = found, name = m_supernet->name, subnet = subnets.front(),
                       file](Job &job) {
        return service->exportSubnet(name, subnet, file.toStdString(), job);
    };
    m_session->jobs()->run<std::int64_t>(
        tr("Save a subnet of %1").arg(m_title->text()), this, work,
        [this, file](const Result<std::int64_t> &parameters) {
            --m_running;
            updateActions();
            if (!parameters) {
                tell(parameters.error());
                return;
            }
            Q_EMIT m_session->statusMessage(tr("Saved to %1").arg(file));
        },
        JobList::Load::Waits);
}

Result<void> SubnetView::exportTable(const QString &file) const
{
    return writeTable(file, [this](TableFormat) {
        return m_isTranslationLast ? m_translations->table() : m_scores->table();
    });
}

} // namespace auspex
