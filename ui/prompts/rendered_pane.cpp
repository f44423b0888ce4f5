// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/rendered_pane.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/common/theme.h"
#include "ui/prompts/prompt_material.h"
#include "ui/prompts/prompt_meter.h"
#include "ui/prompts/rendered_view.h"
#include "ui/prompts/studio_rendering.h"

namespace auspex {

RenderedPane::RenderedPane(RenderedView *view, PromptMeter *meter, StudioRendering *rendering,
                           PromptMaterial *material, QWidget *parent)
    : QWidget(parent)
    , m_rendering(rendering)
    , m_material(material)
    , m_obstacle(new QWidget(this))
    , m_icon(new QLabel(m_obstacle))
    , m_text(new QLabel(m_obstacle))
    , m_remedy(new QPushButton(m_obstacle))
{
    auto *title = new QLabel(tr("What is sent"), this);
    QFont strong = font();
    strong.setBold(true);
    title->setFont(strong);
    title->setBuddy(view);
    m_text->setObjectName(QStringLiteral("studioObstacle"));
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_remedy->setObjectName(QStringLiteral("studioRemedy"));
    m_remedy->setAutoDefault(false);
    auto *obstacle = new QHBoxLayout(m_obstacle);
    obstacle->setContentsMargins(0, 0, 0, 0);
    obstacle->setSpacing(spacing);
    obstacle->addWidget(m_icon, 0, Qt::AlignTop);
    obstacle->addWidget(m_text, 1);
    obstacle->addWidget(m_remedy, 0, Qt::AlignTop);
    auto *header = new QHBoxLayout;
    header->setSpacing(spacing);
    header->addWidget(title);
    header->addWidget(meter, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacingSmall);
    layout->addLayout(header);
    layout->addWidget(m_obstacle);
    layout->addWidget(view, 1);
    connect(rendering, &StudioRendering::changed, this, &RenderedPane::refresh);
    connect(m_remedy, &QPushButton::clicked, this, [this] {
        if (m_material->task())
            Q_EMIT examplesRequested();
        else
            Q_EMIT tasksRequested();
    });
    refresh();
}

void RenderedPane::refresh()
{
    const QString obstacle = m_rendering->obstacle();
    m_obstacle->setVisible(!obstacle.isEmpty());
    if (obstacle.isEmpty())
        return;
    const int side = fontMetrics().height();
    m_icon->setPixmap(
        colouredIcon(QStringLiteral("warning"), warningColour(palette())).pixmap(side, side));
    m_text->setText(obstacle);
    const bool lacksExamples = m_material->task() && m_material->data().pool.empty()
                               && m_rendering->problems().empty();
    m_remedy->setText(m_material->task() ? tr("Import examples...") : tr("Import TFS-Eval..."));
    m_remedy->setVisible((lacksExamples || !m_material->task()) && m_material->isEditable());
}

} // namespace auspex
