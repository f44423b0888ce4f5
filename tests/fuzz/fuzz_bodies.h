// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

// What every importer promises for any bytes at all: it neither crashes nor runs into undefined
// behaviour, and what it accepts reads back as the same thing from our own writer. One function an
// importer; the libFuzzer programs and the test that replays the corpus call the same ones.

namespace auspex::test {

/// The promise that the input breaks, as a sentence; nothing where all hold.
using Violation = std::optional<std::string>;

Violation fuzzTfsLines(std::string_view text);
Violation fuzzArchitectures(std::string_view text);
Violation fuzzSpaceYaml(std::string_view text);
Violation fuzzCsv(std::string_view text);
Violation fuzzPredictorSpec(std::string_view text);
Violation fuzzPaperFigures(std::string_view text);
Violation fuzzPromptFile(std::string_view text);
Violation fuzzLlmasTemplate(std::string_view text);
Violation fuzzAnswer(std::string_view text);
Violation fuzzSafetensors(std::string_view bytes);
Violation fuzzCheckpoint(std::string_view bytes);
Violation fuzzDictionary(std::string_view text);
Violation fuzzDataBin(std::string_view text);
Violation fuzzBpeCodes(std::string_view text);

} // namespace auspex::test
