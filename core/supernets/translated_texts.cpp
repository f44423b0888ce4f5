// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/supernets/translated_texts.h"

#include "core/base/text.h"
#include "core/metrics/bleu.h"
#include "core/metrics/fairseq_bleu.h"

namespace auspex {

Result<std::vector<SentencePair>> firstTexts(const Corpus &corpus, const std::string &split,
                                             std::size_t count)
{
    Result<std::vector<SentencePair>> texts = readCorpusTexts(corpus, split);
    if (!texts)
        return texts;
    if (texts->size() < count)
        return failure(ErrorCode::Corrupt,
                       "The split " + quotedForMessage(split) + " of the corpus "
                           + quotedForMessage(corpus.name) + " has " + std::to_string(count)
                           + " sentences as tokens and " + std::to_string(texts->size())
                           + " as text; import the corpus again.");
    texts->resize(count);
    return texts;
}

Result<std::vector<std::string>> hypothesisTexts(const TextCodec &codec,
                                                 std::span<const Hypotheses> sentences)
{
    std::vector<std::string> texts;
    texts.reserve(sentences.size());
    for (const Hypotheses &hypotheses : sentences) {
        if (hypotheses.empty()) {
            texts.emplace_back();
            continue;
        }
        Result<std::string> text = codec.decode(hypotheses.front().tokens);
        if (!text)
            return tl::make_unexpected(text.error());
        texts.push_back(std::move(*text));
    }
    return texts;
}

Result<StoredScore> bleuScore(std::span<const std::string> hypotheses,
                              std::span<const std::string> references)
{
    std::vector<std::string> splitHypotheses;
    std::vector<std::string> splitReferences;
    for (const std::string &text : hypotheses)
        splitHypotheses.push_back(splitCompounds(text));
    for (const std::string &text : references)
        splitReferences.push_back(splitCompounds(text));
    const auto fairseq = fairseqCorpusBleu(splitHypotheses, splitReferences);
    if (!fairseq)
        return tl::make_unexpected(fairseq.error());
    const std::vector<std::string> reference(references.begin(), references.end());
    const auto sacre = corpusBleu(hypotheses, std::span(&reference, 1));
    if (!sacre)
        return tl::make_unexpected(sacre.error());
    StoredScore score;
    score.value = fairseq->score;
    score.detail = {{"bleu", fairseq->score},
                    {"bleu_text", fairseqBleuText(*fairseq)},
                    {"sacrebleu", sacre->score},
                    {"sacrebleu_text", bleuText(*sacre, bleuSignature({}, 1))},
                    {"sentences", hypotheses.size()}};
    return score;
}

} // namespace auspex
