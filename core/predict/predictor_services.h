// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

namespace auspex {

class LlmService;
class SupernetService;

/// Whom predictors may ask besides the data. Each may be null: predictors that need it then say so.
struct PredictorServices {
    std::shared_ptr<LlmService> llm = {};
    std::shared_ptr<SupernetService> supernets = {}; ///< and proxies
};

} // namespace auspex
