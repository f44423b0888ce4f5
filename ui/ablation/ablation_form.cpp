// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ablation/ablation_form.h"

#include <algorithm>
#include <set>

#include <QAction>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

#include "core/store/prompt_store.h"
#include "ui/ablation/ablation_state.h"
#include "ui/ablation/check_menu_button.h"
#include "ui/common/theme.h"
#include "ui/jobs/jobs_dock.h"
#include "ui/session/session.h"

namespace auspex {

namespace {

constexpr int mostSamples = 100;
constexpr int mergeSamples = 0x4b01; // numbers that no other command has
constexpr int mergeBudget = 0x4b02;
constexpr int modelRows = 3;

QString text(std::string_view value)
{
    return QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size()));
}

/// As in an LLM spec: "/", "?" and "%" in a model's name are written in hexadecimal.
QString modelSpec(const QString &provider, const QString &model)
{
    return provider + u'/'
           + QString::fromUtf8(QUrl::toPercentEncoding(model, QByteArrayLiteral(":@ +&=,;")));
}

QString modelTitle(const QString &spec)
{
    return QUrl::fromPercentEncoding(spec.toUtf8());
}

/// Every prompt to choose: the built-in ones, then the saved ones with their versions.
struct KnownPrompt {
    QString spec;
    QString title;
    std::vector<PromptVariant> variants;
};

QList<KnownPrompt> knownPrompts(Session *session)
{
    QList<KnownPrompt> prompts;
    for (const BuiltInPrompt &builtIn : builtInPrompts())
        prompts.append({text(builtIn.name), text(builtIn.prompt.title), builtIn.prompt.variants});
    if (!session->workspace())
        return prompts;
    const Result<std::vector<PromptVersion>> saved = loadPrompts(*session->workspace());
    if (!saved)
        return prompts;
    for (const PromptVersion &version : *saved) {
        const Result<Prompt> prompt = promptOfJson(version.json);
        if (!prompt)
            continue;
        const QString spec = QStringLiteral("%1@%2").arg(text(version.name)).arg(version.version);
        prompts.append({spec, spec, prompt->variants});
    }
    return prompts;
}

} // namespace

AblationForm::AblationForm(AblationState *state, QWidget *parent)
    : QWidget(parent)
    , m_state(state)
{
    createFields();
    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->setHorizontalSpacing(spacing);
    form->setVerticalSpacing(spacing);
    form->addRow(tr("&Tasks"), m_tasks);
    form->addRow(tr("&Models"), createModels());
    form->addRow(tr("&Prompts"), m_prompts);
    form->addRow(tr("&Variants"), m_variants);
    form->addRow(tr("&Demonstrations"), m_counts);
    form->addRow(QString(), m_countsProblem);
    form->addRow(tr("&Splits"), m_splits);
    form->addRow(tr("Samp&les"), m_samples);
    form->addRow(tr("&Budget"), m_budget);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(spacing, spacing, spacing, spacing);
    layout->setSpacing(spacingLarge);
    layout->addLayout(form);
    layout->addWidget(createStart());
    layout->addStretch();

    connect(state, &AblationState::setupChanged, this, &AblationForm::showSetup);
    connect(state, &AblationState::resultsChanged, this, &AblationForm::showEstimate);
    connect(state, &AblationState::askingChanged, this, &AblationForm::showEstimate);
    connect(state->center(), &LlmCenter::providersChanged, this, &AblationForm::showSetup);
    connect(state->session(), &Session::tasksChanged, this, &AblationForm::showSetup);
    showSetup();
    showEstimate();
}

void AblationForm::createFields()
{
    m_tasks = new CheckMenuButton(this);
    m_tasks->setObjectName(QStringLiteral("ablationTasks"));
    m_tasks->setAccessibleName(tr("Tasks"));
    connect(m_tasks, &CheckMenuButton::chosenByUser, this, [this](const QStringList &values) {
        AblationSetup setup = m_state->setup();
        setup.tasks = values;
        m_state->change(tr("Choose tasks of the ablation"), setup);
    });

    m_prompts = new CheckMenuButton(this);
    m_prompts->setObjectName(QStringLiteral("ablationPrompts"));
    m_prompts->setAccessibleName(tr("Prompts"));
    connect(m_prompts, &CheckMenuButton::chosenByUser, this, [this](const QStringList &values) {
        AblationSetup setup = m_state->setup();
        setup.prompts = values;
        m_state->change(tr("Choose prompts of the ablation"), setup);
    });

    m_variants = new CheckMenuButton(this);
    m_variants->setObjectName(QStringLiteral("ablationVariants"));
    m_variants->setAccessibleName(tr("Variants"));
    m_variants->setAccessibleDescription(
        tr("Which components of each prompt are switched on, one row each"));
    connect(m_variants, &CheckMenuButton::chosenByUser, this, [this](const QStringList &values) {
        AblationSetup setup = m_state->setup();
        setup.variants = values;
        m_state->change(tr("Choose variants of the ablation"), setup);
    });

    m_counts = new QLineEdit(this);
    m_counts->setObjectName(QStringLiteral("ablationDemonstrations"));
    m_counts->setAccessibleName(tr("Numbers of demonstrations"));
    m_counts->setToolTip(tr("Numbers separated by commas; every variant is judged with the largest "
                            "one, the whole prompt with each"));
    connect(m_counts, &QLineEdit::textEdited, this, &AblationForm::takeCounts);
    m_countsProblem = new QLabel(this);
    m_countsProblem->setObjectName(QStringLiteral("ablationDemonstrationsProblem"));
    m_countsProblem->setWordWrap(true);
    m_countsProblem->hide();

    m_splits = new CheckMenuButton(this);
    m_splits->setObjectName(QStringLiteral("ablationSplits"));
    m_splits->setAccessibleName(tr("Splits"));
    connect(m_splits, &CheckMenuButton::chosenByUser, this, [this](const QStringList &values) {
        AblationSetup setup = m_state->setup();
        setup.splits = values;
        m_state->change(tr("Choose splits of the ablation"), setup);
    });

    m_samples = new QSpinBox(this);
    m_samples->setObjectName(QStringLiteral("ablationSamples"));
    m_samples->setAccessibleName(tr("Samples of each prediction"));
    m_samples->setToolTip(tr("How often each prediction is asked for; the mean counts"));
    m_samples->setRange(1, mostSamples);
    connect(m_samples, &QSpinBox::valueChanged, this, [this](int value) {
        AblationSetup setup = m_state->setup();
        setup.samples = value;
        m_state->change(tr("Change the samples of the ablation"), setup, mergeSamples);
    });

    m_budget = new QDoubleSpinBox(this);
    m_budget->setObjectName(QStringLiteral("ablationBudget"));
    m_budget->setAccessibleName(tr("Budget in US dollars"));
    m_budget->setToolTip(tr("Nothing is sent that could make all runs together cost more"));
    m_budget->setRange(0.0, 100'000.0);
    m_budget->setDecimals(2);
    m_budget->setPrefix(tr("$", "currency before an amount"));
    m_budget->setSpecialValueText(tr("No limit"));
    connect(m_budget, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        AblationSetup setup = m_state->setup();
        setup.budget = value > 0.0 ? std::optional(value) : std::nullopt;
        m_state->change(tr("Change the budget of the ablation"), setup, mergeBudget);
    });
}

QWidget *AblationForm::createModels()
{
    auto *models = new QWidget(this);
    m_models = new QListWidget(models);
    m_models->setObjectName(QStringLiteral("ablationModels"));
    m_models->setAccessibleName(tr("Models"));
    m_models->setFixedHeight(modelRows * (m_models->fontMetrics().height() + spacing) + spacing);
    m_models->setTextElideMode(Qt::ElideMiddle);
    m_provider = new QComboBox(models);
    m_provider->setObjectName(QStringLiteral("ablationProvider"));
    m_provider->setAccessibleName(tr("Provider of the model to add"));
    m_provider->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_provider->setMinimumContentsLength(10);
    m_model = new QComboBox(models);
    m_model->setObjectName(QStringLiteral("ablationModel"));
    m_model->setAccessibleName(tr("Model to add"));
    m_model->setEditable(true);
    m_model->setInsertPolicy(QComboBox::NoInsert);
    m_model->lineEdit()->setPlaceholderText(tr("Model"));
    m_model->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_model->setMinimumContentsLength(18);
    m_add = new QToolButton(models);
    m_add->setObjectName(QStringLiteral("ablationAddModel"));
    m_add->setIcon(themedIcon(QStringLiteral("add")));
    m_add->setToolTip(tr("Add the model"));
    m_add->setAccessibleName(m_add->toolTip());
    m_remove = new QToolButton(models);
    m_remove->setObjectName(QStringLiteral("ablationRemoveModel"));
    m_remove->setIcon(themedIcon(QStringLiteral("remove")));
    m_remove->setToolTip(tr("Remove the selected model"));
    m_remove->setAccessibleName(m_remove->toolTip());
    auto *removeByKey = new QAction(m_models);
    removeByKey->setShortcut(QKeySequence::Delete);
    removeByKey->setShortcutContext(Qt::WidgetShortcut);
    m_models->addAction(removeByKey);

    auto *row = new QHBoxLayout;
    row->setSpacing(spacingSmall);
    row->addWidget(m_provider);
    row->addWidget(m_model, 1);
    row->addWidget(m_add);
    row->addWidget(m_remove);
    auto *layout = new QVBoxLayout(models);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacingSmall);
    layout->addWidget(m_models);
    layout->addLayout(row);
    models->setFocusProxy(m_models);

    connect(m_provider, &QComboBox::currentIndexChanged, this, [this] {
        const QString typed = m_model->currentText();
        m_model->clear();
        for (const Provider &provider : m_state->center()->providers()) {
            if (text(provider.id) != m_provider->currentData().toString())
                continue;
            for (const std::string &model : provider.suggestedModels)
                m_model->addItem(text(model));
        }
        if (m_model->count() == 0)
            m_model->setEditText(typed);
    });
    connect(m_model->lineEdit(), &QLineEdit::returnPressed, this, &AblationForm::addModel);
    connect(m_add, &QToolButton::clicked, this, &AblationForm::addModel);
    connect(m_remove, &QToolButton::clicked, this, &AblationForm::removeModel);
    connect(removeByKey, &QAction::triggered, this, &AblationForm::removeModel);
    connect(m_models, &QListWidget::currentRowChanged, this,
            [this](int current) { m_remove->setEnabled(current >= 0); });
    m_remove->setEnabled(false);
    return models;
}

QWidget *AblationForm::createStart()
{
    auto *start = new QWidget(this);
    m_estimate = new QLabel(start);
    m_estimate->setObjectName(QStringLiteral("ablationEstimate"));
    m_estimate->setWordWrap(true);
    m_estimate->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_start = new QPushButton(tr("&Ask the models"), start);
    m_start->setObjectName(QStringLiteral("ablationStart"));
    m_start->setDefault(true);
    m_cancel = new QPushButton(tr("&Cancel"), start);
    m_cancel->setObjectName(QStringLiteral("ablationCancel"));
    auto *reset = new QPushButton(tr("&Reset to the paper's values"), start);
    reset->setObjectName(QStringLiteral("ablationReset"));
    reset->setFlat(true);
    connect(m_start, &QPushButton::clicked, m_state, &AblationState::start);
    connect(m_cancel, &QPushButton::clicked, m_state, &AblationState::cancel);
    connect(reset, &QPushButton::clicked, this, [this] {
        AblationSetup setup = paperAblationSetup();
        setup.tasks = m_state->setup().tasks;
        setup.models = m_state->setup().models;
        m_state->change(tr("Reset the ablation to the paper's values"), setup);
    });
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(spacing);
    buttons->addWidget(m_start);
    buttons->addWidget(m_cancel);
    buttons->addStretch();
    auto *layout = new QVBoxLayout(start);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing);
    layout->addWidget(m_estimate);
    layout->addLayout(buttons);
    layout->addWidget(reset, 0, Qt::AlignLeft);
    return start;
}

void AblationForm::showSetup()
{
    const AblationSetup &setup = m_state->setup();
    QList<CheckMenuButton::Entry> tasks;
    std::set<QString> splits;
    for (const auto &task : m_state->session()->tasks()) {
        tasks.append({text(task->name), text(task->name)});
        for (const TfsSplit &split : task->splits)
            splits.insert(text(split.name));
    }
    m_tasks->setEntries(tasks);
    m_tasks->setChosen(setup.tasks);
    QList<CheckMenuButton::Entry> splitEntries;
    for (const QString &split : splits)
        splitEntries.append({split, split});
    m_splits->setEntries(splitEntries, tr("All"));
    m_splits->setChosen(setup.splits);
    showPrompts();

    m_models->clear();
    for (const QString &model : setup.models) {
        auto *item = new QListWidgetItem(modelTitle(model), m_models);
        item->setData(Qt::UserRole, model);
    }
    if (m_provider->count() != static_cast<int>(m_state->center()->providers().size())) {
        m_provider->clear();
        for (const Provider &provider : m_state->center()->providers())
            m_provider->addItem(text(provider.title), text(provider.id));
    }
    if (const auto typed = countsOfText(m_counts->text());
        !m_counts->hasFocus() || typed != setup.demonstrations) {
        m_counts->setText(countsText(setup.demonstrations));
        m_countsProblem->hide();
    }
    const QSignalBlocker samples(m_samples);
    const QSignalBlocker budget(m_budget);
    m_samples->setValue(setup.samples);
    m_budget->setValue(setup.budget.value_or(0.0));
}

void AblationForm::showPrompts()
{
    const AblationSetup &setup = m_state->setup();
    QList<CheckMenuButton::Entry> prompts;
    QList<CheckMenuButton::Entry> variants;
    for (const KnownPrompt &prompt : knownPrompts(m_state->session())) {
        prompts.append({prompt.spec, prompt.title});
        if (!setup.prompts.contains(prompt.spec))
            continue;
        for (const PromptVariant &variant : prompt.variants) {
            const CheckMenuButton::Entry entry{text(variant.id), text(variant.title)};
            if (!variants.contains(entry))
                variants.append(entry);
        }
    }
    m_prompts->setEntries(prompts);
    m_prompts->setChosen(setup.prompts);
    m_variants->setEntries(variants, tr("The prompt as saved"));
    m_variants->setChosen(setup.variants);
}

void AblationForm::showEstimate()
{
    const AblationResultsPtr results = m_state->results();
    const QLocale locale;
    QStringList lines;
    if (results) {
        lines.append(tr("%n prediction(s), of which %1 are to be asked for.", nullptr,
                        static_cast<int>(results->predictions))
                         .arg(locale.toString(static_cast<qlonglong>(results->missing))));
        if (results->missing > 0) {
            const CostEstimate &estimate = results->estimate;
            lines.append(estimate.cost ? tr("Cost: about $%1")
                                             .arg(locale.toString(*estimate.cost, 'f',
                                                                  *estimate.cost < 1.0 ? 4 : 2))
                                       : tr("Cost: the price of a model is unknown"));
            lines.append(tr("Time: about %1")
                             .arg(durationText(static_cast<qint64>(estimate.seconds * 1000))));
        }
    } else if (m_state->isJudging()) {
        lines.append(tr("Counting what is to be asked for..."));
    }
    if (m_state->isAsking())
        lines.append(tr("%n run(s) to go", nullptr, m_state->runsLeft()));
    m_estimate->setText(lines.join(u'\n'));
    m_start->setEnabled(results && results->missing > 0 && !m_state->isAsking()
                        && !m_state->session()->isReadOnly());
    m_cancel->setVisible(m_state->isAsking());
}

void AblationForm::addModel()
{
    const QString name = m_model->currentText().trimmed();
    if (name.isEmpty() || m_provider->currentIndex() < 0)
        return;
    const QString spec = modelSpec(m_provider->currentData().toString(), name);
    AblationSetup setup = m_state->setup();
    if (!setup.models.contains(spec))
        setup.models.append(spec);
    m_state->change(tr("Add %1 to the ablation").arg(name), setup);
}

void AblationForm::removeModel()
{
    const QListWidgetItem *item = m_models->currentItem();
    if (!item)
        return;
    AblationSetup setup = m_state->setup();
    setup.models.removeAll(item->data(Qt::UserRole).toString());
    m_state->change(tr("Remove %1 from the ablation").arg(item->text()), setup);
}

void AblationForm::takeCounts()
{
    const std::optional<QList<int>> counts = countsOfText(m_counts->text());
    m_countsProblem->setVisible(!counts);
    if (!counts) {
        QPalette colours = palette();
        colours.setColor(QPalette::WindowText, errorColour(palette()));
        m_countsProblem->setPalette(colours);
        m_countsProblem->setText(tr("Write numbers from 1 to 1000, such as 1, 3, 10."));
        return;
    }
    AblationSetup setup = m_state->setup();
    setup.demonstrations = *counts;
    m_state->change(tr("Change the demonstrations of the ablation"), setup, 0x4b03);
}

} // namespace auspex
