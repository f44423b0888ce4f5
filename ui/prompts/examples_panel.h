// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QWidget>

#include "ui/prompts/prompt_material.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSortFilterProxyModel;
class QSpinBox;
class QTableView;

namespace auspex {

/// The chosen task's sentence pairs; those that the prompt shows are checked. Cells are edited in
/// place; a check by hand makes the choice one by hand.
class ExampleModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Shown, Source, Target, ColumnCount };

    explicit ExampleModel(PromptMaterial *material, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

    /// For the edits of the panel: the rows that go, with what is chosen by hand.
    void removeExamples(const std::vector<std::size_t> &rows);
    void addExample();

private:
    void refresh();
    bool setChosen(std::size_t row, bool on);

    PromptMaterial *m_material;
    int m_count = 0;
    std::vector<bool> m_shown;
};

class ExamplesPanel : public QWidget {
    Q_OBJECT

public:
    explicit ExamplesPanel(PromptMaterial *material, QWidget *parent = nullptr);

    void askForFiles();

    /// The pool becomes these pairs.
    void take(std::vector<TaskExample> pool, const QString &undoText);

private:
    void createControls();
    void refresh();
    void setByHand(bool byHand);
    void removeSelected();

    PromptMaterial *m_material;
    ExampleModel *m_model;
    QSortFilterProxyModel *m_filtered;
    QTableView *m_table;
    QComboBox *m_how;
    QSpinBox *m_count;
    QSpinBox *m_seed;
    QLabel *m_seedLabel;
    QLineEdit *m_filter;
    QPushButton *m_import;
    QPushButton *m_add;
    QPushButton *m_remove;
    QLabel *m_note;
};

} // namespace auspex
