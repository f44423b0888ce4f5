// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/supernets/supernet_library.h"

#include <utility>

#include "core/arch/space_yaml.h"
#include "core/base/text.h"
#include "core/inference/supernet_weights.h"
#include "core/store/artifact_store.h"
#include "core/supernets/corpus_fit.h"
#include "core/supernets/split_data.h"
#include "core/supernets/temporary_folder.h"
#include "core/tensors/checkpoint.h"
#include "core/tensors/safetensors.h"

namespace auspex {

namespace {

/// The right to write is checked first too: converting weights takes a while.
Result<void> checkBefore(Workspace &workspace, const SupernetImport &import)
{
    if (workspace.isReadOnly())
        return failure(ErrorCode::ReadOnly, workspace.readOnlyReason());
    if (Result<void> fine = checkSupernetName(workspace, import.name); !fine)
        return fine;
    if (!import.space.empty() && !builtInSpace(import.space)) {
        if (const auto space = parseSpaceYaml(import.space, "The supernet's search space"); !space)
            return tl::make_unexpected(space.error());
    }
    if (!import.corpus)
        return {};
    return corpusFolder(&workspace, *import.corpus)
        .and_then([](const std::filesystem::path &folder) { return openCorpus(folder); })
        .and_then([&](const Corpus &corpus) {
            return checkVocabularies(import.shape, corpus,
                                     "The supernet " + quotedForMessage(import.name));
        });
}

} // namespace

Result<StoredSupernet> importSupernet(Workspace &workspace, const SupernetImport &import, Job &job)
{
    if (const Result<void> fine = checkBefore(workspace, import); !fine)
        return tl::make_unexpected(fine.error());
    constexpr std::int64_t steps = 3;
    const auto goesOn = [&](std::int64_t done, const char *message) {
        job.report({done, steps, "steps", message, {}});
        return !job.isCancelled();
    };
    if (!goesOn(0, "Reading the weights"))
        return cancelled();
    Result<SupernetWeights> weights = loadSupernet(import.shape, import.weights);
    if (!weights)
        return tl::make_unexpected(weights.error());
    TensorFile content;
    for (const auto &[name, sizes] : supernetTensors(import.shape)) {
        if (const auto tensor = weights->tensors.find(name); tensor != weights->tensors.end())
            content.tensors.emplace(name, tensor->second);
    }
    if (!goesOn(1, "Writing the weights"))
        return cancelled();
    const Result<TemporaryFolder> folder = TemporaryFolder::make();
    if (!folder)
        return tl::make_unexpected(folder.error());
    const std::filesystem::path file = folder->path() / "weights.safetensors";
    if (const Result<void> written = writeSafetensors(file, content); !written)
        return tl::make_unexpected(written.error());
    if (!goesOn(2, "Storing the weights"))
        return cancelled();
    const Result<Artifact> artifact = putArtifactFile(workspace, file, "checkpoint", import.name);
    if (!artifact)
        return tl::make_unexpected(artifact.error());
    Result<StoredSupernet> added = addSupernet(workspace,
                                               {0, import.name, artifact->sha256, import.shape,
                                                import.space, import.corpus, import.training});
    if (added)
        goesOn(steps, "Storing the weights");
    return added;
}

} // namespace auspex
