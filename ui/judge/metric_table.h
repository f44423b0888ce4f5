// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QTableView>

#include "ui/common/value_sort_proxy.h"
#include "ui/judge/metric_model.h"

namespace auspex {

/// The predictors with their metrics: sorted by any column (a third click gives the own order
/// back), with columns that can be hidden, moved and resized, which is kept for the next time. A
/// predictor is drawn by its check box, removed with Delete, moved with Alt and the arrow keys.
class MetricTable : public QTableView {
    Q_OBJECT

public:
    explicit MetricTable(JudgeState *state, QWidget *parent = nullptr);

    /// The evaluated rows as shown, in their order; with `onlySelected` the selected ones, if any.
    /// Empty columns where nothing was judged.
    ResultTable table(EvaluationForm form, bool onlySelected = false) const;

    QStringList selectedSpecs() const;
    QString currentSpec() const;
    void selectSpec(const QString &spec);

    void copySelection();
    void restoreColumns(); ///< all shown, in the first order

    /// The commands of the context menu, to be added to those of the panel.
    QList<QAction *> tableActions() const { return m_actions; }

Q_SIGNALS:
    void runRequested(const QString &spec); ///< of a language model whose replies are missing

protected:
    void contextMenuEvent(QContextMenuEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void createActions();
    QAction *command(const char *name, const QString &text, const QKeySequence &shortcut,
                     std::function<void()> call);
    void showColumnMenu(const QPoint &position);
    void arrangeColumns();
    void loadColumns();
    void saveColumns();
    void fitColumns();
    void updateActions();

    JudgeState *m_state;
    MetricModel *m_model;
    ValueSortProxy *m_proxy;
    QList<QAction *> m_actions;
    bool m_loading = true;
    bool m_fitted = false; ///< the widths are the user's, or were fitted to rows once
};

} // namespace auspex
