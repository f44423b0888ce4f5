// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "app/cli/context.h"
#include "app/cli/llm_session.h"
#include "core/arch/architecture_codecs.h"
#include "core/predict/predictor.h"

// What a predictor is shown of a task: for the commands that predict and that render prompts.

namespace auspex::cli {

struct ShownOptions {
    std::string folder; ///< --tfs
    std::string task;
    std::string split; ///< empty: the task's first
    int demonstrations = 10;
    std::string target = "valid_bleu";
};

/// Adds --tfs, --task, --split, --demos and --target.
void addShownOptions(CLI::App &command, ShownOptions &options);

struct ShownData {
    Knowledge knowledge;
    std::vector<Demonstration> demonstrations;
    std::string split; ///< empty where the data has none
};

/// What a predictor takes from the data.
enum class ShownNeed {
    Demonstrations,
    Space,   ///< the task's search space alone; a built-in one's name will do
    Nothing, ///< it knows what it needs
};

/// From --tfs, else from the workspace (the one that is open, where there is one). Without both:
/// only what the task's name tells, without demonstrations.
tl::expected<ShownData, Stop> readShown(Context &context, const ShownOptions &options,
                                        Workspace *opened,
                                        ShownNeed need = ShownNeed::Demonstrations);

/// What the files of the asked architectures tell besides (recorded scores, latencies, never TFS
/// scores), where the data does not.
void addKnown(Knowledge &knowledge, const std::vector<ArchitectureRecord> &records);

/// Hands the command line's examples to the session, for the task.
Outcome giveExamples(Context &context, const ExampleOptions &options, const std::string &task,
                     LlmSession &session);

} // namespace auspex::cli
