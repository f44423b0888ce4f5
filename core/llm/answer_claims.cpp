// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/answer_claims.h"

#include <algorithm>
#include <array>
#include <span>

#include "core/arch/architecture_codecs.h"
#include "core/llm/answer_items.h"

namespace auspex {

namespace {

using Kind = AnswerItem::Kind;
using Words = std::span<const std::string_view>;

/// In whose name a number is the answer, whatever stands between.
constexpr std::string_view predictionWords[] = {"answer",     "final",   "boxed",    "prediction",
                                                "predicted",  "predict", "estimate", "estimated",
                                                "estimation", "expect",  "expected"};

/// What a number can be of.
constexpr std::string_view scoreWords[] = {
    "bleu",   "sacrebleu", "bleu-4", "bleu4",   "comet",      "chrf",  "chrf++",
    "meteor", "ter",       "bleurt", "rouge",   "score",      "value", "result",
    "metric", "accuracy",  "output", "quality", "performance"};

/// Between a label and its number: those that say that it is so, and those that say nothing.
constexpr std::string_view assertions[] = {"is",    "be",     "was",           "equals", "around",
                                           "about", "approx", "approximately", "roughly"};
constexpr std::string_view fillers[] = {"of",  "would",  "will", "to",      "at",   "the", "a",
                                        "an",  "as",     "near", "it",      "my",   "i",   "should",
                                        "its", "likely", "this", "between", "from", "text"};
constexpr std::string_view assertingSigns[] = {":", "=", "~", "\u2248", "\u2192", "\uff1a", ">"};
constexpr std::string_view endingSigns[] = {".", ";", "?", "!"};

constexpr std::string_view ranges[] = {"-", "\u2013", "\u2014", "~", "to", "and", "or", "bis"};

/// A number before or after one of these counts something else.
constexpr std::string_view countedThings[] = {"layer",
                                              "layers",
                                              "head",
                                              "heads",
                                              "example",
                                              "examples",
                                              "demonstration",
                                              "demonstrations",
                                              "architecture",
                                              "architectures",
                                              "network",
                                              "networks",
                                              "parameter",
                                              "parameters",
                                              "gflops",
                                              "gflop",
                                              "flops",
                                              "ms",
                                              "milliseconds",
                                              "million",
                                              "billion",
                                              "m",
                                              "b",
                                              "k",
                                              "tokens",
                                              "epochs"};
constexpr std::string_view numberedThings[] = {"example",     "layer", "step",  "version",
                                               "instruction", "top",   "table", "section",
                                               "gflops",      "seed"};

bool isAmong(Words words, std::string_view word)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// The items of one text with questions about their neighbours.
class ClaimFinder {
public:
    ClaimFinder(std::vector<AnswerItem> items, double scale, std::string_view metric)
        : m_items(std::move(items))
        , m_scale(scale)
    {
        for (AnswerItem &item : answerItems(metric)) {
            if (item.kind == Kind::Word)
                m_metricWords.push_back(std::move(item.text));
        }
        m_lineOf.reserve(m_items.size());
        for (const AnswerItem &item : m_items) {
            m_lineOf.push_back(m_lines.size() - 1);
            if (item.kind != Kind::Sign)
                ++m_lines.back().meaningful;
            if (item.text == "\n")
                m_lines.push_back({m_lineOf.size(), 0});
        }
    }

    std::vector<NumberClaim> claims() const
    {
        std::vector<NumberClaim> found;
        std::size_t before = m_items.size(); // the last number that was found
        for (std::size_t i = 0; i < m_items.size(); ++i) {
            if (m_items[i].kind != Kind::Number || isOfSomethingElse(i) || isEcho(i))
                continue;
            NumberClaim claim{m_items[i].value, claimOf(i), m_items[i].begin, m_items[i].end};
            if (before + 2 == i && isAmong(ranges, m_items[i - 1].text)) {
                claim.claim = std::max(claim.claim, found.back().claim);
                found.back().claim = claim.claim;
            }
            found.push_back(claim);
            before = i;
        }
        return found;
    }

private:
    /// The text of the item so many places away; empty beyond the ends.
    std::string_view textAt(std::size_t index, std::ptrdiff_t offset) const
    {
        const std::ptrdiff_t at = static_cast<std::ptrdiff_t>(index) + offset;
        if (at < 0 || at >= static_cast<std::ptrdiff_t>(m_items.size()))
            return {};
        return m_items[static_cast<std::size_t>(at)].text;
    }

    /// "12 heads", "layer 3", "25/100", "out of 100", "+/- 0.5".
    bool isOfSomethingElse(std::size_t i) const
    {
        if (isAmong(countedThings, textAt(i, 1)) || isAmong(numberedThings, textAt(i, -1)))
            return true;
        if (textAt(i, -1) == "\u00b1"
            || (textAt(i, -1) == "-" && textAt(i, -2) == "/" && textAt(i, -3) == "+")
            || textAt(i, -1) == "pm")
            return true;
        return m_items[i].value == m_scale
               && (textAt(i, -1) == "/" || (textAt(i, -1) == "of" && textAt(i, -2) == "out"));
    }

    /// A line about an architecture, as the prompt has them: "GFLOPS: 2.7".
    bool isEcho(std::size_t i) const
    {
        std::size_t first = m_lines[m_lineOf[i]].begin;
        while (first < i && m_items[first].kind == Kind::Sign)
            ++first;
        const std::string_view label = m_items[first].text;
        if (isAmong(subTransformerKeys, label))
            return true;
        constexpr std::string_view labels[] = {"gflops", "latency", "parameters", "example"};
        if (!isAmong(labels, label))
            return false;
        std::size_t next = first + 1;
        if (textAt(next, 0) == "(")
            next += 3; // "(ms)"
        return textAt(next, 0) == ":";
    }

    /// Whether its line holds nothing else but signs.
    bool isAlone(std::size_t i) const { return m_lines[m_lineOf[i]].meaningful == 1; }

    bool isScoreWord(std::string_view word) const
    {
        return isAmong(scoreWords, word)
               || std::find(m_metricWords.begin(), m_metricWords.end(), word)
                      != m_metricWords.end();
    }

    /// By what stands before the number, as far as it says what the number is.
    int claimOf(std::size_t i) const
    {
        bool named = false;
        bool asserted = false;
        for (std::size_t k = i; k > 0 && m_items[k - 1].kind != Kind::Number; --k) {
            const std::string_view text = m_items[k - 1].text;
            if (m_items[k - 1].kind == Kind::Sign) {
                if (isAmong(endingSigns, text))
                    break;
                // What comes before a name says no more how the number belongs to it.
                asserted = asserted || (!named && isAmong(assertingSigns, text));
            } else if (isAmong(predictionWords, text)) {
                return 3;
            } else if (isScoreWord(text)) {
                named = true;
            } else if (isAmong(assertions, text)) {
                asserted = asserted || !named;
            } else if (!isAmong(fillers, text)) {
                break;
            }
        }
        return (named && asserted) || isAlone(i) ? 2 : 1;
    }

    struct Line {
        std::size_t begin = 0;      ///< its first item
        std::size_t meaningful = 0; ///< words and numbers in it
    };

    std::vector<AnswerItem> m_items;
    std::vector<std::size_t> m_lineOf; ///< of the item with the same index
    std::vector<Line> m_lines = {Line{}};
    double m_scale;
    std::vector<std::string> m_metricWords;
};

} // namespace

std::vector<NumberClaim> numberClaims(std::string_view text, double scale, std::string_view metric)
{
    return ClaimFinder(answerItems(text), scale, metric).claims();
}

} // namespace auspex
