// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <unordered_map>
#include <vector>

#include <QAbstractTableModel>
#include <QTimer>

#include "core/arch/tfs_data.h"
#include "core/store/call_store.h"

namespace auspex {

class Session;

/// The calls of one run as the workspace keeps them, oldest first, without their long texts.
/// refresh() brings those that came since, some at a time, so that the window stays awake with
/// tens of thousands.
class CallModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        Architecture,
        Sample,
        Value,
        Form,
        Tokens,
        Cost,
        Latency,
        Time,
        Problem,
    };
    static constexpr int columns = 9;
    enum Role {
        IdRole = Qt::UserRole + 1, ///< of the call, qint64
        ValueRole,                 ///< what a column is sorted by
        RecordRole,                ///< index into the task's records, qint64; -1: not one of them
        FailedRole,                ///< bool: an attempt that failed
        UnusableRole,              ///< bool: a reply without a number
    };

    explicit CallModel(Session *session, QObject *parent = nullptr);

    /// 0: none. `task` names architectures by their place in it.
    void setRun(qint64 runId, const QString &task);
    qint64 runId() const { return m_runId; }
    QString task() const { return m_task; }
    void refresh();
    bool isLoading() const { return m_load.isActive(); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    const StoredCall &call(int row) const { return m_calls[static_cast<std::size_t>(row)]; }

Q_SIGNALS:
    void loaded(); ///< everything that there is now

private:
    void loadMore();
    qint64 recordOf(const StoredCall &call) const;
    QString text(const StoredCall &call, int column) const;
    QVariant value(const StoredCall &call, int column) const;
    QString toolTip(const StoredCall &call, int column) const;

    Session *m_session;
    qint64 m_runId = 0;
    QString m_task;
    std::unordered_map<std::string, qint64> m_records; ///< by architectureKey()
    std::vector<StoredCall> m_calls;
    QTimer m_load;
};

} // namespace auspex
