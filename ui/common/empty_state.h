// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

class QAction;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace auspex {

/// What a panel shows while it has nothing: a sentence, buttons that change that, the first of them
/// the primary one, and a link to the help.
class EmptyState : public QWidget {
    Q_OBJECT

public:
    EmptyState(const char *name, const QString &sentence, QWidget *parent);

    QLabel *sentence() { return m_sentence; }

    QPushButton *addButton(const QString &text);
    /// A button that is named after the command ("...Button") and enabled with it.
    QPushButton *addCommand(QAction *command);
    void addLink(const QString &topic, const QString &text);

Q_SIGNALS:
    void helpRequested(const QString &topic);

private:
    void append(QWidget *widget);

    QVBoxLayout *m_layout;
    QLabel *m_sentence;
    bool m_hasButton = false;
};

} // namespace auspex
