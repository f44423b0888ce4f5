// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/engine/proxy_messages.h"
#include "core/engine/supernet_messages.h"
#include "core/store/score_store.h"

// Which score set the answers to a request belong to: what decides them goes in, file names do not.

namespace auspex {

/// `artifact` and `pairsHash` say what the request's files hold.
ScoreSet lossSet(const engine::ScoreRequest &request, const std::string &artifact,
                 const std::string &pairsHash);

/// `referencesHash`: of the texts that BLEU compares with.
ScoreSet bleuSet(const engine::GenerateRequest &request, const std::string &artifact,
                 const std::string &pairsHash, const std::string &referencesHash);

ScoreSet proxySet(const engine::ProxyRequest &request, const std::string &pairsHash);

/// The score that an answer is kept as.
StoredScore storedScore(const engine::ScoredSubnet &subnet);
StoredScore storedScore(const engine::ProxyScore &score);

} // namespace auspex
