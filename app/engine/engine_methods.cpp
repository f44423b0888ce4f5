// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/engine_methods.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "app/engine/proxy_methods.h"
#include "app/engine/supernet_methods.h"
#include "app/engine/training_methods.h"
#include "core/engine/proxy_messages.h"
#include "core/engine/training_messages.h"
#include "core/inference/matrix_product.h"
#include "core/nmt/devices.h"

namespace auspex::engine {

namespace {

constexpr std::array<Kernel, 3> allKernels = {Kernel::Blas, Kernel::OneDnn, Kernel::OneDnnBFloat16};

Result<EngineInformation> initialize(const InitializeRequest &request)
{
    setInferenceThreads(request.threads);
    setLibTorchThreads(inferenceThreads());
    EngineInformation information;
    information.version = AUSPEX_VERSION;
    information.libtorch = libTorchVersion();
    information.devices = trainingDevices();
    information.threads = inferenceThreads();
    for (const Kernel kernel : allKernels)
        information.kernels.push_back({kernel, isFast(kernel)});
    return information;
}

Result<nlohmann::json> benchmark(Call &call)
{
    const Result<BenchmarkRequest> request = call.decoded(benchmarkRequestOf);
    if (!request)
        return tl::make_unexpected(request.error());
    std::vector<Kernel> kernels(allKernels.begin(), allKernels.end());
    std::erase_if(kernels, [](Kernel kernel) { return !isFast(kernel); });

    BenchmarkReply reply;
    JobProgress progress;
    progress.total = static_cast<std::int64_t>(kernels.size()) * request->repetitions;
    progress.unit = "measurements";
    for (const Kernel kernel : kernels) {
        progress.message = "Measuring " + kernelName(kernel);
        double best = 0.0;
        for (int i = 0; i < request->repetitions; ++i, ++progress.done) {
            if (call.job.isCancelled())
                return cancelled();
            call.job.report(progress);
            best = std::max(best, kernelSpeed(kernel, 1));
        }
        reply.kernels.push_back({kernel, best / 1e9});
    }
    return jsonOf(reply);
}

} // namespace

ServerOptions engineOptions()
{
    ServerOptions options;
    options.initialize = initialize;
    options.methods[method::benchmark] = benchmark;
    // Handlers that share state keep it alive among themselves.
    const auto supernets = std::make_shared<SupernetCache>();
    options.methods[method::score] = [supernets](Call &call) {
        return scoreSupernet(*supernets, call);
    };
    options.methods[method::generate] = [supernets](Call &call) {
        return generateWithSupernet(*supernets, call);
    };
    options.methods[method::extract] = [supernets](Call &call) {
        return extractFromSupernet(*supernets, call);
    };
    options.methods[method::trainRun] = runTraining;
    options.methods[method::trainInit] = initialiseWeights;
    options.methods[method::proxyScore] = scoreProxies;
    return options;
}

} // namespace auspex::engine
