// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <cmath>
#include <limits>

#include "core/report/ablation_table.h"
#include "core/report/exporters.h"

using namespace auspex;

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

AblationPlan smallPlan()
{
    AblationPlan plan;
    plan.models = {"local/one", "local/two"};
    plan.prompts = {"llm-pp"};
    plan.variants = {"demonstrations-only", "fifth-instruction"};
    plan.demonstrations = {1, 10};
    plan.baselines = {"mean"};
    plan.reference = "mean";
    return plan;
}

PredictorEvaluation outcome(const PredictorSpec &spec, double mae, double tau, int judged = 3)
{
    PredictorEvaluation row;
    row.spec = spec;
    SplitOutcome split;
    split.split = "123";
    for (int i = 0; i < 3; ++i)
        split.predictions.push_back({i < judged ? 25.0 : nan, {}});
    row.splits = {split};
    row.metrics[static_cast<std::size_t>(MetricId::Mae)] = {mae,       0.01, mae - 0.1,
                                                            mae + 0.1, 0.04, {}};
    row.metrics[static_cast<std::size_t>(MetricId::Tau)] = {tau,       0.02, tau - 0.1,
                                                            tau + 0.1, {},   {}};
    return row;
}

/// Two tasks; with ten demonstrations all four rows, with one only the whole prompts.
Ablation smallAblation()
{
    Ablation ablation;
    ablation.plan = smallPlan();
    ablation.rows = ablationRows(ablation.plan).value();
    for (const char *task : {"a", "b"}) {
        for (const int demonstrations : {10, 1}) {
            AblationBlock block;
            block.task = task;
            block.demonstrations = demonstrations;
            block.evaluation.task = task;
            block.evaluation.options.target = "valid_bleu";
            block.evaluation.options.demonstrations = demonstrations;
            for (std::size_t row = 0; row < ablation.rows.size(); ++row) {
                if (!isJudged(ablation.plan, ablation.rows, row, demonstrations))
                    continue;
                block.rows.push_back(row);
                block.evaluation.predictors.push_back(outcome(ablation.rows[row].spec,
                                                              0.2 + 0.1 * static_cast<double>(row),
                                                              0.5, row == 0 ? 2 : 3));
            }
            block.evaluation.predictors.push_back(
                outcome(parsePredictorSpec("mean").value(), 0.9, nan));
            ablation.blocks.push_back(block);
        }
    }
    return ablation;
}

/// Ten demonstrations and six test architectures, decoders one to six layers deep.
TfsTask madeTask()
{
    TfsTask task;
    task.name = "wmt14ende";
    TfsSplit split;
    split.name = "123";
    for (std::size_t i = 0; i < 16; ++i) {
        TfsRecord record;
        record.architecture.encoderEmbedDim = 640;
        record.architecture.decoderEmbedDim = 512;
        record.architecture.encoder.assign(6, {i < 8 ? 1024 : 3072, 8});
        record.architecture.decoder.assign(1 + i % 6,
                                           {static_cast<int>(1024 * (1 + i % 3)), 8, 8, -1});
        record.tfs["valid_bleu"] = 20.0 + static_cast<double>(i % 6) + 0.1 * static_cast<double>(i);
        task.records.push_back(record);
        (i < 10 ? split.demonstrations : split.test).push_back(i);
    }
    task.splits.push_back(split);
    return task;
}

std::string word(const TableCell &cell)
{
    return std::get<std::string>(cell.value);
}

std::size_t columnOf(const ResultTable &table, const std::string &key)
{
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (table.columns[i].key == key)
            return i;
    }
    return table.columns.size();
}

} // namespace

class AblationTableTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rowsAreModelsThenVariants()
    {
        const auto rows = ablationRows(smallPlan());
        QVERIFY(rows.has_value());
        QCOMPARE(rows->size(), std::size_t(4));
        QCOMPARE(specText((*rows)[0].spec),
                 std::string("llm:local/one/llm-pp:demonstrations-only"));
        QCOMPARE(specText((*rows)[3].spec), std::string("llm:local/two/llm-pp:fifth-instruction"));
    }

    void fewDemonstrationsAreForWholePrompts()
    {
        const AblationPlan plan = smallPlan();
        const auto rows = ablationRows(plan).value();
        QVERIFY(isJudged(plan, rows, 0, 10));
        QVERIFY(!isJudged(plan, rows, 0, 1));
        QVERIFY(isJudged(plan, rows, 1, 1));
        QVERIFY(isJudged(plan, rows, 3, 1));
    }

    void planWithoutModelOrNumbersIsRefused()
    {
        AblationPlan plan = smallPlan();
        plan.models.clear();
        QVERIFY(!ablationRows(plan).has_value());
        plan = smallPlan();
        plan.demonstrations = {0};
        QVERIFY(ablationRows(plan).error().message.find("at least one") != std::string::npos);
    }

    void dataTableHasOneRowATaskAndPredictor()
    {
        const ResultTable table = ablationTable(smallAblation(), EvaluationForm::Data);
        QVERIFY(checkTable(table).has_value());
        QCOMPARE(table.rows.size(), std::size_t(10));
        QCOMPARE(word(table.rows[0][columnOf(table, "model")]), std::string("local/one"));
        QCOMPARE(word(table.rows[0][columnOf(table, "variant")]),
                 std::string("demonstrations-only"));
        QCOMPARE(std::get<std::int64_t>(table.rows[0][columnOf(table, "n")].value),
                 std::int64_t(2));
        QCOMPARE(std::get<std::int64_t>(table.rows[1][columnOf(table, "n")].value),
                 std::int64_t(3));
        QCOMPARE(*numberIn(table.rows[1][columnOf(table, "mae_mean")]), 0.3);
        QCOMPARE(*numberIn(table.rows[1][columnOf(table, "mae_p")]), 0.04);
        QVERIFY(isMissing(table.rows[4][columnOf(table, "tau_mean")]));
        QCOMPARE(word(table.rows[9][columnOf(table, "task")]), std::string("b"));
    }

    void peopleSeeVariantsBaselinesAndTheBest()
    {
        const ResultTable table = ablationTable(smallAblation(), EvaluationForm::People);
        QVERIFY(checkTable(table).has_value());
        QCOMPARE(table.rows.size(), std::size_t(10));
        const std::size_t mae = columnOf(table, "mae");
        QVERIFY(table.rows[0][mae].emphasis == Emphasis::Best);
        QVERIFY(table.rows[4][mae].emphasis == Emphasis::None);
        QVERIFY(table.rows[5][mae].emphasis == Emphasis::Best); // each task has its own
        QCOMPARE(*table.rows[0][mae].spread, 0.01);
        QVERIFY(table.caption.find("10 demonstrations") != std::string::npos);
    }

    void demonstrationsTableGroupsByModel()
    {
        const ResultTable table = demonstrationsTable(smallAblation(), EvaluationForm::People);
        QVERIFY(checkTable(table).has_value());
        // a task: each model with 1 and 10, the mean with 1 and 10
        QCOMPARE(table.rows.size(), std::size_t(12));
        const std::size_t model = columnOf(table, "model");
        const std::size_t count = columnOf(table, "demonstrations");
        QCOMPARE(word(table.rows[0][model]), std::string("local/one"));
        QCOMPARE(word(table.rows[1][model]), std::string("local/one"));
        QCOMPARE(std::get<std::int64_t>(table.rows[0][count].value), std::int64_t(1));
        QCOMPARE(std::get<std::int64_t>(table.rows[1][count].value), std::int64_t(10));
        QCOMPARE(word(table.rows[2][model]), std::string("local/two"));
        QVERIFY(word(table.rows[4][model]).empty());
    }

    void everyFormatRenders()
    {
        for (const EvaluationForm form : {EvaluationForm::Data, EvaluationForm::People}) {
            const ResultTable table = demonstrationsTable(smallAblation(), form);
            QVERIFY(!render(table, TableFormat::Latex).empty());
            QVERIFY(!render(table, TableFormat::Csv).empty());
        }
    }

    void referenceThatCannotBeFittedIsReplaced()
    {
        const TfsTask task = madeTask();
        AblationPlan plan = smallPlan();
        plan.baselines = {};
        plan.reference = "ols:decoder_layers";
        plan.resamples = 50;
        Job job;
        const auto ablation = runAblation(std::span(&task, 1), plan, {}, job);
        QVERIFY2(ablation, ablation ? "" : ablation.error().message.c_str());
        QCOMPARE(ablation->blocks.size(), std::size_t(2));
        const Evaluation &ten = ablation->blocks[0].evaluation;
        QCOMPARE(specText(ten.predictors[ten.testedAgainst.value()].spec), plan.reference);
        QCOMPARE(ten.predictors.size(), std::size_t(5)); // no substitute is shown
        const Evaluation &one = ablation->blocks[1].evaluation;
        QCOMPARE(specText(one.predictors[one.testedAgainst.value()].spec),
                 std::string("mean-by-depth"));
        QCOMPARE(one.predictors.size(), std::size_t(4)); // and the mean is not
        QVERIFY(std::any_of(one.notes.begin(), one.notes.end(), [](const std::string &note) {
            return note.ends_with("instead.")
                   && note.find("could not be evaluated, so the others were tested against ")
                          != std::string::npos;
        }));

        const ResultTable people = demonstrationsTable(*ablation, EvaluationForm::People);
        QVERIFY2(people.caption.find("With 1 demonstration that cannot be fitted, and p is against "
                                     + specTitle(one.predictors[*one.testedAgainst].spec))
                     != std::string::npos,
                 people.caption.c_str());
        // Ten demonstrations are enough: nothing of the sort is said there.
        QVERIFY(ablationTable(*ablation, EvaluationForm::People).caption.find("cannot be fitted")
                == std::string::npos);
        const ResultTable data = demonstrationsTable(*ablation, EvaluationForm::Data);
        const std::size_t reference = columnOf(data, "reference");
        const std::size_t demonstrations = columnOf(data, "demonstrations");
        QVERIFY(reference < data.columns.size());
        for (const auto &row : data.rows) {
            const bool isOne = std::get<std::int64_t>(row[demonstrations].value) == 1;
            const std::string spec = word(row[columnOf(data, "predictor")]);
            const std::string expected = isOne ? "mean-by-depth" : plan.reference;
            QCOMPARE(word(row[reference]), spec == expected ? std::string() : expected);
        }
    }

    void rowThatCouldNotBeAskedSaysWhy()
    {
        Ablation ablation = smallAblation();
        ablation.blocks[0].evaluation.predictors[0].error = Error{
            ErrorCode::NotFound, "60 of 60 replies are missing.", {}};
        const ResultTable table = ablationTable(ablation, EvaluationForm::People);
        const TableCell &cell = table.rows[0][columnOf(table, "mae")];
        QVERIFY(isMissing(cell));
        QCOMPARE(cell.reason, std::string("60 of 60 replies are missing."));
    }
};

QTEST_APPLESS_MAIN(AblationTableTest)

#include "tst_ablation_table.moc"
