// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/corpora/origin_form.h"

#include <limits>

#include <QCheckBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSpinBox>
#include <QVBoxLayout>

#include "core/corpus/demo_task.h"
#include "ui/common/labelled.h"
#include "ui/common/path_field.h"
#include "ui/common/theme.h"

namespace auspex {

namespace {

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

OriginForm::OriginForm(QWidget *parent)
    : QWidget(parent)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    createTexts(); // in the order of CorpusSetup::Origin
    createDataBin();
    createDemo();
    createFolder();
    for (QLineEdit *line : {m_source, m_target, m_binSource, m_binTarget}) {
        connect(line, &QLineEdit::textChanged, this, &OriginForm::changed);
    }
    for (PathField *field : {m_train, m_valid, m_test, m_dataBin, m_folder}) {
        connect(field, &PathField::changed, this, &OriginForm::changed);
    }
    for (QSpinBox *box : {m_trainSize, m_validSize, m_testSize, m_seed}) {
        connect(box, &QSpinBox::valueChanged, this, &OriginForm::changed);
    }
    connect(m_leaveOut, &QCheckBox::toggled, this, &OriginForm::changed);
}

QFormLayout *OriginForm::addPage()
{
    auto *page = new QWidget(this);
    auto *form = new QFormLayout(page);
    form->setContentsMargins(0, 0, 0, 0);
    form->setSpacing(spacing);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    layout()->addWidget(page);
    m_pages.append(page);
    return form;
}

QLineEdit *OriginForm::languageField(const char *name, const QString &title)
{
    auto *field = new QLineEdit(this);
    field->setObjectName(QLatin1String(name));
    field->setAccessibleName(title);
    field->setMaxLength(32);
    return field;
}

QWidget *OriginForm::languages(QLineEdit *source, QLineEdit *target, QWidget *parent)
{
    auto *row = new QWidget(parent);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing);
    layout->addWidget(source, 1);
    layout->addWidget(labelled(tr("&to"), target, row), 1);
    row->setFocusProxy(source);
    return row;
}

/// A text file that is chosen also names its language, if that is not known yet.
PathField *OriginForm::prefixField(const char *name, const QString &title)
{
    auto *field = new PathField(PathField::Kind::File, title, {}, this);
    field->line()->setObjectName(QLatin1String(name));
    field->convert = [this](const QString &file) {
        const TextFileName parts = textFileName(file);
        if (!parts.language.isEmpty() && m_source->text() != parts.language
            && m_target->text() != parts.language) {
            if (m_source->text().isEmpty()) {
                m_source->setText(parts.language);
            } else if (m_target->text().isEmpty()) {
                m_target->setText(parts.language);
            } else {
                return file;
            }
        }
        return parts.prefix;
    };
    return field;
}

void OriginForm::createTexts()
{
    QFormLayout *form = addPage();
    m_source = languageField("corpusSource", tr("Source language"));
    m_target = languageField("corpusTarget", tr("Target language"));
    m_source->setPlaceholderText(QStringLiteral("en"));
    m_target->setPlaceholderText(QStringLiteral("de"));
    m_train = prefixField("corpusTrain", tr("Training texts"));
    m_valid = prefixField("corpusValid", tr("Validation texts"));
    m_test = prefixField("corpusTest", tr("Test texts"));
    m_leaveOut = new QCheckBox(tr("&Leave out pairs with an empty line"), this);
    m_leaveOut->setObjectName(QStringLiteral("corpusLeaveOut"));
    m_leaveOut->setToolTip(tr("Otherwise such a line is an error, and the import names it"));
    form->addRow(tr("Languag&es:"), languages(m_source, m_target, this));
    form->addRow(tr("Trai&ning:"), m_train);
    form->addRow(tr("&Validation:"), m_valid);
    form->addRow(tr("Te&st:"), m_test);
    form->addRow(QString(), helpLabel(tr("Name the two files of a split without the language at "
                                         "their end: train for train.en and train.de. Line N of "
                                         "one is the translation of line N of the other."),
                                      this));
    form->addRow(QString(), m_leaveOut);
}

void OriginForm::createDataBin()
{
    QFormLayout *form = addPage();
    m_dataBin = new PathField(PathField::Kind::Folder, tr("Folder of binarised data"), {}, this);
    m_dataBin->line()->setObjectName(QStringLiteral("corpusDataBin"));
    m_binSource = languageField("corpusBinSource", tr("Source language"));
    m_binTarget = languageField("corpusBinTarget", tr("Target language"));
    m_binSource->setPlaceholderText(tr("As the folder has it"));
    m_binTarget->setPlaceholderText(tr("As the folder has it"));
    form->addRow(tr("Binari&sed data:"), m_dataBin);
    form->addRow(tr("Languag&es:"), languages(m_binSource, m_binTarget, this));
    form->addRow(QString(),
                 helpLabel(tr("The folder has dict.LANGUAGE.txt and the .bin and .idx files of "
                              "each split. BPE codes or a SentencePiece model are only needed to "
                              "translate new texts."),
                           this));
}

void OriginForm::createDemo()
{
    QFormLayout *form = addPage();
    const auto most = static_cast<int>(mostDemoSentences);
    m_trainSize = spinBox("corpusTrainSize", 0, most, this);
    m_validSize = spinBox("corpusValidSize", 0, most, this);
    m_testSize = spinBox("corpusTestSize", 0, most, this);
    m_seed = spinBox("corpusSeed", 0, std::numeric_limits<int>::max(), this);
    m_seed->setGroupSeparatorShown(false);
    form->addRow(tr("Trai&ning sentences:"), m_trainSize);
    form->addRow(tr("&Validation sentences:"), m_validSize);
    form->addRow(tr("Te&st sentences:"), m_testSize);
    form->addRow(tr("S&eed:"), m_seed);
    form->addRow(QString(),
                 helpLabel(tr("English sentences and their German translations, drawn from a "
                              "built-in grammar. The same seed and sizes give the same sentences; "
                              "none is in two splits."),
                           this));
}

void OriginForm::createFolder()
{
    QFormLayout *form = addPage();
    m_folder = new PathField(PathField::Kind::Folder, tr("Folder of a corpus"), {}, this);
    m_folder->line()->setObjectName(QStringLiteral("corpusExisting"));
    form->addRow(tr("Fol&der:"), m_folder);
    form->addRow(QString(), helpLabel(tr("A folder with a corpus.json, as auspex-cli corpus writes "
                                         "it. It stays where it is."),
                                      this));
}

void OriginForm::setSetup(const CorpusSetup &setup)
{
    m_source->setText(setup.sourceLanguage);
    m_target->setText(setup.targetLanguage);
    m_binSource->setText(setup.origin == CorpusSetup::DataBin ? setup.sourceLanguage : QString());
    m_binTarget->setText(setup.origin == CorpusSetup::DataBin ? setup.targetLanguage : QString());
    m_train->setPath(setup.train);
    m_valid->setPath(setup.valid);
    m_test->setPath(setup.test);
    m_leaveOut->setChecked(setup.leaveOutEmpty);
    m_dataBin->setPath(setup.dataBin);
    m_trainSize->setValue(setup.trainSize);
    m_validSize->setValue(setup.validSize);
    m_testSize->setValue(setup.testSize);
    m_seed->setValue(setup.seed);
    m_folder->setPath(setup.origin == CorpusSetup::Folder ? setup.folder : QString());
}

void OriginForm::read(CorpusSetup *setup) const
{
    const bool isDataBin = setup->origin == CorpusSetup::DataBin;
    setup->sourceLanguage = (isDataBin ? m_binSource : m_source)->text().trimmed();
    setup->targetLanguage = (isDataBin ? m_binTarget : m_target)->text().trimmed();
    setup->train = m_train->path();
    setup->valid = m_valid->path();
    setup->test = m_test->path();
    setup->leaveOutEmpty = m_leaveOut->isChecked();
    setup->dataBin = m_dataBin->path();
    setup->trainSize = m_trainSize->value();
    setup->validSize = m_validSize->value();
    setup->testSize = m_testSize->value();
    setup->seed = m_seed->value();
    if (setup->origin == CorpusSetup::Folder) {
        setup->folder = m_folder->path();
        setup->name = QFileInfo(setup->folder).fileName();
    }
}

void OriginForm::setOrigin(int origin)
{
    for (int page = 0; page < m_pages.size(); ++page) {
        m_pages[page]->setVisible(page == origin);
    }
}

} // namespace auspex
