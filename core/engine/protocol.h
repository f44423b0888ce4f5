// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/engine/message.h"
#include "core/inference/options.h"

// The methods that every engine has, as plain values with their JSON (core/engine/PROTOCOL.md).
// Those of supernets are in supernet_messages.h. Decoding fails with a sentence that names the
// member; a member that is not known is ignored.

namespace auspex::engine {

namespace method {
inline constexpr const char *initialize = "engine/initialize";
inline constexpr const char *ping = "engine/ping";
inline constexpr const char *benchmark = "engine/benchmark";
inline constexpr const char *shutdown = "shutdown";
inline constexpr const char *cancel = "$/cancel";
inline constexpr const char *pause = "$/pause";
inline constexpr const char *resume = "$/resume";
inline constexpr const char *progress = "$/progress";
} // namespace method

/// "automatic", "blas", "onednn", "onednn-bf16".
std::string kernelName(Kernel kernel);
std::optional<Kernel> kernelOfName(const std::string &name);

struct InitializeRequest {
    int protocol = protocolVersion;
    int threads = 0; ///< 0: as many as the process may run on
};

struct KernelInformation {
    Kernel kernel = Kernel::Blas;
    bool isFast = false; ///< the processor has instructions for it
};

/// What an engine says it is.
struct EngineInformation {
    int protocol = protocolVersion;
    std::string version;
    std::string libtorch; ///< empty: it has none
    std::vector<std::string> devices;
    int threads = 1;
    std::vector<KernelInformation> kernels; ///< a kernel that this side does not know is left out
    std::vector<std::string> methods;
};

struct BenchmarkRequest {
    int repetitions = 3;
};

struct KernelSpeed {
    Kernel kernel = Kernel::Blas;
    double gflops = 0.0; ///< 10^9 floating point operations a second
};

struct BenchmarkReply {
    std::vector<KernelSpeed> kernels;
};

/// How far a request has come.
struct ProgressNotice {
    nlohmann::json id;
    JobProgress progress; ///< without cost
    bool canPause = false;
};

nlohmann::json jsonOf(const InitializeRequest &request);
nlohmann::json jsonOf(const EngineInformation &information);
nlohmann::json jsonOf(const BenchmarkRequest &request);
nlohmann::json jsonOf(const BenchmarkReply &reply);
nlohmann::json jsonOf(const ProgressNotice &notice);

Result<InitializeRequest> initializeRequestOf(const nlohmann::json &value);
/// An engine of another protocol may say nothing but its number: the rest is then left empty.
Result<EngineInformation> engineInformationOf(const nlohmann::json &value);
Result<BenchmarkRequest> benchmarkRequestOf(const nlohmann::json &value);
Result<BenchmarkReply> benchmarkReplyOf(const nlohmann::json &value);
Result<ProgressNotice> progressNoticeOf(const nlohmann::json &value);

} // namespace auspex::engine
