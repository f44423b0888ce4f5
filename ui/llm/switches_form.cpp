// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/llm/switches_form.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QScopedValueRollback>

#include "ui/common/theme.h"

namespace auspex {

namespace {

nlohmann::json parsed(const QLineEdit *edit)
{
    const QString text = edit->text().trimmed();
    return text.isEmpty() ? nlohmann::json::object()
                          : nlohmann::json::parse(text.toStdString(), nullptr, false);
}

} // namespace

SwitchesForm::SwitchesForm(QWidget *parent)
    : QWidget(parent)
    , m_maxTokens(new QComboBox(this))
    , m_temperature(new QCheckBox(tr("takes a te&mperature"), this))
    , m_seed(new QCheckBox(tr("takes a se&ed"), this))
    , m_logProbabilities(new QCheckBox(tr("gives log pro&babilities"), this))
    , m_manySamples(new QCheckBox(tr("gives several a&nswers to one request"), this))
    , m_caching(new QCheckBox(tr("is to cac&he the beginning of the prompt"), this))
    , m_format(new QComboBox(this))
    , m_extra(new QLineEdit(this))
    , m_problem(new QLabel(this))
{
    m_maxTokens->setObjectName(QStringLiteral("llmMaxTokensField"));
    m_maxTokens->addItem(QStringLiteral("max_tokens"));
    m_maxTokens->addItem(QStringLiteral("max_completion_tokens"));
    m_format->setObjectName(QStringLiteral("llmResponseFormat"));
    m_format->addItems({tr("text"), tr("a JSON object"), tr("JSON by a schema")});
    m_extra->setObjectName(QStringLiteral("llmExtra"));
    m_extra->setPlaceholderText(QStringLiteral("{\"reasoning_effort\": \"low\"}"));
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->hide();
    auto *switches = new QGridLayout;
    switches->setSpacing(spacingSmall);
    switches->addWidget(m_temperature, 0, 0);
    switches->addWidget(m_seed, 0, 1);
    switches->addWidget(m_logProbabilities, 1, 0);
    switches->addWidget(m_manySamples, 1, 1);
    switches->addWidget(m_caching, 2, 0, 1, 2);
    auto *form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setSpacing(spacing);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("The model:"), switches);
    form->addRow(tr("Limit of &tokens:"), m_maxTokens);
    form->addRow(tr("Answers &as:"), m_format);
    form->addRow(tr("Fu&rther members:"), m_extra);
    form->addRow(QString(), m_problem);
    connect(m_maxTokens, &QComboBox::activated, this, &SwitchesForm::tell);
    connect(m_format, &QComboBox::activated, this, &SwitchesForm::tell);
    connect(m_extra, &QLineEdit::textChanged, this, &SwitchesForm::tell);
    for (QCheckBox *box : {m_temperature, m_seed, m_logProbabilities, m_manySamples, m_caching}) {
        connect(box, &QCheckBox::toggled, this, &SwitchesForm::tell);
    }
}

void SwitchesForm::tell()
{
    const QString now = problem();
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, errorColour(palette()));
    m_problem->setPalette(colours);
    m_problem->setText(now);
    m_problem->setVisible(!now.isEmpty());
    if (!m_loading) {
        Q_EMIT changed();
    }
}

QString SwitchesForm::problem() const
{
    return parsed(m_extra).is_object()
               ? QString()
               : tr("The further members are no JSON object; write them as in "
                    "{\"reasoning_effort\": \"low\"}.");
}

void SwitchesForm::setSwitches(const ModelSwitches &switches)
{
    const QScopedValueRollback<bool> guard(m_loading, true);
    m_maxTokens->setCurrentIndex(static_cast<int>(switches.maxTokensField));
    m_temperature->setChecked(switches.temperature);
    m_seed->setChecked(switches.seed);
    m_logProbabilities->setChecked(switches.logProbabilities);
    m_manySamples->setChecked(switches.manySamples);
    m_caching->setChecked(switches.promptCaching);
    m_format->setCurrentIndex(static_cast<int>(switches.responseFormat));
    m_extra->setText(switches.extra.empty() ? QString()
                                            : QString::fromStdString(switches.extra.dump()));
    tell();
}

ModelSwitches SwitchesForm::switches() const
{
    ModelSwitches switches;
    switches.maxTokensField = static_cast<MaxTokensField>(m_maxTokens->currentIndex());
    switches.temperature = m_temperature->isChecked();
    switches.seed = m_seed->isChecked();
    switches.logProbabilities = m_logProbabilities->isChecked();
    switches.manySamples = m_manySamples->isChecked();
    switches.promptCaching = m_caching->isChecked();
    switches.responseFormat = static_cast<ResponseFormat>(m_format->currentIndex());
    if (nlohmann::json extra = parsed(m_extra); extra.is_object()) {
        switches.extra = std::move(extra);
    }
    return switches;
}

} // namespace auspex
