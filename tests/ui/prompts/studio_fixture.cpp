// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "studio_fixture.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

#include "core/arch/search_space.h"
#include "core/arch/tfs_eval.h"
#include "core/llm/llm_service.h"

namespace auspex::test {

namespace {

constexpr int patience = 60000; // ms
constexpr int tested = 5;
const QString workspaceFile = QStringLiteral("studio.auspex");

} // namespace

StudioFixture::StudioFixture()
    : m_session(std::make_unique<Session>())
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("auspex-tests"));
    QCoreApplication::setApplicationName(
        QFileInfo(QCoreApplication::applicationFilePath()).baseName());
    QSettings().clear();
    QLocale::setDefault(QLocale::c());
    const Result<void> made = m_session->createWorkspace(path(workspaceFile));
    if (!made)
        qFatal("%s", made.error().message.c_str());
}

bool StudioFixture::importTask()
{
    const QString root = path(QStringLiteral("tfs"));
    const QString folder = root + QStringLiteral("/123/wmt14ende");
    QDir().mkpath(folder);
    Random random(5, "studio");
    for (const auto &[name, count] :
         {std::pair("train.jsonl", studioDemonstrations), std::pair("test.jsonl", tested)}) {
        QFile file(folder + u'/' + QLatin1String(name));
        if (!file.open(QIODevice::WriteOnly))
            return false;
        for (int i = 0; i < count; ++i) {
            TfsRecord record;
            record.architecture = sampleArchitecture(*builtInSpace("wmt14ende"), random);
            record.tfs = {{"valid_bleu", 24.0 + random.unit()},
                          {"test_bleu", 25.0 + random.unit()}};
            file.write(QByteArray::fromStdString(tfsLine(record)) + '\n');
        }
    }
    QSignalSpy finished(m_session.get(), &Session::importFinished);
    m_session->importTfsEval(root);
    return finished.wait(patience) && m_session->tasks().size() == 1;
}

bool StudioFixture::addExamples(int count)
{
    Result<TaskPromptData> data = loadTaskPromptData(*m_session->workspace(), "wmt14ende");
    if (!data)
        return false;
    for (int i = 1; i <= count; ++i)
        data->pool.push_back({"Sentence number " + std::to_string(i) + '.',
                              "Satz Nummer " + std::to_string(i) + '.'});
    return saveTaskPromptData(*m_session->workspace(), "wmt14ende", *data).has_value();
}

bool StudioFixture::reopen()
{
    m_session = std::make_unique<Session>();
    return m_session->openWorkspace(path(workspaceFile)).has_value();
}

bool StudioFixture::reopenReadOnly()
{
    m_writer = std::move(m_session);
    m_session = std::make_unique<Session>();
    return m_session->openWorkspace(path(workspaceFile)).has_value() && m_session->isReadOnly();
}

} // namespace auspex::test
