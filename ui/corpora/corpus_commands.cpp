// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/corpora/corpus_commands.h"

#include <QCoreApplication>

#include "ui/session/session.h"

namespace auspex {

namespace {

QString title(CorpusCommand::Kind kind)
{
    return kind == CorpusCommand::Kind::Add
               ? QCoreApplication::translate("auspex::CorporaPanel", "Import corpus %1")
               : QCoreApplication::translate("auspex::CorporaPanel", "Remove corpus %1");
}

} // namespace

CorpusCommand::CorpusCommand(Session *session, Kind kind, StoredCorpus corpus)
    : QUndoCommand(title(kind).arg(QString::fromStdString(corpus.name)))
    , m_session(session)
    , m_kind(kind)
    , m_corpus(std::move(corpus))
{
}

void CorpusCommand::apply(bool isIn)
{
    Workspace &workspace = *m_session->workspace();
    const Result<void> done = isIn ? saveCorpus(workspace, m_corpus).map([](std::int64_t) {})
                                   : removeCorpus(workspace, m_corpus.name);
    if (!done) {
        setObsolete(true);
        Q_EMIT m_session->errorOccurred(QString::fromStdString(done.error().message));
    }
    m_session->reloadCorpora();
}

} // namespace auspex
