// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

#include "ui/corpora/sentence_model.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QTableView;

namespace auspex {

/// The sentences of a corpus, split by split, to read, search and copy.
class SentenceTable : public QWidget {
    Q_OBJECT

public:
    explicit SentenceTable(QWidget *parent);

    void setCorpus(CorpusPtr corpus); ///< null: none

Q_SIGNALS:
    void failed(const QString &message);

private:
    QWidget *createTop();
    void createView();
    void showSplit();
    void search();
    void fitColumns();
    void updateCount();
    void copy();

    CorpusPtr m_corpus;
    SentenceModel *m_model;
    QComboBox *m_split;
    QLineEdit *m_search;
    QCheckBox *m_tokens;
    QLabel *m_count;
    QTableView *m_view;
    QTimer m_pause;       ///< a search begins when one has stopped typing
    bool m_isCut = false; ///< there are more matches than are shown
    Background<Result<SplitContentPtr>> m_reading;
    Background<Result<SentenceMatches>> m_searching;
};

} // namespace auspex
