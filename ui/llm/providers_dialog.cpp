// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/llm/providers_dialog.h"

#include <algorithm>
#include <set>

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/common/theme.h"
#include "ui/llm/provider_form.h"
#include "ui/session/llm_center.h"

namespace auspex {

namespace {

constexpr int listWidth = 34; // average characters

const Provider *presetOf(const std::string &id)
{
    const std::vector<Provider> &presets = builtInProviders();
    const auto found = std::find_if(presets.begin(), presets.end(),
                                    [&](const Provider &preset) { return preset.id == id; });
    return found == presets.end() ? nullptr : &*found;
}

} // namespace

ProvidersDialog::ProvidersDialog(LlmCenter *center, QWidget *parent, const QString &shown)
    : QDialog(parent)
    , m_center(center)
    , m_providers(center->providers())
{
    setObjectName(QStringLiteral("llmProvidersDialog"));
    setWindowTitle(tr("Providers and Keys"));
    m_form = new ProviderForm(center, this);
    m_problem = new QLabel(this);
    m_problem->setObjectName(QStringLiteral("llmProviderProblem"));
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
    m_save = buttons->button(QDialogButtonBox::Save);
    m_save->setObjectName(QStringLiteral("llmSaveProviders"));
    m_save->setText(tr("Save p&roviders"));
    connect(buttons, &QDialogButtonBox::accepted, this, &ProvidersDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *columns = new QHBoxLayout;
    columns->setSpacing(spacingLarge);
    columns->addWidget(createList());
    columns->addWidget(m_form, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(spacingLarge, spacingLarge, spacingLarge, spacingLarge);
    layout->setSpacing(spacing);
    layout->addLayout(columns, 1);
    layout->addWidget(m_problem);
    layout->addWidget(buttons);

    connect(m_list, &QListWidget::currentRowChanged, this, &ProvidersDialog::showCurrent);
    connect(m_form, &ProviderForm::changed, this, &ProvidersDialog::takeChange);
    showList();
    const auto wanted = std::find_if(
        m_providers.begin(), m_providers.end(),
        [&](const Provider &provider) { return provider.id == shown.toStdString(); });
    m_list->setCurrentRow(
        wanted == m_providers.end() ? 0 : static_cast<int>(wanted - m_providers.begin()));
    showCurrent(); // the first row was current before
    resize(fontMetrics().averageCharWidth() * 110, sizeHint().height());
}

QWidget *ProvidersDialog::createList()
{
    auto *side = new QWidget(this);
    auto *label = new QLabel(tr("&Providers"), side);
    m_list = new QListWidget(side);
    m_list->setObjectName(QStringLiteral("llmProviders"));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setTextElideMode(Qt::ElideMiddle);
    side->setFixedWidth(fontMetrics().averageCharWidth() * listWidth);
    label->setBuddy(m_list);
    const auto button = [side](const char *name, const QString &text) {
        auto *made = new QPushButton(text, side);
        made->setObjectName(QLatin1String(name));
        made->setAutoDefault(false);
        return made;
    };
    auto *addButton = button("llmAddProvider", tr("A&dd"));
    m_copy = button("llmCopyProvider", tr("C&opy"));
    m_remove = button("llmRemoveProvider", tr("Remove"));
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(spacingSmall);
    buttons->addWidget(addButton);
    buttons->addWidget(m_copy);
    buttons->addStretch();
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacingSmall);
    layout->addWidget(label);
    layout->addWidget(m_list, 1);
    layout->addLayout(buttons);
    layout->addWidget(m_remove);
    connect(addButton, &QPushButton::clicked, this, &ProvidersDialog::add);
    connect(m_copy, &QPushButton::clicked, this, &ProvidersDialog::copy);
    connect(m_remove, &QPushButton::clicked, this, &ProvidersDialog::removeOrRestore);
    return side;
}

QString ProvidersDialog::titleOf(const Provider &provider) const
{
    const QString title = QString::fromStdString(provider.title.empty() ? provider.id
                                                                        : provider.title);
    const Provider *preset = presetOf(provider.id);
    if (!preset) {
        return tr("%1 (own)").arg(title);
    }
    return *preset == provider ? title : tr("%1 (changed)").arg(title);
}

void ProvidersDialog::showList()
{
    const QSignalBlocker quiet(m_list);
    const int row = m_list->currentRow();
    m_list->clear();
    for (const Provider &provider : m_providers) {
        m_list->addItem(titleOf(provider));
        m_list->item(m_list->count() - 1)->setToolTip(titleOf(provider));
    }
    m_list->setCurrentRow(std::min(std::max(row, 0), m_list->count() - 1));
}

void ProvidersDialog::showCurrent()
{
    const int row = m_list->currentRow();
    if (row < 0) {
        return;
    }
    const Provider &provider = m_providers[static_cast<std::size_t>(row)];
    m_form->setProvider(provider, presetOf(provider.id) != nullptr);
    validate();
}

void ProvidersDialog::takeChange()
{
    const int row = m_list->currentRow();
    if (row < 0) {
        return;
    }
    m_providers[static_cast<std::size_t>(row)] = m_form->provider();
    m_list->item(row)->setText(titleOf(m_providers[static_cast<std::size_t>(row)]));
    validate();
}

QString ProvidersDialog::freeId(const std::string &wanted) const
{
    const QString stem = QString::fromStdString(wanted.empty() ? "own" : wanted);
    for (int number = 2;; ++number) {
        const QString id = QStringLiteral("%1-%2").arg(stem).arg(number);
        const bool isTaken = std::any_of(
            m_providers.begin(), m_providers.end(),
            [&](const Provider &provider) { return provider.id == id.toStdString(); });
        if (!isTaken) {
            return id;
        }
    }
}

void ProvidersDialog::insert(Provider provider)
{
    m_providers.push_back(std::move(provider));
    showList();
    m_list->setCurrentRow(m_list->count() - 1);
    m_form->setCurrentIndex(0);
    m_form->setFocus();
}

void ProvidersDialog::add()
{
    Provider provider;
    provider.id = freeId("own").toStdString();
    provider.title = tr("Own service").toStdString();
    insert(std::move(provider));
}

void ProvidersDialog::copy()
{
    const int row = m_list->currentRow();
    if (row >= 0) {
        Provider provider = m_providers[static_cast<std::size_t>(row)];
        provider.title = tr("Copy of %1").arg(QString::fromStdString(provider.title)).toStdString();
        provider.id = freeId(provider.id).toStdString();
        insert(std::move(provider));
    }
}

void ProvidersDialog::removeOrRestore()
{
    const int row = m_list->currentRow();
    if (row < 0) {
        return;
    }
    Provider &provider = m_providers[static_cast<std::size_t>(row)];
    if (const Provider *preset = presetOf(provider.id)) {
        provider = *preset;
    } else {
        m_providers.erase(m_providers.begin() + row);
    }
    showList();
    showCurrent();
}

QString ProvidersDialog::problem() const
{
    std::set<std::string> ids;
    for (const Provider &provider : m_providers) {
        const QString name = QString::fromStdString(provider.title.empty() ? provider.id
                                                                           : provider.title);
        if (provider.title.empty()) {
            return tr("Give the provider %1 a name.").arg(name);
        }
        // A preset that nobody filled in is no reason not to save the others.
        const Provider *known = m_center->provider(QString::fromStdString(provider.id));
        const Provider *preset = presetOf(provider.id);
        const bool isUntouched = (known && *known == provider) || (preset && *preset == provider);
        if (const auto problems = providerProblems(provider); !problems.empty() && !isUntouched) {
            return tr("%1: %2").arg(name, QString::fromStdString(problems.front()));
        }
        if (!ids.insert(provider.id).second) {
            return tr("Two providers have the id %1; give one of them another.")
                .arg(QString::fromStdString(provider.id));
        }
    }
    return m_form->problem();
}

void ProvidersDialog::validate()
{
    const int row = m_list->currentRow();
    const Provider *preset = row < 0 ? nullptr
                                     : presetOf(m_providers[static_cast<std::size_t>(row)].id);
    m_remove->setText(preset ? tr("Restore the preset") : tr("Remove"));
    m_remove->setEnabled(row >= 0
                         && !(preset && *preset == m_providers[static_cast<std::size_t>(row)]));
    m_copy->setEnabled(row >= 0);
    const QString why = problem();
    QString hint; // what is still to be filled in
    if (why.isEmpty() && row >= 0) {
        const auto problems = providerProblems(m_providers[static_cast<std::size_t>(row)]);
        hint = problems.empty() ? QString() : QString::fromStdString(problems.front());
    }
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText,
                     why.isEmpty() ? mutedText(palette()) : errorColour(palette()));
    m_problem->setPalette(colours);
    m_problem->setText(why.isEmpty() ? hint : why);
    m_save->setEnabled(why.isEmpty());
}

void ProvidersDialog::accept()
{
    const Result<void> saved = m_center->setProviders(m_providers);
    if (saved) {
        QDialog::accept();
        return;
    }
    m_problem->setText(QString::fromStdString(saved.error().message));
}

} // namespace auspex
