// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/corpora/segments_form.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QSpinBox>
#include <QStandardItemModel>

#include "ui/common/path_field.h"
#include "ui/common/theme.h"

namespace auspex {

namespace {

constexpr int leastPieces = 5;
constexpr int mostPieces = 1000000;
constexpr int mostCount = 1000000000;

QSpinBox *spinBox(const char *name, int least, int most, QWidget *parent)
{
    auto *box = new QSpinBox(parent);
    box->setObjectName(QLatin1String(name));
    box->setRange(least, most);
    box->setGroupSeparatorShown(true);
    box->setAccelerated(true);
    return box;
}

} // namespace

SegmentsForm::SegmentsForm(QWidget *parent)
    : QWidget(parent)
    , m_form(new QFormLayout(this))
    , m_segments(new QComboBox(this))
    , m_file(new PathField(PathField::Kind::File, tr("Codes or model"), {}, this))
    , m_targetFile(
          new PathField(PathField::Kind::File, tr("Codes or model of the target"), {}, this))
    , m_pieces(spinBox("corpusPieces", leastPieces, mostPieces, this))
    , m_pieceModel(new QComboBox(this))
    , m_joined(new QCheckBox(tr("&One dictionary for both languages"), this))
    , m_threshold(spinBox("corpusThreshold", 1, mostCount, this))
    , m_most(spinBox("corpusMost", 0, mostCount, this))
    , m_dictionary(new PathField(PathField::Kind::File, tr("Dictionary"),
                                 tr("Dictionaries (dict*.txt);;All files (*)"), this))
    , m_targetDictionary(new PathField(PathField::Kind::File, tr("Dictionary of the target"),
                                       tr("Dictionaries (dict*.txt);;All files (*)"), this))
{
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setSpacing(spacing);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    createFields();
    connect(m_segments, &QComboBox::currentIndexChanged, this, &SegmentsForm::showFields);
    for (PathField *field : {m_file, m_targetFile, m_dictionary, m_targetDictionary}) {
        connect(field, &PathField::changed, this, &SegmentsForm::showFields);
    }
    for (QSpinBox *box : {m_pieces, m_threshold, m_most}) {
        connect(box, &QSpinBox::valueChanged, this, &SegmentsForm::changed);
    }
    connect(m_pieceModel, &QComboBox::currentIndexChanged, this, &SegmentsForm::changed);
    connect(m_joined, &QCheckBox::toggled, this, &SegmentsForm::changed);
    showFields();
}

void SegmentsForm::createFields()
{
    m_segments->setObjectName(QStringLiteral("corpusSegments"));
    m_segments->addItem(tr("Words, as the texts have them"), CorpusSetup::Words);
    m_segments->addItem(tr("Parts of words by BPE codes (subword-nmt)"), CorpusSetup::BpeCodes);
    m_segments->addItem(tr("Pieces of a SentencePiece model"), CorpusSetup::SentencePieceModel);
    m_segments->addItem(tr("Pieces of a SentencePiece model to be trained"),
                        CorpusSetup::TrainSentencePiece);
    m_file->line()->setObjectName(QStringLiteral("corpusSegmentFile"));
    m_targetFile->line()->setObjectName(QStringLiteral("corpusTargetSegmentFile"));
    m_targetFile->line()->setPlaceholderText(tr("The same for both languages"));
    m_pieceModel->setObjectName(QStringLiteral("corpusPieceModel"));
    m_pieceModel->addItem(tr("Unigram"), false);
    m_pieceModel->addItem(tr("BPE"), true);
    m_joined->setObjectName(QStringLiteral("corpusJoined"));
    m_joined->setToolTip(tr("Then the embeddings of both languages can be shared"));
    m_threshold->setToolTip(tr("Symbols that are rarer in the training texts are unknown"));
    m_most->setSpecialValueText(tr("No limit"));
    m_dictionary->line()->setObjectName(QStringLiteral("corpusDictionary"));
    m_dictionary->line()->setPlaceholderText(tr("None: made of the training texts"));
    m_dictionary->line()->setToolTip(tr("A dict.txt of fairseq, where a supernet needs that very "
                                        "one"));
    m_targetDictionary->line()->setObjectName(QStringLiteral("corpusTargetDictionary"));
    m_targetDictionary->line()->setPlaceholderText(tr("The same for both languages"));
    m_form->addRow(tr("To&kens are:"), m_segments);
    m_form->addRow(tr("Pat&h:"), m_file);
    m_form->addRow(tr("Path for t&arget:"), m_targetFile);
    m_form->addRow(tr("&Pieces:"), m_pieces);
    m_form->addRow(tr("T&ype of model:"), m_pieceModel);
    m_form->addRow(tr("&Dictionary:"), m_dictionary);
    m_form->addRow(tr("Dictionary of tar&get:"), m_targetDictionary);
    m_form->addRow(QString(), m_joined);
    m_form->addRow(tr("Least co&unt:"), m_threshold);
    m_form->addRow(tr("Most sym&bols:"), m_most);
}

void SegmentsForm::setSetup(const CorpusSetup &setup)
{
    m_segments->setCurrentIndex(m_segments->findData(setup.segments));
    m_file->setPath(setup.segmentFile);
    m_targetFile->setPath(setup.targetSegmentFile);
    m_pieces->setValue(setup.pieces);
    m_pieceModel->setCurrentIndex(setup.bpePieces ? 1 : 0);
    m_joined->setChecked(setup.joined);
    m_threshold->setValue(setup.threshold);
    m_most->setValue(setup.most);
    m_dictionary->setPath(setup.dictionary);
    m_targetDictionary->setPath(setup.targetDictionary);
}

void SegmentsForm::read(CorpusSetup *setup) const
{
    setup->segments = m_segments->currentData().toInt();
    setup->segmentFile = m_file->path();
    setup->targetSegmentFile = m_targetFile->path();
    setup->pieces = m_pieces->value();
    setup->bpePieces = m_pieceModel->currentData().toBool();
    setup->joined = m_joined->isChecked();
    if (m_countsSymbols) { // else the fields are not to be seen
        setup->threshold = m_threshold->value();
        setup->most = m_most->value();
    }
    setup->dictionary = m_dictionary->path();
    setup->targetDictionary = setup->dictionary.isEmpty() ? QString() : m_targetDictionary->path();
}

void SegmentsForm::setOrigin(int origin)
{
    m_origin = origin;
    const int training = m_segments->findData(CorpusSetup::TrainSentencePiece);
    const bool canTrain = origin != CorpusSetup::DataBin; // that is segmented already
    if (auto *items = qobject_cast<QStandardItemModel *>(m_segments->model())) {
        items->item(training)->setEnabled(canTrain);
    }
    if (!canTrain && m_segments->currentIndex() == training) {
        m_segments->setCurrentIndex(0);
    }
    showFields();
}

void SegmentsForm::showFields()
{
    const int segments = m_segments->currentData().toInt();
    const bool isDataBin = m_origin == CorpusSetup::DataBin;
    const bool needsFile = segments == CorpusSetup::BpeCodes
                           || segments == CorpusSetup::SentencePieceModel;
    const bool trains = segments == CorpusSetup::TrainSentencePiece;
    const bool madeOfTexts = !isDataBin && m_dictionary->path().isEmpty();
    m_form->setRowVisible(m_file, needsFile);
    m_form->setRowVisible(m_targetFile, needsFile);
    m_form->setRowVisible(m_pieces, trains && !isDataBin);
    m_form->setRowVisible(m_pieceModel, trains && !isDataBin);
    m_form->setRowVisible(m_dictionary, !isDataBin);
    m_form->setRowVisible(m_targetDictionary, !isDataBin && !m_dictionary->path().isEmpty());
    m_form->setRowVisible(m_joined, madeOfTexts);
    m_countsSymbols = madeOfTexts && !trains && segments != CorpusSetup::SentencePieceModel;
    m_form->setRowVisible(m_threshold, m_countsSymbols);
    m_form->setRowVisible(m_most, m_countsSymbols);
    Q_EMIT changed();
}

} // namespace auspex
