// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// What an LLM answered, as a number. Any thread may call.

namespace auspex {

/// How the number was found.
enum class AnswerForm {
    None,     ///< no number
    Plain,    ///< as the paper's code takes it: the first whitespace-separated token is a number
    Tolerant, ///< a number with a prefix, a unit, markup or a full stop around it
    Json,     ///< the "value" of a JSON object, or a bare JSON number where a schema was asked for
    Expected, ///< the expectation over the number's tokens
};

/// "plain", "tolerant", ...: as stored.
std::string_view answerFormKey(AnswerForm form);

struct AnswerOptions {
    bool tolerant = true;
    bool json = false;   ///< a JSON object was asked for
    double lowest = 0.0; ///< numbers outside are no answer: BLEU is between 0 and 100
    double highest = 100.0;
    std::string metric = {}; ///< the prompt's, in whose name a number is claimed ("COMET-22: 0.85")
};

struct Answer {
    std::optional<double> value;
    AnswerForm form = AnswerForm::None;
    std::string problem; ///< why there is no value, a full sentence that quotes the answer
};

/// The forms are tried in this order: JSON where it was asked for, plain, tolerant. So what the
/// paper's code takes is taken with the same value ("24 to 26" is 24), but for nan and inf.
///
/// Tolerant: each number that stands by itself has a claim, and the highest one decides.
///   3  after "answer", "predicted", "estimate" and the like, or in \boxed{}
///   2  after a score's name ("BLEU", the prompt's metric, "value") that ":", "=", "is" or "about"
///      connects with it; or alone in its line
///   1  anywhere else
/// "24-26" and "24 to 26" are two numbers of one claim. Not considered are numbers that are part of
/// a name ("WMT'14", "GPT-4", "6-layer") or count something else ("6 layers"), the scale in
/// "25/100" and "out of 100", what follows "+/-", and the echo of the prompt's lines about an
/// architecture ("GFLOPS: 2.7", the ten hyperparameters). A comma with one or two digits behind it
/// is a decimal comma.
///
/// nan, inf, two different numbers of equal claim ("between 24 and 26") and numbers out of range
/// are no answers. A number in an echo of the prompt's own last line ("BLEU: 25.1") is one.
Answer parseAnswer(std::string_view content, const AnswerOptions &options = {});

/// One generated token with what the model thought of it.
struct TokenProbability {
    std::string token;
    double logProbability = 0.0;
    struct Alternative {
        std::string token;
        double logProbability = 0.0;
    };
    std::vector<Alternative> alternatives; ///< the provider's top ones, the token itself among them
};

struct ExpectedAnswer {
    double mean = 0.0;
    double deviation = 0.0; ///< standard deviation of the distribution over numbers
    double mass = 0.0;      ///< share of the probability that the numbers considered have, up to 1
};

/// Expectation and spread of the number that parseAnswer() finds among the tokens.
///
/// A service tells what else could have stood at each position only after what was sampled before:
/// what would have followed an alternative is not known. It is taken to be what followed the
/// sampled token: the positions' distributions are multiplied as if independent of each other. With
/// the tokens "25", ".", "41" and the alternatives 24 (0.3) for the first and 60 (0.2) for the
/// last, 24.60 gets 0.3 * 1 * 0.2. This is exact where the number is one token, and where the
/// digits after the point do not depend on those before it.
///
/// At each position the alternatives are followed that continue a number ("2", "25", ".", ".4"), up
/// to where they cease to be one ("4\n" ends it after 4); those that end it there ("\n", "</s>",
/// " BLEU") end it. The position after the number counts too: an alternative that is a digit makes
/// a longer number. What makes no number, or one out of range, or is not among the alternatives,
/// has no part; `mass` is what remains of 1, and mean and deviation are of the numbers, divided by
/// it. Texts that are less likely than one in a million are passed over.
///
/// Nothing where the tokens hold no number or the alternatives explain less than half of the mass.
std::optional<ExpectedAnswer> expectedAnswer(std::span<const TokenProbability> tokens,
                                             const AnswerOptions &options = {});

} // namespace auspex
