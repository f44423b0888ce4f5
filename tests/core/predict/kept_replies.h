// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <QTemporaryDir>

#include "core/predict/llm_demand.h"
#include "core/store/call_store.h"

namespace auspex::test {

/// A workspace whose replies a test writes itself, and a service that sends nothing.
class KeptReplies {
public:
    KeptReplies()
        : m_workspace(
            *Workspace::create(m_folder.filePath(QStringLiteral("kept.auspex")).toStdString()))
    {
    }

    Workspace &workspace() { return m_workspace; }

    static Provider provider()
    {
        Provider made;
        made.id = "here";
        made.title = "Here";
        made.baseUrl = "http://127.0.0.1:9/v1";
        made.needsKey = false;
        made.isLocal = true;
        return made;
    }

    std::shared_ptr<LlmService> service(const std::vector<Provider> &providers = {provider()})
    {
        LlmService::Settings settings;
        settings.mode = LlmService::Mode::CachedOnly;
        settings.providers = providers;
        return *LlmService::create(std::move(settings), &m_workspace);
    }

    /// The first reply to each question of the demands, as `contentOf` says; nothing: none is kept.
    using Content = std::function<std::optional<std::string>(const LlmQuestion &)>;
    void keep(LlmService &service, const std::vector<LlmDemand> &demands, const Content &contentOf,
              double cost = 0.25)
    {
        for (const LlmDemand &demand : demands) {
            const auto options = *service.runOptions(demand.spec);
            const auto questions = *service.questions(demand.spec, demand.query);
            std::vector<StoredCall> calls;
            for (const LlmQuestion &question : questions) {
                const auto content = contentOf(question);
                if (!content)
                    continue;
                for (int sample = 0; sample < options.samples; ++sample)
                    calls.push_back(call(question, options, *content, sample, cost));
            }
            if (!saveCalls(m_workspace, calls))
                qFatal("The replies cannot be kept.");
        }
    }

    static StoredCall call(const LlmQuestion &question, const LlmRunOptions &options,
                           const std::string &content, int sample, double cost)
    {
        const Answer parsed = parseAnswer(content, options.answers);
        StoredCall call;
        call.key = requestKey(provider(), options.parameters, question.prompt, sample, 0);
        call.replied = true;
        call.provider = provider().id;
        call.model = options.parameters.model;
        call.architectureKey = architectureKey(question.architecture);
        call.sample = sample;
        call.request = R"({"messages": []})";
        call.response = R"({"choices": []})";
        call.status = 200;
        call.content = content;
        call.finish = "stop";
        call.value = parsed.value;
        call.form = std::string(answerFormKey(parsed.form));
        call.problem = parsed.problem;
        call.promptTokens = 100;
        call.completionTokens = 3;
        call.cost = cost;
        return call;
    }

private:
    QTemporaryDir m_folder;
    Workspace m_workspace;
};

} // namespace auspex::test
