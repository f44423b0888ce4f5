// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QWidget>

#include "core/store/corpus_store.h"
#include "ui/common/background.h"
#include "ui/corpora/sentence_source.h"

class QLabel;
class QTabWidget;

namespace auspex {

class MessageArea;
class SentenceTable;
class StatisticsView;
class VocabularyTable;

/// One corpus: what it is, and its sentences, vocabulary and statistics as tabs.
class CorpusView : public QWidget {
    Q_OBJECT

public:
    explicit CorpusView(QWidget *parent);

    void setCorpus(const std::optional<StoredCorpus> &corpus);

Q_SIGNALS:
    void message(const QString &text); ///< for the status bar

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void open();
    void show(CorpusPtr corpus);
    void tellFailure(const QString &text);
    void showFolder();

    std::optional<StoredCorpus> m_stored;
    MessageArea *m_messages;
    QLabel *m_title;
    QLabel *m_facts;
    QLabel *m_folder;
    QTabWidget *m_tabs;
    SentenceTable *m_sentences;
    VocabularyTable *m_vocabulary;
    StatisticsView *m_statistics;
    Background<Result<CorpusPtr>> m_opening;
};

} // namespace auspex
