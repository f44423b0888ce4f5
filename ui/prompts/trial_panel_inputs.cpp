// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include "ui/common/labelled.h"
#include "ui/common/theme.h"
#include "ui/judge/flow_layout.h"
#include "ui/prompts/demonstrations_panel.h"
#include "ui/prompts/model_choice.h"
#include "ui/prompts/prompt_material.h"
#include "ui/prompts/trial_panel.h"
#include "ui/window/action_catalog.h"

namespace auspex {

namespace {

constexpr double providerDefault = -0.1; // the temperature field's lowest value means this

} // namespace

QWidget *TrialPanel::createInputs()
{
    auto *inputs = new QWidget(this);
    m_provider = new QComboBox(inputs);
    m_provider->setObjectName(QStringLiteral("studioProvider"));
    m_provider->setPlaceholderText(tr("Choose a provider"));
    m_provider->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_model = new QComboBox(inputs);
    m_model->setObjectName(QStringLiteral("studioModel"));
    m_model->setEditable(true);
    m_model->lineEdit()->setObjectName(QStringLiteral("studioModelName"));
    m_model->setInsertPolicy(QComboBox::NoInsert);
    m_model->lineEdit()->setPlaceholderText(tr("Name of the model"));
    m_model->setMinimumContentsLength(16);
    m_query = new QComboBox(inputs);
    m_query->setObjectName(QStringLiteral("studioQuery"));
    m_query->setMinimumContentsLength(12);
    m_query->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_temperature = new QDoubleSpinBox(inputs);
    m_temperature->setObjectName(QStringLiteral("studioTemperature"));
    m_temperature->setRange(providerDefault, 2.0);
    m_temperature->setSingleStep(0.1);
    m_temperature->setDecimals(1);
    m_temperature->setSpecialValueText(tr("default", "a provider's temperature"));
    m_maxTokens = new QSpinBox(inputs);
    m_maxTokens->setObjectName(QStringLiteral("studioMaxTokens"));
    m_maxTokens->setRange(1, 100000);
    m_maxTokens->setSuffix(tr(" tokens"));
    m_run = new QPushButton(inputs);
    m_run->setObjectName(QStringLiteral("studioRunButton"));
    m_cancel = new QPushButton(tr("Cancel"), inputs);
    m_cancel->setObjectName(QStringLiteral("studioCancel"));
    m_runSet = new QPushButton(inputs);
    m_runSet->setObjectName(QStringLiteral("studioRunSetButton"));
    for (QPushButton *button : {m_run, m_cancel, m_runSet})
        button->setAutoDefault(false);
    auto *models = new FlowLayout(spacing, spacingSmall);
    models->addWidget(labelled(tr("Prov&ider"), m_provider, inputs));
    models->addWidget(labelled(tr("&Model"), m_model, inputs));
    auto *subject = new QHBoxLayout;
    subject->setSpacing(spacing);
    auto *label = new QLabel(tr("Ar&chitecture"), inputs);
    label->setBuddy(m_query);
    subject->addWidget(label);
    subject->addWidget(m_query, 1);
    subject->addWidget(m_run);
    subject->addWidget(m_cancel);
    auto *parameters = new FlowLayout(spacing, spacingSmall);
    parameters->addWidget(labelled(tr("Temperature"), m_temperature, inputs));
    parameters->addWidget(labelled(tr("Longest reply"), m_maxTokens, inputs));
    parameters->addWidget(m_runSet);
    auto *layout = new QVBoxLayout(inputs);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacingSmall);
    layout->addLayout(models);
    layout->addLayout(subject);
    layout->addLayout(parameters);
    m_provider->setAccessibleName(tr("Provider"));
    m_model->setAccessibleName(tr("Model"));
    m_query->setAccessibleName(tr("Architecture to ask about"));
    m_temperature->setAccessibleName(tr("Temperature"));
    m_maxTokens->setAccessibleName(tr("Longest reply in tokens"));

    connect(m_provider, &QComboBox::activated, this,
            [this] { m_choice->setProvider(m_provider->currentData().toString()); });
    connect(m_model, &QComboBox::editTextChanged, this, [this](const QString &text) {
        LlmSpec spec = m_choice->spec();
        spec.model = text.trimmed().toStdString();
        m_choice->setSpec(spec);
    });
    connect(m_query, &QComboBox::activated, this,
            [this] { m_material->setQuery(m_query->currentData().toString()); });
    connect(m_temperature, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        LlmSpec spec = m_choice->spec();
        spec.temperature = value < 0.0 ? std::nullopt : std::optional(value);
        m_choice->setSpec(spec);
    });
    connect(m_maxTokens, &QSpinBox::valueChanged, this, [this](int value) {
        LlmSpec spec = m_choice->spec();
        spec.maxTokens = value;
        m_choice->setSpec(spec);
    });
    connect(m_cancel, &QPushButton::clicked, this, &TrialPanel::cancel);
    return inputs;
}

QWidget *TrialPanel::createFacts()
{
    m_facts = new QWidget(this);
    m_facts->setObjectName(QStringLiteral("studioFacts"));
    auto *layout = new FlowLayout(spacingLarge, spacingSmall, m_facts);
    layout->setContentsMargins(0, 0, 0, 0);
    const QStringList titles{tr("Predicted"), tr("TFS"),  tr("Error"), tr("Read as"),
                             tr("Tokens"),    tr("Cost"), tr("Time")};
    for (int fact = 0; fact < FactCount; ++fact) {
        auto *cell = new QWidget(m_facts);
        auto *column = new QVBoxLayout(cell);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(0);
        Fact entry{new QLabel(titles[fact], cell), new QLabel(cell)};
        entry.label->setForegroundRole(QPalette::WindowText);
        entry.value->setObjectName(QStringLiteral("studioFact%1").arg(fact));
        entry.value->setTextFormat(Qt::PlainText);
        entry.value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        entry.value->setAccessibleName(titles[fact]);
        column->addWidget(entry.label);
        column->addWidget(entry.value);
        layout->addWidget(cell);
        m_factLabels.push_back(entry);
    }
    QFont strong = font();
    strong.setBold(true);
    m_factLabels[Predicted].value->setFont(strong);
    return m_facts;
}

void TrialPanel::setActions(QAction *run, QAction *runSet)
{
    const auto follow = [](QPushButton *button, QAction *action) {
        const auto update = [button, action] {
            button->setText(action->iconText());
            button->setEnabled(action->isEnabled());
            const QString why = disabledReason(action);
            button->setToolTip(why.isEmpty() ? action->toolTip() : why);
        };
        connect(action, &QAction::changed, button, update);
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        update();
    };
    follow(m_run, run);
    follow(m_runSet, runSet);
}

void TrialPanel::showChoice()
{
    const QSignalBlocker quietProvider(m_provider);
    const QSignalBlocker quietModel(m_model);
    const QSignalBlocker quietTemperature(m_temperature);
    const QSignalBlocker quietTokens(m_maxTokens);
    QStringList ids;
    for (int i = 0; i < m_provider->count(); ++i)
        ids.append(m_provider->itemData(i).toString());
    QStringList wanted;
    QStringList titles;
    for (const Provider &provider : m_choice->providers()) {
        wanted.append(QString::fromStdString(provider.id));
        titles.append(QString::fromStdString(provider.title));
    }
    if (ids != wanted) {
        m_provider->clear();
        for (qsizetype i = 0; i < wanted.size(); ++i)
            m_provider->addItem(titles[i], wanted[i]);
    }
    const LlmSpec &spec = m_choice->spec();
    m_provider->setCurrentIndex(m_provider->findData(QString::fromStdString(spec.provider)));
    QStringList models;
    if (const std::optional<Provider> provider = m_choice->provider()) {
        for (const std::string &model : provider->suggestedModels)
            models.append(QString::fromStdString(model));
    }
    QStringList shown;
    for (int i = 0; i < m_model->count(); ++i)
        shown.append(m_model->itemText(i));
    if (shown != models) {
        m_model->clear();
        m_model->addItems(models);
    }
    // Setting the same text would move the cursor while one types.
    if (m_model->currentText().trimmed() != m_choice->model())
        m_model->setEditText(m_choice->model());
    m_temperature->setValue(spec.temperature.value_or(providerDefault));
    m_maxTokens->setValue(spec.maxTokens);
    Q_EMIT stateChanged();
}

void TrialPanel::showQueries()
{
    const QSignalBlocker quiet(m_query);
    QStringList texts;
    QStringList keys;
    for (const PromptSubject &subject : m_material->queries()) {
        const QString score = subject.score
                                  ? tr("TFS %1").arg(QLocale().toString(*subject.score, 'f', 2))
                                  : QString();
        const QString shape = shapeText(subject.architecture);
        texts.append(
            QStringLiteral("%1. %2")
                .arg(texts.size() + 1)
                .arg(score.isEmpty() ? shape : tr("%1; %2", "shape; score").arg(shape, score)));
        keys.append(QString::fromStdString(architectureKey(subject.architecture)));
    }
    QStringList before;
    for (int i = 0; i < m_query->count(); ++i)
        before << m_query->itemText(i) << m_query->itemData(i).toString();
    QStringList now;
    for (qsizetype i = 0; i < texts.size(); ++i)
        now << texts[i] << keys[i];
    if (before != now) {
        m_query->clear();
        for (qsizetype i = 0; i < texts.size(); ++i)
            m_query->addItem(texts[i], keys[i]);
    }
    m_query->setCurrentIndex(m_material->queryIndex());
    m_query->setEnabled(!keys.isEmpty());
    Q_EMIT stateChanged();
}

} // namespace auspex
