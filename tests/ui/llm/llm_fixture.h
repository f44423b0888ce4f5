// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QTemporaryDir>

#include "tests/support/contract_shapes.h"
#include "ui/session/llm_center.h"
#include "ui/session/session.h"
#include "ui/window/main_window.h"

namespace auspex::test {

inline constexpr int patience = 20000; // ms

/// A window with an open workspace that holds the task wmt14ende (splits 123 and 456 of 10
/// demonstrations and 20 tests each), a service on loopback with the provider "here", and a price
/// for its "test-model": ten dollars a million tokens of a prompt, thirty of an answer.
class LlmFixture {
public:
    explicit LlmFixture(const AnsweringOptions &options = {});
    ~LlmFixture();

    MainWindow *window() const { return m_window.get(); }
    Session *session() const { return m_window->session(); }
    LlmCenter *center() const { return session()->llm(); }
    ContractServer &server() { return *m_server; }
    QString path(const QString &name) const { return m_folder.filePath(name); }

    Provider provider() const;
    /// All splits of the task, with the prompt that needs no examples.
    LlmRunSetup setup() const;

    qint64 start(const LlmRunSetup &setup);
    bool waitFor(qint64 run, RunState state);
    LlmRunInfo run(qint64 id) const;
    QModelIndex jobOfRun() const; ///< of the run under way, in the list of jobs
    std::size_t chats() const;    ///< chat requests that the server got

    /// Another window on the same files, as after a restart.
    void restart();
    /// As after a kill: nothing was written at the end. The run's state is set back to running.
    void restartAsAfterKill(qint64 run);

    template<typename Widget>
    Widget *find(const char *name) const
    {
        return m_window->findChild<Widget *>(QLatin1String(name));
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<ContractServer> m_server;
    std::unique_ptr<MainWindow> m_window;
};

/// The settings of a test program of its own, all at their defaults; to be called first.
void useOwnSettings();

} // namespace auspex::test
