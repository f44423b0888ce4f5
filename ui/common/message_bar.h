// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QList>
#include <QString>

class QAction;
class QHBoxLayout;
class QLabel;
class QToolButton;
class QVBoxLayout;

namespace auspex {

enum class MessageKind { Info, Warning, Error };

/// One message that stays until it is closed: an icon, the text, and below it, on demand, details
/// that can be copied. Texts are plain, never interpreted as markup.
class MessageBar : public QFrame {
    Q_OBJECT

public:
    MessageBar(MessageKind kind, const QString &text, const QString &details, QWidget *parent);

    MessageKind kind() const { return m_kind; }
    QString text() const { return m_text; }
    QString details() const { return m_details; }

    /// Puts a button for the action before Details; the bar closes when it is triggered.
    void addAction(QAction *action);
    void addLasting(QAction *action); ///< the same, and the bar stays
    void removeCloseButton();         ///< for what holds as long as it is true
    void setCount(int count);         ///< how often the same thing happened

Q_SIGNALS:
    void closed();

protected:
    void changeEvent(QEvent *event) override;

private:
    void applyTheme();
    void toggleDetails(bool visible);
    void copyDetails();

    MessageKind m_kind;
    QString m_text;
    QString m_details;
    QLabel *m_icon = nullptr;
    QLabel *m_label = nullptr;
    QLabel *m_detailsLabel = nullptr;
    QWidget *m_detailsArea = nullptr;
    QHBoxLayout *m_buttons = nullptr;
    QToolButton *m_close = nullptr;
};

/// The place over a view where its messages stand, the newest on top. The same text twice is one
/// bar with a count. No more than three are shown at once: the others come up as those are closed.
/// Takes no room while there is none.
class MessageArea : public QWidget {
    Q_OBJECT

public:
    explicit MessageArea(QWidget *parent = nullptr);

    MessageBar *add(MessageKind kind, const QString &text, const QString &details = {});
    QList<MessageBar *> messages() const; ///< the newest first
    void clear();

private:
    struct Entry {
        MessageBar *bar = nullptr;
        int count = 1;
    };

    void remove(MessageBar *bar);
    void showNewest();

    QVBoxLayout *m_layout = nullptr;
    QLabel *m_more = nullptr;
    QList<Entry> m_entries;
};

} // namespace auspex
