// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/llm/llm_fixture.h"

#include <algorithm>

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QtTest>

#include "core/arch/tfs_eval.h"
#include "tests/ui/judge/judge_fixture.h"

namespace auspex::test {

namespace {

const QString workspaceName = QStringLiteral("llm.auspex");

bool writeLines(const QString &file, const TfsTask &task, const std::vector<std::size_t> &records)
{
    QFile out(file);
    if (!QDir().mkpath(QFileInfo(file).path()) || !out.open(QIODevice::WriteOnly)) {
        return false;
    }
    for (const std::size_t record : records) {
        out.write(QByteArray::fromStdString(tfsLine(task.records[record]) + "\n"));
    }
    return true;
}

void importTask(Session *session, const QString &folder)
{
    const TfsTask task = synthesisedTask();
    for (const TfsSplit &split : task.splits) {
        const QString place
            = QStringLiteral("%1/%2/wmt14ende/").arg(folder, QString::fromStdString(split.name));
        QVERIFY(writeLines(place + QStringLiteral("train.jsonl"), task, split.demonstrations));
        QVERIFY(writeLines(place + QStringLiteral("test.jsonl"), task, split.test));
    }
    QSignalSpy finished(session, &Session::importFinished);
    session->importTfsEval(folder);
    QVERIFY(finished.wait(patience));
    QCOMPARE(session->tasks().size(), std::size_t(1));
}

} // namespace

void useOwnSettings()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("auspex-tests"));
    QCoreApplication::setApplicationName(
        QFileInfo(QCoreApplication::applicationFilePath()).baseName());
}

LlmFixture::LlmFixture(const AnsweringOptions &options)
    : m_server(std::make_unique<ContractServer>(answeringScript(options)))
{
    QSettings().clear();
    QDir(QString::fromStdString(userLlmFolder().string())).removeRecursively();
    m_window = std::make_unique<MainWindow>();
    m_window->createWorkspace(path(workspaceName));
    importTask(session(), path(QStringLiteral("tfs")));
    std::vector<Provider> providers = center()->providers();
    providers.push_back(provider());
    if (const auto saved = center()->setProviders(providers); !saved) {
        qFatal("%s", saved.error().message.c_str());
    }
    Price price;
    price.model = "test-model";
    price.rates.input = 10.0;
    price.rates.output = 30.0;
    price.source = "a test";
    price.asOf = "2026-01-01";
    if (const auto saved = center()->setOwnPrices({price}); !saved) {
        qFatal("%s", saved.error().message.c_str());
    }
    m_window->show();
}

LlmFixture::~LlmFixture()
{
    session()->jobs()->cancelAll();
    session()->jobs()->waitForAll();
}

Provider LlmFixture::provider() const
{
    Provider provider;
    provider.id = "here";
    provider.title = "Here";
    provider.baseUrl = m_server->url("/v1");
    provider.needsKey = false;
    provider.parallel = 4;
    provider.switches.manySamples = false;
    provider.suggestedModels = {"test-model"};
    return provider;
}

LlmRunSetup LlmFixture::setup() const
{
    LlmRunSetup setup;
    setup.spec.provider = "here";
    setup.spec.model = "test-model";
    setup.spec.variant = "demonstrations-only";
    setup.task = QStringLiteral("wmt14ende");
    return setup;
}

qint64 LlmFixture::start(const LlmRunSetup &setup)
{
    const Result<qint64> started = center()->startRun(setup);
    if (!started) {
        qWarning("%s", started.error().message.c_str());
    }
    return started.value_or(0);
}

LlmRunInfo LlmFixture::run(qint64 id) const
{
    return center()->run(id).value_or(LlmRunInfo());
}

QModelIndex LlmFixture::jobOfRun() const
{
    const JobList *jobs = session()->jobs();
    for (int row = 0; row < jobs->rowCount(); ++row) {
        if (jobs->index(row).data().toString().startsWith(QStringLiteral("Predict "))) {
            return jobs->index(row);
        }
    }
    return {};
}

bool LlmFixture::waitFor(qint64 id, RunState state)
{
    return QTest::qWaitFor([&] { return run(id).run.state == state; }, patience);
}

std::size_t LlmFixture::chats() const
{
    const std::vector<ReceivedRequest> requests = m_server->requests();
    return static_cast<std::size_t>(
        std::count_if(requests.begin(), requests.end(), [](const ReceivedRequest &request) {
            return request.method == "POST"
                   && request.path.find("chat/completions") != std::string::npos;
        }));
}

void LlmFixture::restart()
{
    session()->jobs()->cancelAll();
    session()->jobs()->waitForAll();
    QCoreApplication::processEvents();
    m_window.reset();
    m_window = std::make_unique<MainWindow>();
    m_window->openWorkspace(path(workspaceName));
    m_window->show();
}

void LlmFixture::restartAsAfterKill(qint64 id)
{
    session()->jobs()->cancelAll();
    session()->jobs()->waitForAll();
    QCoreApplication::processEvents();
    const auto written = updateRun(*session()->workspace(), id, RunState::Running,
                                   nlohmann::json::object());
    if (!written) {
        qFatal("%s", written.error().message.c_str());
    }
    m_window.reset();
    m_window = std::make_unique<MainWindow>();
    m_window->openWorkspace(path(workspaceName));
    m_window->show();
}

} // namespace auspex::test
