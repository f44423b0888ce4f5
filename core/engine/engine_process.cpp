// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/engine_process.h"

#include <algorithm>
#include <csignal>
#include <cstring>
#include <string_view>

#include <sys/types.h>
#include <unistd.h>

#include <QProcessEnvironment>
#include <QStringList>

#include "core/base/text.h"

namespace auspex::engine {

namespace {

constexpr std::size_t longestLine = std::size_t{1} << 30;
constexpr std::size_t wordsKept = 8192;

/// Threads of OpenMP that spin while they wait for each other cost a factor of ten where others
/// want the processors too. What the user has set stays.
QProcessEnvironment environmentOfEngine()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    if (environment.contains(QStringLiteral("OMP_WAIT_POLICY"))
        || environment.contains(QStringLiteral("GOMP_SPINCOUNT")))
        return environment;
    environment.insert(QStringLiteral("OMP_WAIT_POLICY"), QStringLiteral("passive"));
    environment.insert(QStringLiteral("GOMP_SPINCOUNT"), QStringLiteral("20000"));
    return environment;
}

} // namespace

std::string EngineEnd::phrase() const
{
    if (wasNeverStarted)
        return "could not be started (" + reason + ')';
    if (!isBySignal)
        return "ended with exit code " + std::to_string(number);
    std::string text = "was ended by signal " + std::to_string(number) + " (" + ::strsignal(number)
                       + ')';
    if (number == SIGKILL)
        text += ", as the system does when memory runs out";
    return text;
}

std::string EngineEnd::lastLine() const
{
    const std::string_view words = trimmed(lastWords);
    if (words.empty())
        return {};
    const std::size_t begin = words.rfind('\n');
    const std::string_view line = begin == std::string_view::npos ? words : words.substr(begin + 1);
    return " Its last words: " + quotedForMessage(line, 200);
}

EngineProcess::EngineProcess(const std::vector<std::string> &command, Listeners listeners)
    : m_command(command)
    , m_listeners(std::move(listeners))
    , m_lines(longestLine)
{
    m_process.setProcessChannelMode(QProcess::SeparateChannels);
    m_process.setProcessEnvironment(environmentOfEngine());
    // Away from the terminal: its Ctrl-C is for the front, which asks the engine to cancel.
    m_process.setChildProcessModifier([] { ::setsid(); });
    QObject::connect(&m_process, &QProcess::readyReadStandardOutput, &m_process,
                     [this] { readLines(); });
    QObject::connect(&m_process, &QProcess::readyReadStandardError, &m_process,
                     [this] { readWords(); });
    QObject::connect(&m_process, &QProcess::finished, &m_process, [this] { end(false); });
    QObject::connect(&m_process, &QProcess::errorOccurred, &m_process,
                     [this](QProcess::ProcessError error) {
                         if (error == QProcess::FailedToStart)
                             end(true);
                     });
}

EngineProcess::~EngineProcess()
{
    QObject::disconnect(&m_process, nullptr, &m_process, nullptr);
    if (m_process.state() == QProcess::NotRunning)
        return;
    signal(SIGKILL);
    m_process.waitForFinished(-1);
}

void EngineProcess::start()
{
    QStringList arguments;
    for (std::size_t i = 1; i < m_command.size(); ++i)
        arguments.append(QString::fromStdString(m_command[i]));
    m_process.start(QString::fromStdString(m_command.front()), arguments);
}

bool EngineProcess::isRunning() const
{
    return m_process.state() != QProcess::NotRunning;
}

void EngineProcess::write(const std::string &line)
{
    m_process.write(line.data(), static_cast<qint64>(line.size()));
}

void EngineProcess::closeInput()
{
    m_process.closeWriteChannel();
}

void EngineProcess::signal(int number)
{
    const auto process = static_cast<pid_t>(m_process.processId());
    if (process <= 0)
        return;
    // Its session's group; the process alone where it is too young to have one.
    if (::kill(-process, number) != 0)
        ::kill(process, number);
}

bool EngineProcess::waitForEnd(int milliseconds)
{
    const bool isBlocked = m_process.blockSignals(true);
    const bool hasEnded = m_process.state() == QProcess::NotRunning
                          || m_process.waitForFinished(milliseconds);
    m_process.blockSignals(isBlocked);
    return hasEnded;
}

void EngineProcess::readLines()
{
    const QByteArray bytes = m_process.readAllStandardOutput();
    m_lines.add({bytes.constData(), static_cast<std::size_t>(bytes.size())});
    while (const std::optional<LineSplitter::Line> line = m_lines.next())
        m_listeners.line(line->text);
}

void EngineProcess::readWords()
{
    const QByteArray bytes = m_process.readAllStandardError();
    m_words.append(bytes.constData(), static_cast<std::size_t>(bytes.size()));
    if (m_words.size() > 2 * wordsKept)
        m_words.erase(0, m_words.size() - wordsKept);
}

void EngineProcess::end(bool wasNeverStarted)
{
    if (m_hasEnded)
        return;
    m_hasEnded = true;
    readWords();
    readLines();
    EngineEnd end;
    end.wasNeverStarted = wasNeverStarted;
    end.reason = m_process.errorString().toStdString();
    end.isBySignal = m_process.exitStatus() == QProcess::CrashExit;
    end.number = m_process.exitCode();
    end.lastWords = m_words;
    m_listeners.ended(end);
}

} // namespace auspex::engine
