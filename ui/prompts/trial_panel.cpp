// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/trial_panel.h"

#include <QAction>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QTextCursor>
#include <QTimer>
#include <QVBoxLayout>

#include "core/llm/call_cache.h"
#include "ui/common/labelled.h"
#include "ui/common/theme.h"
#include "ui/judge/flow_layout.h"
#include "ui/prompts/demonstrations_panel.h"
#include "ui/prompts/model_choice.h"
#include "ui/prompts/prompt_material.h"
#include "ui/prompts/studio_rendering.h"
#include "ui/session/llm_center.h"
#include "ui/session/session.h"
#include "ui/window/action_catalog.h"

namespace auspex {

namespace {

enum FactId { Predicted, Scored, Difference, ReadAs, Tokens, Cost, Time, FactCount };

constexpr double providerDefault = -0.1; // the temperature field's lowest value means this

QString formTitle(AnswerForm form)
{
    switch (form) {
    case AnswerForm::Plain:
        return TrialPanel::tr("plain number");
    case AnswerForm::Tolerant:
        return TrialPanel::tr("number in a text");
    case AnswerForm::Json:
        return TrialPanel::tr("JSON");
    case AnswerForm::Expected:
        return TrialPanel::tr("expectation");
    case AnswerForm::None:
        break;
    }
    return TrialPanel::tr("nothing");
}

QString number(double value, int digits)
{
    return QLocale().toString(value, 'f', digits);
}

} // namespace

struct TrialPanel::Running {
    Trial trial;
    QPersistentModelIndex entry; ///< in the list of jobs
};

TrialPanel::TrialPanel(Session *session, StudioRendering *rendering, PromptMaterial *material,
                       ModelChoice *choice, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_rendering(rendering)
    , m_material(material)
    , m_choice(choice)
{
    m_reply = new QPlainTextEdit(this);
    m_reply->setObjectName(QStringLiteral("studioReply"));
    m_reply->setAccessibleName(tr("Reply of the model"));
    m_reply->setReadOnly(true);
    m_reply->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_reply->setPlaceholderText(
        tr("Ask one model about one architecture: its reply comes here, and is kept."));
    m_reply->setTabChangesFocus(true);
    m_reply->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_reply->setMinimumHeight(2 * fontMetrics().height() + 2 * spacing);
    m_status = new QLabel(this);
    m_status->setObjectName(QStringLiteral("studioTrialStatus"));
    m_status->setWordWrap(true);
    m_status->setTextFormat(Qt::PlainText);
    m_status->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacingSmall);
    layout->addWidget(createInputs());
    layout->addWidget(m_reply, 1);
    layout->addWidget(createFacts());
    layout->addWidget(m_status);
    clearReply();

    connect(choice, &ModelChoice::providersChanged, this, &TrialPanel::showChoice);
    connect(choice, &ModelChoice::changed, this, &TrialPanel::showChoice);
    connect(material, &PromptMaterial::choiceChanged, this, &TrialPanel::showQueries);
    connect(material, &PromptMaterial::inputChanged, this, &TrialPanel::showQueries);
    connect(rendering, &StudioRendering::changed, this, &TrialPanel::stateChanged);
    connect(session, &Session::workspaceChanged, this, &TrialPanel::clearReply);
    showChoice();
    showQueries();
}

QWidget *TrialPanel::createInputs()
{
    auto *inputs = new QWidget(this);
    m_provider = new QComboBox(inputs);
    m_provider->setObjectName(QStringLiteral("studioProvider"));
    m_provider->setPlaceholderText(tr("Choose a provider"));
    m_provider->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_model = new QComboBox(inputs);
    m_model->setObjectName(QStringLiteral("studioModel"));
    m_model->setEditable(true);
    m_model->setInsertPolicy(QComboBox::NoInsert);
    m_model->lineEdit()->setPlaceholderText(tr("Name of the model"));
    m_model->setMinimumContentsLength(16);
    m_query = new QComboBox(inputs);
    m_query->setObjectName(QStringLiteral("studioQuery"));
    m_query->setMinimumContentsLength(12);
    m_query->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_temperature = new QDoubleSpinBox(inputs);
    m_temperature->setObjectName(QStringLiteral("studioTemperature"));
    m_temperature->setRange(providerDefault, 2.0);
    m_temperature->setSingleStep(0.1);
    m_temperature->setDecimals(1);
    m_temperature->setSpecialValueText(tr("default", "a provider's temperature"));
    m_maxTokens = new QSpinBox(inputs);
    m_maxTokens->setObjectName(QStringLiteral("studioMaxTokens"));
    m_maxTokens->setRange(1, 100000);
    m_maxTokens->setSuffix(tr(" tokens"));
    m_run = new QPushButton(inputs);
    m_run->setObjectName(QStringLiteral("studioRunButton"));
    m_cancel = new QPushButton(tr("Cancel"), inputs);
    m_cancel->setObjectName(QStringLiteral("studioCancel"));
    m_runSet = new QPushButton(inputs);
    m_runSet->setObjectName(QStringLiteral("studioRunSetButton"));
    for (QPushButton *button : {m_run, m_cancel, m_runSet})
        button->setAutoDefault(false);
    auto *models = new FlowLayout(spacing, spacingSmall);
    models->addWidget(labelled(tr("Pro&vider"), m_provider, inputs));
    models->addWidget(labelled(tr("Mod&el"), m_model, inputs));
    auto *subject = new QHBoxLayout;
    subject->setSpacing(spacing);
    auto *label = new QLabel(tr("Ar&chitecture"), inputs);
    label->setBuddy(m_query);
    subject->addWidget(label);
    subject->addWidget(m_query, 1);
    subject->addWidget(m_run);
    subject->addWidget(m_cancel);
    auto *parameters = new FlowLayout(spacing, spacingSmall);
    parameters->addWidget(labelled(tr("Temperature"), m_temperature, inputs));
    parameters->addWidget(labelled(tr("Longest reply"), m_maxTokens, inputs));
    parameters->addWidget(m_runSet);
    auto *layout = new QVBoxLayout(inputs);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacingSmall);
    layout->addLayout(models);
    layout->addLayout(subject);
    layout->addLayout(parameters);
    m_provider->setAccessibleName(tr("Provider"));
    m_model->setAccessibleName(tr("Model"));
    m_query->setAccessibleName(tr("Architecture to ask about"));
    m_temperature->setAccessibleName(tr("Temperature"));
    m_maxTokens->setAccessibleName(tr("Longest reply in tokens"));

    connect(m_provider, &QComboBox::activated, this,
            [this] { m_choice->setProvider(m_provider->currentData().toString()); });
    connect(m_model, &QComboBox::editTextChanged, this, [this](const QString &text) {
        LlmSpec spec = m_choice->spec();
        spec.model = text.trimmed().toStdString();
        m_choice->setSpec(spec);
    });
    connect(m_query, &QComboBox::activated, this,
            [this] { m_material->setQuery(m_query->currentData().toString()); });
    connect(m_temperature, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        LlmSpec spec = m_choice->spec();
        spec.temperature = value < 0.0 ? std::nullopt : std::optional(value);
        m_choice->setSpec(spec);
    });
    connect(m_maxTokens, &QSpinBox::valueChanged, this, [this](int value) {
        LlmSpec spec = m_choice->spec();
        spec.maxTokens = value;
        m_choice->setSpec(spec);
    });
    connect(m_cancel, &QPushButton::clicked, this, &TrialPanel::cancel);
    return inputs;
}

QWidget *TrialPanel::createFacts()
{
    m_facts = new QWidget(this);
    m_facts->setObjectName(QStringLiteral("studioFacts"));
    auto *layout = new FlowLayout(spacingLarge, spacingSmall, m_facts);
    layout->setContentsMargins(0, 0, 0, 0);
    const QStringList titles{tr("Predicted"), tr("TFS"),  tr("Error"), tr("Read as"),
                             tr("Tokens"),    tr("Cost"), tr("Time")};
    for (int fact = 0; fact < FactCount; ++fact) {
        auto *cell = new QWidget(m_facts);
        auto *column = new QVBoxLayout(cell);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(0);
        Fact entry{new QLabel(titles[fact], cell), new QLabel(cell)};
        entry.label->setForegroundRole(QPalette::WindowText);
        entry.value->setObjectName(QStringLiteral("studioFact%1").arg(fact));
        entry.value->setTextFormat(Qt::PlainText);
        entry.value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        entry.value->setAccessibleName(titles[fact]);
        column->addWidget(entry.label);
        column->addWidget(entry.value);
        layout->addWidget(cell);
        m_factLabels.push_back(entry);
    }
    QFont strong = font();
    strong.setBold(true);
    m_factLabels[Predicted].value->setFont(strong);
    return m_facts;
}

void TrialPanel::setActions(QAction *run, QAction *runSet)
{
    const auto follow = [](QPushButton *button, QAction *action) {
        const auto update = [button, action] {
            button->setText(action->iconText());
            button->setEnabled(action->isEnabled());
            const QString why = disabledReason(action);
            button->setToolTip(why.isEmpty() ? action->toolTip() : why);
        };
        connect(action, &QAction::changed, button, update);
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        update();
    };
    follow(m_run, run);
    follow(m_runSet, runSet);
}

void TrialPanel::showChoice()
{
    const QSignalBlocker quietProvider(m_provider);
    const QSignalBlocker quietModel(m_model);
    const QSignalBlocker quietTemperature(m_temperature);
    const QSignalBlocker quietTokens(m_maxTokens);
    QStringList ids;
    for (int i = 0; i < m_provider->count(); ++i)
        ids.append(m_provider->itemData(i).toString());
    QStringList wanted;
    QStringList titles;
    for (const Provider &provider : m_choice->providers()) {
        wanted.append(QString::fromStdString(provider.id));
        titles.append(QString::fromStdString(provider.title));
    }
    if (ids != wanted) {
        m_provider->clear();
        for (qsizetype i = 0; i < wanted.size(); ++i)
            m_provider->addItem(titles[i], wanted[i]);
    }
    const LlmSpec &spec = m_choice->spec();
    m_provider->setCurrentIndex(m_provider->findData(QString::fromStdString(spec.provider)));
    QStringList models;
    if (const std::optional<Provider> provider = m_choice->provider()) {
        for (const std::string &model : provider->suggestedModels)
            models.append(QString::fromStdString(model));
    }
    QStringList shown;
    for (int i = 0; i < m_model->count(); ++i)
        shown.append(m_model->itemText(i));
    if (shown != models) {
        m_model->clear();
        m_model->addItems(models);
    }
    // Setting the same text would move the cursor while one types.
    if (m_model->currentText().trimmed() != m_choice->model())
        m_model->setEditText(m_choice->model());
    m_temperature->setValue(spec.temperature.value_or(providerDefault));
    m_maxTokens->setValue(spec.maxTokens);
    Q_EMIT stateChanged();
}

void TrialPanel::showQueries()
{
    const QSignalBlocker quiet(m_query);
    QStringList texts;
    QStringList keys;
    for (const PromptSubject &subject : m_material->queries()) {
        const QString score = subject.score ? tr("TFS %1").arg(number(*subject.score, 2))
                                            : QString();
        const QString shape = shapeText(subject.architecture);
        texts.append(
            QStringLiteral("%1. %2")
                .arg(texts.size() + 1)
                .arg(score.isEmpty() ? shape : tr("%1; %2", "shape; score").arg(shape, score)));
        keys.append(QString::fromStdString(architectureKey(subject.architecture)));
    }
    QStringList before;
    for (int i = 0; i < m_query->count(); ++i)
        before << m_query->itemText(i) << m_query->itemData(i).toString();
    QStringList now;
    for (qsizetype i = 0; i < texts.size(); ++i)
        now << texts[i] << keys[i];
    if (before != now) {
        m_query->clear();
        for (qsizetype i = 0; i < texts.size(); ++i)
            m_query->addItem(texts[i], keys[i]);
    }
    m_query->setCurrentIndex(m_material->queryIndex());
    m_query->setEnabled(!keys.isEmpty());
    Q_EMIT stateChanged();
}

QString TrialPanel::whyNot() const
{
    if (!m_session->workspace())
        return tr("Open or create a workspace first.");
    if (m_session->isReadOnly())
        return tr("Replies have to be kept, and the workspace is read-only.");
    if (!m_choice->provider())
        return tr("Choose a provider first.");
    if (m_choice->model().isEmpty())
        return tr("Name a model first.");
    if (!m_rendering->isExact())
        return m_rendering->obstacle();
    if (m_running)
        return tr("A reply is on its way.");
    return {};
}

void TrialPanel::run()
{
    if (const QString why = whyNot(); !why.isEmpty()) {
        setStatus(why, true);
        return;
    }
    auto opened = workspaceCallCache(*m_session->workspace(), 0);
    if (!opened) {
        setStatus(QString::fromStdString(opened.error().message), true);
        return;
    }
    auto running = std::make_shared<Running>();
    running->trial.provider = *m_choice->provider();
    running->trial.prices = m_choice->prices();
    running->trial.spec = m_choice->spec();
    running->trial.prompt = m_rendering->utf8();
    running->trial.metric = m_material->input().task.metric;
    running->trial.demonstrations = m_material->input().demonstrations;
    if (const int index = m_material->queryIndex(); index >= 0)
        running->trial.subject = m_material->queries()[static_cast<std::size_t>(index)];
    m_running = running;
    clearReply();
    m_run->hide();
    m_cancel->show();
    setStatus(tr("Waiting for %1...").arg(m_choice->model()), false);

    using Outcome = tl::expected<TrialOutcome, TrialFailure>;
    const std::shared_ptr<CallCache> cache = std::move(*opened);
    const auto outcome = std::make_shared<Outcome>(
        tl::make_unexpected(TrialFailure{cancelled().value(), false}));
    const QPointer<TrialPanel> self(this);
    Session *session = m_session; // outlives its jobs, as this may not
    const auto work = [=](Job &job) -> Result<void> {
        *outcome = runTrial(running->trial, *cache, job, [=](std::string_view text) {
            const QString shown = QString::fromUtf8(text.data(),
                                                    static_cast<qsizetype>(text.size()));
            QMetaObject::invokeMethod(session, [self, running, shown] {
                if (self)
                    self->addText(running, shown);
            });
        });
        if (*outcome)
            return {};
        return tl::make_unexpected(outcome->error().error);
    };
    m_session->jobs()->run<void>(tr("Trying the prompt on %1").arg(m_choice->model()), this, work,
                                 [=, this](const Result<void> &) { finish(running, *outcome); });
    running->entry = m_session->jobs()->index(m_session->jobs()->rowCount() - 1);
    Q_EMIT stateChanged();
}

void TrialPanel::cancel()
{
    if (m_running && m_running->entry.isValid()) {
        m_session->jobs()->cancel(m_running->entry.row());
        setStatus(tr("Cancelling..."), false);
    }
}

void TrialPanel::clearReply()
{
    m_reply->clear();
    m_facts->hide();
    m_cancel->setVisible(m_running != nullptr);
    setStatus({}, false);
}

void TrialPanel::addText(const std::shared_ptr<Running> &running, const QString &text)
{
    if (running != m_running)
        return;
    m_reply->moveCursor(QTextCursor::End);
    m_reply->insertPlainText(text);
    m_reply->moveCursor(QTextCursor::End);
}

void TrialPanel::finish(const std::shared_ptr<Running> &running,
                        const tl::expected<TrialOutcome, TrialFailure> &outcome)
{
    // What is shown here needs no row among the jobs.
    JobList *jobs = m_session->jobs();
    QTimer::singleShot(0, this, [jobs, entry = running->entry] {
        if (entry.isValid() && jobs->isFinished(entry.row()))
            jobs->dismiss(entry.row());
    });
    if (running != m_running)
        return;
    m_running.reset();
    m_cancel->hide();
    m_run->show();
    if (outcome) {
        showOutcome(running->trial, *outcome);
        if (m_choice->center())
            Q_EMIT m_choice->center()->repliesChanged();
    } else if (outcome.error().error.code == ErrorCode::Cancelled) {
        setStatus(tr("Cancelled."), false);
    } else {
        const QString message = QString::fromStdString(outcome.error().error.message);
        setStatus(message, true);
        if (outcome.error().lacksKey && m_choice->center())
            Q_EMIT m_choice->center()->keyNeeded(QString::fromStdString(running->trial.provider.id),
                                                 message);
    }
    Q_EMIT stateChanged();
}

void TrialPanel::showOutcome(const Trial &trial, const TrialOutcome &outcome)
{
    const LlmSample &sample = outcome.sample;
    if (sample.failure) {
        setStatus(QString::fromStdString(sample.failure->message), true);
        return;
    }
    const std::optional<double> value = sample.expected && trial.spec.expected
                                            ? std::optional(sample.expected->mean)
                                            : sample.answer.value;
    const std::optional<double> score = trial.subject.score;
    const QString none = QStringLiteral("-");
    setFact(Predicted, value ? number(*value, 2) : none,
            QString::fromStdString(sample.answer.problem));
    setFact(Scored, score ? number(*score, 2) : none, tr("The score of training from scratch"));
    setFact(Difference, value && score ? number(*value - *score, 2) : none,
            tr("Predicted less TFS"));
    setFact(ReadAs, formTitle(sample.answer.form));
    setFact(Tokens,
            tr("%1 + %2", "tokens of prompt and reply")
                .arg(QLocale().toString(static_cast<qlonglong>(outcome.promptTokens)),
                     QLocale().toString(static_cast<qlonglong>(outcome.completionTokens))),
            tr("Of the prompt and of the reply, as the provider counted them"));
    setFact(Cost, outcome.cost ? moneyText(*outcome.cost) : tr("unknown"),
            sample.fromCache ? tr("What it cost when it came; nothing was sent now") : QString());
    setFact(Time, outcome.seconds < 1.0 ? tr("%1 ms").arg(number(outcome.seconds * 1000.0, 0))
                                        : tr("%1 s").arg(number(outcome.seconds, 1)));
    m_facts->show();
    if (!value)
        setStatus(QString::fromStdString(sample.answer.problem), true);
    else if (sample.fromCache)
        setStatus(tr("Kept from before: the same request is never paid for twice."), false);
    else if (sample.asks > 1)
        setStatus(tr("It was asked %n time(s), as answers without a number came first.", nullptr,
                     sample.asks),
                  false);
    else
        setStatus({}, false);
}

void TrialPanel::setFact(int fact, const QString &value, const QString &tip)
{
    const Fact &entry = m_factLabels[static_cast<std::size_t>(fact)];
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, mutedText(palette()));
    entry.label->setPalette(colours);
    entry.value->setText(value);
    entry.value->setToolTip(tip);
}

void TrialPanel::setStatus(const QString &text, bool isProblem)
{
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText,
                     isProblem ? errorColour(palette()) : mutedText(palette()));
    m_status->setPalette(colours);
    m_status->setText(text);
    m_status->setVisible(!text.isEmpty());
}

} // namespace auspex
