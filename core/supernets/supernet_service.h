// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/arch/search_space.h"
#include "core/base/job.h"
#include "core/store/supernet_store.h"
#include "core/supernets/score_spec.h"

namespace auspex {

namespace engine {
class Client;
}

/// A score that a supernet or a proxy gave an architecture.
struct SubnetValue {
    std::optional<double> value; ///< the metric's; see SupernetMetric
    std::string problem;         ///< why there is none, a full sentence
    bool isUnscored = false;     ///< missing only because no engine may be asked
    bool wasKnown = false;       ///< it was not computed for this call
    nlohmann::json detail;       ///< what the workspace keeps with it (core/store/SCHEMA.md)
};

/// What a proxy is computed for besides the architectures.
struct ProxyQuery {
    SearchSpace space;  ///< whose supernet's sizes the networks are initialised in
    int vocabulary = 0; ///< for synflow where there is no corpus; 0: not known
    std::string task;   ///< its name: the corpus of that name is the task's
};

struct Translation {
    std::string source;
    std::string reference; ///< empty where the corpus has none
    std::string hypothesis;
    double score = 0.0; ///< of the beam search: log probability over length ^ penalty
};

/// Scores of architectures, each computed once: known ones come from the workspace, the others from
/// the engine, and each is stored as soon as it arrives, so that a kill loses only what is in work.
/// Without a workspace (or one that is open for reading only) what was computed is kept in memory.
///
/// Threads: any thread may call any function. supernets() and corpora() answer at once; the other
/// calls wait for each other. The workspace is read and written by connections of the service's
/// own.
class SupernetService {
public:
    enum class Mode {
        KnownOnly, ///< nothing is computed: what is missing says so
        Score,
    };

    struct Settings {
        Mode mode = Mode::Score;
        /// Asked for the client when the first score is missing, and then again for each call that
        /// needs it; on the caller's thread. Fails with a sentence where there is no engine.
        std::function<Result<std::shared_ptr<engine::Client>>()> engine;
        std::string device = "cpu";
    };

    static Result<std::shared_ptr<SupernetService>> create(Settings settings,
                                                           const Workspace *workspace = nullptr);
    ~SupernetService();

    /// The supernets of the workspace, by name; none without one.
    Result<std::vector<StoredSupernet>> supernets();
    /// Names of its corpora.
    Result<std::vector<std::string>> corpora();

    /// One for each architecture, in their order. Fails where none can be had at all (no such
    /// supernet, no corpus, no engine), and where one could not be stored: it is then kept in
    /// memory, and stored by the next call. An architecture that the supernet does not have says so
    /// in its own problem. The job's progress is the engine's, of what is missing.
    Result<std::vector<SubnetValue>> scores(const SupernetSpec &spec,
                                            std::span<const Architecture> architectures, Job &job);
    Result<std::vector<SubnetValue>> scores(const ProxySpec &spec, const ProxyQuery &query,
                                            std::span<const Architecture> architectures, Job &job);

    /// How many architectures have no score yet: what scores() would have to compute.
    Result<std::size_t> missing(const SupernetSpec &spec,
                                std::span<const Architecture> architectures);
    Result<std::size_t> missing(const ProxySpec &spec, const ProxyQuery &query,
                                std::span<const Architecture> architectures);

    /// The subnet's translations of the spec's sentences with its beam, in their order. They are
    /// computed anew each time; spec.metric does not matter.
    Result<std::vector<Translation>> translations(const SupernetSpec &spec,
                                                  const Architecture &architecture, Job &job);

    /// Writes the subnet as a dense model of its own, a safetensors file; gives its parameters
    /// without embeddings.
    Result<std::int64_t> exportSubnet(const std::string &supernet, const Architecture &architecture,
                                      const std::filesystem::path &file, Job &job);

private:
    SupernetService();
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace auspex
