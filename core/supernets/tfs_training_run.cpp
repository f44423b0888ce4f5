// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/supernets/tfs_training_run.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "core/arch/architecture_codecs.h"
#include "core/arch/counts.h"
#include "core/base/text.h"
#include "core/engine/supernet_calls.h"
#include "core/store/content_hash.h"
#include "core/store/tfs_store.h"
#include "core/store/tfs_task_store.h"
#include "core/supernets/run_progress.h"
#include "core/supernets/training_data.h"
#include "core/supernets/translated_texts.h"

namespace auspex {

namespace {

bool isScored(const TargetScores &scores)
{
    return scores.contains("valid_bleu") || scores.contains("test_bleu");
}

/// The folder of one architecture's checkpoints.
std::filesystem::path folderOf(const Workspace &workspace, std::int64_t run, std::size_t index)
{
    return trainingFolder(workspace, run) / std::to_string(index);
}

} // namespace

Result<TfsMaterial> tfsMaterial(Workspace &workspace, const TfsTrainingPlan &plan)
{
    const Result<std::filesystem::path> folder = corpusFolder(&workspace, plan.corpus);
    if (!folder)
        return tl::make_unexpected(folder.error());
    Result<Corpus> corpus = openCorpus(*folder);
    if (!corpus)
        return tl::make_unexpected(corpus.error());
    const Result<SupernetShape> shape = shapeFor(plan.space, *corpus);
    if (!shape)
        return tl::make_unexpected(shape.error());
    TfsMaterial material{std::move(*corpus), *shape, {}};
    for (const char *split : {"valid", "test"}) {
        if (material.corpus.split(split))
            material.splits.emplace_back(split);
    }
    if (material.splits.empty())
        return failure(ErrorCode::InvalidInput,
                       "The corpus " + quotedForMessage(material.corpus.name)
                           + " has neither a split \"valid\" nor \"test\" to measure BLEU on.");
    if (!material.corpus.split("train"))
        return failure(ErrorCode::InvalidInput, "The corpus "
                                                    + quotedForMessage(material.corpus.name)
                                                    + " has no split \"train\" to train on.");
    return material;
}

TfsTrainingRun::TfsTrainingRun(Workspace &workspace, engine::Client &client,
                               const StoredRun &stored, const TfsTrainingPlan &plan, Job &job,
                               const TfsTrainingListener &listener)
    : m_workspace(workspace)
    , m_client(client)
    , m_stored(stored)
    , m_plan(plan)
    , m_job(job)
    , m_listener(listener)
    , m_progress(stored.progress)
{
    if (!m_progress.is_object())
        m_progress = nlohmann::json::object();
    nlohmann::json &entries = m_progress["architectures"];
    if (!entries.is_array() || entries.size() != plan.architectures.size())
        entries = nlohmann::json(plan.architectures.size(), nlohmann::json{{"state", "waiting"}});
    if (m_progress.contains("training"))
        m_training = TrainingProgress::of(m_progress["training"]);
    m_progress.erase("error");
}

Result<TfsTrainingSummary> TfsTrainingRun::run()
{
    Result<TfsTrainingSummary> summary = runAll();
    if (!summary) {
        m_progress["error"] = summary.error().message;
        (void)write(stateAfter(summary.error())); // the first error is what matters
        return summary;
    }
    if (Result<void> written = write(RunState::Done); !written)
        return tl::make_unexpected(written.error());
    removeTrainingFolder(m_workspace, m_stored.id);
    return summary;
}

Result<TfsTrainingSummary> TfsTrainingRun::runAll()
{
    const Result<std::vector<TargetScores>> known = knownScores();
    if (!known)
        return tl::make_unexpected(known.error());
    TfsTrainingSummary summary;
    summary.task = m_plan.task;
    for (std::size_t i = 0; i < known->size(); ++i) {
        if (!isScored((*known)[i]))
            continue;
        ++summary.known;
        ++m_done;
        const bool isOurs = m_progress["architectures"][i].value("state", "") == "done";
        if (!isOurs)
            setEntry(i, "known", (*known)[i]);
    }
    if (summary.known == known->size())
        return summary;
    if (Result<void> prepared = prepare(); !prepared)
        return tl::make_unexpected(prepared.error());
    for (std::size_t i = 0; i < known->size(); ++i) {
        if (isScored((*known)[i]))
            continue;
        if (m_job.isCancelled())
            return cancelled();
        if (Result<void> trained = trainOne(i); !trained)
            return tl::make_unexpected(trained.error());
        ++summary.trained;
    }
    return summary;
}

Result<void> TfsTrainingRun::prepare()
{
    Result<TfsMaterial> material = tfsMaterial(m_workspace, m_plan);
    if (!material)
        return tl::make_unexpected(material.error());
    m_material = std::move(*material);
    Result<TemporaryFolder> folder = TemporaryFolder::make();
    if (!folder)
        return tl::make_unexpected(folder.error());
    m_folder.emplace(std::move(*folder));
    for (const std::string &name : m_material->splits) {
        Split split;
        Result<SplitData> data = splitData(m_material->corpus, name, 0, *m_folder);
        if (!data)
            return tl::make_unexpected(data.error());
        split.data = std::move(*data);
        Result<std::vector<SentencePair>> texts = firstTexts(m_material->corpus, name,
                                                             split.data.sentences);
        if (!texts)
            return tl::make_unexpected(texts.error());
        for (SentencePair &pair : *texts)
            split.references.push_back(std::move(pair.target));
        m_splits.emplace(name, std::move(split));
    }
    const Result<int> threads = threadsFor(m_plan.options.model.threads, m_client, m_job,
                                           m_training);
    if (!threads)
        return tl::make_unexpected(threads.error());
    return write(RunState::Running);
}

Result<std::vector<TargetScores>> TfsTrainingRun::knownScores()
{
    std::vector<TargetScores> scores(m_plan.architectures.size());
    const Result<TfsTask> task = loadTask(m_workspace, m_plan.task);
    if (!task && task.error().code == ErrorCode::NotFound)
        return scores;
    if (!task)
        return tl::make_unexpected(task.error());
    for (std::size_t i = 0; i < scores.size(); ++i) {
        const auto found = std::find_if(task->records.begin(), task->records.end(),
                                        [&](const TfsRecord &record) {
                                            return record.architecture == m_plan.architectures[i];
                                        });
        if (found != task->records.end())
            scores[i] = found->tfs;
    }
    return scores;
}

Result<void> TfsTrainingRun::trainOne(std::size_t index)
{
    TrainingOptions options = m_plan.options;
    options.mode = TrainingMode::Scratch;
    options.architecture = m_plan.architectures[index];
    const int threads = m_training.threads;
    options.model.threads = threads;
    Result<engine::TrainRequest> request = trainRequestFor(m_plan.space, m_material->shape,
                                                           m_material->corpus, options);
    if (!request)
        return tl::make_unexpected(request.error());
    const std::filesystem::path folder = folderOf(m_workspace, m_stored.id, index);
    request->folder = folder.string();
    const bool isInWork = m_progress["architectures"][index].value("state", "") == "training";
    if (!isInWork) {
        m_training = {};
        m_training.threads = threads;
    }
    setEntry(index, "training", {});
    if (Result<void> written = write(RunState::Running); !written)
        return written;
    const Result<engine::TrainReply> reply = trainForRun(
        m_client, *request, m_job, m_training, [this] { (void)write(RunState::Running); },
        [this, index] {
            if (m_listener)
                m_listener(index, m_training);
        });
    if (!reply)
        return tl::make_unexpected(reply.error());

    TargetScores scores;
    if (reply->bestLoss)
        scores["valid_loss"] = *reply->bestLoss;
    scores["training_seconds"] = m_training.seconds;
    const std::string &weights = reply->best.empty() ? reply->weights : reply->best;
    for (const std::string &split : m_material->splits) {
        if (Result<void> added = addBleu(split, index, weights, scores); !added)
            return added;
    }
    if (Result<void> kept = keep(index, scores); !kept)
        return kept;
    ++m_done;
    setEntry(index, "done", scores);
    m_progress["architectures"][index]["updates"] = reply->updates;
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
    return write(RunState::Running);
}

Result<void> TfsTrainingRun::addBleu(const std::string &split, std::size_t index,
                                     const std::string &weights, TargetScores &scores)
{
    const Split &data = m_splits.at(split);
    engine::GenerateRequest request;
    request.supernet = {weights, m_material->shape};
    request.pairs = data.data.pairsFile.string();
    request.architectures = {m_plan.architectures[index]};
    request.options = m_plan.beam;
    if (request.options.kernel == Kernel::Automatic)
        request.options.kernel = Kernel::OneDnn; // what is measured may differ at each start
    const Result<engine::GenerateReply> reply = engine::generate(m_client, request, m_job);
    if (!reply)
        return tl::make_unexpected(reply.error());
    const auto texts = hypothesisTexts(m_material->corpus.target, reply->hypotheses.front());
    if (!texts)
        return tl::make_unexpected(texts.error());
    const Result<StoredScore> score = bleuScore(*texts, data.references);
    if (!score)
        return tl::make_unexpected(score.error());
    scores[split + "_bleu"] = score->detail.at("bleu").get<double>();
    scores[split + "_sacrebleu"] = score->detail.at("sacrebleu").get<double>();
    return {};
}

Result<void> TfsTrainingRun::keep(std::size_t index, const TargetScores &scores)
{
    const int vocabulary = m_material->shape.targetVocabulary;
    TfsRecord record;
    record.architecture = m_plan.architectures[index];
    record.tfs = scores;
    const FlopCount flops = countFlops(m_plan.space, record.architecture, vocabulary);
    const ParameterCount parameters = countParameters(m_plan.space, record.architecture,
                                                      vocabulary);
    record.stated = {flops.total(), flops.lastLayer, flops.withoutLastLayer,
                     parameters.withoutEmbeddings, parameters.embeddings};
    ImportRequest request;
    request.task = m_plan.task;
    request.records = {record};
    request.file = "training " + std::to_string(m_stored.id) + ", architecture "
                   + std::to_string(index);
    request.contentSha256 = sha256(request.file + architectureKey(record.architecture)
                                   + nlohmann::json(scores).dump() + m_stored.createdAt);
    const Result<ImportSummary> summary = importTfsFile(m_workspace, request);
    if (!summary)
        return tl::make_unexpected(summary.error());
    return {};
}

void TfsTrainingRun::setEntry(std::size_t index, const std::string &state,
                              const TargetScores &scores)
{
    nlohmann::json &entry = m_progress["architectures"][index];
    entry["state"] = state;
    for (const auto &[target, value] : scores)
        entry[target] = value;
}

Result<void> TfsTrainingRun::write(RunState state)
{
    m_progress["done"] = m_done;
    m_progress["total"] = m_plan.architectures.size();
    m_progress["training"] = m_training.json();
    return updateRun(m_workspace, m_stored.id, state, m_progress);
}

} // namespace auspex
