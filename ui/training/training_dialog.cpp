// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/training_dialog.h"

#include <algorithm>

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QScreen>
#include <QSpinBox>
#include <QVBoxLayout>

#include "ui/common/path_field.h"
#include "ui/common/scrolled_body.h"
#include "ui/common/theme.h"
#include "ui/session/session.h"
#include "ui/session/training_center.h"

namespace auspex {

namespace {

constexpr int most = 1'000'000'000;
constexpr int dialogWidth = 100; // average characters
constexpr int shownLetters = 20; // of an entry
constexpr int dialogHeight = 44; // lines

QSpinBox *spinBox(const char *name, int least, int highest, QWidget *parent)
{
    auto *box = new QSpinBox(parent);
    box->setObjectName(QLatin1String(name));
    box->setRange(least, highest);
    box->setGroupSeparatorShown(true);
    box->setAccelerated(true);
    return box;
}

QDoubleSpinBox *realBox(const char *name, double highest, int decimals, double step,
                        QWidget *parent)
{
    auto *box = new QDoubleSpinBox(parent);
    box->setObjectName(QLatin1String(name));
    box->setDecimals(decimals);
    box->setRange(0.0, highest);
    box->setSingleStep(step);
    return box;
}

QString presetTitle(const std::string &name)
{
    if (name == "wmt-supernet") {
        return TrainingDialog::tr("WMT supernet (HAT)");
    }
    if (name == "wmt-sandwich") {
        return TrainingDialog::tr("WMT supernet with the sandwich rule (MoS)");
    }
    if (name == "iwslt-supernet") {
        return TrainingDialog::tr("IWSLT supernet (HAT)");
    }
    if (name == "small-supernet") {
        return TrainingDialog::tr("Small machine: supernet");
    }
    if (name == "small-sandwich") {
        return TrainingDialog::tr("Small machine: supernet with the sandwich rule");
    }
    if (name == "wmt-scratch") {
        return TrainingDialog::tr("WMT from scratch (HAT)");
    }
    if (name == "iwslt-scratch") {
        return TrainingDialog::tr("IWSLT from scratch (HAT)");
    }
    if (name == "small-scratch") {
        return TrainingDialog::tr("Small machine: from scratch");
    }
    return QString::fromStdString(name);
}

} // namespace

TrainingDialog::TrainingDialog(Kind kind, Session *session, QWidget *parent)
    : QDialog(parent)
    , m_kind(kind)
    , m_session(session)
    , m_name(new QLineEdit(this))
    , m_corpus(new QComboBox(this))
    , m_space(new QComboBox(this))
    , m_spaceFile(new PathField(PathField::Kind::File, tr("File of the search space"),
                                tr("HAT configurations (*.yml *.yaml);;All files (*)"), this))
    , m_preset(new QComboBox(this))
    , m_method(new QComboBox(this))
    , m_experts(spinBox("trainingExperts", 2, 64, this))
    , m_count(spinBox("trainingCount", 1, 100'000, this))
    , m_stratified(new QCheckBox(tr("Each decoder depth e&qually often"), this))
    , m_updates(spinBox("trainingUpdates", 1, most, this))
    , m_warmup(spinBox("trainingWarmup", 0, most, this))
    , m_rate(realBox("trainingRate", 1.0, 6, 0.0005, this))
    , m_maxTokens(spinBox("trainingMaxTokens", 1, 100'000'000, this))
    , m_updateFrequency(spinBox("trainingUpdateFrequency", 1, 1'000'000, this))
    , m_dropout(realBox("trainingDropout", 0.999, 3, 0.05, this))
    , m_validate(spinBox("trainingValidate", 0, most, this))
    , m_save(spinBox("trainingSave", 0, most, this))
    , m_patience(spinBox("trainingPatience", 0, 1'000'000, this))
    , m_seed(spinBox("trainingSeed", 0, most, this))
    , m_threads(spinBox("trainingThreads", 0, 1024, this))
    , m_status(new QLabel(this))
{
    setObjectName(QStringLiteral("trainingDialog"));
    setWindowTitle(kind == Kind::Supernet ? tr("Train Supernet") : tr("Train from Scratch"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(spacingLarge, spacingLarge, spacingLarge, spacingLarge);
    layout->setSpacing(spacing);
    createForm();
    m_status->setObjectName(QStringLiteral("trainingStatus"));
    m_status->setWordWrap(true);
    m_status->setTextFormat(Qt::PlainText);
    layout->addWidget(m_status);
    createButtons();
    connect(m_preset, &QComboBox::currentIndexChanged, this, &TrainingDialog::showPreset);
    connect(m_space, &QComboBox::currentIndexChanged, this, &TrainingDialog::showFields);
    connect(m_method, &QComboBox::currentIndexChanged, this, &TrainingDialog::showFields);
    connect(m_spaceFile, &PathField::changed, this, &TrainingDialog::validate);
    connect(m_name, &QLineEdit::textChanged, this, &TrainingDialog::validate);
    connect(m_warmup, &QSpinBox::valueChanged, this,
            [this] { m_warmupWasGiven = m_warmupWasGiven || !m_isFilling; });
    connect(m_updates, &QSpinBox::valueChanged, this, [this](int updates) {
        const auto preset = trainingPreset(m_preset->currentData().toString().toStdString());
        if (m_isFilling || m_warmupWasGiven || !preset) {
            return;
        }
        const QScopedValueRollback<bool> filling(m_isFilling, true);
        TrainingOptions options = *preset;
        setMaxUpdates(options, updates);
        m_warmup->setValue(static_cast<int>(options.learningRate.warmup));
    });
    showPreset();
    const QSize room = screen()->availableSize() * 19 / 20;
    resize(
        QSize(fontMetrics().averageCharWidth() * dialogWidth, fontMetrics().height() * dialogHeight)
            .boundedTo(room));
}

void TrainingDialog::createForm()
{
    m_name->setObjectName(QStringLiteral("trainingName"));
    m_corpus->setObjectName(QStringLiteral("trainingCorpus"));
    m_space->setObjectName(QStringLiteral("trainingSpace"));
    m_preset->setObjectName(QStringLiteral("trainingPreset"));
    m_method->setObjectName(QStringLiteral("trainingMethod"));
    m_spaceFile->line()->setObjectName(QStringLiteral("trainingSpaceFile"));
    for (const StoredCorpus &corpus : m_session->corpora()) {
        m_corpus->addItem(QString::fromStdString(corpus.name));
    }
    for (const SearchSpace &space : builtInSpaces()) {
        m_space->addItem(QString::fromStdString(space.title), QString::fromStdString(space.name));
    }
    m_space->addItem(tr("A HAT configuration"), QString());
    m_space->setCurrentIndex(std::max(0, m_space->findData(QStringLiteral("demo"))));
    for (const TrainingPreset &preset : trainingPresets()) {
        if ((preset.options.mode == TrainingMode::Scratch) == (m_kind == Kind::Scratch)) {
            m_preset->addItem(presetTitle(preset.name), QString::fromStdString(preset.name));
        }
    }
    m_preset->setCurrentIndex(m_preset->findData(m_kind == Kind::Scratch
                                                     ? QStringLiteral("small-scratch")
                                                     : QStringLiteral("small-supernet")));
    m_method->addItem(tr("One sampled subnet (SPOS)"), QStringLiteral("spos"));
    m_method->addItem(tr("Sandwich: sampled, largest, smallest"), QStringLiteral("sandwich"));
    m_method->addItem(tr("Layer-wise mixture of supernets"), QStringLiteral("layer-wise"));
    m_method->addItem(tr("Neuron-wise mixture of supernets"), QStringLiteral("neuron-wise"));
    for (QSpinBox *box : {m_validate, m_patience}) {
        box->setSpecialValueText(tr("Never"));
    }
    m_save->setSpecialValueText(tr("Only at the end"));
    m_threads->setSpecialValueText(tr("All processors"));
    if (m_kind == Kind::Supernet) {
        m_seed->setSpecialValueText(tr("Subnets in HAT's order"));
    } else {
        m_seed->setMinimum(1);
    }
    m_count->setValue(30);
    m_stratified->setObjectName(QStringLiteral("trainingStratified"));
    m_stratified->setChecked(true);
    for (QComboBox *box : {m_corpus, m_space, m_preset, m_method}) { // long entries elide
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(shownLetters);
    }
    auto *body = new QWidget(this);
    m_form = new QFormLayout(body);
    m_form->setContentsMargins(0, 0, spacing, 0); // beside the scroll bar
    m_form->setSpacing(spacing);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->addRow(m_kind == Kind::Supernet ? tr("&Name:") : tr("Scores go to tas&k:"), m_name);
    m_form->addRow(tr("&Corpus:"), m_corpus);
    m_form->addRow(tr("Search s&pace:"), m_space);
    m_form->addRow(tr("&File:"), m_spaceFile);
    m_form->addRow(tr("Sett&ings:"), m_preset);
    m_form->addRow(tr("&Each update trains:"), m_method);
    m_form->addRow(tr("E&xperts:"), m_experts);
    m_form->addRow(tr("Num&ber of architectures:"), m_count);
    m_form->addRow(QString(), m_stratified);
    m_form->addRow(tr("&Updates:"), m_updates);
    m_form->addRow(tr("&Warm-up (updates):"), m_warmup);
    m_form->addRow(tr("&Highest learning rate:"), m_rate);
    m_form->addRow(tr("&Tokens of a micro-batch:"), m_maxTokens);
    m_form->addRow(tr("&Micro-batches of an update:"), m_updateFrequency);
    m_form->addRow(tr("&Dropout:"), m_dropout);
    m_form->addRow(tr("&Validate after updates:"), m_validate);
    m_form->addRow(tr("Checkp&oint after updates:"), m_save);
    m_form->addRow(tr("End after validations without &gain:"), m_patience);
    m_form->addRow(m_kind == Kind::Supernet ? tr("Seed (&0: HAT's):") : tr("S&eed:"), m_seed);
    m_form->addRow(tr("Th&reads:"), m_threads);
    m_form->setRowVisible(m_method, m_kind == Kind::Supernet);
    for (QWidget *field : {static_cast<QWidget *>(m_count), static_cast<QWidget *>(m_stratified)}) {
        m_form->setRowVisible(field, m_kind == Kind::Scratch);
    }
    if (m_kind == Kind::Scratch) {
        m_name->setPlaceholderText(tr("as the corpus"));
    }
    static_cast<QVBoxLayout *>(layout())->addWidget(scrolledBody(body, this), 1);
}

void TrainingDialog::createButtons()
{
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_start = buttons->addButton(tr("&Start training"), QDialogButtonBox::AcceptRole);
    m_start->setObjectName(QStringLiteral("trainingStart"));
    m_start->setDefault(true);
    QPushButton *reset = buttons->addButton(tr("Reset to the preset's va&lues"),
                                            QDialogButtonBox::ResetRole);
    reset->setAutoDefault(false);
    layout()->addWidget(buttons);
    connect(reset, &QPushButton::clicked, this, &TrainingDialog::showPreset);
    connect(buttons, &QDialogButtonBox::accepted, this, &TrainingDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void TrainingDialog::showPreset()
{
    const auto options = trainingPreset(m_preset->currentData().toString().toStdString());
    if (!options) {
        return;
    }
    const QScopedValueRollback<bool> filling(m_isFilling, true);
    m_warmupWasGiven = false;
    m_method->setCurrentIndex(options->mode == TrainingMode::Sandwich ? 1 : 0);
    m_updates->setValue(static_cast<int>(options->maxUpdates));
    m_warmup->setValue(static_cast<int>(options->learningRate.warmup));
    m_rate->setValue(options->learningRate.highest);
    m_maxTokens->setValue(options->batches.maxTokens);
    m_updateFrequency->setValue(options->updateFrequency);
    m_dropout->setValue(options->dropout.dropout);
    m_validate->setValue(static_cast<int>(options->validationInterval));
    m_save->setValue(static_cast<int>(options->checkpointInterval));
    m_patience->setValue(options->patience);
    showFields();
}

void TrainingDialog::showFields()
{
    m_form->setRowVisible(m_spaceFile, m_space->currentData().toString().isEmpty());
    m_form->setRowVisible(m_experts, m_kind == Kind::Supernet && m_method->currentIndex() >= 2);
    validate();
}

void TrainingDialog::tell(const QString &problem)
{
    m_status->setText(problem);
    m_status->setVisible(!problem.isEmpty());
    QPalette colours = m_status->palette();
    colours.setColor(QPalette::WindowText, errorColour(palette()));
    m_status->setPalette(colours);
}

void TrainingDialog::validate()
{
    QString problem;
    if (m_corpus->count() == 0) {
        problem = tr("There is no corpus to train on; import one under Corpora first.");
    } else if (m_kind == Kind::Supernet && m_name->text().trimmed().isEmpty()) {
        problem = tr("Give the supernet a name.");
    } else if (m_space->currentData().toString().isEmpty() && m_spaceFile->path().isEmpty()) {
        problem = tr("Name the file of the search space.");
    }
    tell(problem);
    m_start->setEnabled(problem.isEmpty());
}

Result<SearchSpace> TrainingDialog::space() const
{
    const QString builtIn = m_space->currentData().toString();
    return findSpace((builtIn.isEmpty() ? m_spaceFile->path() : builtIn).toStdString());
}

TrainingOptions TrainingDialog::options(TrainingMode mode) const
{
    TrainingOptions options = trainingPreset(m_preset->currentData().toString().toStdString())
                                  .value_or(TrainingOptions{});
    options.mode = mode;
    options.maxUpdates = m_updates->value();
    options.learningRate.warmup = m_warmup->value();
    setHighestLearningRate(options, m_rate->value());
    options.batches.maxTokens = m_maxTokens->value();
    options.updateFrequency = m_updateFrequency->value();
    options.dropout.dropout = m_dropout->value();
    options.validationInterval = m_validate->value();
    options.checkpointInterval = m_save->value();
    options.patience = m_patience->value();
    if (m_seed->value() > 0) {
        options.seed = static_cast<std::uint32_t>(m_seed->value());
    }
    options.model.threads = m_threads->value();
    return options;
}

Result<SupernetTrainingPlan> TrainingDialog::supernetPlan() const
{
    SupernetTrainingPlan plan;
    plan.name = m_name->text().trimmed().toStdString();
    plan.corpus = m_corpus->currentText().toStdString();
    Result<SearchSpace> found = space();
    if (!found) {
        return tl::make_unexpected(found.error());
    }
    plan.space = std::move(*found);
    const auto method = trainingMethodNamed(m_method->currentData().toString().toStdString())
                            .value_or(TrainingMethod{});
    plan.mixture = method.mixture;
    plan.experts = m_experts->value();
    plan.options = options(method.mode);
    if (m_seed->value() > 0) {
        plan.options.samplingSeed = plan.options.seed;
    }
    return plan;
}

Result<TfsTrainingPlan> TrainingDialog::scratchPlan() const
{
    TfsTrainingPlan plan;
    plan.corpus = m_corpus->currentText().toStdString();
    plan.task = m_name->text().trimmed().toStdString();
    if (plan.task.empty()) {
        plan.task = plan.corpus;
    }
    Result<SearchSpace> found = space();
    if (!found) {
        return tl::make_unexpected(found.error());
    }
    plan.space = std::move(*found);
    plan.options = options(TrainingMode::Scratch);
    return architecturesToTrain(plan.space, static_cast<std::size_t>(m_count->value()),
                                plan.options.seed, m_stratified->isChecked())
        .map([&plan](std::vector<Architecture> &&architectures) {
            plan.architectures = std::move(architectures);
            return plan;
        });
}

void TrainingDialog::accept()
{
    TrainingCenter *center = m_session->trainings();
    const Result<qint64> id = m_kind == Kind::Supernet
                                  ? supernetPlan().and_then(
                                      [&](const auto &plan) { return center->startSupernet(plan); })
                                  : scratchPlan().and_then(
                                      [&](const auto &plan) { return center->startScratch(plan); });
    if (!id) {
        tell(QString::fromStdString(id.error().message));
        return;
    }
    Q_EMIT started(*id);
    QDialog::accept();
}

} // namespace auspex
