// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <QTest>

#include <algorithm>

#include "core/base/text.h"
#include "core/predict/evaluation.h"
#include "core/predict/llm_predictor.h"
#include "tests/core/predict/kept_replies.h"
#include "tests/core/predict/small_data.h"

using namespace auspex;
using namespace auspex::test;

namespace {

/// The prompt without task examples, which this data does not bring.
const char *const spec = "llm:here/model/llm-pp:demonstrations-only";

/// Eight architectures of depths 1 to 4 with TFS scores 21 to 28 and latencies 110 to 180.
TfsTask smallTask()
{
    TfsTask task;
    task.name = "small";
    for (int i = 0; i < 8; ++i) {
        TfsRecord record;
        record.architecture = architecture(1 + i / 2, i % 2 == 0 ? 1024 : 3072);
        record.tfs["valid_bleu"] = 21.0 + i;
        record.latencyMs = 110.0 + 10.0 * i;
        task.records.push_back(record);
    }
    task.splits.push_back({"one", {6, 7}, {0, 1, 2, 3, 4}});
    task.splits.push_back({"two", {0, 1}, {2, 3, 4, 5, 6}});
    return task;
}

std::vector<PredictorSpec> specs(std::initializer_list<std::string> texts)
{
    std::vector<PredictorSpec> made;
    for (const std::string &text : texts)
        made.push_back(*parsePredictorSpec(text));
    return made;
}

EvaluationOptions quick(int resamples = 0)
{
    EvaluationOptions options;
    options.demonstrations = 2;
    options.resamples = resamples;
    return options;
}

double scoreOf(const Architecture &architecture)
{
    const TfsTask task = smallTask();
    return std::find_if(
               task.records.begin(), task.records.end(),
               [&](const TfsRecord &record) { return record.architecture == architecture; })
        ->tfs.at("valid_bleu");
}

/// Half a point too high.
std::optional<std::string> near(const LlmQuestion &question)
{
    return formatDouble(scoreOf(question.architecture) + 0.5);
}

const MetricSummary &metric(const PredictorEvaluation &row, MetricId id)
{
    return row.metrics[static_cast<std::size_t>(id)];
}

std::string joined(const std::vector<std::string> &notes)
{
    return join(notes, "\n");
}

bool contains(const std::string &text, const std::string &part)
{
    return text.find(part) != std::string::npos;
}

std::size_t countOf(const std::string &text, const std::string &part)
{
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
        ++count;
    return count;
}

} // namespace

class TestLlmPredictor : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void specsOfModelsStandInTheGrammar()
    {
        const auto parsed = parsePredictorSpec(
            "calibrated:linear:llm:openai/gpt-4/mine@2:odd?samples=3");
        QVERIFY(parsed);
        QCOMPARE(parsed->inner.front().kind, std::string("llm"));
        QCOMPARE(specText(*parsed),
                 std::string("calibrated:linear:llm:openai/gpt-4/mine@2:odd?samples=3"));
        QCOMPARE(specTitle(*parsed), std::string("gpt-4, mine version 2, odd, 3 samples, linear"));
        // What is said with other words is the same predictor.
        QVERIFY(*parsePredictorSpec("llm:openai/gpt-4/llm-pp?temperature=0")
                == *parsePredictorSpec("llm:openai/gpt-4"));
        QVERIFY(asksLlm(*parsed) && !asksLlm(*parsePredictorSpec("mean")));
        QCOMPARE(llmSpecOf(*parsed)->samples, 3);
        QVERIFY(contains(parsePredictorSpec("llm:gpt-4").error().message, "names no model"));
    }

    void withoutAServiceThePredictorSaysSo()
    {
        const auto made = makePredictor(*parsePredictorSpec(spec),
                                        std::make_shared<Knowledge>(knowledge()));
        QVERIFY(!made);
        QVERIFY2(contains(made.error().message, "nobody can be asked here"),
                 made.error().message.c_str());
    }

    void predictionsAreTheKeptAnswersInOrder()
    {
        KeptReplies kept;
        const PredictorServices services{kept.service()};
        const auto demands = llmDemand(smallTask(), specs({spec}), quick(), services);
        QVERIFY2(demands, demands ? "" : demands.error().message.c_str());
        QCOMPARE(demands->size(), std::size_t{2});
        kept.keep(*services.llm, *demands, near);
        Job job;
        const auto found = evaluate(smallTask(), specs({spec}), quick(), job, services);
        QVERIFY(found);
        const PredictorEvaluation &row = found->predictors.front();
        QVERIFY2(!row.error, row.error ? row.error->message.c_str() : "");
        QCOMPARE(row.judged, std::size_t{10});
        QCOMPARE(row.missed, std::size_t{0});
        QCOMPARE(row.splits[1].predictions[0].value, 23.5);
        AUSPEX_COMPARE(metric(row, MetricId::Mae).mean, 0.5);
        AUSPEX_COMPARE(metric(row, MetricId::Bias).mean, 0.5);
        AUSPEX_COMPARE(metric(row, MetricId::Tau).mean, 1.0);
        QVERIFY2(found->notes.empty(), joined(found->notes).c_str());
        QVERIFY(contains(row.splits[0].explanation, "2 demonstrations"));
    }

    void theDemonstrationsStandInThePromptInTheirOrder()
    {
        KeptReplies kept;
        const PredictorServices services{kept.service()};
        TfsTask task = smallTask();
        std::reverse(task.splits[0].demonstrations.begin(), task.splits[0].demonstrations.end());
        const auto demands = *llmDemand(task, specs({spec}), quick(), services);
        const auto questions = *services.llm->questions(demands[0].spec, demands[0].query);
        QCOMPARE(questions.size(), std::size_t{5});
        const std::string &prompt = questions.front().prompt;
        const std::size_t eighth = prompt.find("28.00");
        const std::size_t seventh = prompt.find("27.00");
        QVERIFY2(eighth != std::string::npos && seventh != std::string::npos, prompt.c_str());
        QVERIFY(eighth < seventh);
        QVERIFY(!contains(prompt, "21.00")); // what is asked for
    }

    void aDemonstrationIsNotShownItsOwnScore()
    {
        KeptReplies kept;
        const auto service = kept.service();
        Knowledge known = knowledgeOf(smallTask(), "valid_bleu");
        known.services.llm = service;
        const std::vector<Demonstration> shown{{smallTask().records[6].architecture, 27.0},
                                               {smallTask().records[7].architecture, 28.0}};
        const auto demands = *llmDemand(
            *parsePredictorSpec("calibrated:shift:" + std::string(spec)), known, shown, {});
        QCOMPARE(demands.size(), std::size_t{1});
        const auto questions = *service->questions(demands[0].spec, demands[0].query);
        QCOMPARE(questions.size(), std::size_t{2});
        QCOMPARE(countOf(questions[0].prompt, "27.00"), std::size_t{0});
        QCOMPARE(countOf(questions[0].prompt, "28.00"), std::size_t{1});
        QCOMPARE(countOf(questions[1].prompt, "27.00"), std::size_t{1});
        QCOMPARE(countOf(questions[1].prompt, "28.00"), std::size_t{0});
    }

    void latenciesOfTheDataStandInThePrompt()
    {
        KeptReplies kept;
        const PredictorServices services{kept.service()};
        const auto demands = *llmDemand(
            smallTask(), specs({spec + std::string("?efficiency=latency")}), quick(), services);
        QCOMPARE(demands[0].query.demonstrations[0].efficiency.value(), 170.0);
        QCOMPARE(demands[0].query.subjects[2].efficiency.value(), 130.0);
        const auto questions = *services.llm->questions(demands[0].spec, demands[0].query);
        QVERIFY2(contains(questions[2].prompt, "130.0"), questions[2].prompt.c_str());

        // Without one, that architecture alone cannot be asked about.
        TfsTask task = smallTask();
        task.records[2].latencyMs.reset();
        const auto lacking = *llmDemand(task, specs({spec + std::string("?efficiency=latency")}),
                                        quick(), services);
        kept.keep(*services.llm, lacking, near);
        Job job;
        const auto found = evaluate(task, specs({spec + std::string("?efficiency=latency")}),
                                    quick(), job, services);
        QCOMPARE(found->predictors.front().missed, std::size_t{2}); // in both splits
        QCOMPARE(found->predictors.front().unasked, std::size_t{0});
    }

    void whatHasNoAnswerIsCountedAndNamed()
    {
        KeptReplies kept;
        const PredictorServices services{kept.service()};
        const auto demands = *llmDemand(smallTask(), specs({spec}), quick(), services);
        // Architecture 2 stands in both splits; it gets words instead of a number, three times.
        const auto missing = smallTask().records[2].architecture;
        kept.keep(*services.llm, demands, [&](const LlmQuestion &question) {
            return question.architecture == missing ? std::nullopt : near(question);
        });
        keepWords(kept, *services.llm, demands, missing);
        Job job;
        const auto found = evaluate(smallTask(), specs({spec, "mean"}), quick(500), job, services);
        QVERIFY(found);
        const PredictorEvaluation &row = found->predictors[0];
        QVERIFY2(!row.error, row.error ? row.error->message.c_str() : "");
        QCOMPARE(row.judged, std::size_t{8});
        QCOMPARE(row.missed, std::size_t{2});
        QCOMPARE(row.unasked, std::size_t{0});
        QCOMPARE(row.splits[0].records, (std::vector<std::size_t>{0, 1, 3, 4}));
        QCOMPARE(row.splits[0].target, (std::vector<double>{21, 22, 24, 25}));
        QCOMPARE(row.splits[0].missed.size(), std::size_t{1});
        QCOMPARE(row.splits[0].missed[0].record, std::size_t{2});
        QVERIFY(!row.splits[0].missed[0].problem.empty());
        AUSPEX_COMPARE(metric(row, MetricId::Mae).mean, 0.5);
        AUSPEX_COMPARE(metric(row, MetricId::Mae).low, 0.5);
        const std::string notes = joined(found->notes);
        QVERIFY2(contains(notes, "has no prediction for 2 of 10 test architectures"),
                 notes.c_str());
        QVERIFY2(contains(notes, "no idea"), notes.c_str()); // the reason quotes the answer
        QCOMPARE(found->predictors[1].judged, std::size_t{10});
    }

    void testsUseTheArchitecturesThatBothPredict()
    {
        KeptReplies kept;
        const PredictorServices services{kept.service()};
        const auto demands = *llmDemand(smallTask(), specs({spec}), quick(), services);
        const auto missing = smallTask().records[2].architecture;
        kept.keep(*services.llm, demands, [&](const LlmQuestion &question) {
            return question.architecture == missing ? std::nullopt : near(question);
        });
        EvaluationOptions options = quick(400);
        options.baseline = 1;
        Job job;
        const auto found = evaluate(smallTask(), specs({spec, "mean"}), options, job, services);
        QVERIFY(found);
        const std::string notes = joined(found->notes);
        QVERIFY2(contains(notes, "is tested against Mean on 8 test architectures"), notes.c_str());
        const auto &p = metric(found->predictors[0], MetricId::Mae).pValue;
        QVERIFY(p);

        // The same p-value where the architecture is in nobody's test.
        TfsTask task = smallTask();
        for (TfsSplit &split : task.splits)
            std::erase(split.test, std::size_t{2});
        const auto without = evaluate(task, specs({spec, "mean"}), options, job, services);
        AUSPEX_COMPARE(*p, metric(without->predictors[0], MetricId::Mae).pValue.value());
        // The other one is judged on everything all the same.
        QCOMPARE(found->predictors[1].judged, std::size_t{10});
    }

    void repliesThatAreNotThereYetAreAskedFor()
    {
        KeptReplies kept;
        const PredictorServices services{kept.service()};
        Job job;
        auto found = evaluate(smallTask(), specs({spec, "mean"}), quick(), job, services);
        QVERIFY(found);
        QVERIFY(found->predictors[0].error);
        QCOMPARE(found->predictors[0].error->message,
                 std::string("10 of 10 replies are not in this workspace; run it first."));
        QCOMPARE(found->predictors[0].unasked, std::size_t{10});
        QVERIFY(!found->predictors[1].error);

        // With some of them there, the rest is judged, and a note says what is lacking.
        const auto demands = *llmDemand(smallTask(), specs({spec}), quick(), services);
        const auto missing = smallTask().records[3].architecture;
        kept.keep(*services.llm, demands, [&](const LlmQuestion &question) {
            return question.architecture == missing ? std::nullopt : near(question);
        });
        found = evaluate(smallTask(), specs({spec}), quick(), job, services);
        QVERIFY(!found->predictors[0].error);
        QCOMPARE(found->predictors[0].unasked, std::size_t{2});
        QVERIFY2(contains(joined(found->notes),
                          "is judged on 8 of 10 test architectures: 2 of 10 replies are not in "
                          "this workspace; run it first."),
                 joined(found->notes).c_str());
    }

    void fewerThanTwoPredictionsOfASplitAreTooFew()
    {
        KeptReplies kept;
        const PredictorServices services{kept.service()};
        const auto demands = *llmDemand(smallTask(), specs({spec}), quick(), services);
        const auto first = smallTask().records[0].architecture;
        kept.keep(*services.llm, {demands[1]}, near);
        kept.keep(*services.llm, {demands[0]}, [&](const LlmQuestion &question) {
            return question.architecture == first ? near(question) : std::nullopt;
        });
        for (std::size_t i = 1; i < 5; ++i)
            keepWords(kept, *services.llm, {demands[0]}, smallTask().records[i].architecture);
        Job job;
        const auto found = evaluate(smallTask(), specs({spec}), quick(), job, services);
        QVERIFY(found->predictors[0].error);
        const std::string &message = found->predictors[0].error->message;
        QVERIFY2(message.starts_with("Split one: model, llm-pp, "), message.c_str());
        QVERIFY2(contains(message, "predicts 1 of 5 test architectures, too few to be judged."),
                 message.c_str());
        QVERIFY(found->predictors[0].splits.empty());
    }

    void calibrationKeepsMissingOnesMissing()
    {
        KeptReplies kept;
        const PredictorServices services{kept.service()};
        const std::string calibrated = "calibrated:shift:" + std::string(spec);
        const auto demands = *llmDemand(smallTask(), specs({calibrated}), quick(), services);
        const auto missing = smallTask().records[2].architecture;
        kept.keep(*services.llm, demands, [&](const LlmQuestion &question) {
            return question.architecture == missing ? std::nullopt : near(question);
        });
        keepWords(kept, *services.llm, demands, missing);
        Job job;
        const auto found = evaluate(smallTask(), specs({calibrated}), quick(), job, services);
        const PredictorEvaluation &row = found->predictors[0];
        QVERIFY2(!row.error, row.error ? row.error->message.c_str() : "");
        QCOMPARE(row.missed, std::size_t{2});
        // Leave-one-out answers of the demonstrations were half a point too high as well.
        AUSPEX_COMPARE(metric(row, MetricId::Mae).mean, 0.0);
    }

    void calibrationNeedsTheAnswersOfItsDemonstrations()
    {
        KeptReplies kept;
        const PredictorServices services{kept.service()};
        const std::string calibrated = "calibrated:linear:" + std::string(spec);
        // Those of the test alone.
        kept.keep(*services.llm, *llmDemand(smallTask(), specs({spec}), quick(), services), near);
        Job job;
        const auto unasked = evaluate(smallTask(), specs({calibrated}), quick(), job, services);
        const std::string &asks = unasked->predictors[0].error->message;
        QVERIFY2(contains(asks, "2 of 2 replies are not in this workspace; run it first."),
                 asks.c_str());

        // One demonstration without a usable answer leaves one, and a line needs two.
        const auto demands = *llmDemand(smallTask(), specs({calibrated}), quick(), services);
        const auto odd = smallTask().records[6].architecture;
        keepWords(kept, *services.llm, {demands[0]}, odd);
        kept.keep(*services.llm, demands, [&](const LlmQuestion &question) {
            return question.architecture == odd ? std::nullopt : near(question);
        });
        const auto few = evaluate(smallTask(), specs({calibrated}), quick(), job, services);
        const std::string &lacks = few->predictors[0].error->message;
        QVERIFY2(contains(lacks, "needs predictions of at least 2 demonstrations to calibrate on "
                                 "and has 1"),
                 lacks.c_str());
        // A shift does with the other one, and says so.
        const auto shifted = evaluate(smallTask(), specs({"calibrated:shift:" + std::string(spec)}),
                                      quick(), job, services);
        QVERIFY2(!shifted->predictors[0].error,
                 shifted->predictors[0].error ? shifted->predictors[0].error->message.c_str() : "");
        QVERIFY(contains(shifted->predictors[0].splits[0].explanation,
                         "fitted to 1 of 2 demonstrations"));
    }

    void whatSeveralPredictorsAskIsCountedOnce()
    {
        KeptReplies kept;
        const PredictorServices services{kept.service()};
        const std::string text = spec;
        const auto alone = *llmDemand(smallTask(), specs({text}), quick(), services);
        const auto both = *llmDemand(
            smallTask(), specs({text, "calibrated:linear:" + text, "mean"}), quick(), services);
        QCOMPARE(alone.size(), std::size_t{2});
        QCOMPARE(both.size(), std::size_t{2});
        QCOMPARE(alone[0].query.subjects.size(), std::size_t{5});
        QCOMPARE(both[0].query.subjects.size(), std::size_t{7}); // and the two demonstrations
        // Calibrated twice, the inner one is calibrated without each demonstration in turn.
        EvaluationOptions three = quick();
        TfsTask task = smallTask();
        task.splits = {{"one", {5, 6, 7}, {0, 1}}};
        three.demonstrations = 3;
        const auto nested = *llmDemand(task, specs({"calibrated:shift:calibrated:shift:" + text}),
                                       three, services);
        // With all three shown: themselves and the test. With two of three: these two and the
        // third.
        QCOMPARE(nested.size(), std::size_t{4});
        std::size_t questions = 0;
        for (const LlmDemand &demand : nested)
            questions += demand.query.subjects.size();
        QCOMPARE(questions, std::size_t{5 + 3 * 3});
        // Nothing more is asked than was counted.
        kept.keep(*services.llm, nested, near);
        Job job;
        const auto found = evaluate(task, specs({"calibrated:shift:calibrated:shift:" + text}),
                                    three, job, services);
        QVERIFY2(!found->predictors[0].error,
                 found->predictors[0].error ? found->predictors[0].error->message.c_str() : "");
        AUSPEX_COMPARE(metric(found->predictors[0], MetricId::Mae).mean, 0.0);
    }

    void samplesAreAveragedAndTellTheirSpread()
    {
        KeptReplies kept;
        const auto service = kept.service();
        Knowledge known = knowledgeOf(smallTask(), "valid_bleu");
        known.services.llm = service;
        const auto parsed = *parsePredictorSpec(spec + std::string("?samples=3&temperature=1"));
        const std::vector<Architecture> asked{smallTask().records[0].architecture};
        const std::vector<Demonstration> shown{{smallTask().records[7].architecture, 28.0}};
        const auto demand = llmDemand(parsed, known, shown, asked)->front();
        const auto question = service->questions(demand.spec, demand.query)->front();
        const auto options = *service->runOptions(demand.spec);
        QCOMPARE(options.samples, 3);
        std::vector<StoredCall> calls;
        for (int sample = 0; sample < 3; ++sample)
            calls.push_back(
                KeptReplies::call(question, options, formatDouble(22.0 + sample), sample, 0.1));
        QVERIFY(saveCalls(kept.workspace(), calls));
        Job job;
        const auto predictor = *makePredictor(parsed, std::make_shared<Knowledge>(known));
        QVERIFY(predictor->fit(shown, job));
        const auto predictions = predictor->predict(asked, job);
        QVERIFY(predictions);
        AUSPEX_COMPARE(predictions->front().value, 23.0);
        AUSPEX_COMPARE(predictions->front().deviation.value(), 1.0); // of 22, 23, 24 with n - 1
        const auto costs = service->costs(demand.spec, demand.query);
        QVERIFY(costs);
        AUSPEX_COMPARE(costs->front().value(), 0.3);
    }

private:
    /// Three replies without a number: the first and both re-asks.
    static void keepWords(KeptReplies &kept, LlmService &service,
                          const std::vector<LlmDemand> &demands, const Architecture &about)
    {
        std::vector<StoredCall> calls;
        for (const LlmDemand &demand : demands) {
            const auto options = *service.runOptions(demand.spec);
            const auto questions = *service.questions(demand.spec, demand.query);
            for (const LlmQuestion &question : questions) {
                if (question.architecture != about)
                    continue;
                for (int ask = 0; ask <= options.maxReasks; ++ask) {
                    StoredCall call = KeptReplies::call(question, options, "I have no idea.", 0, 0);
                    call.ask = ask;
                    call.key = requestKey(KeptReplies::provider(), options.parameters,
                                          question.prompt, 0, ask);
                    calls.push_back(call);
                }
            }
        }
        QVERIFY(saveCalls(kept.workspace(), calls));
    }
};

QTEST_GUILESS_MAIN(TestLlmPredictor)
#include "tst_llm_predictor.moc"
