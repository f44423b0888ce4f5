// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/corpora/corpus_import_dialog.h"

#include <algorithm>
#include <functional>

#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileInfo>
#include <QFormLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QScreen>
#include <QSettings>
#include <QVBoxLayout>

#include "ui/common/path_field.h"
#include "ui/common/scrolled_body.h"
#include "ui/common/theme.h"
#include "ui/corpora/origin_form.h"
#include "ui/corpora/segments_form.h"
#include "ui/session/session.h"

namespace auspex {

namespace {

const QString lastKey = QStringLiteral("corpora/import");
constexpr int dialogWidth = 100; // average characters
constexpr int dialogHeight = 42; // lines

} // namespace

CorpusImportDialog::CorpusImportDialog(Session *session, const CorpusSetup &setup, QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_origin(new QComboBox(this))
    , m_fields(new OriginForm(this))
    , m_segments(new SegmentsForm(this))
    , m_name(new QLineEdit(this))
    , m_folder(new PathField(PathField::Kind::NewFolder, tr("Folder of the corpus"), {}, this))
    , m_status(new QLabel(this))
{
    setObjectName(QStringLiteral("corpusImportDialog"));
    setWindowTitle(tr("Import Corpus"));
    for (const StoredCorpus &corpus : session->corpora()) {
        m_names.append(QString::fromStdString(corpus.name));
    }
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(spacingLarge, spacingLarge, spacingLarge, spacingLarge);
    layout->setSpacing(spacing);
    createForm();
    m_status->setObjectName(QStringLiteral("corpusStatus"));
    m_status->setWordWrap(true);
    m_status->setTextFormat(Qt::PlainText);
    layout->addWidget(m_status);
    createButtons();
    connect(m_origin, &QComboBox::currentIndexChanged, this, &CorpusImportDialog::showOrigin);
    connect(m_fields, &OriginForm::changed, this, &CorpusImportDialog::followName);
    connect(m_segments, &SegmentsForm::changed, this, &CorpusImportDialog::validate);
    connect(m_name, &QLineEdit::textEdited, this, [this](const QString &text) {
        m_nameWasGiven = !text.trimmed().isEmpty();
        followName();
    });
    connect(m_folder, &PathField::edited, this, [this] {
        m_folderWasGiven = !m_folder->path().isEmpty();
        followName();
    });
    connect(m_folder, &PathField::changed, this, &CorpusImportDialog::validate);
    setSetup(setup);
    fitToScreen();
}

/// As large as the fields of the longest origin want it, where the screen is.
void CorpusImportDialog::fitToScreen()
{
    int labels = 0;
    const QList<QFormLayout *> forms = findChildren<QFormLayout *>();
    const auto forEachLabel = [&forms](const std::function<void(QWidget *)> &use) {
        for (const QFormLayout *form : forms) {
            for (int row = 0; row < form->rowCount(); ++row) {
                const QLayoutItem *item = form->itemAt(row, QFormLayout::LabelRole);
                if (item && item->widget()) {
                    use(item->widget());
                }
            }
        }
    };
    forEachLabel([&](QWidget *label) { labels = std::max(labels, label->sizeHint().width()); });
    forEachLabel([&](QWidget *label) { label->setMinimumWidth(labels); }); // one column of fields
    const QSize room = screen()->availableSize() * 19 / 20;
    const QSize wanted(fontMetrics().averageCharWidth() * dialogWidth,
                       fontMetrics().height() * dialogHeight);
    resize(wanted.boundedTo(room));
}

void CorpusImportDialog::createForm()
{
    auto *body = new QWidget(this);
    m_form = new QFormLayout;
    m_form->setSpacing(spacing);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_origin->setObjectName(QStringLiteral("corpusOrigin"));
    m_origin->addItem(tr("Parallel texts, a file for each language"), CorpusSetup::Texts);
    m_origin->addItem(tr("Data that fairseq binarised (data-bin)"), CorpusSetup::DataBin);
    m_origin->addItem(tr("The built-in demo task, English to German"), CorpusSetup::Demo);
    m_origin->addItem(tr("A corpus that was made before"), CorpusSetup::Folder);
    m_name->setObjectName(QStringLiteral("corpusName"));
    m_folder->line()->setObjectName(QStringLiteral("corpusFolder"));
    m_folder->setToolTip(tr("Is made by the import; all that belongs to the corpus goes there"));
    m_form->addRow(tr("&What to import:"), m_origin);
    m_form->addRow(tr("Na&me:"), m_name);
    m_form->addRow(tr("&Folder:"), m_folder);
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, spacing, 0); // beside the scroll bar
    column->setSpacing(spacingLarge);
    column->addLayout(m_form);
    column->addWidget(m_fields);
    column->addWidget(m_segments);
    column->addStretch();
    static_cast<QVBoxLayout *>(layout())->addWidget(scrolledBody(body, this), 1);
}

void CorpusImportDialog::createButtons()
{
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_import = buttons->addButton(tr("&Import"), QDialogButtonBox::AcceptRole);
    m_import->setObjectName(QStringLiteral("corpusImport"));
    m_import->setDefault(true);
    QPushButton *reset = buttons->addButton(tr("&Reset"), QDialogButtonBox::ResetRole);
    reset->setToolTip(tr("The values that the program begins with"));
    reset->setAutoDefault(false);
    m_copy = buttons->addButton(tr("&Copy as command"), QDialogButtonBox::ActionRole);
    m_copy->setObjectName(QStringLiteral("corpusCopyCommand"));
    m_copy->setToolTip(tr("The same import by auspex-cli, for a script"));
    m_copy->setAutoDefault(false);
    layout()->addWidget(buttons);
    connect(reset, &QPushButton::clicked, this, [this] {
        CorpusSetup fresh;
        fresh.origin = m_origin->currentData().toInt();
        m_nameWasGiven = false;
        m_folderWasGiven = false;
        setSetup(fresh);
    });
    connect(m_copy, &QPushButton::clicked, this, &CorpusImportDialog::copyCommand);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        keepSetup(setup());
        accept();
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

CorpusSetup CorpusImportDialog::lastSetup()
{
    return corpusSetupOfJson(QSettings().value(lastKey).toString());
}

void CorpusImportDialog::keepSetup(const CorpusSetup &setup)
{
    QSettings().setValue(lastKey, corpusSetupToJson(setup));
}

void CorpusImportDialog::setSetup(const CorpusSetup &setup)
{
    {
        const QScopedValueRollback<bool> filling(m_isFilling, true);
        m_origin->setCurrentIndex(m_origin->findData(setup.origin));
        m_fields->setSetup(setup);
        m_segments->setSetup(setup);
        m_nameWasGiven = !setup.name.isEmpty() && setup.origin != CorpusSetup::Folder;
        m_folderWasGiven = !setup.folder.isEmpty() && setup.origin != CorpusSetup::Folder;
        if (m_nameWasGiven) {
            m_name->setText(setup.name);
        }
        if (m_folderWasGiven) {
            m_folder->setPath(setup.folder);
        }
    }
    showOrigin();
}

void CorpusImportDialog::showOrigin()
{
    const int origin = m_origin->currentData().toInt();
    const bool isMade = origin != CorpusSetup::Folder;
    m_fields->setOrigin(origin);
    m_segments->setOrigin(origin);
    m_segments->setVisible(isMade);
    m_form->setRowVisible(m_name, isMade);
    m_form->setRowVisible(m_folder, isMade);
    m_copy->setVisible(isMade);
    followName();
}

QString CorpusImportDialog::freeName(const QString &wanted) const
{
    QString name = wanted;
    for (int number = 2; m_names.contains(name) || QFileInfo::exists(proposedFolder() + name);
         ++number) {
        name = QStringLiteral("%1-%2").arg(wanted).arg(number);
    }
    return name;
}

QString CorpusImportDialog::proposedFolder() const
{
    const QFileInfo workspace(m_session->workspaceFile());
    return workspace.absolutePath() + QStringLiteral("/corpora/");
}

/// What the user has not named is named after what is imported.
void CorpusImportDialog::followName()
{
    if (m_isFilling) {
        return;
    }
    const QScopedValueRollback<bool> filling(m_isFilling, true);
    const CorpusSetup now = setup();
    if (!m_nameWasGiven) {
        QString name = QStringLiteral("demo");
        if (now.origin == CorpusSetup::DataBin) {
            name = QDir(now.dataBin).dirName();
        } else if (now.origin == CorpusSetup::Texts) {
            name = now.train.isEmpty() ? QString()
                                       : QFileInfo(QFileInfo(now.train).absolutePath()).fileName();
        }
        m_name->setText(now.origin == CorpusSetup::DataBin && now.dataBin.isEmpty()
                            ? QString()
                            : freeName(name));
    }
    if (!m_folderWasGiven) {
        const QString name = m_name->text().trimmed().replace(u'/', u'-');
        m_folder->setPath(name.isEmpty() ? QString() : proposedFolder() + name);
    }
    validate();
}

void CorpusImportDialog::validate()
{
    const QString problem = corpusSetupProblem(setup(), m_names);
    m_status->setText(problem);
    m_status->setVisible(!problem.isEmpty());
    QPalette colours = m_status->palette();
    colours.setColor(QPalette::WindowText, errorColour(palette()));
    m_status->setPalette(colours);
    m_import->setEnabled(problem.isEmpty());
    m_copy->setEnabled(problem.isEmpty());
}

CorpusSetup CorpusImportDialog::setup() const
{
    CorpusSetup setup;
    setup.origin = m_origin->currentData().toInt();
    setup.name = m_name->text().trimmed();
    setup.folder = m_folder->path();
    m_fields->read(&setup);
    m_segments->read(&setup);
    return setup;
}

void CorpusImportDialog::copyCommand()
{
    QGuiApplication::clipboard()->setText(corpusCommandLine(setup(), m_session->workspaceFile()));
    Q_EMIT m_session->statusMessage(tr("Copied the command."));
}

} // namespace auspex
