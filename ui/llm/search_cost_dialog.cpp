// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/llm/search_cost_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include "ui/common/theme.h"
#include "ui/llm/llm_texts.h"
#include "ui/session/llm_center.h"

namespace auspex {

namespace {

// The paper's: a full prompt with ten demonstrations and five examples, the candidates of one
// search, the 60 searches of its tables, the training set of the student.
constexpr int paperPromptTokens = 2900;
constexpr int paperAnswerTokens = 5;
constexpr int paperCandidates = 3000;
constexpr int paperSearches = 60;
constexpr int paperDistillation = 3000;
constexpr int mostNumber = 100'000'000;

QLabel *resultLabel(const char *name, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(QLatin1String(name));
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setWordWrap(true);
    return label;
}

} // namespace

SearchCostDialog::SearchCostDialog(LlmCenter *center, QWidget *parent)
    : QDialog(parent)
    , m_center(center)
    , m_provider(new QComboBox(this))
    , m_model(new QComboBox(this))
    , m_promptTokens(number("llmCostPrompt", paperPromptTokens, mostNumber))
    , m_answerTokens(number("llmCostAnswer", paperAnswerTokens, mostNumber))
    , m_candidates(number("llmCostCandidates", paperCandidates, mostNumber))
    , m_searches(number("llmCostSearches", paperSearches, mostNumber))
    , m_distillation(number("llmCostDistillation", paperDistillation, mostNumber))
    , m_onePrediction(resultLabel("llmCostOne", this))
    , m_oneSearch(resultLabel("llmCostSearch", this))
    , m_allSearches(resultLabel("llmCostAll", this))
    , m_distilled(resultLabel("llmCostDistilled", this))
    , m_source(resultLabel("llmCostSource", this))
{
    setObjectName(QStringLiteral("llmSearchCostDialog"));
    setWindowTitle(tr("Cost of Searches"));
    m_provider->setObjectName(QStringLiteral("llmCostProvider"));
    m_model->setObjectName(QStringLiteral("llmCostModel"));
    m_model->setEditable(true);
    m_model->setInsertPolicy(QComboBox::NoInsert);
    for (const Provider &provider : center->providers()) {
        m_provider->addItem(QString::fromStdString(provider.title),
                            QString::fromStdString(provider.id));
    }
    QPalette muted = m_source->palette();
    muted.setColor(QPalette::WindowText, mutedText(palette()));
    m_source->setPalette(muted);
    auto *form = new QFormLayout;
    form->setSpacing(spacing);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Provider:"), m_provider);
    form->addRow(tr("&Model:"), m_model);
    form->addRow(tr("&Tokens of a prompt:"), m_promptTokens);
    form->addRow(tr("Tokens of an &answer:"), m_answerTokens);
    form->addRow(tr("&Candidates of a search:"), m_candidates);
    form->addRow(tr("&Searches:"), m_searches);
    form->addRow(tr("Predictions to &distil:"), m_distillation);
    auto *results = new QFormLayout;
    results->setSpacing(spacing);
    results->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    results->addRow(tr("One prediction:"), m_onePrediction);
    results->addRow(tr("One search:"), m_oneSearch);
    results->addRow(tr("All searches:"), m_allSearches);
    results->addRow(tr("Distilled once:"), m_distilled);
    results->addRow(QString(), m_source);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton *again = buttons->addButton(tr("Reset to the paper's values"),
                                            QDialogButtonBox::ResetRole);
    again->setAutoDefault(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(spacingLarge, spacingLarge, spacingLarge, spacingLarge);
    layout->setSpacing(spacingLarge);
    layout->addLayout(form);
    layout->addLayout(results);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(again, &QPushButton::clicked, this, &SearchCostDialog::reset);
    connect(m_provider, &QComboBox::activated, this, [this] {
        m_model->clearEditText();
        showModels();
    });
    connect(m_model, &QComboBox::currentTextChanged, this, &SearchCostDialog::reckon);
    connect(center, &LlmCenter::pricesChanged, this, &SearchCostDialog::reckon);
    showModels();
    resize(fontMetrics().averageCharWidth() * 70, sizeHint().height());
}

QSpinBox *SearchCostDialog::number(const char *name, int value, int most)
{
    auto *box = new QSpinBox(this);
    box->setObjectName(QLatin1String(name));
    box->setRange(0, most);
    box->setGroupSeparatorShown(true);
    box->setValue(value);
    connect(box, &QSpinBox::valueChanged, this, &SearchCostDialog::reckon);
    return box;
}

void SearchCostDialog::showModels()
{
    {
        const QSignalBlocker quiet(m_model);
        const QString before = m_model->currentText();
        m_model->clear();
        if (const Provider *provider = m_center->provider(m_provider->currentData().toString())) {
            for (const std::string &model : provider->suggestedModels) {
                m_model->addItem(QString::fromStdString(model));
            }
        }
        if (!before.isEmpty()) {
            m_model->setCurrentText(before);
        }
    }
    reckon();
}

void SearchCostDialog::reset()
{
    m_promptTokens->setValue(paperPromptTokens);
    m_answerTokens->setValue(paperAnswerTokens);
    m_candidates->setValue(paperCandidates);
    m_searches->setValue(paperSearches);
    m_distillation->setValue(paperDistillation);
}

void SearchCostDialog::reckon()
{
    const Provider *provider = m_center->provider(m_provider->currentData().toString());
    const std::string model = m_model->currentText().trimmed().toStdString();
    std::optional<Price> price;
    if (provider && !model.empty()) {
        price = m_center->prices().find(*provider, model, utcDay(), m_promptTokens->value());
    }
    std::optional<double> one;
    if (price) {
        one = costOf({m_promptTokens->value(), 0, 0, m_answerTokens->value()}, *price);
    }
    const SearchCost cost = searchCost(one, m_candidates->value(), m_searches->value(),
                                       m_distillation->value());
    m_onePrediction->setText(moneyText(one));
    m_oneSearch->setText(moneyText(cost.perSearch));
    m_allSearches->setText(moneyText(cost.allSearches));
    QString distilled = moneyText(cost.distilled);
    if (cost.distilled && cost.allSearches && *cost.distilled > 0.0) {
        distilled += QStringLiteral(" (")
                     + tr("all searches cost %1 times as much")
                           .arg(QLocale().toString(*cost.allSearches / *cost.distilled, 'g', 3))
                     + u')';
    }
    m_distilled->setText(distilled);
    m_source->setText(
        price ? tr("Price of %1 as of %2, from %3.")
                    .arg(QString::fromStdString(price->model),
                         price->asOf.empty() ? QStringLiteral("-")
                                             : QString::fromStdString(price->asOf),
                         price->source.empty() ? tr("the price list")
                                               : QString::fromStdString(price->source))
              : tr("The price of this model is not known; enter it in the price list."));
}

} // namespace auspex
