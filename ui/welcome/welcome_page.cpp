// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/welcome/welcome_page.h"

#include <QAction>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/charts/plot.h"
#include "ui/common/theme.h"
#include "ui/session/recent_workspaces.h"
#include "ui/welcome/example_plot.h"
#include "ui/welcome/recent_list.h"

namespace auspex {

namespace {

constexpr int exampleSize = 200;
constexpr int signSize = 56;
constexpr int pageMargin = 40;

QLabel *heading(const QString &text, double scale, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() * scale);
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
    return label;
}

QToolButton *wideButton(QAction *action, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    button->setMinimumHeight(button->fontMetrics().height() + spacingLarge);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

} // namespace

WelcomePage::WelcomePage(const QList<QAction *> &begin, QAction *help, RecentWorkspaces *recent,
                         QWidget *parent)
    : QScrollArea(parent)
{
    setObjectName(QStringLiteral("welcomePage"));
    setFrameShape(NoFrame);
    setWidgetResizable(true);
    auto *page = new QWidget(this);
    auto *layout = new QHBoxLayout(page);
    layout->setContentsMargins(pageMargin, pageMargin, pageMargin, spacingHuge);
    layout->setSpacing(pageMargin);
    layout->addWidget(createBeginning(begin, help, recent), 2);
    layout->addWidget(createExample(), 3);
    setWidget(page);
    applyTheme();
}

QWidget *WelcomePage::createBeginning(const QList<QAction *> &begin, QAction *help,
                                      RecentWorkspaces *recent)
{
    auto *column = new QWidget(this);
    m_sign = new QLabel(column);
    auto *name = heading(QStringLiteral("Auspex"), 2.2, column);
    auto *question = mutedLabel(
        tr("How far can a performance predictor be trusted, before it chooses an architecture and "
           "spends your GPU days?"));

    auto *title = new QHBoxLayout;
    title->setSpacing(spacingLarge);
    title->addWidget(m_sign);
    title->addWidget(name, 1);

    auto *layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing);
    layout->addLayout(title);
    layout->addWidget(question);
    layout->addSpacing(spacingLarge);
    for (QAction *action : begin) {
        layout->addWidget(wideButton(action, column));
    }
    auto *helpLink = new QLabel(
        QStringLiteral("<a href=\"#\">%1</a>").arg(help->text().remove(u'&').toHtmlEscaped()),
        column);
    helpLink->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    connect(helpLink, &QLabel::linkActivated, help, &QAction::trigger);
    layout->addWidget(helpLink);
    layout->addSpacing(spacingLarge);

    auto *recentHeading = heading(tr("Recent workspaces"), 1.15, column);
    auto *list = new RecentList(recent, column);
    auto *none = mutedLabel(tr("None yet. Everything you import and judge is kept in a workspace, "
                               "one file that you choose."));
    recentHeading->setBuddy(list);
    layout->addWidget(recentHeading);
    layout->addWidget(none);
    layout->addWidget(list, 1);
    layout->addStretch(0);
    const auto showList = [list, none] {
        list->setVisible(list->count() > 0);
        none->setVisible(list->count() == 0);
    };
    showList();
    connect(recent, &RecentWorkspaces::changed, column, showList);
    connect(list, &RecentList::openRequested, this, &WelcomePage::openRequested);
    return column;
}

QWidget *WelcomePage::createExample()
{
    auto *column = new QWidget(this);
    m_plot = new PlotView(column);
    m_plot->setObjectName(QStringLiteral("examplePlot"));
    m_plot->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    auto *layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing);
    layout->addWidget(heading(
        tr("%n architectures, drawn and counted just now", nullptr, exampleSize), 1.15, column));
    layout->addWidget(mutedLabel(
        tr("Each point is a Transformer of the small demo space. Networks of one size can differ "
           "widely in cost, and neither number says how well they translate: that is what "
           "predictors are for.")));
    layout->addWidget(m_plot, 1);
    return column;
}

QLabel *WelcomePage::mutedLabel(const QString &text)
{
    auto *label = new QLabel(text, this);
    label->setWordWrap(true);
    m_muted.append(label);
    return label;
}

void WelcomePage::changeEvent(QEvent *event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange) {
        applyTheme();
    }
}

void WelcomePage::showEvent(QShowEvent *event)
{
    QScrollArea::showEvent(event);
    if (!m_isPlotted) {
        m_isPlotted = true;
        m_plot->setData(demoSpacePlot(exampleSize));
    }
}

void WelcomePage::applyTheme()
{
    for (QLabel *label : std::as_const(m_muted)) {
        QPalette palette = QGuiApplication::palette();
        palette.setColor(QPalette::WindowText, mutedText(palette));
        label->setPalette(palette);
    }
    m_sign->setPixmap(QIcon(QStringLiteral(":/icons/auspex.svg"))
                          .pixmap(QSize(signSize, signSize), devicePixelRatioF()));
}

} // namespace auspex
