// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/cli/context.h"
#include "core/engine/supernet_messages.h"

namespace CLI {
class App;
}

namespace auspex::cli {

/// The files that commands on a supernet name.
struct SupernetFiles {
    std::string weights;
    std::string supernet;
    std::string batch;
    std::vector<std::string> architectures;
};

void addSupernetFiles(CLI::App &command, SupernetFiles &files, bool needsBatch);
/// --weights and --supernet of them alone.
void addSupernetWeights(CLI::App &command, SupernetFiles &files);

/// A file of token pairs for the engine: the user's own, or one made of a JSON document for as long
/// as this lives.
class TokenPairFile {
public:
    /// A safetensors file as it is, or a JSON object with "src_tokens" and perhaps "target".
    static tl::expected<TokenPairFile, Stop> of(const std::string &file);

    TokenPairFile(TokenPairFile &&other) noexcept;
    TokenPairFile &operator=(TokenPairFile &&) = delete;
    ~TokenPairFile();

    const std::filesystem::path &path() const { return m_path; }

private:
    TokenPairFile() = default;

    std::filesystem::path m_path;
    std::filesystem::path m_temporaryFolder; ///< empty: nothing to remove
};

tl::expected<engine::SupernetReference, Stop> supernetOf(const SupernetFiles &files);

tl::expected<std::vector<Architecture>, Stop> architecturesOf(Context &context,
                                                              const SupernetFiles &files);

/// The name that the engine gets for a file: an absolute one.
std::string engineFileName(const std::filesystem::path &file);

} // namespace auspex::cli
