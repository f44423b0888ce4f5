// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/common/value_sort_proxy.h"
#include "ui/judge/architecture_model.h"

class QLabel;
class QLineEdit;
class QTableView;

namespace auspex {

/// The judged architectures with a filter. Its selection is that of the whole window.
class ArchitectureTable : public QWidget {
    Q_OBJECT

public:
    explicit ArchitectureTable(JudgeState *state, QWidget *parent = nullptr);

    QTableView *view() const { return m_view; }
    ResultTable table(bool onlySelected = false) const; ///< the rows as shown
    void copySelection();

private:
    void showSelection();
    void takeSelection();
    void fitColumns();
    void updateCount();

    JudgeState *m_state;
    ArchitectureModel *m_model;
    ValueSortProxy *m_proxy;
    QLineEdit *m_filter;
    QLabel *m_count;
    QTableView *m_view;
    bool m_syncing = false; ///< a selection is being carried over: the other side must not answer
};

} // namespace auspex
