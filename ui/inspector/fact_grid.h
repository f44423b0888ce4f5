// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QGroupBox>
#include <QStringList>

namespace auspex {

/// Names with one or more values each, as text that can be selected; the values in columns that may
/// have titles.
class FactGrid : public QGroupBox {
    Q_OBJECT

public:
    explicit FactGrid(const QString &title, QWidget *parent = nullptr);

    void clear();
    void setColumnTitles(const QStringList &titles);
    void addFact(const QString &name, const QStringList &values, const QStringList &tooltips = {});
    bool isEmpty() const { return m_lines.isEmpty(); }

    /// A line a fact, its parts separated by tabs.
    QStringList lines() const { return m_lines; }

private:
    QStringList m_lines;
    int m_row = 0;
};

} // namespace auspex
