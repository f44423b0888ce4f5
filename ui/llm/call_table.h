// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "core/report/call_table.h"
#include "ui/common/value_sort_proxy.h"

class QComboBox;
class QLabel;
class QTableView;

namespace auspex {

class CallModel;
class Session;

/// Sorts as ValueSortProxy does, and shows all calls, only the attempts that failed, or only the
/// replies without a number.
class CallProxy : public ValueSortProxy {
    Q_OBJECT

public:
    enum class Show { All, Failed, Unusable };

    using ValueSortProxy::ValueSortProxy;
    void show(Show what);

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    Show m_show = Show::All;
};

/// Every call of a run with a filter above; choosing one selects its architecture everywhere.
class CallTable : public QWidget {
    Q_OBJECT

public:
    explicit CallTable(Session *session, QWidget *parent = nullptr);

    void setRun(qint64 runId, const QString &task);
    void refresh(); ///< takes in what came since

    /// What is shown, in its order, or the selected rows alone. With CallTexts::All the long texts
    /// are read from the workspace, which may fail.
    Result<ResultTable> table(CallTexts texts, bool onlySelected = false) const;

    bool isEmpty() const;
    void setEmptyText(const QString &text); ///< what to say where a run has no calls

Q_SIGNALS:
    void currentChanged(qint64 callId); ///< 0: none

private:
    void createView();
    void copy();
    void fitColumns();
    void takeCurrent();
    void updateCount();

    Session *m_session;
    CallModel *m_model;
    CallProxy *m_proxy;
    QComboBox *m_show;
    QLabel *m_count;
    QLabel *m_empty;
    QTableView *m_view;
    bool m_fitted = false;
};

} // namespace auspex
