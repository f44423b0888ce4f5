// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QLabel;
class QPushButton;
class QSortFilterProxyModel;
class QTableView;

namespace auspex {

class LlmCenter;
class PriceModel;

/// The price list: what comes with the program, dated and with its sources, and one's own prices,
/// which go before it. Nothing is saved before the dialog is accepted.
class PriceDialog : public QDialog {
    Q_OBJECT

public:
    /// `model`, if not empty, is what the list is filtered by at first.
    explicit PriceDialog(LlmCenter *center, QWidget *parent = nullptr, const QString &model = {});

    void accept() override;

private:
    void createTable();
    void add();
    void copy();
    void remove();
    void edit(int row);
    int currentRow() const; ///< of the model; -1: none
    void validate();

    LlmCenter *m_center;
    PriceModel *m_model;
    QSortFilterProxyModel *m_proxy;
    QTableView *m_table;
    QLabel *m_problem;
    QPushButton *m_copy;
    QPushButton *m_remove;
    QPushButton *m_save = nullptr;
};

} // namespace auspex
