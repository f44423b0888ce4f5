// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/variant_tabs.h"

#include <QAction>
#include <QHBoxLayout>
#include <QTabBar>
#include <QToolButton>

#include "ui/common/command_action.h"
#include "ui/common/theme.h"
#include "ui/prompts/name_dialog.h"
#include "ui/prompts/prompt_edits.h"
#include "ui/prompts/studio_state.h"
#include "ui/window/action_catalog.h"

namespace auspex {

VariantTabs::VariantTabs(StudioState *state, QWidget *parent)
    : QWidget(parent)
    , m_state(state)
    , m_tabs(new QTabBar(this))
{
    m_tabs->setObjectName(QStringLiteral("studioVariants"));
    m_tabs->setAccessibleName(tr("Variants of the prompt"));
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(false);
    m_tabs->setUsesScrollButtons(true);
    m_tabs->setElideMode(Qt::ElideNone);
    createActions();
    m_tabs->addActions({m_rename, m_remove});
    m_tabs->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto *add = new QToolButton(this);
    add->setDefaultAction(m_add);
    add->setAutoRaise(true);
    add->setFocusPolicy(Qt::TabFocus);
    add->setAccessibleName(m_add->text().remove(u'&'));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacingSmall);
    layout->addWidget(m_tabs, 1);
    layout->addWidget(add);

    connect(m_tabs, &QTabBar::currentChanged, this, [this](int index) {
        if (!m_isShowing && index >= 0)
            m_state->setVariant(m_tabs->tabData(index).toString());
    });
    connect(m_tabs, &QTabBar::tabBarDoubleClicked, this, [this](int index) {
        if (index > 0 && m_rename->isEnabled())
            askForTitle();
    });
    connect(state, &StudioState::opened, this, &VariantTabs::refresh);
    connect(state, &StudioState::promptChanged, this, &VariantTabs::refresh);
    connect(state, &StudioState::viewChanged, this, &VariantTabs::refresh);
    refresh();
}

void VariantTabs::createActions()
{
    const auto command = [this](const char *name, const QString &icon, const QString &text,
                                const QString &tip, auto call) {
        m_actions.append(commandAction(this, name, icon, text, {}, tip, call));
        return m_actions.last();
    };
    m_add = command("studioAddVariant", QStringLiteral("add"), tr("Add a variant..."),
                    tr("Adds a variant with the components that are on now"),
                    [this] { askForNew(); });
    m_rename = command("studioRenameVariant", QStringLiteral("edit"), tr("Rename the variant..."),
                       tr("Gives the open variant another title"), [this] { askForTitle(); });
    m_remove = command("studioRemoveVariant", QStringLiteral("trash"), tr("Remove the variant"),
                       tr("Takes the open variant out of the prompt; its components stay"),
                       [this] { remove(); });
}

void VariantTabs::refresh()
{
    const Prompt &prompt = m_state->prompt();
    QStringList ids{QString()};
    QStringList titles{tr("As it is")};
    for (const PromptVariant &variant : prompt.variants) {
        ids.append(QString::fromStdString(variant.id));
        titles.append(QString::fromStdString(variant.title));
    }
    m_isShowing = true;
    while (m_tabs->count() > ids.size())
        m_tabs->removeTab(m_tabs->count() - 1);
    const int all = static_cast<int>(prompt.components.size());
    for (int i = 0; i < ids.size(); ++i) {
        // A tab bar reads an ampersand as the mark of a key.
        const QString text = QString(titles[i]).replace(u'&', QStringLiteral("&&"));
        if (i == m_tabs->count())
            m_tabs->addTab(text);
        if (m_tabs->tabText(i) != text)
            m_tabs->setTabText(i, text);
        m_tabs->setTabData(i, ids[i]);
        const int on = componentsOn(prompt, ids[i]);
        m_tabs->setTabToolTip(i, tr("%n component(s) of %1 are on", nullptr, on).arg(all));
    }
    m_tabs->setCurrentIndex(static_cast<int>(ids.indexOf(m_state->variant())));
    m_isShowing = false;
    updateActions();
}

void VariantTabs::updateActions()
{
    QString locked = m_state->whyNotEditable();
    if (locked.isEmpty() && m_state->prompt().format == PromptFormat::Llmas)
        locked = tr("A LLMAS template is one text without components.");
    const QString none = locked.isEmpty() && m_state->variant().isEmpty()
                             ? tr("Open the tab of a variant first.")
                             : locked;
    setDisabledReason(m_add, locked);
    setDisabledReason(m_rename, none);
    setDisabledReason(m_remove, none);
}

void VariantTabs::askForNew()
{
    const auto check = [this](const QString &title) {
        if (title.isEmpty())
            return tr("Give the variant a title.");
        for (const PromptVariant &variant : m_state->prompt().variants) {
            if (QString::fromStdString(variant.title) == title)
                return tr("There is a variant %1 already; choose another title.").arg(title);
        }
        return QString();
    };
    auto *dialog = new NameDialog({QStringLiteral("studioVariantDialog"), tr("Add Variant"),
                                   tr("&Title:"), tr("Add"),
                                   tr("It begins with the components that are on now.")},
                                  {}, check, this);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        QString id;
        const Prompt after = withVariantAdded(m_state->prompt(), m_state->variant(), dialog->name(),
                                              &id);
        m_state->edit(tr("Add the variant %1").arg(dialog->name()), after);
        m_state->setVariant(id);
    });
    dialog->open();
}

void VariantTabs::askForTitle()
{
    const QString variant = m_state->variant();
    const int index = variantIndex(m_state->prompt(), variant);
    if (index < 0)
        return;
    const QString before = QString::fromStdString(
        m_state->prompt().variants[static_cast<std::size_t>(index)].title);
    auto *dialog = new NameDialog(
        {QStringLiteral("studioVariantDialog"), tr("Rename Variant"), tr("&Title:"), tr("Rename"),
         tr("In the names of predictors it stays %1.").arg(variant)},
        before,
        [](const QString &title) {
            return title.isEmpty() ? tr("Give the variant a title.") : QString();
        },
        this);
    connect(dialog, &QDialog::accepted, this, [this, dialog, variant, before] {
        m_state->edit(tr("Rename the variant %1").arg(before),
                      withVariantRenamed(m_state->prompt(), variant, dialog->name()));
    });
    dialog->open();
}

void VariantTabs::remove()
{
    const QString variant = m_state->variant();
    const int index = variantIndex(m_state->prompt(), variant);
    if (index < 0)
        return;
    const QString title = QString::fromStdString(
        m_state->prompt().variants[static_cast<std::size_t>(index)].title);
    m_state->edit(tr("Remove the variant %1").arg(title),
                  withoutVariant(m_state->prompt(), variant));
}

} // namespace auspex
