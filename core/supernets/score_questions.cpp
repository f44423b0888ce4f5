// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/supernets/score_questions.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "core/base/text.h"
#include "core/store/artifact_store.h"
#include "core/store/corpus_store.h"
#include "core/supernets/corpus_fit.h"
#include "core/supernets/score_settings.h"

namespace auspex {

namespace {

using CorpusPointer = std::shared_ptr<const Corpus>;

/// What the workspace's corpora would be needed for.
Error noCorpusKnown(const std::string &owner, const std::string &option)
{
    return {ErrorCode::NotFound,
            owner + " and the workspace do not say which corpus to take; name one, as in " + option
                + ".",
            {}};
}

} // namespace

ScoreQuestions::ScoreQuestions(Workspace *workspace, std::string device)
    : m_workspace(workspace)
    , m_device(std::move(device))
{
}

Result<StoredSupernet> ScoreQuestions::supernet(const std::string &name)
{
    if (m_workspace)
        return findSupernet(*m_workspace, name);
    return failure(ErrorCode::NotFound,
                   "Supernets are kept in a workspace, and none is open; open the one that has "
                       + quotedForMessage(name)
                       + " (on the command line: --workspace "
                         "FILE.auspex).");
}

Result<CorpusPointer> ScoreQuestions::corpus(const StoredSupernet &supernet,
                                             const std::string &named)
{
    const std::string owner = "The supernet " + quotedForMessage(supernet.name);
    if (named.empty() && !supernet.corpus)
        return tl::make_unexpected(
            noCorpusKnown(owner, "supernet:" + supernet.name + "?corpus=NAME"));
    Result<CorpusPointer> found = m_materials.corpus(m_workspace,
                                                     named.empty() ? *supernet.corpus : named);
    if (!found)
        return found;
    return checkVocabularies(supernet.shape, **found, owner).map([&] { return *found; });
}

Result<SupernetQuestion> ScoreQuestions::question(const SupernetSpec &spec, bool needsTexts)
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
    const auto data = m_materials.data(question.corpus, spec.split, spec.sentences);
    if (!data)
        return tl::make_unexpected(data.error());
    question.data = *data;
    if (needsTexts) {
        const auto texts = m_materials.texts(question.corpus, spec.split, question.data->sentences);
        if (!texts)
            return tl::make_unexpected(texts.error());
        question.texts = *texts;
    }
    const auto weights = artifactPath(*m_workspace, question.supernet.artifact);
    if (!weights)
        return tl::make_unexpected(weights.error());
    const engine::SupernetReference reference{std::filesystem::absolute(*weights).string(),
                                              question.supernet.shape};
    question.score.supernet = question.generate.supernet = reference;
    question.score.pairs = question.generate.pairs = question.data->pairsFile.string();
    question.score.device = question.generate.device = m_device;
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

Result<CorpusPointer> ScoreQuestions::proxyCorpus(const ProxySpec &spec, const ProxyQuery &query)
{
    if (!spec.corpus.empty())
        return m_materials.corpus(m_workspace, spec.corpus);
    std::vector<StoredCorpus> corpora;
    if (m_workspace) {
        auto loaded = loadCorpora(*m_workspace);
        if (!loaded)
            return tl::make_unexpected(loaded.error());
        corpora = std::move(*loaded);
    }
    const auto isTask = [&](const StoredCorpus &one) { return one.name == query.task; };
    if (std::any_of(corpora.begin(), corpora.end(), isTask))
        return m_materials.corpus(m_workspace, query.task);
    if (corpora.size() == 1)
        return m_materials.corpus(m_workspace, corpora.front().name);
    const std::string example = "proxy:" + engine::proxyKindName(spec.kind) + "?corpus=NAME";
    if (corpora.empty())
        return failure(ErrorCode::NotFound,
                       "The proxy " + engine::proxyKindName(spec.kind)
                           + " needs a corpus, and no workspace with one is open; import one with "
                             "auspex-cli corpus import, or name a corpus's folder, as in "
                           + example + '.');
    return tl::make_unexpected(noCorpusKnown("The proxy", example));
}

Result<ProxyQuestion> ScoreQuestions::question(const ProxySpec &spec, const ProxyQuery &query)
{
    ProxyQuestion question;
    question.request.options = proxyOptions(spec);
    question.request.device = m_device;
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
    const auto data = m_materials.data(*found, "train", spec.sentences);
    if (!data)
        return tl::make_unexpected(data.error());
    question.request.pairs = (*data)->pairsFile.string();
    question.set = proxySet(question.request, (*data)->pairsHash);
    return question;
}

} // namespace auspex
