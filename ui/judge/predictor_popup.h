// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QFrame>
#include <QStringList>

#include "core/predict/predictor_spec.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace auspex {

/// "+ Predictor": what there is for the task in groups, with a search, and a field for any other
/// spec, which is checked while it is typed. Return adds, Escape closes.
class PredictorPopup : public QFrame {
    Q_OBJECT

public:
    explicit PredictorPopup(QWidget *parent = nullptr);

    /// Those in `chosen` are shown as taken.
    void setPredictors(const std::vector<PredictorSpec> &offered, const QStringList &chosen);
    void openBelow(QWidget *anchor);

Q_SIGNALS:
    void predictorChosen(const QString &spec);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    void filter();
    void checkSpec();
    void addSpec();
    void addItem(QTreeWidgetItem *item);
    void moveCurrent(int by);
    QList<QTreeWidgetItem *> shownItems() const;

    QStringList m_chosen;
    QLineEdit *m_search = nullptr;
    QTreeWidget *m_list = nullptr;
    QLineEdit *m_spec = nullptr;
    QLabel *m_check = nullptr;
    QPushButton *m_add = nullptr;
};

} // namespace auspex
