// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>
#include <QStringList>

class QMenu;

namespace auspex {

/// A button that says what is chosen of a list, and opens it with a check box for each entry. The
/// list stays open while boxes are switched.
class CheckMenuButton : public QPushButton {
    Q_OBJECT

public:
    explicit CheckMenuButton(QWidget *parent = nullptr);

    struct Entry {
        QString value;
        QString title;

        bool operator==(const Entry &) const = default;
    };

    /// `all`: what the button says where nothing is chosen, which then stands for everything;
    /// empty: nothing chosen is nothing.
    void setEntries(const QList<Entry> &entries, const QString &all = {});
    void setChosen(const QStringList &values);
    QStringList chosen() const; ///< in the entries' order

Q_SIGNALS:
    void chosenByUser(const QStringList &values);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showText();

    QMenu *m_menu;
    QList<Entry> m_entries;
    QString m_all;
    QStringList m_chosen;
};

} // namespace auspex
