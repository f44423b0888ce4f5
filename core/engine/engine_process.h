// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <QObject>
#include <QProcess>

#include "core/engine/message.h"

namespace auspex::engine {

/// How an engine's process ended.
struct EngineEnd {
    bool wasNeverStarted = false;
    bool isBySignal = false;
    int number = 0;        ///< the signal's, or the exit code
    std::string reason;    ///< the system's words where it was never started
    std::string lastWords; ///< the end of its standard error

    /// "was killed by signal 9 (Killed), as the system does when memory runs out".
    std::string phrase() const;
    /// The last line of its standard error as " Its last words: ...", or nothing.
    std::string lastLine() const;
};

/// One run of an engine's program: lines in and out, its standard error kept for the report. The
/// listeners are called from the event loop of the thread that made it, and may delete it in none
/// of them.
class EngineProcess {
public:
    struct Listeners {
        std::function<void(const std::string &line)> line;
        std::function<void(const EngineEnd &)> ended; ///< once, after the last line
    };

    EngineProcess(const std::vector<std::string> &command, Listeners listeners);
    /// Ends it with SIGKILL where it still runs.
    ~EngineProcess();
    EngineProcess(const EngineProcess &) = delete;
    EngineProcess &operator=(const EngineProcess &) = delete;

    void start();
    bool isRunning() const;
    void write(const std::string &line);
    /// The engine ends when it sees that nothing more comes.
    void closeInput();
    /// To it and the processes it started.
    void signal(int number);
    /// Waits, without calling listeners; false where it still runs.
    bool waitForEnd(int milliseconds);

private:
    void readLines();
    void readWords();
    void end(bool wasNeverStarted);

    std::vector<std::string> m_command;
    Listeners m_listeners;
    QProcess m_process;
    LineSplitter m_lines;
    std::string m_words;
    bool m_hasEnded = false;
};

} // namespace auspex::engine
