// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "core/predict/predictor_spec.h"

namespace auspex::test {

/// An architecture of the WMT'14 En-De space's kind that differs in its decoder depth and in the
/// FFN dimension of its first encoder layer.
inline Architecture architecture(int depth, int ffn = 1024)
{
    Architecture made;
    made.encoderEmbedDim = 640;
    made.decoderEmbedDim = 640;
    made.encoder.assign(6, {1024, 8});
    made.encoder.front().ffnDim = ffn;
    made.decoder.assign(static_cast<std::size_t>(depth), {1024, 8, 8, -1});
    return made;
}

/// Knowledge of no architecture in particular.
inline Knowledge knowledge()
{
    Knowledge made;
    made.space = *builtInSpace("wmt14ende");
    made.vocabulary = 32768;
    made.target = "valid_bleu";
    return made;
}

inline std::unique_ptr<Predictor> predictor(const std::string &text, const Knowledge &known)
{
    return std::move(*makePredictor(*parsePredictorSpec(text), std::make_shared<Knowledge>(known)));
}

/// The predictions of a predictor after fitting, or the error of either step.
inline Result<std::vector<Prediction>> predictions(const std::string &text, const Knowledge &known,
                                                   const std::vector<Demonstration> &shown,
                                                   const std::vector<Architecture> &asked)
{
    Job job;
    const auto made = predictor(text, known);
    if (const auto fitted = made->fit(shown, job); !fitted)
        return tl::make_unexpected(fitted.error());
    return made->predict(asked, job);
}

inline bool isNear(double value, double expected, double tolerance = 1e-9)
{
    return std::abs(value - expected) <= tolerance;
}

} // namespace auspex::test

/// Compares two doubles and shows both where they differ by more than 1e-9.
#define AUSPEX_COMPARE(value, expected)                                                            \
    do {                                                                                           \
        const double got = (value);                                                                \
        const double wanted = (expected);                                                          \
        QVERIFY2(                                                                                  \
            auspex::test::isNear(got, wanted),                                                     \
            qPrintable(                                                                            \
                QStringLiteral("%1 is not %2").arg(got, 0, 'g', 12).arg(wanted, 0, 'g', 12)));     \
    } while (false)
