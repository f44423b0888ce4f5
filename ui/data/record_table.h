// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QWidget>

#include "core/arch/tfs_data.h"
#include "core/report/result_table.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QTableView;

namespace auspex {

class RecordModel;
class Session;
class ValueSortProxy;

/// The architectures of one task, to sort, filter and copy. Shows the session's selection and
/// changes it.
class RecordTable : public QWidget {
    Q_OBJECT

public:
    explicit RecordTable(Session *session, QWidget *parent = nullptr);

    void setTask(std::shared_ptr<const TfsTask> task); ///< null: none

    /// What Ctrl+C takes: the selected rows, or all shown ones where none is selected.
    ResultTable table() const;

private:
    QWidget *createTop();
    void createView();
    void showTarget();
    void copy();
    void fitColumns();
    void updateCount();
    void takeSelection();
    void showSelection();
    QString taskName() const;

    Session *m_session;
    RecordModel *m_model;
    ValueSortProxy *m_proxy;
    QLineEdit *m_filter;
    QComboBox *m_target;
    QLabel *m_targetLabel;
    QLabel *m_count;
    QTableView *m_view;
    bool m_syncing = false;
};

} // namespace auspex
