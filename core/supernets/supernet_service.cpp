// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/supernets/supernet_service.h"

#include <algorithm>
#include <functional>
#include <mutex>
#include <unordered_set>
#include <utility>

#include "core/engine/proxy_calls.h"
#include "core/engine/supernet_calls.h"
#include "core/store/artifact_store.h"
#include "core/store/corpus_store.h"
#include "core/supernets/score_cache.h"
#include "core/supernets/score_questions.h"
#include "core/supernets/score_settings.h"
#include "core/supernets/translated_texts.h"

namespace auspex {

namespace {

/// Why an architecture cannot be scored; empty where it can.
using Refusal = std::function<std::string(const Architecture &)>;

/// The hypotheses of one subnet while they come.
struct Incoming {
    std::vector<Hypotheses> sentences;
    std::vector<bool> isThere;
    std::size_t missing = 0;
};

/// Gathers the sentences of subnets; what is complete goes on, once.
class Gatherer {
public:
    Gatherer(std::size_t subnets, std::size_t sentences,
             std::function<void(std::size_t, std::vector<Hypotheses>)> complete)
        : m_subnets(subnets,
                    {std::vector<Hypotheses>(sentences), std::vector<bool>(sentences), sentences})
        , m_complete(std::move(complete))
    {
    }

    /// On the client's thread; sentences may come again after a restart.
    void take(const engine::GeneratedNotice &notice)
    {
        if (notice.index >= m_subnets.size())
            return;
        Incoming &subnet = m_subnets[notice.index];
        for (const engine::GeneratedNotice::Sentence &one : notice.sentences) {
            if (one.sentence >= subnet.isThere.size() || subnet.isThere[one.sentence])
                continue;
            subnet.isThere[one.sentence] = true;
            subnet.sentences[one.sentence] = one.hypotheses;
            if (--subnet.missing == 0)
                m_complete(notice.index, std::exchange(subnet.sentences, {}));
        }
    }

private:
    std::vector<Incoming> m_subnets;
    std::function<void(std::size_t, std::vector<Hypotheses>)> m_complete;
};

Result<StoredScore> bleuOfHypotheses(const SupernetQuestion &question,
                                     const std::vector<Hypotheses> &sentences)
{
    const auto texts = hypothesisTexts(question.corpus->target, sentences);
    if (!texts)
        return tl::make_unexpected(texts.error());
    return bleuScore(*texts, question.texts->references);
}

/// The metric's value of what is kept.
std::optional<double> valueOf(SupernetMetric metric, const StoredScore &score)
{
    if (!score.value || metric == SupernetMetric::Loss || metric == SupernetMetric::Bleu)
        return score.value;
    const auto number = [&](const char *name) -> std::optional<double> {
        const auto found = score.detail.find(name);
        if (found == score.detail.end() || !found->is_number())
            return std::nullopt;
        return found->get<double>();
    };
    if (metric == SupernetMetric::SacreBleu)
        return number("sacrebleu");
    const auto sum = number("nll_sum");
    const auto tokens = number("ntokens");
    return sum && tokens && *tokens > 0.0 ? std::optional(*sum / *tokens) : std::nullopt;
}

} // namespace

struct SupernetService::State {
    State(Settings given, std::optional<Workspace> own, std::optional<Workspace> listed)
        : settings(std::move(given))
        , workspace(std::move(own))
        , lists(std::move(listed))
        , questions(workspace ? &*workspace : nullptr, settings.device)
        , cache(workspace ? &*workspace : nullptr)
    {
    }

    Settings settings;
    std::mutex busy; ///< held by every call but those that list
    std::optional<Workspace> workspace;
    std::mutex listing; ///< guards `lists`, so that lists do not wait for an engine
    std::optional<Workspace> lists;
    ScoreQuestions questions;
    ScoreCache cache;

    Result<std::shared_ptr<engine::Client>> client();
    Result<std::vector<SubnetValue>> scores(const ScoreSet &set,
                                            std::span<const Architecture> architectures,
                                            const Refusal &refusal, const Ask &ask, Job &job);
    Result<void> askLosses(const SupernetQuestion &question, const Architectures &missing,
                           ScoreKeeper &keeper, Job &job);
    Result<void> askTranslations(const SupernetQuestion &question, const Architectures &missing,
                                 ScoreKeeper &keeper, Job &job);
    Result<void> askProxies(const ProxyQuestion &question, const Architectures &missing,
                            ScoreKeeper &keeper, Job &job);
};

Result<std::shared_ptr<engine::Client>> SupernetService::State::client()
{
    if (settings.engine)
        return settings.engine();
    return failure(ErrorCode::NotFound,
                   "Scores are missing, and there is no engine here that could compute them.");
}

Result<std::vector<SubnetValue>> SupernetService::State::scores(
    const ScoreSet &set, std::span<const Architecture> architectures, const Refusal &refusal,
    const Ask &ask, Job &job)
{
    const auto stored = cache.known(set, architectures);
    if (!stored)
        return tl::make_unexpected(stored.error());
    std::vector<SubnetValue> values(architectures.size());
    Architectures missing;
    std::unordered_set<Architecture> seen;
    for (std::size_t i = 0; i < architectures.size(); ++i) {
        if ((*stored)[i])
            continue;
        values[i].problem = refusal(architectures[i]);
        if (values[i].problem.empty() && seen.insert(architectures[i]).second)
            missing.push_back(architectures[i]);
    }
    ScoreMap computed;
    if (!missing.empty() && settings.mode == Mode::Score) {
        Result<ScoreMap> scores = cache.compute(set, missing, ask, job);
        if (!scores)
            return tl::make_unexpected(scores.error());
        computed = std::move(*scores);
    }
    for (std::size_t i = 0; i < architectures.size(); ++i) {
        SubnetValue &value = values[i];
        const auto found = computed.find(architectures[i]);
        const StoredScore *score = (*stored)[i]              ? &*(*stored)[i]
                                   : found != computed.end() ? &found->second
                                                             : nullptr;
        value.wasKnown = (*stored)[i].has_value();
        if (score) {
            value.value = score->value;
            value.detail = score->detail;
            if (!score->value)
                value.problem = "The score of this architecture is no number: the computation "
                                "overflowed.";
        } else if (value.problem.empty()) {
            value.isUnscored = true;
            value.problem = "This architecture has not been scored yet.";
        }
    }
    return values;
}

Result<void> SupernetService::State::askLosses(const SupernetQuestion &question,
                                               const Architectures &missing, ScoreKeeper &keeper,
                                               Job &job)
{
    const auto engine = client();
    if (!engine)
        return tl::make_unexpected(engine.error());
    engine::ScoreRequest request = question.score;
    request.architectures = missing;
    return engine::score(**engine, request, job,
                         [&](const engine::ScoredNotice &notice) {
                             keeper.add(missing[notice.index],
                                        [subnet = notice.subnet]() -> Result<StoredScore> {
                                            return storedScore(subnet);
                                        });
                         })
        .map([](const engine::ScoreReply &) {});
}

Result<void> SupernetService::State::askTranslations(const SupernetQuestion &question,
                                                     const Architectures &missing,
                                                     ScoreKeeper &keeper, Job &job)
{
    const auto engine = client();
    if (!engine)
        return tl::make_unexpected(engine.error());
    engine::GenerateRequest request = question.generate;
    request.architectures = missing;
    Gatherer gatherer(missing.size(), question.data->sentences,
                      [&](std::size_t index, std::vector<Hypotheses> sentences) {
                          keeper.add(missing[index], [&question, sentences = std::move(sentences)] {
                              return bleuOfHypotheses(question, sentences);
                          });
                      });
    return engine::generate(**engine, request, job,
                            [&](const engine::GeneratedNotice &notice) { gatherer.take(notice); })
        .map([](const engine::GenerateReply &) {});
}

Result<void> SupernetService::State::askProxies(const ProxyQuestion &question,
                                                const Architectures &missing, ScoreKeeper &keeper,
                                                Job &job)
{
    const auto engine = client();
    if (!engine)
        return tl::make_unexpected(engine.error());
    engine::ProxyRequest request = question.request;
    request.architectures = missing;
    return engine::proxyScores(**engine, request, job,
                               [&](const engine::ProxyNotice &notice) {
                                   keeper.add(missing[notice.index],
                                              [score = notice.score]() -> Result<StoredScore> {
                                                  return storedScore(score);
                                              });
                               })
        .map([](const engine::ProxyReply &) {});
}

SupernetService::SupernetService(std::unique_ptr<State> state)
    : m_state(std::move(state))
{
}

SupernetService::~SupernetService() = default;

Result<std::shared_ptr<SupernetService>> SupernetService::create(Settings settings,
                                                                 const Workspace *workspace)
{
    std::optional<Workspace> connections[2];
    for (std::optional<Workspace> &connection : connections) {
        if (!workspace)
            break;
        Result<Workspace> opened = workspace->openAnother();
        if (!opened)
            return tl::make_unexpected(std::move(opened.error()));
        connection.emplace(std::move(*opened));
    }
    return std::shared_ptr<SupernetService>(new SupernetService(std::make_unique<State>(
        std::move(settings), std::move(connections[0]), std::move(connections[1]))));
}

Result<std::vector<StoredSupernet>> SupernetService::supernets()
{
    const std::lock_guard lock(m_state->listing);
    if (!m_state->lists)
        return std::vector<StoredSupernet>();
    return loadSupernets(*m_state->lists);
}

Result<std::vector<std::string>> SupernetService::corpora()
{
    const std::lock_guard lock(m_state->listing);
    std::vector<std::string> names;
    if (!m_state->lists)
        return names;
    const auto corpora = loadCorpora(*m_state->lists);
    if (!corpora)
        return tl::make_unexpected(corpora.error());
    for (const StoredCorpus &corpus : *corpora)
        names.push_back(corpus.name);
    return names;
}

namespace {

std::string refusalOf(const SupernetShape &shape, const Architecture &architecture)
{
    const Result<void> fine = checkSubnet(shape, architecture);
    return fine ? std::string() : fine.error().message;
}

} // namespace

Result<std::vector<SubnetValue>> SupernetService::scores(
    const SupernetSpec &spec, std::span<const Architecture> architectures, Job &job)
{
    const std::lock_guard lock(m_state->busy);
    const auto question = m_state->questions.question(spec, isBleu(spec.metric));
    if (!question)
        return tl::make_unexpected(question.error());
    const Ask ask = [&](const Architectures &missing, ScoreKeeper &keeper, Job &work) {
        return isBleu(spec.metric) ? m_state->askTranslations(*question, missing, keeper, work)
                                   : m_state->askLosses(*question, missing, keeper, work);
    };
    const Refusal refusal = [&](const Architecture &one) {
        return refusalOf(question->supernet.shape, one);
    };
    Result<std::vector<SubnetValue>> values = m_state->scores(question->set, architectures, refusal,
                                                              ask, job);
    if (!values)
        return values;
    for (SubnetValue &value : *values) {
        if (value.value)
            value.value = valueOf(spec.metric, {value.value, value.detail});
    }
    return values;
}

Result<std::vector<SubnetValue>> SupernetService::scores(
    const ProxySpec &spec, const ProxyQuery &query, std::span<const Architecture> architectures,
    Job &job)
{
    const std::lock_guard lock(m_state->busy);
    const auto question = m_state->questions.question(spec, query);
    if (!question)
        return tl::make_unexpected(question.error());
    return m_state->scores(
        question->set, architectures,
        [&](const Architecture &one) { return refusalOf(question->request.shape, one); },
        [&](const Architectures &missing, ScoreKeeper &keeper, Job &work) {
            return m_state->askProxies(*question, missing, keeper, work);
        },
        job);
}

namespace {

std::size_t countMissing(const std::vector<std::optional<StoredScore>> &known,
                         std::span<const Architecture> architectures, const SupernetShape &shape)
{
    std::unordered_set<Architecture> missing;
    for (std::size_t i = 0; i < architectures.size(); ++i) {
        if (!known[i] && checkSubnet(shape, architectures[i]))
            missing.insert(architectures[i]);
    }
    return missing.size();
}

} // namespace

Result<std::size_t> SupernetService::missing(const SupernetSpec &spec,
                                             std::span<const Architecture> architectures)
{
    const std::lock_guard lock(m_state->busy);
    const auto question = m_state->questions.question(spec, isBleu(spec.metric));
    if (!question)
        return tl::make_unexpected(question.error());
    return m_state->cache.known(question->set, architectures).map([&](const auto &known) {
        return countMissing(known, architectures, question->supernet.shape);
    });
}

Result<std::size_t> SupernetService::missing(const ProxySpec &spec, const ProxyQuery &query,
                                             std::span<const Architecture> architectures)
{
    const std::lock_guard lock(m_state->busy);
    const auto question = m_state->questions.question(spec, query);
    if (!question)
        return tl::make_unexpected(question.error());
    return m_state->cache.known(question->set, architectures).map([&](const auto &known) {
        return countMissing(known, architectures, question->request.shape);
    });
}

Result<std::vector<Translation>> SupernetService::translations(const SupernetSpec &spec,
                                                               const Architecture &architecture,
                                                               Job &job)
{
    const std::lock_guard lock(m_state->busy);
    const auto question = m_state->questions.question(spec, true);
    if (!question)
        return tl::make_unexpected(question.error());
    if (const Result<void> fine = checkSubnet(question->supernet.shape, architecture); !fine)
        return tl::make_unexpected(fine.error());
    const auto engine = m_state->client();
    if (!engine)
        return tl::make_unexpected(engine.error());
    engine::GenerateRequest request = question->generate;
    request.architectures = {architecture};
    const auto reply = engine::generate(**engine, request, job);
    if (!reply)
        return tl::make_unexpected(reply.error());
    const std::vector<Hypotheses> &sentences = reply->hypotheses.front();
    const auto texts = hypothesisTexts(question->corpus->target, sentences);
    if (!texts)
        return tl::make_unexpected(texts.error());
    std::vector<Translation> translations;
    const std::size_t count = std::min(texts->size(), question->texts->sources.size());
    for (std::size_t i = 0; i < count; ++i) {
        const double score = sentences[i].empty() ? 0.0 : sentences[i].front().score;
        translations.push_back(
            {question->texts->sources[i], question->texts->references[i], (*texts)[i], score});
    }
    return translations;
}

Result<std::int64_t> SupernetService::exportSubnet(const std::string &supernet,
                                                   const Architecture &architecture,
                                                   const std::filesystem::path &file, Job &job)
{
    const std::lock_guard lock(m_state->busy);
    const auto stored = m_state->questions.supernet(supernet);
    if (!stored)
        return tl::make_unexpected(stored.error());
    if (const Result<void> fine = checkSubnet(stored->shape, architecture); !fine)
        return tl::make_unexpected(fine.error());
    const auto weights = artifactPath(*m_state->workspace, stored->artifact);
    if (!weights)
        return tl::make_unexpected(weights.error());
    const auto engine = m_state->client();
    if (!engine)
        return tl::make_unexpected(engine.error());
    const engine::ExtractRequest request{
        {std::filesystem::absolute(*weights).string(), stored->shape},
        architecture,
        std::filesystem::absolute(file).string()};
    return engine::extract(**engine, request, job).map([](const engine::ExtractReply &reply) {
        return reply.parameters;
    });
}

} // namespace auspex
