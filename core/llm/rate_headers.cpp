// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/chat_format.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <utility>
#include <vector>

#include "core/base/text.h"

// Times as headers write them. Source: spec llm-api, 5.1 "Rate-limit headers" and "Retry policy".

namespace auspex {

namespace {

/// A number that is neither signed nor written with an exponent.
std::optional<double> plainNumber(std::string_view text)
{
    const bool isPlain = std::all_of(text.begin(), text.end(),
                                     [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
    return isPlain ? parseDouble(text) : std::nullopt;
}

/// Seconds of one of Go's units, and how long its name is; the longer names first.
std::optional<std::pair<double, std::size_t>> unitAt(std::string_view text)
{
    constexpr std::array<std::pair<std::string_view, double>, 8> units = {{{"ns", 1e-9},
                                                                           {"us", 1e-6},
                                                                           {"\xc2\xb5s", 1e-6},
                                                                           {"\xce\xbcs", 1e-6},
                                                                           {"ms", 1e-3},
                                                                           {"s", 1.0},
                                                                           {"m", 60.0},
                                                                           {"h", 3600.0}}};
    for (const auto &[name, seconds] : units) {
        if (text.substr(0, name.size()) == name)
            return std::pair(seconds, name.size());
    }
    return std::nullopt;
}

std::optional<unsigned> monthOf(std::string_view name)
{
    constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto found = std::find(months.begin(), months.end(), name);
    if (found == months.end())
        return std::nullopt;
    return static_cast<unsigned>(found - months.begin()) + 1;
}

/// "08:49:37" as seconds of the day.
std::optional<double> timeOfDay(std::string_view text)
{
    const std::vector<std::string_view> parts = split(text, ':');
    if (parts.size() != 3)
        return std::nullopt;
    std::array<std::int64_t, 3> values{};
    for (std::size_t i = 0; i < 3; ++i) {
        const std::optional<std::int64_t> value = parts[i].size() == 2 ? parseInteger(parts[i])
                                                                       : std::nullopt;
        if (!value || *value < 0 || *value > (i == 0 ? 23 : 60)) // 60: a leap second
            return std::nullopt;
        values[i] = *value;
    }
    return static_cast<double>(values[0] * 3600 + values[1] * 60 + values[2]);
}

std::optional<double> secondsSinceEpoch(std::string_view day, std::string_view month,
                                        std::string_view year, std::string_view time)
{
    const std::optional<std::int64_t> d = parseInteger(day);
    const std::optional<unsigned> m = monthOf(month);
    std::optional<std::int64_t> y = parseInteger(year);
    const std::optional<double> t = timeOfDay(time);
    if (!d || !m || !y || !t || *d < 1 || *d > 31 || *y < 0 || *y > 9999)
        return std::nullopt;
    if (year.size() == 2)
        *y += *y < 70 ? 2000 : 1900;
    const std::chrono::year_month_day date(std::chrono::year(static_cast<int>(*y)),
                                           std::chrono::month(*m),
                                           std::chrono::day(static_cast<unsigned>(*d)));
    if (!date.ok())
        return std::nullopt;
    const std::chrono::sys_days days(date);
    return static_cast<double>(days.time_since_epoch().count()) * 86400.0 + *t;
}

} // namespace

std::optional<double> parseGoDuration(std::string_view text)
{
    text = trimmed(text);
    if (text == "0")
        return 0.0;
    double sum = 0.0;
    bool any = false;
    while (!text.empty()) {
        const std::size_t digits = std::min(text.find_first_not_of("0123456789."), text.size());
        const std::optional<double> number = plainNumber(text.substr(0, digits));
        text.remove_prefix(digits);
        const auto unit = unitAt(text);
        if (!number || !unit)
            return std::nullopt;
        sum += *number * unit->first;
        text.remove_prefix(unit->second);
        any = true;
    }
    return any && std::isfinite(sum) ? std::optional(sum) : std::nullopt;
}

std::optional<double> parseHttpDate(std::string_view text)
{
    std::vector<std::string_view> words;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find_first_of(" ,-", begin), text.size());
        if (end > begin)
            words.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    // Sun, 06 Nov 1994 08:49:37 GMT; Sunday, 06-Nov-94 08:49:37 GMT; Sun Nov  6 08:49:37 1994
    if (words.size() == 6 && words[5] == "GMT")
        return secondsSinceEpoch(words[1], words[2], words[3], words[4]);
    if (words.size() == 5)
        return secondsSinceEpoch(words[2], words[1], words[4], words[3]);
    return std::nullopt;
}

std::optional<double> retryAfter(const Headers &headers, double now)
{
    if (const std::string *text = headerValue(headers, "retry-after-ms")) {
        if (const std::optional<double> milliseconds = plainNumber(trimmed(*text)))
            return *milliseconds / 1000.0;
    }
    const std::string *text = headerValue(headers, "retry-after");
    if (!text)
        return std::nullopt;
    if (const std::optional<double> seconds = plainNumber(trimmed(*text)))
        return seconds;
    const std::optional<double> moment = parseHttpDate(trimmed(*text));
    if (!moment)
        return std::nullopt;
    // The service's own clock, where it shows it: ours may be wrong.
    const std::string *date = headerValue(headers, "date");
    const std::optional<double> theirNow = date ? parseHttpDate(trimmed(*date)) : std::nullopt;
    return std::max(0.0, *moment - theirNow.value_or(now));
}

} // namespace auspex
