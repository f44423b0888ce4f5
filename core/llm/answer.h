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
};

struct Answer {
    std::optional<double> value;
    AnswerForm form = AnswerForm::None;
    std::string problem; ///< why there is no value, a full sentence that quotes the answer
};

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
    double mass = 0.0;      ///< share of the probability that the numbers considered have
};

/// Expectation and spread of the number that begins the answer: at each token of the number the
/// alternatives that still make a number are followed with the sampled continuation's shape.
/// Nothing where the tokens hold no number or the alternatives explain less than half of the mass.
std::optional<ExpectedAnswer> expectedAnswer(std::span<const TokenProbability> tokens,
                                             const AnswerOptions &options = {});

} // namespace auspex
