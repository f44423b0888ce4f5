// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/llm/launch_prompt.h"

#include <algorithm>
#include <array>

#include <QComboBox>
#include <QFormLayout>
#include <QSignalBlocker>
#include <QSpinBox>

#include "core/store/prompt_store.h"
#include "ui/common/theme.h"
#include "ui/session/session.h"

namespace auspex {

namespace {

constexpr int mostExamples = 1000;

} // namespace

LaunchPrompt::LaunchPrompt(Session *session, QWidget *parent)
    : QGroupBox(tr("How it is asked"), parent)
    , m_session(session)
    , m_prompt(new QComboBox(this))
    , m_version(new QComboBox(this))
    , m_variant(new QComboBox(this))
    , m_examples(new QSpinBox(this))
    , m_efficiency(new QComboBox(this))
{
    m_prompt->setObjectName(QStringLiteral("llmPrompt"));
    m_version->setObjectName(QStringLiteral("llmPromptVersion"));
    m_version->setToolTip(tr("A run keeps the version that it began with"));
    m_variant->setObjectName(QStringLiteral("llmVariant"));
    m_variant->setToolTip(tr("Which components of the prompt are switched on"));
    m_examples->setObjectName(QStringLiteral("llmExamples"));
    m_examples->setRange(0, mostExamples);
    m_examples->setToolTip(tr("Sentence pairs of the task that the prompt shows; they are chosen "
                              "in the prompt studio"));
    m_efficiency->setObjectName(QStringLiteral("llmEfficiency"));
    m_efficiency->setToolTip(tr("The figure beside each architecture"));
    m_efficiency->addItem(tr("as the task says"));
    m_efficiency->addItem(tr("GFLOPs"), static_cast<int>(EfficiencyMetric::Gflops));
    m_efficiency->addItem(tr("latency"), static_cast<int>(EfficiencyMetric::Latency));
    m_efficiency->addItem(tr("model size"), static_cast<int>(EfficiencyMetric::ModelSize));
    m_efficiency->addItem(tr("none"), static_cast<int>(EfficiencyMetric::None));
    auto *form = new QFormLayout(this);
    form->setSpacing(spacing);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("P&rompt:"), m_prompt);
    form->addRow(tr("&Version:"), m_version);
    form->addRow(tr("Va&riant:"), m_variant);
    form->addRow(tr("E&xamples:"), m_examples);
    form->addRow(tr("E&fficiency:"), m_efficiency);
    loadPromptList();
    connect(m_prompt, &QComboBox::activated, this, [this] {
        m_wanted.clear();
        showPrompt();
        Q_EMIT changed();
    });
    connect(m_version, &QComboBox::activated, this, [this] {
        showVersion();
        Q_EMIT changed();
    });
    connect(m_variant, &QComboBox::activated, this, &LaunchPrompt::changed);
    connect(m_examples, &QSpinBox::valueChanged, this, &LaunchPrompt::changed);
    connect(m_efficiency, &QComboBox::activated, this, &LaunchPrompt::changed);
}

void LaunchPrompt::loadPromptList()
{
    if (Workspace *workspace = m_session->workspace()) {
        if (const auto versions = loadPrompts(*workspace)) {
            for (const PromptVersion &version : *versions) {
                if (const Result<Prompt> prompt = promptOfJson(version.json)) {
                    m_prompts[QString::fromStdString(version.name)].emplace(version.version,
                                                                            *prompt);
                }
            }
        }
    }
    for (const auto &[name, versions] : m_prompts) {
        m_prompt->addItem(name, name);
    }
    for (const BuiltInPrompt &builtIn : builtInPrompts()) {
        const QString name = QString::fromStdString(builtIn.name);
        if (m_prompts[name].emplace(0, builtIn.prompt).second && m_prompt->findData(name) < 0) {
            m_prompt->addItem(tr("%1 (built in)").arg(name), name);
        }
    }
    showPrompt();
}

void LaunchPrompt::showPrompt()
{
    m_version->clear();
    const auto found = m_prompts.find(m_prompt->currentData().toString());
    if (found == m_prompts.end()) {
        showVersion();
        return;
    }
    const int newest = found->second.rbegin()->first;
    if (newest > 0) {
        m_version->addItem(tr("newest (%1)").arg(newest), 0);
        for (auto version = found->second.rbegin(); version != found->second.rend(); ++version) {
            if (version->first > 0) {
                m_version->addItem(QString::number(version->first), version->first);
            }
        }
    } else {
        m_version->addItem(tr("of this program"), 0);
    }
    m_version->setEnabled(newest > 0);
    showVersion();
}

void LaunchPrompt::showVersion()
{
    const QString before = m_variant->currentData().toString();
    m_variant->clear();
    m_variant->addItem(tr("as it was saved"), QString());
    const auto found = m_prompts.find(m_prompt->currentData().toString());
    if (found != m_prompts.end()) {
        const int version = m_version->currentData().toInt();
        const auto chosen = version > 0 ? found->second.find(version)
                                        : std::prev(found->second.end());
        for (const PromptVariant &variant : chosen->second.variants) {
            m_variant->addItem(QString::fromStdString(variant.title),
                               QString::fromStdString(variant.id));
        }
    }
    m_variant->setEnabled(m_variant->count() > 1);
    m_variant->setCurrentIndex(std::max(0, m_variant->findData(before)));
}

void LaunchPrompt::setSetup(const LlmRunSetup &setup)
{
    const QSignalBlocker quiet(this);
    const QString name = QString::fromStdString(setup.spec.prompt);
    const int row = m_prompt->findData(name);
    m_wanted = row < 0 ? name : QString();
    m_prompt->setCurrentIndex(row);
    showPrompt();
    const int version = m_version->findData(setup.spec.promptVersion.value_or(0));
    m_version->setCurrentIndex(std::max(0, version));
    showVersion();
    const int variant = m_variant->findData(QString::fromStdString(setup.spec.variant));
    m_variant->setCurrentIndex(std::max(0, variant));
    m_examples->setValue(setup.spec.examples);
    const int efficiency = setup.spec.efficiency
                               ? m_efficiency->findData(static_cast<int>(*setup.spec.efficiency))
                               : 0;
    m_efficiency->setCurrentIndex(std::max(0, efficiency));
}

void LaunchPrompt::fill(LlmRunSetup &setup) const
{
    setup.spec.prompt = m_prompt->currentData().toString().toStdString();
    const int version = m_version->currentData().toInt();
    setup.spec.promptVersion = version > 0 ? std::optional(version) : std::nullopt;
    setup.spec.variant = m_variant->currentData().toString().toStdString();
    setup.spec.examples = m_examples->value();
    setup.spec.efficiency = m_efficiency->currentIndex() > 0 ? std::optional(
                                static_cast<EfficiencyMetric>(m_efficiency->currentData().toInt()))
                                                             : std::nullopt;
}

QString LaunchPrompt::problem() const
{
    if (m_prompt->currentIndex() >= 0) {
        return {};
    }
    return m_wanted.isEmpty()
               ? tr("Choose a prompt.")
               : tr("There is no prompt %1 any more; choose another one.").arg(m_wanted);
}

} // namespace auspex
