// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QWidget>

#include "core/corpus/corpus_statistics.h"
#include "core/report/result_table.h"
#include "ui/charts/plot_data.h"
#include "ui/common/background.h"
#include "ui/corpora/sentence_source.h"

class QComboBox;
class QLabel;
class QTableView;

namespace auspex {

class PlotView;
class ResultTableModel;

/// How many sentences, tokens and types each split has, and how long its sentences are. Is counted
/// when it is first looked at.
class StatisticsView : public QWidget {
    Q_OBJECT

public:
    explicit StatisticsView(QWidget *parent);

    void setCorpus(CorpusPtr corpus); ///< null: none

Q_SIGNALS:
    void failed(const QString &message);
    void message(const QString &text); ///< for the status bar

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void createTable();
    void count();
    void showStatistics();
    void fitTable();
    void showLengths();
    void copy();

    CorpusPtr m_corpus;
    bool m_isCounted = false;
    std::vector<SplitStatistics> m_statistics;
    ResultTableModel *m_model;
    QTableView *m_table;
    QComboBox *m_split;
    PlotView *m_plot;
    Background<Result<std::vector<SplitStatistics>>> m_counting;
};

/// A row for each language of each split.
ResultTable statisticsTable(const Corpus &corpus, const std::vector<SplitStatistics> &splits);

/// Sentences by their number of tokens, in bars of one width for both languages.
PlotData lengthChart(const Corpus &corpus, const SplitStatistics &split);

} // namespace auspex
