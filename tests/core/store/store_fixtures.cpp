// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/store/store_fixtures.h"

#include <fstream>
#include <unordered_set>

#include <QCoreApplication>

#include "core/store/content_hash.h"

namespace auspex::test {

TestFolder::TestFolder()
    : m_path(std::filesystem::path(m_parent.path().toStdString()) / "two wörter Ω")
{
    std::filesystem::create_directory(m_path);
}

std::vector<TfsRecord> makeRecords(std::uint64_t seed, std::size_t count)
{
    const SearchSpace space = *builtInSpace("wmt14ende");
    Random random(seed, "store test");
    const auto hundredths = [&random](double least) {
        return least + static_cast<double>(random.below(1000)) / 100;
    };
    std::unordered_set<Architecture> seen;
    std::vector<TfsRecord> records;
    while (records.size() < count) {
        TfsRecord record;
        record.architecture = sampleArchitecture(space, random);
        if (!seen.insert(record.architecture).second)
            continue;
        record.tfs = {{"valid_bleu", hundredths(20)}, {"test_bleu", hundredths(21)}};
        record.recorded["HAT"] = {{"valid_bleu", hundredths(19)}, {"test_bleu", hundredths(20)}};
        record.recorded["Layer-wise MoS"] = {{"valid_bleu", hundredths(20)}};
        record.latencyMs = hundredths(40);
        record.stated.totalFlops = static_cast<std::int64_t>(random.below(4'000'000'000));
        record.stated.embeddingParameters = 32768 * record.architecture.decoderEmbedDim;
        records.push_back(std::move(record));
    }
    return records;
}

ImportRequest makeRequest(const std::string &task, const std::string &split, SplitRole role,
                          std::vector<TfsRecord> records)
{
    ImportRequest request;
    request.task = task;
    request.split = split;
    request.role = role;
    request.file = task + '-' + split + (role == SplitRole::Test ? "-test.jsonl" : "-train.jsonl");
    std::string content = request.file;
    for (const TfsRecord &record : records) {
        request.lines.push_back(request.lines.size() + 1);
        content += architectureKey(record.architecture);
        for (const auto &[target, value] : record.tfs)
            content += target + std::to_string(value);
    }
    request.contentSha256 = sha256(content);
    request.records = std::move(records);
    return request;
}

StoredCall makeCall(int number)
{
    StoredCall call;
    const std::string text = std::to_string(number);
    call.key = sha256("call " + text);
    call.replied = true;
    call.provider = "openai";
    call.model = "gpt-4o-mini";
    call.architectureKey = "architecture " + text;
    call.request = R"({"messages":[{"content":"Pr\u00fcfung )" + text + R"("}]})";
    call.response = R"({"choices":[{"message":{"content":"25.)" + text + R"(\n"}}]})";
    call.status = 200;
    call.content = "25." + text + " Ω";
    call.finish = "stop";
    call.value = 25.0 + 0.001 * number;
    call.form = "plain";
    call.promptTokens = 2900 + number;
    call.cachedTokens = 1024;
    call.completionTokens = 5;
    call.usage = R"({"prompt_tokens":)" + std::to_string(call.promptTokens) + "}";
    call.cost = 0.0004 + 1e-7 * number;
    call.price = R"({"input":0.15,"output":0.6})";
    call.seconds = 0.25;
    call.fingerprint = "fp_" + text;
    call.requestId = "req_" + text;
    return call;
}

QString findings(Workspace &workspace, bool withNotes)
{
    Job job;
    const auto found = checkWorkspace(workspace, job);
    if (!found)
        return problem(found);
    QString text;
    for (const Finding &finding : *found) {
        if (withNotes || finding.severity == Finding::Severity::Damage)
            text += QString::fromStdString(finding.message) + QLatin1Char('\n');
    }
    return text;
}

QString helperProgram()
{
    return QCoreApplication::applicationDirPath() + QStringLiteral("/store_helper");
}

void overwrite(const std::filesystem::path &file, std::uint64_t offset, const std::string &bytes)
{
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    stream.seekp(static_cast<std::streamoff>(offset));
    stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

} // namespace auspex::test
