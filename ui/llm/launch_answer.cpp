// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/llm/launch_answer.h"

#include <limits>

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QSpinBox>

#include "ui/common/theme.h"

namespace auspex {

namespace {

constexpr int mostSamples = 100;
constexpr int mostTokens = 100'000;
constexpr double highestTemperature = 2.0;

QHBoxLayout *pair(QWidget *left, QWidget *right)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(spacing);
    row->addWidget(left);
    row->addWidget(right, 1);
    return row;
}

} // namespace

LaunchAnswer::LaunchAnswer(QWidget *parent)
    : QGroupBox(tr("What is answered"), parent)
    , m_samples(new QSpinBox(this))
    , m_ownTemperature(new QCheckBox(tr("of one's o&wn:"), this))
    , m_temperature(new QDoubleSpinBox(this))
    , m_maxTokens(new QSpinBox(this))
    , m_value(new QComboBox(this))
    , m_answers(new QComboBox(this))
    , m_ownSeed(new QCheckBox(tr("a fixed o&ne:"), this))
    , m_seed(new QSpinBox(this))
{
    m_samples->setObjectName(QStringLiteral("llmSamples"));
    m_samples->setRange(1, mostSamples);
    m_samples->setToolTip(tr("Predictions of each architecture; their mean counts, their standard "
                             "deviation is shown"));
    m_ownTemperature->setObjectName(QStringLiteral("llmOwnTemperature"));
    m_ownTemperature->setToolTip(tr("Without a tick the service's default holds, as in the paper"));
    m_temperature->setObjectName(QStringLiteral("llmTemperature"));
    m_temperature->setRange(0.0, highestTemperature);
    m_temperature->setSingleStep(0.1);
    m_temperature->setAccessibleName(tr("Temperature"));
    m_maxTokens->setObjectName(QStringLiteral("llmMaxTokens"));
    m_maxTokens->setRange(1, mostTokens);
    m_maxTokens->setToolTip(tr("At most so many tokens are answered and paid for. A model that "
                               "reasons needs many more than the paper's 25."));
    m_value->setObjectName(QStringLiteral("llmValue"));
    m_value->addItem(tr("the number that is answered"));
    m_value->addItem(tr("the expected value over the number's tokens"));
    m_value->setToolTip(tr("The expected value needs log probabilities and has a spread of its "
                           "own"));
    m_answers->setObjectName(QStringLiteral("llmAnswers"));
    m_answers->addItem(tr("also with words around the number"));
    m_answers->addItem(tr("only as the paper's code takes them"));
    m_ownSeed->setObjectName(QStringLiteral("llmOwnSeed"));
    m_seed->setObjectName(QStringLiteral("llmSeed"));
    m_seed->setRange(0, std::numeric_limits<int>::max());
    m_seed->setAccessibleName(tr("Seed"));
    auto *form = new QFormLayout(this);
    form->setSpacing(spacing);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("S&amples:"), m_samples);
    form->addRow(tr("Temperature:"), pair(m_ownTemperature, m_temperature));
    form->addRow(tr("M&ost tokens:"), m_maxTokens);
    form->addRow(tr("Va&lue:"), m_value);
    form->addRow(tr("Ans&wers:"), m_answers);
    form->addRow(tr("Seed:"), pair(m_ownSeed, m_seed));
    const auto told = [this] {
        m_temperature->setEnabled(m_ownTemperature->isChecked() && m_ownTemperature->isEnabled());
        m_seed->setEnabled(m_ownSeed->isChecked() && m_ownSeed->isEnabled());
        Q_EMIT changed();
    };
    for (QSpinBox *box : {m_samples, m_maxTokens, m_seed}) {
        connect(box, &QSpinBox::valueChanged, this, told);
    }
    connect(m_temperature, &QDoubleSpinBox::valueChanged, this, told);
    for (QCheckBox *box : {m_ownTemperature, m_ownSeed}) {
        connect(box, &QCheckBox::toggled, this, told);
    }
    for (QComboBox *box : {m_value, m_answers}) {
        connect(box, &QComboBox::activated, this, told);
    }
    told();
}

void LaunchAnswer::setSetup(const LlmRunSetup &setup)
{
    const QSignalBlocker quiet(this);
    const LlmSpec &spec = setup.spec;
    m_samples->setValue(spec.samples);
    m_ownTemperature->setChecked(spec.temperature.has_value());
    m_temperature->setValue(spec.temperature.value_or(1.0));
    m_maxTokens->setValue(spec.maxTokens);
    m_value->setCurrentIndex(spec.expected ? 1 : 0);
    m_answers->setCurrentIndex(spec.tolerant ? 0 : 1);
    m_ownSeed->setChecked(spec.seed.has_value());
    m_seed->setValue(static_cast<int>(spec.seed.value_or(0)));
}

void LaunchAnswer::fill(LlmRunSetup &setup) const
{
    LlmSpec &spec = setup.spec;
    spec.samples = m_samples->value();
    spec.temperature = m_ownTemperature->isChecked() && m_ownTemperature->isEnabled()
                           ? std::optional(m_temperature->value())
                           : std::nullopt;
    spec.maxTokens = m_maxTokens->value();
    spec.expected = m_value->currentIndex() == 1;
    spec.tolerant = m_answers->currentIndex() == 0;
    spec.seed = m_ownSeed->isChecked() && m_ownSeed->isEnabled()
                    ? std::optional<std::int64_t>(m_seed->value())
                    : std::nullopt;
}

void LaunchAnswer::setSwitches(const ModelSwitches *switches)
{
    const QSignalBlocker quiet(this);
    m_ownTemperature->setEnabled(!switches || switches->temperature);
    m_ownTemperature->setToolTip(
        m_ownTemperature->isEnabled()
            ? tr("Without a tick the service's default holds, as in the paper")
            : tr("This model takes no temperature"));
    m_temperature->setEnabled(m_ownTemperature->isEnabled() && m_ownTemperature->isChecked());
    m_ownSeed->setEnabled(!switches || switches->seed);
    m_ownSeed->setToolTip(m_ownSeed->isEnabled() ? QString() : tr("This model takes no seed"));
    m_seed->setEnabled(m_ownSeed->isEnabled() && m_ownSeed->isChecked());
    m_givesProbabilities = !switches || switches->logProbabilities;
}

QString LaunchAnswer::problem() const
{
    return m_value->currentIndex() == 1 && !m_givesProbabilities
               ? tr("This model gives no log probabilities, which the expected value needs; take "
                    "the number that is answered.")
               : QString();
}

} // namespace auspex
