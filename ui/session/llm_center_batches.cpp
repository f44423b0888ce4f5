// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <atomic>

#include "core/llm/batch.h"
#include "ui/session/llm_live_run.h"
#include "ui/session/session.h"

namespace auspex {

namespace {

constexpr int firstCheck = 2000; // ms after opening the workspace

} // namespace

bool isOpen(const StoredBatch &batch)
{
    return batch.state == BatchState::Submitting || batch.state == BatchState::InProgress
           || batch.state == BatchState::Ended;
}

void LlmCenter::loadBatchList()
{
    auto batches = loadBatches(*m_session->workspace());
    if (!batches) {
        Q_EMIT m_session->errorOccurred(QString::fromStdString(batches.error().message));
        return;
    }
    m_batches = std::move(*batches);
    for (const StoredBatch &batch : m_batches) {
        // A run that is at a service goes on there, whether or not this program lives.
        StoredRun *run = stored(batch.runId);
        if (run && isOpen(batch) && run->state == RunState::Paused && !live(run->id)
            && !m_session->isReadOnly()) {
            write(run->id, RunState::Running, statusOfProgress(run->progress), {});
        }
    }
    if (hasOpenBatches()) {
        QTimer::singleShot(std::min(firstCheck, m_batchTimer.interval()), this,
                           &LlmCenter::checkBatches);
    }
}

const StoredBatch *LlmCenter::batchOf(qint64 runId) const
{
    const auto found = std::find_if(m_batches.rbegin(), m_batches.rend(),
                                    [runId](const auto &batch) { return batch.runId == runId; });
    return found == m_batches.rend() ? nullptr : &*found;
}

bool LlmCenter::hasOpenBatches() const
{
    return std::any_of(m_batches.begin(), m_batches.end(), isOpen);
}

void LlmCenter::updateTimers()
{
    if (hasOpenBatches() && !m_session->isReadOnly()) {
        m_batchTimer.start();
    } else {
        m_batchTimer.stop();
    }
}

void LlmCenter::checkBatches()
{
    if (!m_session->workspace() || m_session->isReadOnly()) {
        return;
    }
    for (const StoredBatch &batch : std::vector(m_batches)) {
        if (isOpen(batch)) {
            askService(batch, tr("Check the batch of %1").arg(QString::fromStdString(batch.model)),
                       false);
        }
    }
}

void LlmCenter::stopBatch(const StoredBatch &batch)
{
    askService(batch, tr("Cancel the batch of %1").arg(QString::fromStdString(batch.model)), true);
}

void LlmCenter::askService(const StoredBatch &batch, const QString &title, bool stops)
{
    const auto provider = findProvider(m_providers, batch.provider);
    if (!provider) {
        Q_EMIT m_session->errorOccurred(QString::fromStdString(provider.error().message));
        return;
    }
    if (std::find(m_asking.begin(), m_asking.end(), batch.id) != m_asking.end()) {
        return;
    }
    auto own = m_session->workspace()->openAnother();
    if (!own) {
        Q_EMIT m_session->errorOccurred(QString::fromStdString(own.error().message));
        return;
    }
    m_asking.push_back(batch.id);
    auto connection = std::make_shared<std::optional<Workspace>>(std::move(*own));
    auto lacksKey = std::make_shared<std::atomic<bool>>(false);
    const auto work = [=, provider = *provider,
                       prices = m_prices](Job &job) -> Result<StoredBatch> {
        const FoundKey key = findKey(provider);
        Result<StoredBatch> result = cancelled();
        if (provider.needsKey && key.source == KeySource::None) {
            *lacksKey = true; // a question follows, which is no failure
        } else if (stops) {
            result = cancelBatch(provider, key.key, batch, **connection, job);
        } else {
            result = collectBatch(provider, key.key, prices, batch, **connection, job);
        }
        connection->reset();
        return result;
    };
    auto job = std::make_shared<QPersistentModelIndex>();
    *job = m_session->jobs()->run<StoredBatch>(
        title, this, work,
        [=, this, file = m_session->workspaceFile()](const Result<StoredBatch> &result) {
            m_asking.erase(std::remove(m_asking.begin(), m_asking.end(), batch.id), m_asking.end());
            if (m_session->workspaceFile() != file) {
                return;
            }
            const QString id = QString::fromStdString(batch.provider);
            if (*lacksKey) {
                if (!m_keyless.contains(id)) { // once: the timer comes again and again
                    m_keyless.append(id);
                    Q_EMIT keyNeeded(id, tr("A batch of %1 waits for its results.")
                                             .arg(QString::fromStdString(batch.model)));
                }
            }
            if (result || *lacksKey) {
                dismissSoon(*job);
            }
            if (result) {
                takeBatch(*result);
            }
        },
        JobList::Load::Waits);
}

void LlmCenter::takeBatch(const StoredBatch &batch)
{
    const auto known = std::find_if(m_batches.begin(), m_batches.end(),
                                    [&](const auto &one) { return one.id == batch.id; });
    if (known == m_batches.end()) {
        return;
    }
    *known = batch;
    StoredRun *run = stored(batch.runId);
    if (run && !isOpen(batch)) {
        const LlmRunStatus status = statusOfCalls(*m_session->workspace(), run->id,
                                                  statusOfProgress(run->progress));
        RunState state = RunState::Done;
        if (batch.state == BatchState::Failed) {
            state = RunState::Failed;
        } else if (batch.state == BatchState::Cancelled) {
            state = RunState::Cancelled;
        }
        write(run->id, state, status, QString::fromStdString(batch.problem));
        updateTimers();
        Q_EMIT repliesChanged();
        Q_EMIT runsChanged();
        if (state != RunState::Cancelled) {
            Q_EMIT runEnded(run->id);
        }
        return;
    }
    Q_EMIT runsChanged();
}

} // namespace auspex
