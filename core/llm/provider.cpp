// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/provider.h"

#include <algorithm>

#include <QHostAddress>
#include <QStandardPaths>
#include <QUrl>

#include "core/base/suggestion.h"
#include "core/base/text.h"

namespace auspex {

namespace {

bool isIdCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'
           || c == '_';
}

/// "YOUR-RESOURCE" of a preset's address; empty where there is none.
std::string placeholderIn(const std::string &address)
{
    const std::size_t begin = address.find("YOUR-");
    if (begin == std::string::npos)
        return {};
    std::size_t end = begin;
    while (end < address.size()
           && ((address[end] >= 'A' && address[end] <= 'Z') || address[end] == '-'))
        ++end;
    return address.substr(begin, end - begin);
}

void addAddressProblems(const Provider &provider, std::vector<std::string> &problems)
{
    if (provider.baseUrl.empty()) {
        problems.emplace_back("The provider has no address; enter one as "
                              "\"https://api.example.com/v1\".");
        return;
    }
    const std::string shown = "The address " + quotedForMessage(provider.baseUrl, 100) + " ";
    const QUrl url(QString::fromStdString(provider.baseUrl), QUrl::StrictMode);
    // A password in an address is not repeated in a message.
    if (!url.userInfo().isEmpty()) {
        problems.emplace_back("The address holds a user name or a password; take it out, and keep "
                              "the key in the keyring or in an environment variable.");
        return;
    }
    if (url.hasQuery() || url.hasFragment()) {
        problems.emplace_back("The address holds a query or a fragment (? or #); take it out: keys "
                              "belong in the keyring, an API version into its own field.");
        return;
    }
    if (!url.isValid() || url.host().isEmpty()
        || (url.scheme() != u"https" && url.scheme() != u"http")) {
        problems.push_back(shown
                           + "is none of the web; it must look like "
                             "\"https://api.example.com/v1\".");
        return;
    }
    if (const std::string open = placeholderIn(provider.baseUrl); !open.empty())
        problems.push_back(shown
                           + "is not filled in: put the name of your own resource in place of "
                           + open + ".");
    if (url.scheme() == u"http" && !provider.allowsPlainHttp
        && !isLoopbackHost(url.host().toStdString()))
        problems.push_back(shown
                           + "would send the key and the prompts unencrypted to another machine; "
                             "use https, or allow plain http for this provider.");
}

void addExtraProblems(const ModelSwitches &switches, const std::string &where,
                      std::vector<std::string> &problems)
{
    if (!switches.extra.is_object()) {
        problems.push_back("The extra fields " + where + " are no JSON object.");
        return;
    }
    for (const char *name : {"model", "messages", "n", "stream", "stream_options"}) {
        if (switches.extra.contains(name))
            problems.push_back("The extra fields " + where + " set \"" + name
                               + "\", which the program sets itself; take it out.");
    }
    if (switches.seedField.empty())
        problems.push_back("The field for the seed " + where
                           + " has no name; it is \"seed\" at most services.");
}

} // namespace

bool isVariableName(std::string_view text)
{
    const auto isNameCharacter = [](char c) { return isIdCharacter(c) && c != '-'; };
    return std::all_of(text.begin(), text.end(), isNameCharacter)
           && (text.empty() || text.front() < '0' || text.front() > '9');
}

bool matchesPattern(std::string_view name, std::string_view pattern)
{
    // Greedy with one place to come back to: the last star seen.
    std::size_t n = 0;
    std::size_t p = 0;
    std::size_t star = std::string_view::npos;
    std::size_t afterStar = 0;
    while (n < name.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            afterStar = n;
        } else if (p < pattern.size() && pattern[p] == name[n]) {
            ++p;
            ++n;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            n = ++afterStar;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*')
        ++p;
    return p == pattern.size();
}

const ModelSwitches &switchesFor(const Provider &provider, std::string_view model)
{
    for (const ModelRule &rule : provider.models) {
        if (matchesPattern(model, rule.pattern))
            return rule.switches;
    }
    return provider.switches;
}

bool isLoopbackHost(std::string_view host)
{
    if (host.size() > 2 && host.front() == '[' && host.back() == ']')
        host = host.substr(1, host.size() - 2);
    const QString name = QString::fromUtf8(host.data(), static_cast<qsizetype>(host.size()));
    if (name.compare(u"localhost", Qt::CaseInsensitive) == 0)
        return true;
    const QHostAddress address(name);
    return !address.isNull() && address.isLoopback();
}

std::vector<std::string> providerProblems(const Provider &provider)
{
    std::vector<std::string> problems;
    if (provider.id.empty() || provider.id.size() > 64
        || !std::all_of(provider.id.begin(), provider.id.end(), isIdCharacter))
        problems.push_back("The provider's id " + quotedForMessage(provider.id)
                           + " must be of letters, digits, - and _, at most 64 of them.");
    addAddressProblems(provider, problems);
    if (provider.family != ApiFamily::OpenAi && provider.apiVersion.empty())
        problems.emplace_back(provider.family == ApiFamily::Azure
                                  ? "The API version is missing; Azure wants one as 2024-10-21."
                                  : "The API version is missing; Anthropic wants 2023-06-01.");
    if (!isVariableName(provider.keyVariable))
        problems.emplace_back("What stands for the environment variable is no name of one, which "
                              "has letters, digits and _ alone; write its name, never the key.");
    if (provider.parallel < 1 || provider.parallel > 1000)
        problems.emplace_back("The requests in flight at once must be from 1 to 1000.");
    if (provider.requestsPerMinute < 0 || provider.requestsPerMinute > 1'000'000)
        problems.emplace_back("The requests a minute must be from 0 (no limit) to 1000000.");
    addExtraProblems(provider.switches, "of the provider", problems);
    for (const ModelRule &rule : provider.models) {
        if (rule.pattern.empty())
            problems.emplace_back("A model rule has no pattern; write a model's name, with * for "
                                  "any characters.");
        addExtraProblems(rule.switches, "for " + quotedForMessage(rule.pattern), problems);
    }
    return problems;
}

Result<Provider> findProvider(const std::vector<Provider> &providers, std::string_view id)
{
    std::vector<std::string> ids;
    for (const Provider &provider : providers) {
        if (provider.id == id)
            return provider;
        ids.push_back(provider.id);
    }
    return failure(ErrorCode::NotFound, "There is no provider " + quotedForMessage(id)
                                            + suggestion(id, ids) + "; there are " + join(ids, ", ")
                                            + ".");
}

std::filesystem::path userLlmFolder()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation);
    return std::filesystem::path(folder.toStdString()) / "auspex";
}

} // namespace auspex
