// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/corpora/corpus_view.h"

#include <QLabel>
#include <QLocale>
#include <QSettings>
#include <QTabWidget>
#include <QVBoxLayout>

#include "ui/common/message_bar.h"
#include "ui/common/theme.h"
#include "ui/corpora/sentence_table.h"
#include "ui/corpora/statistics_view.h"
#include "ui/corpora/vocabulary_table.h"

namespace auspex {

namespace {

const QString tabKey = QStringLiteral("corpora/tab");

QString segmentationText(const TextCodec &codec)
{
    switch (codec.segmentation) {
    case Segmentation::Words:
        return CorpusView::tr("words");
    case Segmentation::Bpe:
        return codec.codes ? CorpusView::tr("BPE") : CorpusView::tr("BPE, without its codes");
    case Segmentation::SentencePiece:
        return codec.model ? CorpusView::tr("SentencePiece")
                           : CorpusView::tr("SentencePiece, without its model");
    }
    return {};
}

QString dictionaryText(const Corpus &corpus)
{
    const QLocale locale;
    const auto source = static_cast<qulonglong>(corpus.source.dictionary.size());
    const auto target = static_cast<qulonglong>(corpus.target.dictionary.size());
    return corpus.joined
               ? CorpusView::tr("one dictionary of %1 symbols").arg(locale.toString(source))
               : CorpusView::tr("dictionaries of %1 and %2 symbols")
                     .arg(locale.toString(source), locale.toString(target));
}

} // namespace

CorpusView::CorpusView(QWidget *parent)
    : QWidget(parent)
    , m_messages(new MessageArea(this))
    , m_title(new QLabel(this))
    , m_facts(new QLabel(this))
    , m_folder(new QLabel(this))
    , m_tabs(new QTabWidget(this))
    , m_sentences(new SentenceTable(this))
    , m_vocabulary(new VocabularyTable(this))
    , m_statistics(new StatisticsView(this))
{
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_title->setObjectName(QStringLiteral("corpusTitle"));
    m_facts->setObjectName(QStringLiteral("corpusFacts"));
    for (QLabel *label : {m_title, m_facts, m_folder}) {
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_facts->setWordWrap(true);
    m_folder->setMinimumWidth(1); // it elides
    QPalette colours = m_folder->palette();
    colours.setColor(QPalette::WindowText, mutedText(palette()));
    m_folder->setPalette(colours);
    m_tabs->setObjectName(QStringLiteral("corpusTabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_sentences, tr("Sentences"));
    m_tabs->addTab(m_vocabulary, tr("Vocabulary"));
    m_tabs->addTab(m_statistics, tr("Statistics"));
    m_tabs->setCurrentIndex(qBound(0, QSettings().value(tabKey, 0).toInt(), m_tabs->count() - 1));
    connect(m_tabs, &QTabWidget::currentChanged, this,
            [](int index) { QSettings().setValue(tabKey, index); });
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(spacing, spacing, spacing, spacing);
    layout->setSpacing(spacingSmall);
    layout->addWidget(m_title);
    layout->addWidget(m_facts);
    layout->addWidget(m_folder);
    layout->addWidget(m_messages);
    layout->addWidget(m_tabs, 1);
    connect(m_sentences, &SentenceTable::failed, this, &CorpusView::tellFailure);
    connect(m_vocabulary, &VocabularyTable::failed, this, &CorpusView::tellFailure);
    connect(m_statistics, &StatisticsView::failed, this, &CorpusView::tellFailure);
    connect(m_statistics, &StatisticsView::message, this, &CorpusView::message);
}

void CorpusView::setCorpus(const std::optional<StoredCorpus> &corpus)
{
    if (corpus == m_stored) {
        return;
    }
    m_stored = corpus;
    m_messages->clear();
    show(nullptr);
    if (m_stored) {
        open();
    } else {
        m_opening.drop();
    }
}

void CorpusView::open()
{
    m_facts->setText(tr("Opening..."));
    m_opening.start(
        this,
        [folder = std::filesystem::path(m_stored->folder)](Job &) {
            return openCorpus(folder).map([](Corpus &&corpus) {
                return CorpusPtr(std::make_shared<const Corpus>(std::move(corpus)));
            });
        },
        [this](const Result<CorpusPtr> &corpus) {
            if (corpus) {
                show(*corpus);
            } else {
                m_facts->setText(tr("The corpus cannot be opened."));
                tellFailure(QString::fromStdString(corpus.error().message));
            }
        });
}

void CorpusView::show(CorpusPtr corpus)
{
    m_tabs->setEnabled(corpus != nullptr);
    m_sentences->setCorpus(corpus);
    m_vocabulary->setCorpus(corpus);
    m_statistics->setCorpus(corpus);
    m_title->setText(m_stored ? tr("%1, %2 to %3", "corpus, languages")
                                    .arg(QString::fromStdString(m_stored->name),
                                         QString::fromStdString(m_stored->sourceLanguage),
                                         QString::fromStdString(m_stored->targetLanguage))
                              : QString());
    m_facts->setText(corpus ? segmentationText(corpus->source) + QStringLiteral(" \u00b7 ")
                                  + dictionaryText(*corpus)
                            : QString());
    showFolder();
}

void CorpusView::tellFailure(const QString &text)
{
    m_messages->add(MessageKind::Error, text);
}

void CorpusView::showFolder()
{
    const QString folder = m_stored ? QString::fromStdString(m_stored->folder) : QString();
    m_folder->setText(fontMetrics().elidedText(folder, Qt::ElideMiddle, m_folder->width()));
    m_folder->setToolTip(folder);
}

void CorpusView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    showFolder();
}

} // namespace auspex
