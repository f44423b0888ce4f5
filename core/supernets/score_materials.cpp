// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/supernets/score_materials.h"

#include <cstdint>
#include <system_error>
#include <utility>

#include "core/store/content_hash.h"
#include "core/supernets/translated_texts.h"

namespace auspex {

namespace {

constexpr std::size_t mostSplits = 16;

} // namespace

Result<std::shared_ptr<const Corpus>> ScoreMaterials::corpus(Workspace *workspace,
                                                             const std::string &nameOrFolder)
{
    const Result<std::filesystem::path> folder = corpusFolder(workspace, nameOrFolder);
    if (!folder)
        return tl::make_unexpected(folder.error());
    std::error_code ignored;
    const auto changed = std::filesystem::last_write_time(*folder / corpusManifestName, ignored);
    const auto known = m_corpora.find(folder->string());
    if (known != m_corpora.end() && known->second.changed == changed)
        return known->second.corpus;
    Result<Corpus> opened = openCorpus(*folder);
    if (!opened)
        return tl::make_unexpected(opened.error());
    auto corpus = std::make_shared<const Corpus>(std::move(*opened));
    m_corpora.insert_or_assign(folder->string(), Opened{corpus, changed});
    return corpus;
}

ScoreMaterials::Split &ScoreMaterials::splitOf(const std::shared_ptr<const Corpus> &corpus,
                                               const std::string &split, std::size_t sentences)
{
    const std::string key = std::to_string(reinterpret_cast<std::uintptr_t>(corpus.get())) + '/'
                            + std::to_string(sentences) + '/' + split;
    if (!m_splits.contains(key) && m_splits.size() >= mostSplits)
        m_splits.clear();
    Split &found = m_splits[key];
    found.corpus = corpus;
    return found;
}

Result<std::shared_ptr<const SplitData>> ScoreMaterials::data(
    const std::shared_ptr<const Corpus> &corpus, const std::string &split, int sentences)
{
    std::shared_ptr<const SplitData> &known
        = splitOf(corpus, split, static_cast<std::size_t>(sentences)).data;
    std::error_code ignored; // folders of temporary files are cleaned by the system at times
    if (known && std::filesystem::exists(known->pairsFile, ignored))
        return known;
    if (!m_folder || !std::filesystem::exists(m_folder->path(), ignored)) {
        Result<TemporaryFolder> folder = TemporaryFolder::make();
        if (!folder)
            return tl::make_unexpected(folder.error());
        m_folder.emplace(std::move(*folder));
    }
    Result<SplitData> data = splitData(*corpus, split, sentences, *m_folder);
    if (!data)
        return tl::make_unexpected(data.error());
    known = std::make_shared<const SplitData>(std::move(*data));
    return known;
}

Result<std::shared_ptr<const SplitTexts>> ScoreMaterials::texts(
    const std::shared_ptr<const Corpus> &corpus, const std::string &split, std::size_t sentences)
{
    std::shared_ptr<const SplitTexts> &known = splitOf(corpus, split, sentences).texts;
    if (known)
        return known;
    Result<std::vector<SentencePair>> pairs = firstTexts(*corpus, split, sentences);
    if (!pairs)
        return tl::make_unexpected(pairs.error());
    auto texts = std::make_shared<SplitTexts>();
    std::string all;
    for (SentencePair &pair : *pairs) {
        all += pair.target + '\n';
        texts->sources.push_back(std::move(pair.source));
        texts->references.push_back(std::move(pair.target));
    }
    texts->referencesHash = sha256(all);
    known = std::move(texts);
    return known;
}

} // namespace auspex
