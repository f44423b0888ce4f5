// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

// Sentences as fairseq's preprocess.py stores them, in the two formats that HAT's version of
// fairseq writes: PREFIX.idx says where each sentence lies in PREFIX.bin. All numbers are little
// endian.
//
// "cached" and "lazy" (IndexedDataset): the mark "TNTIDX\0\0", then as 64-bit numbers the version
// 1, the code of the element type, the element's size, the sentences N and the dimensions S; N + 1
// offsets of dimensions, N + 1 offsets of elements, S sizes. A token is stored as its id + 1.
//
// "mmap" (MMapIndexedDataset): the mark "MMIDIDX\0\0", the version 1 in 64 bits, the code of the
// element type in one byte, N in 64 bits; N sizes of 32 bits, N offsets in bytes of 64 bits. A
// token is stored as its id.
//
// Codes of element types: 1 uint8, 2 int8, 3 int16, 4 int32, 5 int64, 8 uint16 (6 and 7 are for
// numbers that are no tokens).

namespace auspex {

using TokenSentences = std::vector<std::vector<std::int32_t>>;

enum class FairseqFormat { Indexed, MemoryMapped };

/// Reads the content of the two files; `source` names them in errors. Every offset, size and token
/// is checked: the sentences must lie one after another and fill the .bin file, each token must be
/// from 0 to symbols - 1, and each sentence must end with the end token, which comes nowhere else.
Result<TokenSentences> parseFairseqData(std::string_view index, std::string_view data,
                                        std::size_t symbols, const std::string &source);

/// Reads PREFIX.idx and PREFIX.bin.
Result<TokenSentences> readFairseqData(const std::filesystem::path &prefix, std::size_t symbols);

struct FairseqFiles {
    std::string index; ///< of PREFIX.idx
    std::string data;  ///< of PREFIX.bin
};

/// The same as fairseq writes it: int32 in the Indexed format; uint16 in the other where the
/// dictionary has less than 65,500 symbols, else int32.
FairseqFiles fairseqData(std::span<const std::vector<std::int32_t>> sentences, FairseqFormat format,
                         std::size_t symbols);

/// Writes PREFIX.bin and then PREFIX.idx.
Result<void> writeFairseqData(const std::filesystem::path &prefix,
                              std::span<const std::vector<std::int32_t>> sentences,
                              FairseqFormat format, std::size_t symbols);

/// What a folder made by preprocess.py holds: dict.SOURCE.txt, dict.TARGET.txt, and
/// SPLIT.SOURCE-TARGET.LANGUAGE.{idx,bin}.
struct DataBinFolder {
    std::filesystem::path folder;
    std::string source; ///< language
    std::string target;
    std::vector<std::string> splits; ///< "train", "valid", "test" first, then others by name

    std::filesystem::path dictionary(const std::string &language) const;
    std::filesystem::path prefix(const std::string &split, const std::string &language) const;
};

/// Looks which languages and splits are in a folder. `source` and `target` may be empty where the
/// folder has one pair of languages only. Fails where a file of a split or a dictionary is missing.
Result<DataBinFolder> findDataBin(const std::filesystem::path &folder, const std::string &source,
                                  const std::string &target);

} // namespace auspex
