// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QTemporaryDir>

#include "ui/session/session.h"

namespace auspex::test {

inline constexpr int studioDemonstrations = 30;

/// A workspace with the task wmt14ende: one split of 30 demonstrations and five architectures to
/// ask about, with two scores each. In a folder that goes with it.
class StudioFixture {
public:
    /// Begins with settings of its own, all at their defaults.
    StudioFixture();

    bool importTask();
    /// Sentence pairs for the task, kept as the studio keeps them.
    bool addExamples(int count);
    /// The file again, with a new session, as after a restart.
    bool reopen();
    /// By a second session, which may only read while the first one has it.
    bool reopenReadOnly();

    QString path(const QString &name) const { return m_folder.filePath(name); }
    Session *session() const { return m_session.get(); }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Session> m_writer; ///< of reopenReadOnly()
    std::unique_ptr<Session> m_session;
};

} // namespace auspex::test
