// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/judge/predictor_popup.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScreen>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "ui/common/theme.h"

namespace auspex {

namespace {

constexpr int specRole = Qt::UserRole + 1;

QString groupTitle(const PredictorSpec &spec)
{
    if (spec.kind == "llm")
        return PredictorPopup::tr("Language models that were run here");
    if (spec.kind == "recorded")
        return PredictorPopup::tr("Recorded supernets");
    if (spec.kind == "calibrated")
        return PredictorPopup::tr("Calibrated on the demonstrations");
    if (spec.kind == "stacked")
        return PredictorPopup::tr("Stacked");
    if (spec.kind == "ols" || spec.kind == "ridge" || spec.kind == "gp" || spec.kind == "knn")
        return PredictorPopup::tr("Regressions");
    return PredictorPopup::tr("Baselines");
}

} // namespace

PredictorPopup::PredictorPopup(QWidget *parent)
    : QFrame(parent, Qt::Popup)
{
    setObjectName(QStringLiteral("judgePredictorPopup"));
    setFrameShape(QFrame::StyledPanel);
    setAccessibleName(tr("Add a predictor"));

    m_search = new QLineEdit(this);
    m_search->setObjectName(QStringLiteral("judgePredictorSearch"));
    m_search->setPlaceholderText(tr("Search predictors"));
    m_search->setAccessibleName(tr("Search predictors"));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    m_list = new QTreeWidget(this);
    m_list->setObjectName(QStringLiteral("judgePredictorList"));
    m_list->setAccessibleName(tr("Predictors for this task"));
    m_list->setColumnCount(2);
    m_list->setHeaderHidden(true);
    m_list->setRootIsDecorated(false);
    m_list->setItemsExpandable(false);
    m_list->setIndentation(spacingLarge);
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_list->header()->setStretchLastSection(true);

    m_spec = new QLineEdit(this);
    m_spec->setObjectName(QStringLiteral("judgePredictorSpec"));
    m_spec->setPlaceholderText(QStringLiteral("ols:decoder_layers+params"));
    auto *label = new QLabel(tr("Or any &other, as on the command line:"), this);
    label->setBuddy(m_spec);
    m_add = new QPushButton(tr("&Add"), this);
    m_add->setObjectName(QStringLiteral("judgePredictorAdd"));
    m_add->setAutoDefault(false);
    m_check = new QLabel(this);
    m_check->setObjectName(QStringLiteral("judgePredictorCheck"));
    m_check->setWordWrap(true);
    m_check->setTextFormat(Qt::PlainText);

    auto *line = new QHBoxLayout;
    line->setSpacing(spacing);
    line->addWidget(m_spec, 1);
    line->addWidget(m_add);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(spacing, spacing, spacing, spacing);
    layout->setSpacing(spacing);
    layout->addWidget(m_search);
    layout->addWidget(m_list, 1);
    layout->addWidget(label);
    layout->addLayout(line);
    layout->addWidget(m_check);

    connect(m_search, &QLineEdit::textChanged, this, &PredictorPopup::filter);
    connect(m_list, &QTreeWidget::itemClicked, this, &PredictorPopup::addItem);
    connect(m_list, &QTreeWidget::itemActivated, this, &PredictorPopup::addItem);
    connect(m_spec, &QLineEdit::textChanged, this, &PredictorPopup::checkSpec);
    connect(m_spec, &QLineEdit::returnPressed, this, &PredictorPopup::addSpec);
    connect(m_add, &QPushButton::clicked, this, &PredictorPopup::addSpec);
    checkSpec();
}

void PredictorPopup::setPredictors(const std::vector<PredictorSpec> &offered,
                                   const QStringList &chosen)
{
    m_chosen = chosen;
    m_list->clear();
    m_search->clear();
    m_spec->clear();
    for (const PredictorSpec &spec : offered) {
        const QString group = groupTitle(spec);
        const QList<QTreeWidgetItem *> found = m_list->findItems(group, Qt::MatchExactly);
        QTreeWidgetItem *parent = found.isEmpty() ? nullptr : found.first();
        if (!parent) {
            parent = new QTreeWidgetItem(m_list, {group});
            parent->setFlags(Qt::ItemIsEnabled);
            QFont bold = font();
            bold.setBold(true);
            parent->setFont(0, bold);
            parent->setFirstColumnSpanned(true);
        }
        const QString text = QString::fromStdString(specText(spec));
        const bool taken = chosen.contains(text);
        auto *item = new QTreeWidgetItem(parent, {QString::fromStdString(specTitle(spec)), text});
        item->setData(0, specRole, text);
        item->setForeground(1, mutedText(palette()));
        item->setToolTip(1, text);
        if (taken) {
            item->setFlags(Qt::NoItemFlags);
            item->setToolTip(0, tr("It is compared already."));
        }
    }
    m_list->expandAll();
    m_list->resizeColumnToContents(0);
    filter();
}

void PredictorPopup::openBelow(QWidget *anchor)
{
    const QFontMetrics metrics(font());
    const QRect screen = anchor->screen()->availableGeometry();
    const QSize wanted(qMin(metrics.averageCharWidth() * 96, screen.width()),
                       qMin(metrics.height() * 28, screen.height()));
    resize(wanted);
    QPoint place = anchor->mapToGlobal(QPoint(0, anchor->height()));
    place.setX(qMax(screen.left(), qMin(place.x(), screen.right() - width())));
    place.setY(qMax(screen.top(), qMin(place.y(), screen.bottom() - height())));
    move(place);
    show();
    m_search->setFocus();
}

QList<QTreeWidgetItem *> PredictorPopup::shownItems() const
{
    QList<QTreeWidgetItem *> items;
    for (int group = 0; group < m_list->topLevelItemCount(); ++group) {
        QTreeWidgetItem *parent = m_list->topLevelItem(group);
        for (int i = 0; i < parent->childCount(); ++i) {
            if (!parent->child(i)->isHidden() && parent->child(i)->flags() != Qt::NoItemFlags)
                items.append(parent->child(i));
        }
    }
    return items;
}

void PredictorPopup::filter()
{
    const QStringList words = m_search->text().split(u' ', Qt::SkipEmptyParts);
    for (int group = 0; group < m_list->topLevelItemCount(); ++group) {
        QTreeWidgetItem *parent = m_list->topLevelItem(group);
        bool any = false;
        for (int i = 0; i < parent->childCount(); ++i) {
            QTreeWidgetItem *item = parent->child(i);
            const QString text = parent->text(0) + u' ' + item->text(0) + u' ' + item->text(1);
            bool matches = true;
            for (const QString &word : words)
                matches = matches && text.contains(word, Qt::CaseInsensitive);
            item->setHidden(!matches);
            any = any || matches;
        }
        parent->setHidden(!any);
    }
    const QList<QTreeWidgetItem *> items = shownItems();
    m_list->setCurrentItem(items.isEmpty() ? nullptr : items.first());
}

void PredictorPopup::checkSpec()
{
    const QString text = m_spec->text().trimmed();
    const Result<PredictorSpec> spec = parsePredictorSpec(text.toStdString());
    const bool taken = spec && m_chosen.contains(QString::fromStdString(specText(*spec)));
    m_add->setEnabled(spec && !taken);
    QPalette colours = palette();
    QString check;
    if (text.isEmpty()) {
        check = tr("For example ridge:all, knn:3 or calibrated:linear:recorded:HAT.");
        colours.setColor(QPalette::WindowText, mutedText(palette()));
    } else if (!spec) {
        check = QString::fromStdString(spec.error().message);
        colours.setColor(QPalette::WindowText, errorColour(palette()));
    } else {
        check = taken ? tr("It is compared already.")
                      : tr("Adds %1.").arg(QString::fromStdString(specTitle(*spec)));
    }
    m_check->setPalette(colours);
    m_check->setText(check);
    m_spec->setAccessibleDescription(check);
}

void PredictorPopup::addSpec()
{
    const Result<PredictorSpec> spec = parsePredictorSpec(m_spec->text().trimmed().toStdString());
    if (!spec || !m_add->isEnabled())
        return;
    hide();
    Q_EMIT predictorChosen(QString::fromStdString(specText(*spec)));
}

void PredictorPopup::addItem(QTreeWidgetItem *item)
{
    // Both a click and its activation may arrive.
    if (!isVisible() || !item || item->data(0, specRole).isNull()
        || item->flags() == Qt::NoItemFlags)
        return;
    hide();
    Q_EMIT predictorChosen(item->data(0, specRole).toString());
}

void PredictorPopup::moveCurrent(int by)
{
    const QList<QTreeWidgetItem *> items = shownItems();
    if (items.isEmpty())
        return;
    const auto now = items.indexOf(m_list->currentItem());
    const auto next = qBound(qsizetype(0), now + by, items.size() - 1);
    m_list->setCurrentItem(items[next]);
    m_list->scrollToItem(items[next]);
}

bool PredictorPopup::eventFilter(QObject *object, QEvent *event)
{
    if (object == m_search && event->type() == QEvent::KeyPress) {
        switch (static_cast<QKeyEvent *>(event)->key()) {
        case Qt::Key_Down:
            moveCurrent(1);
            return true;
        case Qt::Key_Up:
            moveCurrent(-1);
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            addItem(m_list->currentItem());
            return true;
        default:
            break;
        }
    }
    return QFrame::eventFilter(object, event);
}

void PredictorPopup::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        hide();
    else
        QFrame::keyPressEvent(event);
}

} // namespace auspex
