// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nmt/latency.h"

#include <chrono>
#include <cstdint>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/full.h>
#include <c10/core/impl/VirtualGuardImpl.h>

#include "core/nmt/plain_decoder.h"
#include "core/nmt/supernet_model.h"
#include "core/nmt/supernet_model_state.h"

namespace auspex {

namespace {

constexpr std::int64_t someWord = 7; ///< HAT's dummy sentence has no other

class Stopwatch {
public:
    explicit Stopwatch(at::Device device)
        : m_device(device)
    {
        start();
    }

    void start()
    {
        waitForDevice();
        m_start = std::chrono::steady_clock::now();
    }

    double milliseconds() const
    {
        waitForDevice();
        return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - m_start)
            .count();
    }

private:
    void waitForDevice() const
    {
        if (m_device.is_cpu())
            return;
        const c10::impl::VirtualGuardImpl guard(m_device.type());
        guard.synchronizeStream(guard.getStream(m_device));
    }

    at::Device m_device;
    std::chrono::steady_clock::time_point m_start;
};

Result<void> checkLatencyOptions(const LatencyOptions &options)
{
    const auto refused = [](const std::string &what) {
        return failure(ErrorCode::InvalidInput, "Latency cannot be measured so: " + what + '.');
    };
    if (options.sentenceLength < 1 || options.sentenceLength > 1000)
        return refused("a sentence has 1 to 1000 tokens");
    if (options.hypotheses < 1 || options.hypotheses > 1000)
        return refused("1 to 1000 hypotheses can be decoded together");
    if (options.warmUps < 0)
        return refused("the number of runs to warm up is below 0");
    if (options.repetitions < 3)
        return refused("at least 3 timed runs are needed, since the slowest is left out");
    return {};
}

/// The sentences of the measurement, [length] and [hypotheses, length], on the device.
struct Sentences {
    at::Tensor source; ///< ends with the end
    at::Tensor target; ///< what the decoder is fed
};

Sentences sentencesOf(const LatencyOptions &options, at::Device device)
{
    const at::TensorOptions integers = at::TensorOptions().dtype(at::kLong).device(device);
    Sentences sentences{at::full({options.sentenceLength}, someWord, integers),
                        at::full({options.hypotheses, options.sentenceLength}, someWord, integers)};
    sentences.source.narrow(0, 0, 1).fill_(endToken);
    sentences.target.narrow(1, options.sentenceLength - 1, 1).fill_(endToken);
    return sentences;
}

/// Nothing where it was cancelled.
std::optional<Latency> measured(ModelState &state, const Architecture &architecture,
                                const Sentences &sentences, const LatencyOptions &options,
                                const Job &job)
{
    PassSettings settings;
    settings.isTraining = options.isTrainingMode;
    PlainDecoder decoder(state.shape, state.parameters, state.positions, architecture, settings);
    Stopwatch watch(state.device);
    for (int i = 0; i < options.warmUps; ++i)
        decoder.encode(sentences.source);
    std::vector<double> encoderMs;
    for (int i = 0; i < options.repetitions; ++i) {
        watch.start();
        decoder.encode(sentences.source);
        encoderMs.push_back(watch.milliseconds());
    }
    decoder.begin(options.hypotheses);
    for (int i = 0; i < options.warmUps; ++i)
        decoder.decodeAll(sentences.target);
    std::vector<double> decoderMs;
    for (int i = 0; i < options.repetitions; ++i) {
        if (job.isCancelled())
            return std::nullopt;
        decoder.begin(options.hypotheses);
        watch.start();
        for (std::int64_t k = 0; k < options.sentenceLength; ++k)
            decoder.step(sentences.target.select(1, k));
        decoderMs.push_back(watch.milliseconds());
    }
    const TrimmedMean encoder = trimmedMean(encoderMs);
    const TrimmedMean decoding = trimmedMean(decoderMs);
    return Latency{encoder.mean, decoding.mean, encoder.deviation, decoding.deviation};
}

} // namespace

Result<std::vector<Latency>> measureLatencies(const SupernetShape &shape,
                                              std::span<const Architecture> architectures,
                                              const LatencyOptions &options, Job &job,
                                              const LatencyListener &listener)
{
    if (const Result<void> checked = checkLatencyOptions(options); !checked)
        return tl::make_unexpected(checked.error());
    for (const Architecture &architecture : architectures) {
        if (const Result<void> checked = checkSubnet(shape, architecture); !checked)
            return tl::make_unexpected(checked.error());
    }
    if (shape.sourceVocabulary <= someWord || shape.targetVocabulary <= someWord)
        return failure(ErrorCode::InvalidInput, "Latency needs vocabularies of more than "
                                                    + std::to_string(someWord) + " symbols.");
    ModelOptions model;
    model.device = options.device;
    model.threads = options.threads;
    model.isFast = false;
    Result<SupernetModel> made = SupernetModel::initialised(shape, 1, model);
    if (!made)
        return tl::make_unexpected(made.error());
    return guarded("measuring latency", [&]() -> Result<std::vector<Latency>> {
        ModelState &state = made->state();
        state.useThreads();
        const at::AutoGradMode recording(options.isTrainingMode);
        state.positions = positionTable(options.sentenceLength + padToken + 1,
                                        shape.encoderEmbedDim, state.parameters.values().options());
        const Sentences sentences = sentencesOf(options, state.device);
        std::vector<Latency> latencies;
        for (std::size_t i = 0; i < architectures.size(); ++i) {
            job.report({static_cast<std::int64_t>(i),
                        static_cast<std::int64_t>(architectures.size()),
                        "architectures",
                        "measuring latency",
                        {}});
            const std::optional<Latency> latency = measured(state, architectures[i], sentences,
                                                            options, job);
            if (!latency)
                return cancelled();
            latencies.push_back(*latency);
            if (listener)
                listener(i, *latency);
        }
        job.report({static_cast<std::int64_t>(latencies.size()),
                    static_cast<std::int64_t>(latencies.size()),
                    "architectures",
                    "measuring latency",
                    {}});
        return latencies;
    });
}

} // namespace auspex
