// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <QElapsedTimer>
#include <QEventLoop>
#include <QTimer>

#include "core/base/random.h"
#include "core/llm/call_writer.h"
#include "core/llm/connection_watch.h"
#include "core/llm/llm_plan.h"
#include "core/llm/llm_reply.h"
#include "core/llm/run_tally.h"
#include "core/llm/spending.h"

namespace auspex {

/// What a run asks, of whom, and how.
struct RunnerInput {
    const Provider &provider;
    const SecretKey &key;
    const PriceList &prices;
    const std::vector<LlmQuestion> &questions;
    const LlmRunOptions &options;
    CallCache &cache;
    Job &job;
    const LlmRunListener &listener;
};

/// For a person who watches one question: the text of the first request goes to `text` as it
/// streams in, and what broke off after some of it is not asked for again; a network that is away
/// is a failure like others.
struct WatchedRun {
    std::function<void(std::string_view)> text; ///< empty: nobody watches
};

/// Sends a plan's requests and takes in what comes, in an event loop of its own (see
/// runQuestions()). For one run; belongs to the thread that runs it.
class LlmRunner {
public:
    LlmRunner(const RunnerInput &input, LlmPlan plan, WatchedRun watched = {});

    Result<LlmRunOutcome> run();

private:
    struct Prepared {
        PlannedRequest planned;
        SentRequest sent;
        HttpRequest http;
        std::int64_t tokens = 0; ///< of prompt and completion, at most
        double mostCost = 0.0;
        std::unique_ptr<StreamReader> stream;
        std::string streamed;
        std::optional<ChatFailure> streamFailure;
        bool hasShownText = false;
    };

    double now() const { return static_cast<double>(m_clock.nsecsElapsed()) * 1e-9; }
    bool together() const;
    void pump();
    bool mayBegin();
    bool prepareNext();
    Prepared prepare(PlannedRequest planned);
    bool budgetAllows();
    void sendNext();
    void probe();
    void wakeAt(double time);
    void look();

    void came(int id, HttpOutcome outcome);
    void takeChunk(int id, std::string_view bytes);
    tl::expected<ChatReply, ChatFailure> replyOf(Prepared &prepared, HttpOutcome &outcome);
    void takeReply(Prepared prepared, const HttpReply &http, const ChatReply &reply);
    void takeFailure(Prepared prepared, const ChatFailure &failure, double seconds);
    bool stopsQueue(const ChatFailure &failure) const;
    std::optional<double> nextAttempt(const Prepared &prepared, const ChatFailure &failure,
                                      int attempts);
    void holdEverybody(const ChatFailure &failure, double seconds);
    void giveUp(const PlannedRequest &planned, const ChatFailure &failure);
    void keep(const std::vector<StoredCall> &calls,
              std::function<void(std::vector<StoredCall>)> then);
    void countReplies(const std::vector<std::size_t> &samples,
                      const std::vector<StoredCall> &calls);

    void stop(Error error);
    LlmRunOutcome outcome();
    void quitIfDone();
    void publish();

    RunnerInput m_input;
    LlmPlan m_plan;
    WatchedRun m_watched;
    QElapsedTimer m_clock;
    RunTally m_tally;
    ConnectionWatch m_watch;
    Pacer m_pacer;
    Spending m_spending;
    TokenEstimate m_estimate;
    Random m_random;

    int m_parallel = 1;
    double m_window = 1.0; ///< how many may be under way just now; less after overloads
    bool m_hasSamplesTogether = true;
    int m_failuresInARow = 0; ///< of whole requests, without a reply between
    std::deque<PlannedRequest> m_queue;
    std::multimap<double, PlannedRequest> m_later; ///< by the time they are due
    std::optional<Prepared> m_next;
    std::unordered_map<int, Prepared> m_underWay; ///< by HttpClient's id
    bool m_isProbing = false;
    std::string m_waiting;
    std::string m_holdReason; ///< what is waited for until m_heldUntil
    double m_heldUntil = 0.0;
    bool m_hasNews = true;

    std::optional<Error> m_stopped;
    std::optional<Error> m_broken; ///< the cache cannot be written
    std::optional<HttpClient> m_client;
    std::optional<CallWriter> m_writer;
    QTimer m_lookTimer;
    QTimer m_wakeTimer;
    QEventLoop m_loop;
};

} // namespace auspex
