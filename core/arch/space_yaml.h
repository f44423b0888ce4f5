// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/arch/search_space.h"

namespace auspex {

/// Reads a HAT supertransformer configuration (keys "encoder-embed-choice" and so on). Keys that do
/// not describe the space (training settings) are passed over; sizes of the supernet that are not
/// written are the largest choices. The space is named after the file. Files of IWSLT tasks
/// (an "arch" with "iwslt" in it) count FLOPs on 23 tokens, all others on 30.
Result<SearchSpace> parseSpaceYaml(std::string_view text, const std::string &source);
Result<SearchSpace> readSpaceYaml(const std::filesystem::path &file);

/// The configuration that parseSpaceYaml reads back as the same space, but for name, title,
/// sentence length and vocabulary, which HAT's format does not have.
std::string spaceYaml(const SearchSpace &space);

} // namespace auspex
