// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QTemporaryDir>

#include "core/arch/tfs_data.h"
#include "ui/judge/judge_panel.h"
#include "ui/session/session.h"

namespace auspex::test {

/// 40 different architectures of the WMT'14 space whose scores rise with their decoder depth, two
/// targets, a recorded predictor "HAT", and the splits 123 and 456 of 10 demonstrations and 20
/// judged architectures each.
TfsTask synthesisedTask(const std::string &name = "wmt14ende");

/// A workspace with tasks, in a folder that goes with it, and a Judge that looks at it.
class JudgeFixture {
public:
    /// Begins with settings of its own, all at their defaults.
    JudgeFixture();

    /// The tasks as files in the LLMAS layout, imported as a user would.
    bool import(const std::vector<TfsTask> &tasks);
    bool importFolder(const QString &folder);

    /// A new panel, as after a restart; true once it has judged (where there is a task).
    bool openPanel();
    /// The file again, with a new session, as after a restart.
    bool reopenWorkspace();
    bool waitForResults();

    QString path(const QString &name) const { return m_folder.filePath(name); }
    Session *session() const { return m_session.get(); }
    JudgePanel *panel() const { return m_panel.get(); }
    JudgeResultsPtr results() const { return m_results; }

    template<typename Widget>
    Widget *find(const char *name) const
    {
        return m_panel->findChild<Widget *>(QLatin1String(name));
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<JudgePanel> m_panel;
    JudgeResultsPtr m_results;
    int m_judged = 0;
    int m_seen = 0;
};

} // namespace auspex::test
