// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "judge_fixture.h"

#include <cmath>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QtTest>

#include "core/arch/tfs_eval.h"

namespace auspex::test {

namespace {

constexpr int patience = 120000; // ms

bool writeLines(const QString &file, const TfsTask &task, const std::vector<std::size_t> &records)
{
    QFile out(file);
    if (!QDir().mkpath(QFileInfo(file).path()) || !out.open(QIODevice::WriteOnly))
        return false;
    for (const std::size_t record : records)
        out.write(QByteArray::fromStdString(tfsLine(task.records[record]) + "\n"));
    return true;
}

} // namespace

TfsTask synthesisedTask(const std::string &name)
{
    TfsTask task;
    task.name = name;
    const SearchSpace space = *builtInSpace("wmt14ende");
    Random random(17, "judge tests");
    while (task.records.size() < 40) {
        TfsRecord record;
        record.architecture = sampleArchitecture(space, random);
        bool known = false;
        for (const TfsRecord &other : task.records)
            known = known || other.architecture == record.architecture;
        if (known)
            continue;
        const auto number = static_cast<double>(task.records.size());
        const double valid = 22.0 + 0.5 * record.architecture.decoderLayers()
                             + 0.1 * std::sin(number * 1.7);
        record.tfs = {{"valid_bleu", valid}, {"test_bleu", valid + 1.0 + 0.2 * std::cos(number)}};
        record.recorded["HAT"] = {{"valid_bleu", valid - 2.0 + 0.3 * std::sin(number * 2.3)},
                                  {"test_bleu", valid - 1.5 + 0.3 * std::cos(number * 2.3)}};
        task.records.push_back(record);
    }
    TfsSplit first{.name = "123", .demonstrations = {}, .test = {}};
    TfsSplit second{.name = "456", .demonstrations = {}, .test = {}};
    for (std::size_t i = 0; i < 10; ++i) {
        first.demonstrations.push_back(i);
        second.demonstrations.push_back(i + 30);
    }
    for (std::size_t i = 10; i < 30; ++i) {
        first.test.push_back(i);
        second.test.push_back(i - 5);
    }
    task.splits = {first, second};
    return task;
}

JudgeFixture::JudgeFixture()
    : m_session(std::make_unique<Session>())
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("auspex-tests"));
    QCoreApplication::setApplicationName(
        QFileInfo(QCoreApplication::applicationFilePath()).baseName());
    QSettings().clear();
    const Result<void> made = m_session->createWorkspace(path(QStringLiteral("judge.auspex")));
    if (!made)
        qFatal("%s", made.error().message.c_str());
}

bool JudgeFixture::import(const std::vector<TfsTask> &tasks)
{
    const QString folder = path(QStringLiteral("tfs"));
    for (const TfsTask &task : tasks) {
        for (const TfsSplit &split : task.splits) {
            const QString place = QStringLiteral("%1/%2/%3/")
                                      .arg(folder, QString::fromStdString(split.name),
                                           QString::fromStdString(task.name));
            if (!writeLines(place + QStringLiteral("train.jsonl"), task, split.demonstrations)
                || !writeLines(place + QStringLiteral("test.jsonl"), task, split.test))
                return false;
        }
    }
    return importFolder(folder);
}

bool JudgeFixture::importFolder(const QString &folder)
{
    QSignalSpy finished(m_session.get(), &Session::importFinished);
    m_session->importTfsEval(folder);
    return finished.wait(patience) && !m_session->tasks().empty();
}

bool JudgeFixture::openPanel()
{
    m_panel.reset();
    m_results.reset();
    m_judged = m_seen = 0;
    m_panel = std::make_unique<JudgePanel>(m_session.get());
    QObject::connect(m_panel.get(), &JudgePanel::evaluationChanged, m_panel.get(),
                     [this](const JudgeResultsPtr &results) {
                         m_results = results;
                         ++m_judged;
                     });
    m_panel->resize(1200, 700);
    m_panel->show();
    return m_session->tasks().empty() || waitForResults();
}

bool JudgeFixture::reopenWorkspace()
{
    m_panel.reset();
    m_session = std::make_unique<Session>();
    return m_session->openWorkspace(path(QStringLiteral("judge.auspex"))).has_value();
}

bool JudgeFixture::waitForResults()
{
    // Not merely the next signal: what is judged now may have ended before anybody waits.
    const bool judged = QTest::qWaitFor([this] { return m_judged > m_seen; }, patience);
    m_seen = m_judged;
    return judged && m_results != nullptr;
}

} // namespace auspex::test
