// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/llm/launch_model.h"

#include <algorithm>

#include <QComboBox>
#include <QCompleter>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>

#include "core/llm/llm_run.h"
#include "ui/common/labelled.h"
#include "ui/common/theme.h"
#include "ui/llm/llm_texts.h"

namespace auspex {

LaunchModel::LaunchModel(LlmCenter *center, QWidget *parent)
    : QGroupBox(tr("Who predicts"), parent)
    , m_center(center)
    , m_provider(new QComboBox(this))
    , m_edit(new QPushButton(tr("Ed&it..."), this))
    , m_key(helpLabel({}, this))
    , m_model(new QComboBox(this))
    , m_offered(helpLabel({}, this))
{
    m_key->setObjectName(QStringLiteral("llmKeyState"));
    m_offered->setObjectName(QStringLiteral("llmOffered"));
    m_provider->setObjectName(QStringLiteral("llmProvider"));
    m_edit->setObjectName(QStringLiteral("llmEditProvider"));
    m_edit->setAutoDefault(false);
    m_model->setObjectName(QStringLiteral("llmModel"));
    m_model->setEditable(true);
    m_model->setInsertPolicy(QComboBox::NoInsert);
    m_model->completer()->setFilterMode(Qt::MatchContains);
    m_model->completer()->setCompletionMode(QCompleter::PopupCompletion);
    m_model->lineEdit()->setPlaceholderText(tr("Name of a model"));
    auto *row = new QHBoxLayout;
    row->setSpacing(spacing);
    row->addWidget(m_provider, 1);
    row->addWidget(m_edit);
    auto *form = new QFormLayout(this);
    form->setSpacing(spacing);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    auto *label = new QLabel(tr("&Provider:"), this); // a layout has no buddy
    label->setBuddy(m_provider);
    form->addRow(label, row);
    form->addRow(QString(), m_key);
    form->addRow(tr("&Model:"), m_model);
    form->addRow(QString(), m_offered);
    connect(m_provider, &QComboBox::activated, this, [this] {
        m_wanted.clear();
        m_model->clearEditText();
        showProvider();
        Q_EMIT changed();
    });
    connect(m_model, &QComboBox::currentTextChanged, this, &LaunchModel::changed);
    connect(m_edit, &QPushButton::clicked, this,
            [this] { Q_EMIT providersRequested(m_provider->currentData().toString()); });
    connect(center, &LlmCenter::providersChanged, this, [this] {
        m_fetched.clear();
        showProviders();
        Q_EMIT changed();
    });
    connect(center, &LlmCenter::keySourceChanged, this, [this](const QString &id) {
        if (id == m_provider->currentData().toString()) {
            showKey();
            fetchModels();
        }
    });
    showProviders();
}

void LaunchModel::showProviders()
{
    const QString before = m_provider->currentData().toString();
    m_provider->clear();
    for (const Provider &provider : m_center->providers()) {
        m_provider->addItem(QString::fromStdString(provider.title),
                            QString::fromStdString(provider.id));
    }
    m_provider->setCurrentIndex(std::max(0, m_provider->findData(before)));
    showProvider();
}

const Provider *LaunchModel::provider() const
{
    return m_provider->currentIndex() < 0
               ? nullptr
               : m_center->provider(m_provider->currentData().toString());
}

QString LaunchModel::model() const
{
    return m_model->currentText().trimmed();
}

void LaunchModel::showProvider()
{
    QStringList suggested;
    if (const Provider *now = provider()) {
        for (const std::string &model : now->suggestedModels) {
            suggested.append(QString::fromStdString(model));
        }
        m_center->lookUpKey(QString::fromStdString(now->id));
    }
    showModels(suggested);
    if (model().isEmpty() && !suggested.isEmpty()) {
        m_model->setCurrentText(suggested.first());
    }
    m_offered->clear();
    showKey();
    fetchModels();
}

void LaunchModel::showKey()
{
    const Provider *now = provider();
    m_key->setText(now ? keySourceText(*now, m_center->keySource(QString::fromStdString(now->id)))
                       : QString());
}

/// The list is a help and no condition: what goes wrong is told beside it.
void LaunchModel::fetchModels()
{
    const Provider *now = provider();
    if (!now || !providerProblems(*now).empty()) {
        return;
    }
    const QString id = QString::fromStdString(now->id);
    const KeySource source = m_center->keySource(id).value_or(KeySource::None);
    if ((now->needsKey && source == KeySource::None) || m_fetched == id) {
        return;
    }
    m_fetched = id;
    m_offered->setText(tr("Asking for the models that are offered..."));
    m_fetch.start(
        this,
        [wanted = *now](Job &job) {
            return std::make_shared<Models>(listModels(wanted, findKey(wanted).key, job));
        },
        [this](const std::shared_ptr<Models> &models) {
            if (!*models) {
                m_offered->setText(QString::fromStdString(models->error().message));
                return;
            }
            QStringList names;
            for (const std::string &name : **models) {
                names.append(QString::fromStdString(name));
            }
            names.sort(Qt::CaseInsensitive);
            m_offered->setText(
                tr("%n model(s) are offered.", nullptr, static_cast<int>(names.size())));
            showModels(names);
        });
}

/// Below what was typed, which stays.
void LaunchModel::showModels(const QStringList &models)
{
    const QSignalBlocker quiet(m_model);
    const QString typed = m_model->currentText();
    QStringList names;
    if (const Provider *now = provider()) {
        for (const std::string &suggested : now->suggestedModels) {
            names.append(QString::fromStdString(suggested));
        }
    }
    for (const QString &name : models) {
        if (!names.contains(name)) {
            names.append(name);
        }
    }
    m_model->clear();
    m_model->addItems(names);
    m_model->setCurrentText(typed);
}

void LaunchModel::setSetup(const LlmRunSetup &setup)
{
    const QSignalBlocker quiet(this);
    const QString id = QString::fromStdString(setup.spec.provider);
    const int row = m_provider->findData(id);
    m_wanted = row < 0 && !id.isEmpty() ? id : QString();
    m_provider->setCurrentIndex(row < 0 && id.isEmpty() ? 0 : row);
    m_model->setCurrentText(QString::fromStdString(setup.spec.model));
    showProvider();
}

void LaunchModel::fill(LlmRunSetup &setup) const
{
    setup.spec.provider = m_provider->currentData().toString().toStdString();
    setup.spec.model = model().toStdString();
}

QString LaunchModel::problem() const
{
    const Provider *now = provider();
    if (!now) {
        return m_wanted.isEmpty()
                   ? tr("Choose a provider.")
                   : tr("There is no provider %1; choose another one, or add it.").arg(m_wanted);
    }
    if (const auto problems = providerProblems(*now); !problems.empty()) {
        return QString::fromStdString(problems.front());
    }
    return model().isEmpty() ? tr("Name the model that is to predict.") : QString();
}

} // namespace auspex
