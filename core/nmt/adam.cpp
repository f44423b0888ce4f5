// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nmt/adam.h"

#include <algorithm>
#include <cmath>

#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/zeros_like.h>

#include "core/nmt/training_loops.h"

namespace auspex {

namespace {

const char *const firstPrefix = "optimizer.first/";
const char *const secondPrefix = "optimizer.second/";
const char *const stepsName = "optimizer.steps";

} // namespace

Adam::Adam(const ModelParameters &parameters, const AdamOptions &options)
    : m_parameters(parameters)
    , m_options(options)
    , m_first(at::zeros_like(parameters.values()))
    , m_second(at::zeros_like(parameters.values()))
    , m_steps(parameters.all().size(), 0)
    , m_isRaw(parameters.all().front().values != nullptr)
{
}

bool Adam::step(double learningRate, double gradientScale, const std::vector<bool> &used)
{
    const at::AutoGradMode off(false);
    // Neighbours with the same count of steps are one run: in the usual case there is one in all.
    std::vector<Run> runs;
    const auto &all = m_parameters.all();
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (!m_options.updatesAll && !used[i])
            continue;
        const std::int64_t end = i + 1 < all.size() ? all[i + 1].offset
                                                    : m_parameters.values().numel();
        if (!runs.empty() && runs.back().end == all[i].offset && runs.back().steps == m_steps[i])
            runs.back().end = end;
        else
            runs.push_back({all[i].offset, end, m_steps[i]});
    }
    double scale = gradientScale;
    if (m_options.clipNorm > 0.0 || m_checks) {
        m_norm = std::sqrt(squaresOf(runs)) * gradientScale;
        if (!std::isfinite(m_norm)) {
            m_parameters.gradients().zero_();
            return false;
        }
        if (m_options.clipNorm > 0.0 && m_norm > m_options.clipNorm)
            scale *= m_options.clipNorm / (m_norm + 1e-6);
    }
    for (const Run &run : runs)
        stepRun(run, learningRate, scale);
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (m_options.updatesAll || used[i])
            ++m_steps[i];
    }
    return true;
}

double Adam::squaresOf(const std::vector<Run> &runs) const
{
    double squares = 0.0;
    if (m_isRaw) {
        for (const Run &run : runs)
            squares += trainingLoops().sumOfSquares(
                m_parameters.gradients().data_ptr<float>() + run.begin, run.end - run.begin);
        return squares;
    }
    at::Tensor sum;
    for (const Run &run : runs) {
        const at::Tensor part = m_parameters.gradients().narrow(0, run.begin, run.end - run.begin);
        const at::Tensor square = part.square().sum();
        sum = sum.defined() ? sum + square : square;
    }
    return sum.defined() ? sum.item<double>() : 0.0;
}

void Adam::stepRun(const Run &run, double learningRate, double gradientScale)
{
    const auto steps = static_cast<double>(run.steps + 1);
    const double stepSize = learningRate * std::sqrt(1.0 - std::pow(m_options.beta2, steps))
                            / (1.0 - std::pow(m_options.beta1, steps));
    const std::int64_t count = run.end - run.begin;
    if (m_isRaw) {
        AdamFactors factors;
        factors.gradientScale = static_cast<float>(gradientScale);
        factors.beta1 = static_cast<float>(m_options.beta1);
        factors.beta2 = static_cast<float>(m_options.beta2);
        factors.epsilon = static_cast<float>(m_options.epsilon);
        factors.stepSize = static_cast<float>(stepSize);
        factors.decay = static_cast<float>(learningRate * m_options.weightDecay);
        trainingLoops().adam(factors, m_parameters.values().data_ptr<float>() + run.begin,
                             m_parameters.gradients().data_ptr<float>() + run.begin,
                             m_first.data_ptr<float>() + run.begin,
                             m_second.data_ptr<float>() + run.begin, count);
        return;
    }
    const auto piece = [&](const at::Tensor &flat) { return flat.narrow(0, run.begin, count); };
    at::Tensor gradient = piece(m_parameters.gradients()).mul_(gradientScale);
    at::Tensor first = piece(m_first);
    at::Tensor second = piece(m_second);
    at::Tensor values = piece(m_parameters.values());
    first.mul_(m_options.beta1).add_(gradient, 1.0 - m_options.beta1);
    second.mul_(m_options.beta2).addcmul_(gradient, gradient, 1.0 - m_options.beta2);
    if (m_options.weightDecay > 0.0)
        values.mul_(1.0 - learningRate * m_options.weightDecay);
    values.addcdiv_(first, second.sqrt().add_(m_options.epsilon), -stepSize);
    gradient.zero_();
}

void Adam::save(std::map<std::string, Tensor> &tensors) const
{
    const auto add = [&](const char *prefix, const at::Tensor &flat) {
        const at::Tensor host = flat.to(at::kCPU, at::kFloat);
        const float *data = host.data_ptr<float>();
        for (const Parameter &parameter : m_parameters.all()) {
            const float *begin = data + parameter.offset;
            tensors.emplace(
                prefix + parameter.name,
                floatTensor(parameter.shape, std::vector<float>(begin, begin + parameter.count)));
        }
    };
    add(firstPrefix, m_first);
    add(secondPrefix, m_second);
    tensors.emplace(stepsName, integerTensor({static_cast<std::int64_t>(m_steps.size())}, m_steps));
}

Result<void> Adam::load(const std::map<std::string, Tensor> &tensors, const std::string &source)
{
    const auto missing = [&](const std::string &name) {
        return failure(ErrorCode::Corrupt, source + " lacks the optimiser's \"" + name
                                               + "\" or has it in another size; it is no "
                                                 "checkpoint of this training.");
    };
    const auto found = tensors.find(stepsName);
    if (found == tensors.end())
        return missing(stepsName);
    const Result<std::vector<std::int64_t>> steps = integersOf(found->second);
    if (!steps || steps->size() != m_steps.size())
        return missing(stepsName);
    const auto read = [&](const char *prefix, at::Tensor &flat) -> Result<void> {
        for (const Parameter &parameter : m_parameters.all()) {
            const auto entry = tensors.find(prefix + parameter.name);
            if (entry == tensors.end() || entry->second.shape != parameter.shape)
                return missing(prefix + parameter.name);
            Result<std::vector<float>> values = floatsOf(entry->second);
            if (!values)
                return tl::make_unexpected(values.error());
            flat.narrow(0, parameter.offset, parameter.count)
                .copy_(at::from_blob(values->data(), {parameter.count}, at::kFloat));
        }
        return {};
    };
    at::Tensor first = at::zeros_like(m_first);
    at::Tensor second = at::zeros_like(m_second);
    if (Result<void> done = read(firstPrefix, first); !done)
        return done;
    if (Result<void> done = read(secondPrefix, second); !done)
        return done;
    m_first = first;
    m_second = second;
    m_steps = *steps;
    return {};
}

} // namespace auspex
