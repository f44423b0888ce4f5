// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "tests/support/contract_server.h"
#include "tests/support/contract_shapes.h"

namespace auspex::test {

/// The batch interface of OpenAI or Anthropic (spec llm-api 5.3 and 5.6), as a script for a
/// ContractServer: files, jobs, lists in pages, results in another order than the requests. Members
/// may be called from any thread.
class BatchScript {
public:
    /// A request of a batch, as it was sent.
    struct Request {
        std::string customId;
        nlohmann::json body; ///< of the chat request
    };

    /// What becomes of a request.
    struct Fate {
        enum class Kind { Answered, Refused, Expired, Cancelled } kind = Kind::Answered;
        ShapedAnswer answer; ///< when answered
        int status = 400;    ///< when refused, with the message
        std::string message = "The request is wrong.";
    };

    struct Job {
        std::string id;
        std::string marker; ///< of the metadata; OpenAI only
        std::vector<Request> requests;
        std::string status = "validating"; ///< OpenAI's words for both
        std::string results;               ///< lines; OpenAI: of those answered
        std::string errors;                ///< lines; OpenAI: of the others
        std::int64_t createdAt = 0;
        bool isCancelAsked = false;
        std::int64_t answered = 0;
        std::int64_t otherwise = 0;
    };

    /// `key` is what requests must carry, else they are refused.
    BatchScript(Shape shape, std::string key);

    /// To be given to a ContractServer; it shares what this object holds.
    Script script();

    /// Ends all jobs under way: "completed", "expired" or "cancelled". Without `fate` all are
    /// answered by scoreOf(), each choice its own.
    void endAll(const std::string &status = "completed",
                const std::function<Fate(const Request &, std::size_t index)> &fate = {});
    /// Refuses all jobs under way as a whole (OpenAI).
    void failAll(const std::string &message);
    /// Adds a job of somebody else's.
    void addForeign(std::size_t requests, std::int64_t createdAt, const std::string &status);
    void forgetFiles();
    /// How many entries a page of the list has.
    void setPageSize(std::size_t size);
    /// Changes the results of the newest job.
    void editResults(const std::function<std::string(std::string)> &edit);

    std::vector<Job> jobs() const;            ///< oldest first, without those of others
    std::vector<std::string> uploads() const; ///< the files' contents
    std::string problem() const; ///< what was wrong with a request, as the service would see it

    static Fate answeredBy(const Request &request, const std::vector<std::string> &contents);

private:
    struct State;
    std::shared_ptr<State> m_state;
};

} // namespace auspex::test
