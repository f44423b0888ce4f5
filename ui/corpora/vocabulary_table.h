// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/common/background.h"
#include "ui/corpora/vocabulary_model.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QTableView;

namespace auspex {

class ValueSortProxy;

/// The dictionaries of a corpus, to sort, search and copy. Tokens are counted when it is first
/// looked at.
class VocabularyTable : public QWidget {
    Q_OBJECT

public:
    explicit VocabularyTable(QWidget *parent);

    void setCorpus(CorpusPtr corpus); ///< null: none

Q_SIGNALS:
    void failed(const QString &message);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *createTop();
    void createView();
    void showSide();
    void count();
    void updateCount();
    void copy();

    CorpusPtr m_corpus;
    bool m_isCounted = false;
    VocabularyModel *m_model;
    ValueSortProxy *m_proxy;
    QComboBox *m_side;
    QLineEdit *m_filter;
    QLabel *m_count;
    QTableView *m_view;
    Background<Result<TokenCounts>> m_counting;
};

} // namespace auspex
