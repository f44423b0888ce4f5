// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QString>

#include "ui/session/llm_center.h"

// How runs, calls and money are told, in the language of the user.

namespace auspex {

/// "$1.20", small amounts with as many decimals as they need; "unknown" for nothing.
QString moneyText(const std::optional<double> &dollars);

/// "12,345".
QString countText(qint64 number);

/// "2.9 s" of seconds, for latencies; "12 min" for what a run takes.
QString secondsText(double seconds);
QString durationEstimateText(double seconds);

/// UTC as stored, in the local time and the user's form.
QString localTimeText(const std::string &utc);
QString localClockText(const std::string &utc); ///< without the day, with seconds

/// Of failureKey(): "rate limit"; the key itself for an unknown one.
QString failureTitle(const std::string &key);

/// "12 rate limit, 1 network"; empty where nothing failed.
QString failuresText(const LlmRunStatus &status);

/// "Running", "Paused", "At the service".
QString runStateText(const LlmRunInfo &run);

/// The icon of the state, by its name.
QString runStateIcon(const LlmRunInfo &run);

/// Why nothing is sent just now, "Waiting for the network"; empty while something is, and in a
/// pause, which the state tells.
QString waitingText(const LlmRunStatus &status);

/// How long a run that is under way will still take, in seconds; nothing while nobody knows.
std::optional<double> secondsLeft(const LlmRunStatus &status);

/// "The key is in the keyring."; what to do where there is none.
QString keySourceText(const Provider &provider, std::optional<KeySource> source);

/// A paragraph of the answer's form: "as it is", "expected value".
QString answerFormTitle(const std::string &form);

} // namespace auspex
