// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFormLayout>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QVBoxLayout>

#include "ui/common/theme.h"
#include "ui/llm/provider_form.h"
#include "ui/llm/switches_form.h"

namespace auspex {

namespace {

constexpr int shownRules = 5;

}

QWidget *ProviderForm::createModels()
{
    auto *page = new QWidget(this);
    m_suggested = new QLineEdit(page);
    m_suggested->setObjectName(QStringLiteral("llmSuggestedModels"));
    m_suggested->setToolTip(tr("Offered where a model is chosen, separated by commas"));
    m_rules = new QListWidget(page);
    m_rules->setObjectName(QStringLiteral("llmRules"));
    m_rules->setAccessibleName(tr("Models with switches of their own"));
    m_rules->setFixedHeight(fontMetrics().height() * (shownRules + 2));
    auto *add = new QPushButton(tr("&Add"), page);
    add->setObjectName(QStringLiteral("llmAddRule"));
    add->setAutoDefault(false);
    m_removeRule = new QPushButton(tr("Re&move"), page);
    m_removeRule->setObjectName(QStringLiteral("llmRemoveRule"));
    m_removeRule->setAutoDefault(false);
    auto *buttons = new QVBoxLayout;
    buttons->setSpacing(spacing);
    buttons->addWidget(add);
    buttons->addWidget(m_removeRule);
    buttons->addStretch();
    auto *list = new QHBoxLayout;
    list->setSpacing(spacing);
    list->addWidget(m_rules, 1);
    list->addLayout(buttons);
    m_pattern = new QLineEdit(page);
    m_pattern->setObjectName(QStringLiteral("llmRulePattern"));
    m_pattern->setPlaceholderText(QStringLiteral("o3*"));
    m_switches = new SwitchesForm(page);
    auto *form = new QFormLayout;
    form->setSpacing(spacing);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Suggested:"), m_suggested);
    auto *label = new QLabel(tr("S&witches for:"), page); // a layout has no buddy
    label->setBuddy(m_rules);
    form->addRow(label, list);
    form->addRow(tr("Model &name:"), m_pattern);
    auto *layout = new QVBoxLayout(page);
    layout->setSpacing(spacing);
    layout->addLayout(form);
    auto *group = new QGroupBox(tr("Its switches"), page);
    auto *inside = new QVBoxLayout(group);
    inside->setContentsMargins(spacing, spacing, spacing, spacing);
    inside->addWidget(m_switches);
    layout->addWidget(group);
    layout->addStretch();
    connect(m_suggested, &QLineEdit::textChanged, this, &ProviderForm::tell);
    connect(m_rules, &QListWidget::currentRowChanged, this, &ProviderForm::showRule);
    connect(m_pattern, &QLineEdit::textChanged, this, &ProviderForm::changeRule);
    connect(m_switches, &SwitchesForm::changed, this, &ProviderForm::changeRule);
    connect(add, &QPushButton::clicked, this, &ProviderForm::addRule);
    connect(m_removeRule, &QPushButton::clicked, this, &ProviderForm::removeRule);
    return page;
}

/// The first row is the provider's own switches, which hold for every model without a rule.
void ProviderForm::showRules()
{
    const QScopedValueRollback<bool> guard(m_loading, true);
    m_rules->clear();
    m_rules->addItem(tr("every other model"));
    for (const ModelRule &rule : m_provider.models) {
        m_rules->addItem(QString::fromStdString(rule.pattern));
    }
    m_rules->setCurrentRow(0);
    showRule();
}

void ProviderForm::showRule()
{
    const QScopedValueRollback<bool> guard(m_loading, true);
    const int row = m_rules->currentRow();
    const bool isRule = row > 0;
    m_pattern->setEnabled(isRule);
    m_removeRule->setEnabled(isRule);
    if (!isRule) {
        m_pattern->clear();
        m_switches->setSwitches(m_provider.switches);
        return;
    }
    const ModelRule &rule = m_provider.models[static_cast<std::size_t>(row - 1)];
    m_pattern->setText(QString::fromStdString(rule.pattern));
    m_switches->setSwitches(rule.switches);
}

void ProviderForm::changeRule()
{
    if (m_loading) {
        return;
    }
    const int row = m_rules->currentRow();
    if (row > 0) {
        ModelRule &rule = m_provider.models[static_cast<std::size_t>(row - 1)];
        rule.pattern = m_pattern->text().trimmed().toStdString();
        rule.switches = m_switches->switches();
        m_rules->item(row)->setText(QString::fromStdString(rule.pattern));
    } else {
        m_provider.switches = m_switches->switches();
    }
    tell();
}

void ProviderForm::addRule()
{
    m_provider.models.push_back({"*", m_provider.switches});
    showRules();
    m_rules->setCurrentRow(m_rules->count() - 1);
    m_pattern->setFocus();
    m_pattern->selectAll();
    tell();
}

void ProviderForm::removeRule()
{
    const int row = m_rules->currentRow();
    if (row > 0) {
        m_provider.models.erase(m_provider.models.begin() + row - 1);
        showRules();
        tell();
    }
}

} // namespace auspex
