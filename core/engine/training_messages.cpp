// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/training_messages.h"

#include <cmath>
#include <limits>
#include <utility>

#include "core/arch/architecture_codecs.h"
#include "core/arch/space_yaml.h"
#include "core/engine/field_reader.h"
#include "core/training/training_json.h"

namespace auspex::engine {

namespace {

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

/// Not finite numbers become null.
nlohmann::json number(double value)
{
    return std::isfinite(value) ? nlohmann::json(value) : nlohmann::json(nullptr);
}

nlohmann::json jsonOfShape(const SupernetShape &shape)
{
    return nlohmann::json(supernetShapeJson(shape));
}

nlohmann::json jsonOfRoles(const std::vector<TrainedRole> &roles)
{
    nlohmann::json list = nlohmann::json::array();
    for (const TrainedRole &role : roles) {
        nlohmann::json value = {{"role", role.role},
                                {"label_smoothed", number(role.loss.labelSmoothed)},
                                {"nll", number(role.loss.nll)},
                                {"tokens", role.loss.tokens}};
        if (role.architecture)
            value["architecture"] = nlohmann::json(architectureJson(*role.architecture));
        list.push_back(std::move(value));
    }
    return list;
}

template<typename T>
void takeOver(FieldReader &reader, Result<T> decoded, T &target)
{
    if (decoded)
        target = std::move(*decoded);
    else
        reader.fail(decoded.error());
}

void readShape(FieldReader &reader, const std::string &owner, SupernetShape &target)
{
    if (const nlohmann::json *shape = reader.object("shape"))
        takeOver(reader, supernetShapeOfJson(*shape, "The supernet of " + owner), target);
}

Result<TrainedRole> roleOf(const nlohmann::json &value, const std::string &owner)
{
    TrainedRole role;
    FieldReader reader(value, "a role of " + owner);
    reader.read("role", role.role);
    reader.read("label_smoothed", role.loss.labelSmoothed);
    reader.read("nll", role.loss.nll);
    reader.read("tokens", role.loss.tokens, 0, most);
    if (const nlohmann::json *architecture = reader.object("architecture", Presence::Optional)) {
        Result<Architecture> decoded = architectureOfJson(*architecture);
        if (decoded)
            role.architecture = std::move(*decoded);
        else
            reader.fail(decoded.error());
    }
    return reader.resultOf(std::move(role));
}

void readRoles(FieldReader &reader, const std::string &owner, std::vector<TrainedRole> &target)
{
    const nlohmann::json *list = reader.array("roles");
    if (!list)
        return;
    target.resize(list->size());
    for (std::size_t i = 0; i < list->size() && reader.isFine(); ++i)
        takeOver(reader, roleOf((*list)[i], owner), target[i]);
}

/// Not empty, and no name in it is.
void checkNames(FieldReader &reader, const char *member, const std::vector<std::string> &names)
{
    for (const std::string &name : names) {
        if (reader.isFine() && name.empty())
            reader.wrong(member, "must name files");
    }
}

} // namespace

nlohmann::json jsonOf(const TrainRequest &request)
{
    nlohmann::json value = {{"space", spaceYaml(request.space)},
                            {"shape", jsonOfShape(request.shape)},
                            {"training", request.training},
                            {"validation", request.validation},
                            {"options", nlohmann::json(trainingOptionsJson(request.options))},
                            {"folder", request.folder}};
    if (!request.initialWeights.empty())
        value["initial_weights"] = request.initialWeights;
    return value;
}

nlohmann::json jsonOf(const TrainReply &reply)
{
    return {{"updates", reply.updates},
            {"resumed_from", reply.resumedFrom},
            {"stopped_early", reply.isStoppedEarly},
            {"best_loss", reply.bestLoss ? number(*reply.bestLoss) : nlohmann::json(nullptr)},
            {"weights", reply.weights},
            {"best", reply.best}};
}

nlohmann::json jsonOf(const UpdatedNotice &notice)
{
    return {{"update", notice.update},
            {"updates", notice.updates},
            {"learning_rate", notice.learningRate},
            {"roles", jsonOfRoles(notice.roles)},
            {"gradient_norm", number(notice.gradientNorm)},
            {"loss_scale", notice.lossScale},
            {"tokens", notice.tokens},
            {"seconds", notice.seconds},
            {"memory", notice.memory}};
}

nlohmann::json jsonOf(const ValidatedNotice &notice)
{
    return {
        {"update", notice.update}, {"roles", jsonOfRoles(notice.roles)}, {"best", notice.isBest}};
}

nlohmann::json jsonOf(const SavedNotice &notice)
{
    return {{"update", notice.update}, {"file", notice.file}};
}

nlohmann::json jsonOf(const TrainInitRequest &request)
{
    return {
        {"shape", jsonOfShape(request.shape)}, {"seed", request.seed}, {"output", request.output}};
}

nlohmann::json jsonOf(const TrainInitReply &reply)
{
    return {{"parameters", reply.parameters}};
}

Result<TrainRequest> trainRequestOf(const nlohmann::json &value)
{
    TrainRequest request;
    FieldReader reader(value, method::trainRun);
    std::string space;
    reader.read("space", space);
    if (reader.isFine())
        takeOver(reader, parseSpaceYaml(space, std::string("the space of ") + method::trainRun),
                 request.space);
    readShape(reader, method::trainRun, request.shape);
    reader.read("training", request.training);
    checkNames(reader, "training", request.training);
    if (reader.isFine() && request.training.empty())
        reader.wrong("training", "must name at least one file");
    reader.read("validation", request.validation, Presence::Optional);
    checkNames(reader, "validation", request.validation);
    if (const nlohmann::json *options = reader.object("options"))
        takeOver(reader, trainingOptionsOf(*options), request.options);
    reader.read("folder", request.folder);
    if (reader.isFine() && request.folder.empty())
        reader.wrong("folder", "must name a folder");
    reader.read("initial_weights", request.initialWeights, Presence::Optional);
    return reader.resultOf(std::move(request));
}

Result<TrainReply> trainReplyOf(const nlohmann::json &value)
{
    TrainReply reply;
    FieldReader reader(value, method::trainRun);
    reader.read("updates", reply.updates, 0, most);
    reader.read("resumed_from", reply.resumedFrom, 0, most);
    reader.read("stopped_early", reply.isStoppedEarly);
    double loss = std::numeric_limits<double>::quiet_NaN();
    reader.read("best_loss", loss, Presence::Optional);
    if (std::isfinite(loss))
        reply.bestLoss = loss;
    reader.read("weights", reply.weights);
    reader.read("best", reply.best, Presence::Optional);
    return reader.resultOf(std::move(reply));
}

Result<UpdatedNotice> updatedNoticeOf(const nlohmann::json &value)
{
    UpdatedNotice notice;
    FieldReader reader(value, method::trainUpdated);
    reader.read("update", notice.update, 1, most);
    reader.read("updates", notice.updates, 1, most, Presence::Optional);
    reader.read("learning_rate", notice.learningRate);
    readRoles(reader, method::trainUpdated, notice.roles);
    reader.read("gradient_norm", notice.gradientNorm, Presence::Optional);
    reader.read("loss_scale", notice.lossScale, Presence::Optional);
    reader.read("tokens", notice.tokens, 0, most);
    reader.read("seconds", notice.seconds);
    reader.read("memory", notice.memory, Presence::Optional);
    return reader.resultOf(std::move(notice));
}

Result<ValidatedNotice> validatedNoticeOf(const nlohmann::json &value)
{
    ValidatedNotice notice;
    FieldReader reader(value, method::trainValidated);
    reader.read("update", notice.update, 1, most);
    readRoles(reader, method::trainValidated, notice.roles);
    reader.read("best", notice.isBest);
    return reader.resultOf(std::move(notice));
}

Result<SavedNotice> savedNoticeOf(const nlohmann::json &value)
{
    SavedNotice notice;
    FieldReader reader(value, method::trainSaved);
    reader.read("update", notice.update, 0, most);
    reader.read("file", notice.file);
    return reader.resultOf(std::move(notice));
}

Result<TrainInitRequest> trainInitRequestOf(const nlohmann::json &value)
{
    TrainInitRequest request;
    FieldReader reader(value, method::trainInit);
    readShape(reader, method::trainInit, request.shape);
    std::int64_t seed = 1;
    reader.read("seed", seed, 0, most, Presence::Optional);
    request.seed = static_cast<std::uint64_t>(seed);
    reader.read("output", request.output);
    if (reader.isFine() && request.output.empty())
        reader.wrong("output", "must name a file");
    return reader.resultOf(std::move(request));
}

Result<TrainInitReply> trainInitReplyOf(const nlohmann::json &value)
{
    TrainInitReply reply;
    FieldReader reader(value, method::trainInit);
    reader.read("parameters", reply.parameters, 0, most);
    return reader.resultOf(reply);
}

} // namespace auspex::engine
