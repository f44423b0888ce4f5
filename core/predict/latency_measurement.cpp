// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/latency_measurement.h"

#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/arch/space_yaml.h"
#include "core/arch/supernet.h"
#include "core/base/files.h"
#include "core/base/text.h"
#include "core/engine/latency_calls.h"

namespace auspex {

namespace {

namespace fs = std::filesystem;

fs::path settingsFile(const fs::path &file)
{
    fs::path settings = file;
    settings += ".json";
    return settings;
}

/// All that a line depends on but the machine. Not the count.
nlohmann::ordered_json settingsOf(const LatencyDataPlan &plan)
{
    const LatencyOptions &options = plan.options;
    return {{"space", plan.space.name},
            {"space_yaml", spaceYaml(plan.space)},
            {"source_vocab", plan.sourceVocabulary},
            {"target_vocab", plan.targetVocabulary},
            {"seed", plan.seed},
            {"sentence_length", options.sentenceLength},
            {"hypotheses", options.hypotheses},
            {"warm_ups", options.warmUps},
            {"repetitions", options.repetitions},
            {"training_mode", options.isTrainingMode},
            {"device", options.device},
            {"threads", options.threads}};
}

Error otherSettings(const fs::path &file, const std::string &what)
{
    return {ErrorCode::InvalidInput,
            file.string() + " was measured otherwise (" + what
                + "); name another file, or the settings in " + settingsFile(file).string() + ".",
            {}};
}

/// Fails where the settings that were kept are others.
Result<void> checkSettings(const fs::path &file, const nlohmann::ordered_json &wanted)
{
    const Result<std::string> text = readFile(settingsFile(file));
    if (!text)
        return failure(ErrorCode::InvalidInput,
                       file.string() + " is there, but not how it was measured ("
                           + settingsFile(file).string() + "); name another file.");
    const auto kept = nlohmann::ordered_json::parse(*text, nullptr, false);
    if (!kept.is_object())
        return failure(ErrorCode::Corrupt,
                       settingsFile(file).string() + " holds no JSON object; name another file.");
    for (const auto &[key, value] : wanted.items()) {
        const auto found = kept.find(key);
        if (found == kept.end() || *found != value)
            return tl::make_unexpected(otherSettings(
                file, key + " was " + (found == kept.end() ? "not told" : found->dump())
                          + " and is " + value.dump()));
    }
    return {};
}

/// The whole lines of the file. A line that was begun is dropped, in the file too.
Result<std::vector<LatencyRow>> knownRows(const fs::path &file)
{
    const Result<std::string> text = readFile(file);
    if (!text)
        return tl::make_unexpected(text.error());
    const std::size_t end = text->rfind('\n') + 1; // 0 where there is none
    if (end != text->size()) {
        std::error_code error;
        fs::resize_file(file, end, error);
        if (error)
            return failure(ErrorCode::Io, "The line that was begun could not be removed from "
                                              + file.string() + ": " + error.message() + '.');
    }
    const std::string_view whole(text->data(), end);
    if (whole.empty() || whole == latencyCsvHeader())
        return std::vector<LatencyRow>{};
    return parseLatencyData(whole, file.string());
}

std::vector<Architecture> sampled(const LatencyDataPlan &plan)
{
    Random random(plan.seed, "latency data");
    std::vector<Architecture> architectures;
    for (std::size_t i = 0; i < plan.count; ++i)
        architectures.push_back(sampleArchitecture(plan.space, random));
    return architectures;
}

/// Fails unless the rows are the first of the sampled ones.
Result<void> checkRows(const fs::path &file, const std::vector<LatencyRow> &rows,
                       const std::vector<Architecture> &architectures)
{
    if (rows.size() > architectures.size())
        return tl::make_unexpected(
            otherSettings(file, "it has " + std::to_string(rows.size()) + " lines, more than the "
                                    + std::to_string(architectures.size()) + " wanted"));
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].averages != latencyRow(architectures[i]).averages)
            return tl::make_unexpected(
                otherSettings(file, "line " + std::to_string(i + 2)
                                        + " is another architecture than the seed draws"));
    }
    return {};
}

} // namespace

LatencyRow latencyRow(const Architecture &architecture, const Latency &latency)
{
    LatencyRow row = latencyRow(architecture);
    row.encoderMs = latency.encoderMs;
    row.decoderMs = latency.decoderMs;
    row.encoderDeviationMs = latency.encoderDeviationMs;
    row.decoderDeviationMs = latency.decoderDeviationMs;
    return row;
}

Result<LatencyDataSummary> measureLatencyData(engine::Client &client, const LatencyDataPlan &plan,
                                              const fs::path &file, Job &job,
                                              const LatencyRowListener &listener)
{
    if (Result<void> fine = checkSpace(plan.space); !fine)
        return tl::make_unexpected(fine.error());
    const nlohmann::ordered_json settings = settingsOf(plan);
    const std::vector<Architecture> architectures = sampled(plan);
    std::vector<LatencyRow> rows;
    std::error_code ignored;
    if (fs::exists(file, ignored)) {
        if (Result<void> same = checkSettings(file, settings); !same)
            return tl::make_unexpected(same.error());
        Result<std::vector<LatencyRow>> known = knownRows(file);
        if (!known)
            return tl::make_unexpected(known.error());
        if (Result<void> same = checkRows(file, *known, architectures); !same)
            return tl::make_unexpected(same.error());
        rows = std::move(*known);
    } else if (Result<void> written = writeFileAtomically(settingsFile(file),
                                                          settings.dump(2) + '\n');
               !written) {
        return tl::make_unexpected(written.error());
    }
    LatencyDataSummary summary;
    summary.known = rows.size();
    if (rows.size() == architectures.size())
        return summary;

    std::ofstream stream(file, std::ios::binary | std::ios::app);
    if (rows.empty() && stream.tellp() == 0)
        stream << latencyCsvHeader() << std::flush;
    engine::LatencyRequest request;
    request.shape = supernetShape(plan.space, plan.sourceVocabulary, plan.targetVocabulary);
    request.architectures.assign(architectures.begin() + static_cast<std::ptrdiff_t>(rows.size()),
                                 architectures.end());
    request.options = plan.options;
    const auto reply = engine::measureLatencies(
        client, request, job, [&](const engine::LatencyNotice &notice) {
            const std::size_t expected = summary.measured;
            if (notice.index != expected || !stream)
                return; // told in order; a line that could not be written is the last
            const LatencyRow row = latencyRow(request.architectures[notice.index], notice.latency);
            stream << latencyCsvLine(row) << std::flush;
            if (!stream)
                return job.cancel();
            ++summary.measured;
            if (listener)
                listener(summary.known + summary.measured, row);
        });
    if (!stream)
        return failure(ErrorCode::Io, "A line could not be written to " + file.string()
                                          + "; see that the disk has space and the folder can be "
                                            "written, and start again: what is there is kept.");
    if (!reply)
        return tl::make_unexpected(reply.error());
    return summary;
}

} // namespace auspex
