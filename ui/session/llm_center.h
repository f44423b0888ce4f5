// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include <QObject>
#include <QPersistentModelIndex>
#include <QString>
#include <QStringList>
#include <QTimer>

#include "core/llm/llm_service.h"
#include "core/predict/evaluation.h"
#include "core/store/batch_store.h"
#include "core/store/run_store.h"

namespace auspex {

class Session;

/// Whether the service has it, or may have it, and its results are still to come.
bool isOpen(const StoredBatch &batch);

/// A set of predictions to ask an LLM for: everything that a run's launch dialog holds.
struct LlmRunSetup {
    LlmSpec spec;
    QString task;
    QString target = QStringLiteral("valid_bleu");
    int demonstrations = 10;
    QStringList splits;           ///< their test architectures; empty: all splits
    std::optional<double> budget; ///< US dollars
    bool asBatch = false;         ///< as a batch job, where the provider has them
    /// The demonstrations as well, each without itself in its prompt: what calibrations need.
    bool withDemonstrations = false;

    bool operator==(const LlmRunSetup &) const = default;
};

QString llmRunSetupJson(const LlmRunSetup &setup);
/// Nothing for a text that is no setup.
std::optional<LlmRunSetup> llmRunSetupOfJson(const QString &json);

/// "llm:...": the run's predictor as the Judge and the command line know it.
QString predictorOf(const LlmRunSetup &setup);

/// The options of evaluate() under which the run's predictor finds all its replies.
EvaluationOptions evaluationOptionsOf(const LlmRunSetup &setup);

/// What a run is doing, for its row.
struct LlmRunInfo {
    StoredRun run;
    LlmRunSetup setup;
    LlmRunStatus status; ///< of a run that is under way; else what its progress document says
    bool isLive = false;
    QString problem;                  ///< why it stopped, a sentence; empty where it did not
    std::optional<StoredBatch> batch; ///< of a run that was handed over as a batch job
};

/// What the window knows of LLM services: providers, prices, keys, and the runs of the open
/// workspace. Belongs to the GUI thread.
class LlmCenter : public QObject {
    Q_OBJECT

public:
    /// `configuration` is where the user's providers and prices are kept (userLlmFolder()).
    explicit LlmCenter(Session *session, const QString &configuration = {},
                       QObject *parent = nullptr);
    ~LlmCenter() override;

    const std::vector<Provider> &providers() const { return m_providers; }
    const Provider *provider(const QString &id) const; ///< null where none has the id
    /// Saves them. Fails where the file cannot be written; nothing changes then.
    Result<void> setProviders(const std::vector<Provider> &providers);
    const PriceList &prices() const { return m_prices; }
    Result<void> setOwnPrices(const std::vector<Price> &own);
    std::vector<Price> ownPrices() const;

    /// A service that sends nothing: predictions whose replies the workspace keeps. For use in
    /// other threads; null while no workspace is open. Made anew when providers or prices change.
    std::shared_ptr<LlmService> cachedService() const;

    /// What a service is made from here; the mode is CachedOnly.
    LlmService::Settings serviceSettings() const;

    /// Where a provider's key is, as far as it was looked for: nothing before lookUpKey() is
    /// through.
    std::optional<KeySource> keySource(const QString &providerId) const;
    void lookUpKey(const QString &providerId); ///< in the background; keySourceChanged() follows

    // Keys. `done` is called later, here, unless its context died.
    void setSessionKey(const QString &providerId, SecretKey key);
    void storeKey(const QString &providerId, SecretKey key, QObject *context,
                  std::function<void(Result<void>)> done);
    void forgetKey(const QString &providerId, QObject *context,
                   std::function<void(Result<void>)> done);

    /// Starts a run as a job of the session; it gives its id. A read-only workspace runs nothing.
    Result<qint64> startRun(const LlmRunSetup &setup);
    /// Goes on with a run that was paused, cancelled, failed or interrupted: what it has is kept.
    Result<void> resumeRun(qint64 id);
    void pauseRun(qint64 id);
    void cancelRun(qint64 id);
    Result<void> removeRun(qint64 id); ///< off the list; its calls stay
    void restoreRun(qint64 id);        ///< on the list again, as long as the workspace is open

    /// Stands for the calls of no run: those of the command line, of trials and of removed runs.
    static constexpr qint64 callsOfNoRun = -1;

    /// The newest first.
    std::vector<LlmRunInfo> runs() const;
    /// With `callsOfNoRun`, the sum of those calls, where there are any.
    std::optional<LlmRunInfo> run(qint64 id) const;

    /// The query for one split, or for several one after the other.
    std::vector<LlmQuery> queriesOf(const LlmRunSetup &setup) const;

    /// Asks the services about all batch jobs that are not through.
    void checkBatches();
    bool hasOpenBatches() const;
    void setBatchInterval(int milliseconds) { m_batchTimer.setInterval(milliseconds); }

    /// For whoever kept a reply, or changed what prompts are filled with, without a run.
    void noteRepliesChanged();

Q_SIGNALS:
    void providersChanged();
    void pricesChanged();
    void keySourceChanged(const QString &providerId);
    void runsChanged();            ///< one was added, removed or changed its state
    void runProgressed(qint64 id); ///< at most ten times a second
    void runEnded(qint64 id);      ///< by itself: done, or stopped with a problem
    void repliesChanged(); ///< there are new replies: cached predictions may be complete now
    /// A run stopped or a batch waits for want of a key that works.
    void keyNeeded(const QString &providerId, const QString &reason);

private:
    struct LiveRun;

    void loadSettings();
    void loadWorkspaceRuns();
    void watchPrompts();
    void purgeRemovedRuns();
    void saveRemoved();
    StoredRun *stored(qint64 id);
    const StoredRun *stored(qint64 id) const;
    LiveRun *live(qint64 id) const;
    Result<void> canRun(const LlmRunSetup &setup) const;
    Result<void> launch(const StoredRun &run, const LlmRunSetup &setup);
    void finishRun(const std::shared_ptr<LiveRun> &run, const Result<void> &result);
    void write(qint64 id, RunState state, const LlmRunStatus &status, const QString &problem);
    void dismissSoon(const QPersistentModelIndex &job);
    void showProgress();
    void updateTimers();

    // llm_center_batches.cpp
    const StoredBatch *batchOf(qint64 runId) const;
    std::optional<LlmRunInfo> infoOfNoRun() const;
    void loadBatchList();
    void collect(const StoredBatch &batch);
    void stopBatch(const StoredBatch &batch);
    void askService(const StoredBatch &batch, const QString &title, bool stops);
    void takeBatch(const StoredBatch &batch);

    Session *m_session;
    QString m_configuration;
    std::vector<Provider> m_providers;
    PriceList m_prices;
    mutable std::shared_ptr<LlmService> m_cached;
    std::map<QString, KeySource> m_keySources;
    std::vector<StoredRun> m_runs; ///< those of the workspace, oldest first
    std::vector<qint64> m_removed; ///< taken off the list, to be deleted when it is opened again
    std::vector<std::shared_ptr<LiveRun>> m_live;
    std::vector<StoredBatch> m_batches;
    std::vector<qint64> m_asking; ///< batches whose service is being asked
    QStringList m_keyless;        ///< providers whose missing key was told of for a batch
    QTimer m_progressTimer;
    QTimer m_batchTimer;
    QTimer m_promptTimer;
};

} // namespace auspex
