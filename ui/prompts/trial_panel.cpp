// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/trial_panel.h"

#include <QFontDatabase>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QTextCursor>
#include <QTimer>
#include <QVBoxLayout>

#include "core/llm/call_cache.h"
#include "ui/common/theme.h"
#include "ui/prompts/model_choice.h"
#include "ui/prompts/prompt_material.h"
#include "ui/prompts/studio_rendering.h"
#include "ui/session/llm_center.h"
#include "ui/session/session.h"

namespace auspex {

namespace {

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
        return tr("The prompt cannot be sent yet; what hinders it stands above its text.");
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
