// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QWidget>

#include "core/arch/tfs_csv.h"

class QComboBox;
class QLineEdit;

namespace auspex {

/// One line for each column of a table: its name, what it means, the names that this needs, and an
/// example of its cells.
class CsvColumnMap : public QWidget {
    Q_OBJECT

public:
    explicit CsvColumnMap(const CsvTable &table, QWidget *parent = nullptr);

    void setMapping(const CsvMapping &mapping);
    CsvMapping mapping() const;

    /// Two columns with one meaning, as a sentence; empty where there are none. The mapping has
    /// only one of them.
    QString conflict() const;

Q_SIGNALS:
    void changed();

private:
    struct Column {
        std::string name;
        QComboBox *meaning = nullptr;
        QLineEdit *predictor = nullptr;
        QLineEdit *target = nullptr;
    };

    void addColumn(const CsvTable &table, std::size_t index);
    static void showNames(const Column &column);
    static QString meaningOf(const Column &column);

    std::vector<Column> m_columns;
};

} // namespace auspex
