// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QWidget>

#include "ui/prompts/prompt_material.h"

class QComboBox;
class QLabel;
class QSpinBox;
class QTableView;

namespace auspex {

/// What a split offers as demonstrations; those that the prompt shows are checked. A check by hand
/// makes the choice one by hand.
class DemonstrationModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Shown, Shape, Score, Efficiency, ColumnCount };

    explicit DemonstrationModel(PromptMaterial *material, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    PromptMaterial *m_material;
    std::vector<PromptSubject> m_rows;
    std::vector<bool> m_shown;
    PromptTask m_task;
};

class DemonstrationsPanel : public QWidget {
    Q_OBJECT

public:
    explicit DemonstrationsPanel(PromptMaterial *material, QWidget *parent = nullptr);

private:
    void refresh();
    void setHow(DemonstrationChoice how);

    PromptMaterial *m_material;
    DemonstrationModel *m_model;
    QTableView *m_table;
    QComboBox *m_how;
    QSpinBox *m_count;
    QSpinBox *m_seed;
    QLabel *m_seedLabel;
    QLabel *m_note;
};

/// "640/512, 6 + 3 layers": an architecture at a glance.
QString shapeText(const Architecture &architecture);

/// "GFLOPs", "latency (ms)", ...; empty for none.
QString efficiencyTitle(EfficiencyMetric metric);

} // namespace auspex
