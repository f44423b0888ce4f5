// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/supernets/supernet_import_dialog.h"

#include <algorithm>

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/common/path_field.h"
#include "ui/common/theme.h"
#include "ui/session/session.h"
#include "ui/session/supernet_center.h"

namespace auspex {

namespace {

constexpr int dialogWidth = 90; // average characters

}

SupernetImportDialog::SupernetImportDialog(Session *session, const SupernetSetup &setup,
                                           QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_form(new QFormLayout)
    , m_weights(new PathField(PathField::Kind::File, tr("Weights"),
                              tr("Weights (*.pt *.safetensors);;All files (*)"), this))
    , m_name(new QLineEdit(this))
    , m_space(new QComboBox(this))
    , m_corpus(new QComboBox(this))
    , m_sizes(new QComboBox(this))
    , m_mixture(new QComboBox(this))
    , m_shape(new PathField(PathField::Kind::File, tr("JSON document with the sizes"),
                            tr("JSON (*.json);;All files (*)"), this))
    , m_status(new QLabel(this))
{
    setObjectName(QStringLiteral("supernetImportDialog"));
    setWindowTitle(tr("Import Supernet"));
    createForm();
    m_status->setObjectName(QStringLiteral("supernetStatus"));
    m_status->setWordWrap(true);
    m_status->setTextFormat(Qt::PlainText);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_import = buttons->addButton(tr("&Import"), QDialogButtonBox::AcceptRole);
    m_import->setObjectName(QStringLiteral("supernetImport"));
    m_import->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(spacingLarge, spacingLarge, spacingLarge, spacingLarge);
    layout->setSpacing(spacing);
    layout->addLayout(m_form);
    layout->addStretch();
    layout->addWidget(m_status);
    layout->addWidget(buttons);
    setSetup(setup);
    connect(m_weights, &PathField::changed, this, [this] {
        if (!m_nameWasGiven) {
            m_name->setText(QFileInfo(m_weights->path()).completeBaseName());
        }
        validate();
    });
    connect(m_name, &QLineEdit::textEdited, this, [this](const QString &text) {
        m_nameWasGiven = !text.trimmed().isEmpty();
        validate();
    });
    connect(m_shape, &PathField::changed, this, &SupernetImportDialog::validate);
    for (QComboBox *box : {m_space, m_corpus, m_sizes}) {
        connect(box, &QComboBox::currentIndexChanged, this, &SupernetImportDialog::validate);
    }
    resize(fontMetrics().averageCharWidth() * dialogWidth, sizeHint().height());
    validate();
}

void SupernetImportDialog::createForm()
{
    m_weights->line()->setObjectName(QStringLiteral("supernetWeights"));
    m_name->setObjectName(QStringLiteral("supernetName"));
    m_space->setObjectName(QStringLiteral("supernetSpace"));
    m_corpus->setObjectName(QStringLiteral("supernetCorpus"));
    m_sizes->setObjectName(QStringLiteral("supernetSizes"));
    m_mixture->setObjectName(QStringLiteral("supernetMixture"));
    m_shape->line()->setObjectName(QStringLiteral("supernetShape"));
    m_space->addItem(tr("Not known"), QString());
    for (const SearchSpace &space : builtInSpaces()) {
        m_space->addItem(QString::fromStdString(space.title), QString::fromStdString(space.name));
    }
    m_corpus->addItem(tr("None"), QString());
    for (const StoredCorpus &corpus : m_session->corpora()) {
        const QString name = QString::fromStdString(corpus.name);
        m_corpus->addItem(name, name);
    }
    m_sizes->addItem(tr("Those of the space and the corpus's dictionaries"), false);
    m_sizes->addItem(tr("Stated by a JSON document"), true);
    m_mixture->addItem(tr("HAT: one weight-sharing network"), static_cast<int>(Mixture::None));
    m_mixture->addItem(tr("Layer-wise mixture of supernets"), static_cast<int>(Mixture::LayerWise));
    m_mixture->addItem(tr("Neuron-wise mixture of supernets"),
                       static_cast<int>(Mixture::NeuronWise));
    m_form->setSpacing(spacing);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->addRow(tr("&Weights:"), m_weights);
    m_form->addRow(tr("&Name:"), m_name);
    m_form->addRow(tr("&Search space:"), m_space);
    m_form->addRow(tr("&Corpus:"), m_corpus);
    m_form->addRow(tr("Si&zes:"), m_sizes);
    m_form->addRow(tr("&Kind:"), m_mixture);
    m_form->addRow(tr("&JSON document:"), m_shape);
}

void SupernetImportDialog::setSetup(const SupernetSetup &setup)
{
    m_weights->setPath(setup.weights);
    m_name->setText(setup.name);
    m_nameWasGiven = !setup.name.isEmpty();
    m_space->setCurrentIndex(std::max(0, m_space->findData(setup.space)));
    m_corpus->setCurrentIndex(std::max(0, m_corpus->findData(setup.corpus)));
    m_sizes->setCurrentIndex(setup.shape.isEmpty() ? 0 : 1);
    m_mixture->setCurrentIndex(m_mixture->findData(static_cast<int>(setup.mixture)));
    m_shape->setPath(setup.shape);
}

SupernetSetup SupernetImportDialog::setup() const
{
    SupernetSetup setup;
    setup.name = m_name->text().trimmed();
    setup.weights = m_weights->path();
    setup.space = m_space->currentData().toString();
    setup.corpus = m_corpus->currentData().toString();
    if (m_sizes->currentData().toBool()) {
        setup.shape = m_shape->path();
    } else {
        setup.mixture = static_cast<Mixture>(m_mixture->currentData().toInt());
    }
    return setup;
}

QString SupernetImportDialog::problem() const
{
    const SupernetSetup now = setup();
    if (now.weights.isEmpty()) {
        return tr("Choose the file with the weights.");
    }
    if (!QFileInfo(now.weights).isFile()) {
        return tr("There is no file %1.").arg(now.weights);
    }
    if (now.name.isEmpty()) {
        return tr("Give the supernet a name.");
    }
    if (m_session->supernets()->supernet(now.name)) {
        return tr("The workspace has a supernet %1 already; choose another name.").arg(now.name);
    }
    if (m_sizes->currentData().toBool()) {
        return QFileInfo(now.shape).isFile() ? QString()
                                             : tr("Choose the JSON document with the sizes.");
    }
    if (now.space.isEmpty() || now.corpus.isEmpty()) {
        return tr("Choose the search space and the corpus, from which the sizes follow.");
    }
    return {};
}

void SupernetImportDialog::validate()
{
    const bool isStated = m_sizes->currentData().toBool();
    m_form->setRowVisible(m_shape, isStated);
    m_form->setRowVisible(m_mixture, !isStated);
    const QString text = problem();
    m_status->setText(text);
    QPalette colours = m_status->palette();
    colours.setColor(QPalette::WindowText, errorColour(palette()));
    m_status->setPalette(colours);
    m_import->setEnabled(text.isEmpty());
}

} // namespace auspex
