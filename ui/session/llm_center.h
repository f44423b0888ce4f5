// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QObject>
#include <QString>
#include <QStringList>

#include "core/llm/llm_service.h"
#include "core/store/run_store.h"

namespace auspex {

class Session;

/// A set of predictions to ask an LLM for: everything that a run's launch dialog holds.
struct LlmRunSetup {
    LlmSpec spec;
    QString task;
    QString target = QStringLiteral("valid_bleu");
    int demonstrations = 10;
    QStringList splits;           ///< their test architectures; empty: all splits
    std::optional<double> budget; ///< US dollars
    bool asBatch = false;         ///< as a batch job, where the provider has them
};

QString llmRunSetupJson(const LlmRunSetup &setup);
std::optional<LlmRunSetup> llmRunSetupOfJson(const QString &json);

/// What a run is doing, for its row.
struct LlmRunInfo {
    StoredRun run;
    LlmRunSetup setup;
    LlmRunStatus status; ///< of a run that is under way; else what its progress document says
    bool isLive = false;
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
    /// Saves them. Fails where the file cannot be written; nothing changes then.
    Result<void> setProviders(const std::vector<Provider> &providers);
    const PriceList &prices() const { return m_prices; }
    Result<void> setOwnPrices(const std::vector<Price> &own);
    std::vector<Price> ownPrices() const;

    /// A service that sends nothing: predictions whose replies the workspace keeps. For use in
    /// other threads; null while no workspace is open. Made anew when providers or prompts change.
    std::shared_ptr<LlmService> cachedService() const;

    /// Starts a run as a job of the session; it gives its id. A read-only workspace runs nothing.
    Result<qint64> startRun(const LlmRunSetup &setup);
    /// Goes on with a run that was paused, cancelled, failed or interrupted: what it has is kept.
    Result<void> resumeRun(qint64 id);
    void pauseRun(qint64 id);
    void cancelRun(qint64 id);
    Result<void> removeRun(qint64 id); ///< off the list; its calls stay

    /// The newest first.
    std::vector<LlmRunInfo> runs() const;

    /// The query for one split, or for several one after the other.
    std::vector<LlmQuery> queriesOf(const LlmRunSetup &setup) const;

Q_SIGNALS:
    void providersChanged();
    void pricesChanged();
    void runsChanged();            ///< one was added, removed or changed its state
    void runProgressed(qint64 id); ///< at most ten times a second
    void repliesChanged(); ///< there are new replies: cached predictions may be complete now
    void keyNeeded(const QString &providerId, const QString &reason);

private:
    struct LiveRun;

    Session *m_session;
    QString m_configuration;
    std::vector<Provider> m_providers;
    PriceList m_prices;
    mutable std::shared_ptr<LlmService> m_cached;
    std::vector<std::shared_ptr<LiveRun>> m_live;
};

} // namespace auspex
