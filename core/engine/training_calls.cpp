// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/training_calls.h"

#include <string>

namespace auspex::engine {

namespace {

template<typename Notice>
void tell(const Result<Notice> &notice, const std::function<void(const Notice &)> &listener)
{
    if (notice && listener)
        listener(*notice);
}

} // namespace

Result<TrainReply> trainNetwork(Client &client, const TrainRequest &request, Job &job,
                                const TrainingNotices &notices)
{
    const auto notified = [notices](const std::string &name, const nlohmann::json &parameters) {
        if (name == method::trainUpdated)
            tell(updatedNoticeOf(parameters), notices.updated);
        else if (name == method::trainValidated)
            tell(validatedNoticeOf(parameters), notices.validated);
        else if (name == method::trainSaved)
            tell(savedNoticeOf(parameters), notices.saved);
    };
    const Result<nlohmann::json> value = client.call(method::trainRun, jsonOf(request), job,
                                                     notified);
    if (!value)
        return tl::make_unexpected(value.error());
    return trainReplyOf(*value);
}

Result<TrainInitReply> initialiseWeights(Client &client, const TrainInitRequest &request, Job &job)
{
    const Result<nlohmann::json> value = client.call(method::trainInit, jsonOf(request), job);
    if (!value)
        return tl::make_unexpected(value.error());
    return trainInitReplyOf(*value);
}

} // namespace auspex::engine
