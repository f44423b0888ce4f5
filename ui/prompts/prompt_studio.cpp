// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/prompt_studio.h"

#include <algorithm>

#include <QAction>
#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QUrl>
#include <QVBoxLayout>

#include "ui/common/message_bar.h"
#include "ui/common/theme.h"
#include "ui/prompts/component_editor.h"
#include "ui/prompts/component_list.h"
#include "ui/prompts/material_panel.h"
#include "ui/prompts/model_choice.h"
#include "ui/prompts/prompt_editor.h"
#include "ui/prompts/prompt_files.h"
#include "ui/prompts/prompt_list.h"
#include "ui/prompts/prompt_material.h"
#include "ui/prompts/prompt_meter.h"
#include "ui/prompts/rendered_pane.h"
#include "ui/prompts/rendered_view.h"
#include "ui/prompts/studio_rendering.h"
#include "ui/prompts/studio_state.h"
#include "ui/prompts/trial_panel.h"
#include "ui/prompts/variant_tabs.h"
#include "ui/session/llm_center.h"
#include "ui/session/session.h"

namespace auspex {

namespace {

QStringList promptFilesIn(const QMimeData *data)
{
    QStringList files;
    for (const QUrl &url : data->urls()) {
        if (url.isLocalFile() && isPromptFile(url.toLocalFile()))
            files.append(url.toLocalFile());
    }
    return files;
}

} // namespace

PromptStudio::PromptStudio(Session *session, LlmCenter *center, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_state(new StudioState(session, this))
    , m_material(new PromptMaterial(session, this))
    , m_rendering(new StudioRendering(m_state, m_material, this))
    , m_choice(new ModelChoice(session, center, this))
    , m_center(center)
{
    setObjectName(QStringLiteral("promptStudio"));
    setAcceptDrops(true);
    createActions();
    createWidgets();
    connect(m_state, &StudioState::opened, this, &PromptStudio::showHeader);
    connect(m_state, &StudioState::promptChanged, this, &PromptStudio::showHeader);
    connect(m_state, &StudioState::listChanged, this, &PromptStudio::showHeader);
    connect(m_trial, &TrialPanel::stateChanged, this, &PromptStudio::updateActions);
    if (center)
        connect(center, &LlmCenter::runsChanged, this, &PromptStudio::showHeader);
    connect(session, &Session::workspaceChanged, this, [this] {
        m_messages->clear();
        showHeader();
    });
    showHeader();
}

PromptStudio::~PromptStudio()
{
    // The views look at what the state is made of until they are gone.
    delete m_stack;
}

void PromptStudio::createWidgets()
{
    m_messages = new MessageArea(this);
    m_stack = new QStackedWidget(this);
    QWidget *header = createHeader(); // first, as it is the first to be reached by Tab
    m_prompts = new PromptList(m_state, this);
    m_prompts->setActions(
        {m_new, m_copy, m_rename, m_remove, m_restore, m_discard, m_compare, m_import, m_export},
        {m_new, m_copy, m_import, m_export, m_remove});
    m_components = new ComponentList(m_state, m_rendering, this);
    m_variants = new VariantTabs(m_state, this);
    m_editor = new ComponentEditor(m_state, m_rendering, this);
    m_materialPanel = new MaterialPanel(m_material, this);
    m_rendered = new RenderedView(m_state, m_rendering, this);
    m_rendered->setObjectName(QStringLiteral("studioRendered"));
    m_rendered->setAccessibleName(tr("The text that is sent"));
    auto *meter = new PromptMeter(m_session, m_rendering, m_material, m_choice, this);
    auto *pane = new RenderedPane(m_rendered, meter, m_rendering, m_material, this);
    m_trial = new TrialPanel(m_session, m_rendering, m_material, m_choice, this);
    m_trial->setActions(m_run, m_runSet);
    m_actions += m_components->actions();
    m_actions += m_variants->actions();

    QSplitter *left = createSplitter(Qt::Vertical, "left", {m_prompts, m_components}, {42, 58});
    QSplitter *middle = createSplitter(Qt::Vertical, "middle", {m_editor, m_materialPanel},
                                       {52, 48});
    QSplitter *right = createSplitter(Qt::Vertical, "right", {pane, m_trial}, {62, 38});
    QSplitter *texts = createSplitter(Qt::Horizontal, "texts", {middle, right}, {47, 53});
    auto *main = new QWidget(this);
    auto *column = new QVBoxLayout(main);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacingSmall);
    column->addWidget(m_variants);
    column->addWidget(texts, 1);
    QSplitter *whole = createSplitter(Qt::Horizontal, "whole", {left, main}, {20, 80});

    auto *studio = new QWidget(m_stack);
    auto *layout = new QVBoxLayout(studio);
    layout->setContentsMargins(spacing, spacing, spacing, spacing);
    layout->setSpacing(spacing);
    layout->addWidget(header);
    layout->addWidget(whole, 1);
    m_stack->addWidget(studio);
    m_stack->addWidget(createEmptyState());
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    outer->addWidget(m_messages);
    outer->addWidget(m_stack, 1);

    connect(m_components, &ComponentList::message, this, &PromptStudio::message);
    const auto focusEditor = [this] { m_editor->editor()->setFocus(); };
    connect(m_components, &ComponentList::editRequested, this, focusEditor);
    connect(m_prompts, &PromptList::editRequested, this, focusEditor);
    connect(m_editor, &ComponentEditor::cursorMoved, m_rendered, &RenderedView::follow);
    connect(m_editor, &ComponentEditor::leaving, this, [this] {
        m_state->flush();
        m_material->flush();
    });
    connect(meter, &PromptMeter::failed, this,
            [this](const QString &text) { m_messages->add(MessageKind::Warning, text); });
    connect(pane, &RenderedPane::examplesRequested, m_materialPanel,
            &MaterialPanel::importExamples);
    connect(pane, &RenderedPane::tasksRequested, this, &PromptStudio::importRequested);
}

QWidget *PromptStudio::createHeader()
{
    auto *header = new QWidget(this);
    m_title = new QLabel(header);
    m_title->setObjectName(QStringLiteral("studioTitle"));
    m_title->setTextFormat(Qt::PlainText);
    QFont strong = font();
    strong.setBold(true);
    strong.setPointSizeF(strong.pointSizeF() * 1.15);
    m_title->setFont(strong);
    m_status = new QLabel(header);
    m_status->setObjectName(QStringLiteral("studioStatus"));
    m_status->setTextFormat(Qt::PlainText);
    m_lock = new QLabel(header);
    m_lock->setObjectName(QStringLiteral("studioLock"));
    m_status->setWordWrap(true);
    const auto button = [header](QAction *action, const char *name) {
        auto *made = new QPushButton(header);
        made->setObjectName(QLatin1String(name));
        made->setAutoDefault(false);
        const auto update = [made, action] {
            made->setText(action->iconText());
            made->setIcon(action->icon());
            made->setEnabled(action->isEnabled());
            made->setToolTip(action->toolTip());
        };
        connect(action, &QAction::changed, made, update);
        connect(made, &QPushButton::clicked, action, &QAction::trigger);
        update();
        return made;
    };
    m_copyButton = button(m_copy, "studioCopyButton");
    m_restoreButton = button(m_restore, "studioRestoreButton");
    auto *layout = new QHBoxLayout(header);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing);
    layout->addWidget(m_lock);
    layout->addWidget(m_title);
    layout->addWidget(m_status, 1);
    layout->addWidget(m_copyButton);
    layout->addWidget(m_restoreButton);
    layout->addWidget(button(m_compare, "studioCompareButton"));
    layout->addWidget(button(m_save, "studioSaveButton"));
    return header;
}

/// What the user chose for the sizes is kept, for each splitter.
QSplitter *PromptStudio::createSplitter(Qt::Orientation orientation, const char *name,
                                        const QList<QWidget *> &parts, const QList<int> &sizes)
{
    auto *splitter = new QSplitter(orientation, this);
    splitter->setObjectName(QStringLiteral("studioSplitter-") + QLatin1String(name));
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(spacing);
    for (qsizetype i = 0; i < parts.size(); ++i) {
        splitter->addWidget(parts[i]);
        splitter->setStretchFactor(static_cast<int>(i), sizes[i]);
    }
    QList<int> wanted;
    for (const int size : sizes)
        wanted.append(size * 100); // shares: the splitter scales them to the room it has
    splitter->setSizes(wanted);
    const QString key = QStringLiteral("prompts/splitter-") + QLatin1String(name);
    splitter->restoreState(QSettings().value(key).toByteArray());
    connect(splitter, &QSplitter::splitterMoved, this,
            [splitter, key] { QSettings().setValue(key, splitter->saveState()); });
    return splitter;
}

QWidget *PromptStudio::createEmptyState()
{
    auto *empty = new QWidget(m_stack);
    empty->setObjectName(QStringLiteral("studioEmptyState"));
    auto *text = new QLabel(
        tr("Open or create a workspace: prompts and the replies to them are kept there."), empty);
    text->setAlignment(Qt::AlignCenter);
    text->setWordWrap(true);
    auto *layout = new QVBoxLayout(empty);
    layout->setContentsMargins(spacingHuge, spacingHuge, spacingHuge, spacingHuge);
    layout->addWidget(text);
    return empty;
}

void PromptStudio::showHeader()
{
    m_stack->setCurrentIndex(m_session->workspace() ? 0 : 1);
    const PromptPlace &place = m_state->place();
    m_title->setText(placeTitle(place));
    const int newest = m_state->newestVersion(place.name);
    QString status;
    switch (place.origin) {
    case PromptOrigin::BuiltIn:
    case PromptOrigin::Version:
        status = m_state->whyNotEditable();
        break;
    case PromptOrigin::Own:
        status = newest == 0 ? tr("No version was saved yet; the edits are kept all the same.")
                 : m_state->isModified(place.name)
                     ? tr("Edited since version %1; the edits are kept.").arg(m_state->basedOn())
                     : tr("Version %1").arg(newest);
        if (m_session->isReadOnly())
            status = m_session->readOnlyReason();
        break;
    }
    if (const int runs = runCount(); runs > 0)
        status += u' ' + tr("%n run(s) used it.", nullptr, runs);
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, mutedText(palette()));
    m_status->setPalette(colours);
    m_status->setText(status);
    const int side = fontMetrics().height();
    m_lock->setPixmap(themedIcon(QStringLiteral("lock")).pixmap(side, side));
    m_lock->setVisible(!m_state->isEditable());
    m_copyButton->setVisible(place.origin == PromptOrigin::BuiltIn);
    m_restoreButton->setVisible(place.origin == PromptOrigin::Version);
    updateActions();
}

/// Runs with the open version; of edits, with the version that they began as.
int PromptStudio::runCount() const
{
    if (!m_center || !m_session->workspace())
        return 0;
    const PromptPlace &place = m_state->place();
    const std::vector<LlmRunInfo> runs = m_center->runs();
    return static_cast<int>(std::count_if(runs.begin(), runs.end(), [&](const LlmRunInfo &run) {
        const LlmSpec &spec = run.setup.spec;
        return QString::fromStdString(spec.prompt) == place.name
               && (place.origin == PromptOrigin::BuiltIn
                   || spec.promptVersion.value_or(m_state->newestVersion(place.name))
                          == m_state->basedOn());
    }));
}

void PromptStudio::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_status)
        showHeader();
}

void PromptStudio::dragEnterEvent(QDragEnterEvent *event)
{
    if (cannotWrite().isEmpty() && !promptFilesIn(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void PromptStudio::dropEvent(QDropEvent *event)
{
    event->acceptProposedAction();
    importFiles(promptFilesIn(event->mimeData()));
}

} // namespace auspex
