// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/protocol.h"

#include <array>
#include <limits>
#include <utility>

#include "core/engine/field_reader.h"

namespace auspex::engine {

namespace {

constexpr std::array<std::pair<Kernel, const char *>, 4> kernelNames = {{
    {Kernel::Automatic, "automatic"},
    {Kernel::Blas, "blas"},
    {Kernel::OneDnn, "onednn"},
    {Kernel::OneDnnBFloat16, "onednn-bf16"},
}};

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

/// The list "kernels", each with a name and what `readMember` reads. Kernels that a newer side
/// knows are passed over.
template<typename Item, typename ReadMember>
void readKernels(FieldReader &reader, const char *method, std::vector<Item> &items,
                 ReadMember readMember)
{
    const nlohmann::json *kernels = reader.array("kernels");
    if (!kernels)
        return;
    for (const nlohmann::json &value : *kernels) {
        Item item;
        std::string name;
        FieldReader member(value, std::string("a kernel of ") + method);
        member.read("name", name);
        readMember(member, item);
        if (const Result<bool> sound = member.resultOf(true); !sound)
            reader.fail(sound.error());
        if (const std::optional<Kernel> known = kernelOfName(name)) {
            item.kernel = *known;
            items.push_back(item);
        }
    }
}

} // namespace

std::string kernelName(Kernel kernel)
{
    for (const auto &[value, name] : kernelNames) {
        if (value == kernel)
            return name;
    }
    return {};
}

std::optional<Kernel> kernelOfName(const std::string &name)
{
    for (const auto &[value, known] : kernelNames) {
        if (name == known)
            return value;
    }
    return std::nullopt;
}

nlohmann::json jsonOf(const InitializeRequest &request)
{
    return {{"protocol", request.protocol}, {"threads", request.threads}};
}

nlohmann::json jsonOf(const EngineInformation &information)
{
    nlohmann::json kernels = nlohmann::json::array();
    for (const KernelInformation &kernel : information.kernels)
        kernels.push_back({{"name", kernelName(kernel.kernel)}, {"fast", kernel.isFast}});
    return {{"protocol", information.protocol},
            {"version", information.version},
            {"libtorch", information.libtorch.empty() ? nlohmann::json()
                                                      : nlohmann::json(information.libtorch)},
            {"devices", information.devices},
            {"threads", information.threads},
            {"kernels", std::move(kernels)},
            {"methods", information.methods}};
}

nlohmann::json jsonOf(const BenchmarkRequest &request)
{
    return {{"repetitions", request.repetitions}};
}

nlohmann::json jsonOf(const BenchmarkReply &reply)
{
    nlohmann::json kernels = nlohmann::json::array();
    for (const KernelSpeed &kernel : reply.kernels)
        kernels.push_back({{"name", kernelName(kernel.kernel)}, {"gflops", kernel.gflops}});
    return {{"kernels", std::move(kernels)}};
}

nlohmann::json jsonOf(const ProgressNotice &notice)
{
    return {{"id", notice.id},
            {"done", notice.progress.done},
            {"total", notice.progress.total},
            {"unit", notice.progress.unit},
            {"message", notice.progress.message},
            {"can_pause", notice.canPause}};
}

Result<InitializeRequest> initializeRequestOf(const nlohmann::json &value)
{
    InitializeRequest request;
    FieldReader reader(value, method::initialize);
    reader.read("protocol", request.protocol, 0, std::numeric_limits<int>::max());
    // Another protocol's other members may mean anything; its number is all that is looked at.
    if (request.protocol == protocolVersion)
        reader.read("threads", request.threads, 0, 4096, Presence::Optional);
    return reader.resultOf(request);
}

Result<EngineInformation> engineInformationOf(const nlohmann::json &value)
{
    EngineInformation information;
    FieldReader reader(value, method::initialize);
    reader.read("protocol", information.protocol, 0, std::numeric_limits<int>::max());
    if (!reader.isFine() || information.protocol != protocolVersion)
        return reader.resultOf(std::move(information));
    reader.read("version", information.version);
    const auto libtorch = value.find("libtorch");
    if (libtorch != value.end() && !libtorch->is_null())
        reader.read("libtorch", information.libtorch);
    reader.read("devices", information.devices);
    reader.read("threads", information.threads, 1, std::numeric_limits<int>::max());
    reader.read("methods", information.methods, Presence::Optional);
    readKernels(
        reader, method::initialize, information.kernels,
        [](FieldReader &member, KernelInformation &kernel) { member.read("fast", kernel.isFast); });
    return reader.resultOf(std::move(information));
}

Result<BenchmarkRequest> benchmarkRequestOf(const nlohmann::json &value)
{
    BenchmarkRequest request;
    FieldReader reader(value, method::benchmark);
    reader.read("repetitions", request.repetitions, 1, 1'000'000, Presence::Optional);
    return reader.resultOf(request);
}

Result<BenchmarkReply> benchmarkReplyOf(const nlohmann::json &value)
{
    BenchmarkReply reply;
    FieldReader reader(value, method::benchmark);
    readKernels(
        reader, method::benchmark, reply.kernels,
        [](FieldReader &member, KernelSpeed &kernel) { member.read("gflops", kernel.gflops); });
    return reader.resultOf(std::move(reply));
}

Result<ProgressNotice> progressNoticeOf(const nlohmann::json &value)
{
    ProgressNotice notice;
    FieldReader reader(value, method::progress);
    reader.read("done", notice.progress.done, 0, most);
    reader.read("total", notice.progress.total, 0, most);
    reader.read("unit", notice.progress.unit, Presence::Optional);
    reader.read("message", notice.progress.message, Presence::Optional);
    reader.read("can_pause", notice.canPause, Presence::Optional);
    if (value.is_object() && value.contains("id"))
        notice.id = value.at("id");
    return reader.resultOf(std::move(notice));
}

} // namespace auspex::engine
