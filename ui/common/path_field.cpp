// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/path_field.h"

#include <QDir>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMimeData>
#include <QSettings>
#include <QToolButton>

#include "ui/common/theme.h"

namespace auspex {

namespace {

const QString folderKey = QStringLiteral("common/pathFolder");

QString droppedPath(const QMimeData *data)
{
    const QList<QUrl> urls = data->urls();
    return urls.size() == 1 ? urls.first().toLocalFile() : QString();
}

} // namespace

PathField::PathField(Kind kind, const QString &name, const QString &filter, QWidget *parent)
    : QWidget(parent)
    , m_kind(kind)
    , m_name(name)
    , m_filter(filter)
    , m_line(new QLineEdit(this))
{
    m_line->setAccessibleName(name);
    m_line->installEventFilter(this);
    auto *button = new QToolButton(this);
    button->setIcon(themedIcon(QStringLiteral("folder")));
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setAccessibleName(tr("Choose: %1").arg(name));
    button->setToolTip(button->accessibleName());
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacingSmall);
    layout->addWidget(m_line, 1);
    layout->addWidget(button);
    setFocusProxy(m_line);
    connect(button, &QToolButton::clicked, this, &PathField::choose);
    connect(m_line, &QLineEdit::textChanged, this, &PathField::changed);
    connect(m_line, &QLineEdit::textEdited, this, &PathField::edited);
}

QString PathField::path() const
{
    return m_line->text().trimmed();
}

void PathField::setPath(const QString &path)
{
    if (path != this->path()) {
        m_line->setText(path);
    }
}

bool PathField::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::DragEnter) {
        auto *drag = static_cast<QDragEnterEvent *>(event);
        if (!droppedPath(drag->mimeData()).isEmpty()) {
            drag->acceptProposedAction();
            return true;
        }
    } else if (event->type() == QEvent::Drop) {
        auto *drop = static_cast<QDropEvent *>(event);
        const QString path = droppedPath(drop->mimeData());
        if (!path.isEmpty()) {
            drop->acceptProposedAction();
            take(path);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void PathField::choose()
{
    QSettings settings;
    const QString start = path().isEmpty() ? settings.value(folderKey).toString() : path();
    QString chosen;
    if (m_kind == Kind::File) {
        chosen = QFileDialog::getOpenFileName(window(), m_name, start, m_filter);
    } else {
        chosen = QFileDialog::getExistingDirectory(window(), m_name, start);
    }
    if (!chosen.isEmpty()) {
        settings.setValue(folderKey, QFileInfo(chosen).absolutePath());
        take(chosen);
    }
}

void PathField::take(const QString &path)
{
    m_line->setText(convert ? convert(path) : path);
    Q_EMIT edited();
}

} // namespace auspex
