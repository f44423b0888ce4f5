// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QFrame>
#include <QIcon>
#include <QList>
#include <QPointer>
#include <QString>

class QLineEdit;
class QListView;
class QStandardItemModel;

namespace auspex {

/// Something that the palette can find and do.
struct PaletteItem {
    QString title;
    QString detail; ///< where it is: a menu's path, a folder
    QString shortcut;
    QString reason; ///< why it cannot be done now; empty if it can
    QIcon icon;
    std::function<void()> run;
};

/// "Search everything": a field and the list of what matches, over the top of the window. Type to
/// search, the arrow keys choose, Return does it, Escape or a click elsewhere closes.
class CommandPalette : public QFrame {
    Q_OBJECT

public:
    /// All that can be found for a query; the palette does the matching and the sorting.
    using Source = std::function<QList<PaletteItem>(const QString &query)>;

    CommandPalette(Source source, QWidget *window);

    void popUp();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void search(const QString &query);
    void place();
    void press(int key);
    void move(int key);
    void runCurrent();
    void closeAndRestoreFocus();

    Source m_source;
    QList<PaletteItem> m_items; ///< what the list shows, in its order
    QPointer<QWidget> m_focusBefore;
    QLineEdit *m_edit = nullptr;
    QListView *m_view = nullptr;
    QStandardItemModel *m_model = nullptr;
};

} // namespace auspex
