// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/supernets/supernet_service.h"

#include <algorithm>
#include <functional>
#include <map>
#include <mutex>
#include <unordered_set>
#include <utility>

#include "core/base/text.h"
#include "core/engine/proxy_calls.h"
#include "core/engine/supernet_calls.h"
#include "core/store/artifact_store.h"
#include "core/store/corpus_store.h"
#include "core/supernets/corpus_fit.h"
#include "core/supernets/score_keeper.h"
#include "core/supernets/score_materials.h"
#include "core/supernets/score_settings.h"
#include "core/supernets/translated_texts.h"

namespace auspex {

namespace {

using Architectures = std::vector<Architecture>;
using CorpusPointer = std::shared_ptr<const Corpus>;

/// A question about a supernet, ready to be looked up or asked.
struct SupernetQuestion {
    StoredSupernet supernet;
    CorpusPointer corpus;
    std::shared_ptr<const SplitData> data;
    std::shared_ptr<const SplitTexts> texts; ///< for BLEU alone
    ScoreSet set;
    engine::ScoreRequest score;
    engine::GenerateRequest generate;
};

struct ProxyQuestion {
    ScoreSet set;
    engine::ProxyRequest request;
};

/// Why an architecture cannot be scored; empty where it can.
using Refusal = std::function<std::string(const Architecture &)>;

/// Asks the engine for all of them; every score goes to the keeper.
using Ask = std::function<Result<void>(const Architectures &, ScoreKeeper &, Job &)>;

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

/// What the workspace's corpora would be needed for.
Error noCorpusKnown(const std::string &owner, const std::string &option)
{
    return {ErrorCode::NotFound,
            owner + " and the workspace do not say which corpus to take; name one, as in " + option
                + ".",
            {}};
}

} // namespace

struct SupernetService::State {
    Settings settings;
    std::mutex busy; ///< held by every call but those that list
    std::optional<Workspace> workspace;
    std::mutex listing; ///< guards `lists`, so that lists do not wait for an engine
    std::optional<Workspace> lists;
    ScoreMaterials materials;
    std::map<std::string, ScoreMap> memory; ///< by the set's key: what is not on the disk
    std::map<std::string, ScoreSet> sets;   ///< of `memory`

    Workspace *database() { return workspace ? &*workspace : nullptr; }
    bool canWrite() const { return workspace && !workspace->isReadOnly(); }

    Result<StoredSupernet> supernet(const std::string &name);
    Result<CorpusPointer> corpus(const StoredSupernet &supernet, const std::string &named);
    Result<SupernetQuestion> question(const SupernetSpec &spec, bool needsTexts);
    Result<CorpusPointer> proxyCorpus(const ProxySpec &spec, const ProxyQuery &query);
    Result<ProxyQuestion> question(const ProxySpec &spec, const ProxyQuery &query);
    Result<std::shared_ptr<engine::Client>> client();

    Result<void> saveMemory();
    Result<std::vector<std::optional<StoredScore>>> known(
        const ScoreSet &set, std::span<const Architecture> architectures);
    Result<std::vector<SubnetValue>> scores(const ScoreSet &set,
                                            std::span<const Architecture> architectures,
                                            const Refusal &refusal, const Ask &ask, Job &job);
    Result<ScoreMap> compute(const ScoreSet &set, const Architectures &missing, const Ask &ask,
                             Job &job);
    Result<void> askLosses(const SupernetQuestion &question, const Architectures &missing,
                           ScoreKeeper &keeper, Job &job);
    Result<void> askTranslations(const SupernetQuestion &question, const Architectures &missing,
                                 ScoreKeeper &keeper, Job &job);
    Result<void> askProxies(const ProxyQuestion &question, const Architectures &missing,
                            ScoreKeeper &keeper, Job &job);
};

Result<StoredSupernet> SupernetService::State::supernet(const std::string &name)
{
    if (workspace)
        return findSupernet(*workspace, name);
    return failure(ErrorCode::NotFound,
                   "Supernets are kept in a workspace, and none is open; open the one that has "
                       + quotedForMessage(name)
                       + " (on the command line: --workspace "
                         "FILE.auspex).");
}

Result<CorpusPointer> SupernetService::State::corpus(const StoredSupernet &supernet,
                                                     const std::string &named)
{
    const std::string owner = "The supernet " + quotedForMessage(supernet.name);
    if (named.empty() && !supernet.corpus)
        return tl::make_unexpected(
            noCorpusKnown(owner, "supernet:" + supernet.name + "?corpus=NAME"));
    Result<CorpusPointer> found = materials.corpus(database(),
                                                   named.empty() ? *supernet.corpus : named);
    if (!found)
        return found;
    return checkVocabularies(supernet.shape, **found, owner).map([&] { return *found; });
}

Result<SupernetQuestion> SupernetService::State::question(const SupernetSpec &spec, bool needsTexts)
{
    SupernetQuestion question;
    Result<StoredSupernet> stored = supernet(spec.supernet);
    if (!stored)
        return tl::make_unexpected(stored.error());
    question.supernet = std::move(*stored);
    const auto found = corpus(question.supernet, spec.corpus);
    if (!found)
        return tl::make_unexpected(found.error());
    question.corpus = *found;
    const auto data = materials.data(question.corpus, spec.split, spec.sentences);
    if (!data)
        return tl::make_unexpected(data.error());
    question.data = *data;
    if (needsTexts) {
        const auto texts = materials.texts(question.corpus, spec.split, question.data->sentences);
        if (!texts)
            return tl::make_unexpected(texts.error());
        question.texts = *texts;
    }
    const auto weights = artifactPath(*workspace, question.supernet.artifact);
    if (!weights)
        return tl::make_unexpected(weights.error());
    const engine::SupernetReference reference{std::filesystem::absolute(*weights).string(),
                                              question.supernet.shape};
    question.score.supernet = question.generate.supernet = reference;
    question.score.pairs = question.generate.pairs = question.data->pairsFile.string();
    question.score.device = question.generate.device = settings.device;
    question.score.options.kernel = question.generate.options.kernel = spec.kernel;
    question.score.options.labelSmoothing = spec.labelSmoothing;
    question.generate.options.beam = spec.beam;
    question.generate.options.lengthPenalty = spec.lengthPenalty;
    question.set = needsTexts ? bleuSet(question.generate, question.supernet.artifact,
                                        question.data->pairsHash, question.texts->referencesHash)
                              : lossSet(question.score, question.supernet.artifact,
                                        question.data->pairsHash);
    return question;
}

Result<CorpusPointer> SupernetService::State::proxyCorpus(const ProxySpec &spec,
                                                          const ProxyQuery &query)
{
    if (!spec.corpus.empty())
        return materials.corpus(database(), spec.corpus);
    std::vector<StoredCorpus> corpora;
    if (workspace) {
        auto loaded = loadCorpora(*workspace);
        if (!loaded)
            return tl::make_unexpected(loaded.error());
        corpora = std::move(*loaded);
    }
    const auto isTask = [&](const StoredCorpus &one) { return one.name == query.task; };
    if (std::any_of(corpora.begin(), corpora.end(), isTask))
        return materials.corpus(database(), query.task);
    if (corpora.size() == 1)
        return materials.corpus(database(), corpora.front().name);
    const std::string example = "proxy:" + engine::proxyKindName(spec.kind) + "?corpus=NAME";
    if (corpora.empty())
        return failure(ErrorCode::NotFound,
                       "The proxy " + engine::proxyKindName(spec.kind)
                           + " needs a corpus, and no workspace with one is open; import one with "
                             "auspex-cli corpus import, or name a corpus's folder, as in "
                           + example + '.');
    return tl::make_unexpected(noCorpusKnown("The proxy", example));
}

Result<ProxyQuestion> SupernetService::State::question(const ProxySpec &spec,
                                                       const ProxyQuery &query)
{
    ProxyQuestion question;
    question.request.options = proxyOptions(spec);
    question.request.device = settings.device;
    const auto found = proxyCorpus(spec, query);
    if (!found) {
        // Synflow sees no sentence: the size of the vocabulary is enough.
        const bool isEnough = spec.kind == engine::ProxyKind::Synflow && spec.corpus.empty()
                              && query.vocabulary > 0 && found.error().code == ErrorCode::NotFound;
        if (!isEnough)
            return tl::make_unexpected(found.error());
        question.request.shape = supernetShape(query.space, query.vocabulary, query.vocabulary);
        question.set = proxySet(question.request, {});
        return question;
    }
    const Corpus &corpus = **found;
    question.request.shape = supernetShape(query.space,
                                           static_cast<int>(corpus.source.dictionary.size()),
                                           static_cast<int>(corpus.target.dictionary.size()));
    question.request.shape.sharedEmbeddings = query.space.sharedEmbeddings && corpus.joined;
    if (spec.kind == engine::ProxyKind::Synflow) {
        question.set = proxySet(question.request, {});
        return question;
    }
    const auto data = materials.data(*found, "train", spec.sentences);
    if (!data)
        return tl::make_unexpected(data.error());
    question.request.pairs = (*data)->pairsFile.string();
    question.set = proxySet(question.request, (*data)->pairsHash);
    return question;
}

Result<std::shared_ptr<engine::Client>> SupernetService::State::client()
{
    if (settings.engine)
        return settings.engine();
    return failure(ErrorCode::NotFound,
                   "Scores are missing, and there is no engine here that could compute them.");
}

Result<void> SupernetService::State::saveMemory()
{
    if (!canWrite())
        return {};
    while (!memory.empty()) {
        const auto first = memory.begin();
        const std::vector<std::pair<Architecture, StoredScore>> scores(first->second.begin(),
                                                                       first->second.end());
        if (Result<void> saved = saveScores(*workspace, sets.at(first->first), scores); !saved)
            return saved;
        sets.erase(first->first);
        memory.erase(first);
    }
    return {};
}

Result<std::vector<std::optional<StoredScore>>> SupernetService::State::known(
    const ScoreSet &set, std::span<const Architecture> architectures)
{
    if (const Result<void> saved = saveMemory(); !saved)
        return tl::make_unexpected(saved.error());
    std::vector<std::optional<StoredScore>> scores(architectures.size());
    if (workspace) {
        auto loaded = loadScores(*workspace, set, architectures);
        if (!loaded)
            return loaded;
        scores = std::move(*loaded);
    }
    const auto kept = memory.find(set.key());
    if (kept == memory.end())
        return scores;
    for (std::size_t i = 0; i < architectures.size(); ++i) {
        const auto found = kept->second.find(architectures[i]);
        if (!scores[i] && found != kept->second.end())
            scores[i] = found->second;
    }
    return scores;
}

Result<ScoreMap> SupernetService::State::compute(const ScoreSet &set, const Architectures &missing,
                                                 const Ask &ask, Job &job)
{
    ScoreKeeper keeper(canWrite() ? database() : nullptr, set);
    const Result<void> asked = ask(missing, keeper, job);
    const Result<void> kept = keeper.finish();
    if (!keeper.unsaved().empty()) {
        const std::string key = set.key();
        sets.insert_or_assign(key, set);
        memory[key].insert(keeper.unsaved().begin(), keeper.unsaved().end());
    }
    if (!asked)
        return tl::make_unexpected(asked.error());
    if (!kept)
        return tl::make_unexpected(kept.error());
    return keeper.scores();
}

Result<std::vector<SubnetValue>> SupernetService::State::scores(
    const ScoreSet &set, std::span<const Architecture> architectures, const Refusal &refusal,
    const Ask &ask, Job &job)
{
    const auto stored = known(set, architectures);
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
        Result<ScoreMap> scores = compute(set, missing, ask, job);
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

SupernetService::SupernetService()
    : m_state(std::make_unique<State>())
{
}

SupernetService::~SupernetService() = default;

Result<std::shared_ptr<SupernetService>> SupernetService::create(Settings settings,
                                                                 const Workspace *workspace)
{
    std::shared_ptr<SupernetService> service(new SupernetService);
    service->m_state->settings = std::move(settings);
    if (!workspace)
        return service;
    Result<Workspace> own = workspace->openAnother();
    if (!own)
        return tl::make_unexpected(std::move(own.error()));
    service->m_state->workspace.emplace(std::move(*own));
    Result<Workspace> lists = workspace->openAnother();
    if (!lists)
        return tl::make_unexpected(std::move(lists.error()));
    service->m_state->lists.emplace(std::move(*lists));
    return service;
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
    const auto question = m_state->question(spec, isBleu(spec.metric));
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
    const auto question = m_state->question(spec, query);
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
    const auto question = m_state->question(spec, isBleu(spec.metric));
    if (!question)
        return tl::make_unexpected(question.error());
    return m_state->known(question->set, architectures).map([&](const auto &known) {
        return countMissing(known, architectures, question->supernet.shape);
    });
}

Result<std::size_t> SupernetService::missing(const ProxySpec &spec, const ProxyQuery &query,
                                             std::span<const Architecture> architectures)
{
    const std::lock_guard lock(m_state->busy);
    const auto question = m_state->question(spec, query);
    if (!question)
        return tl::make_unexpected(question.error());
    return m_state->known(question->set, architectures).map([&](const auto &known) {
        return countMissing(known, architectures, question->request.shape);
    });
}

Result<std::vector<Translation>> SupernetService::translations(const SupernetSpec &spec,
                                                               const Architecture &architecture,
                                                               Job &job)
{
    const std::lock_guard lock(m_state->busy);
    const auto question = m_state->question(spec, true);
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
    const auto stored = m_state->supernet(supernet);
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
