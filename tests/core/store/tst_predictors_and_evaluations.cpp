// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <QTest>

#include "core/store/evaluation_store.h"
#include "core/store/predictor_store.h"
#include "core/store/tfs_task_store.h"
#include "tests/core/store/store_fixtures.h"

using namespace auspex;
using namespace auspex::test;

class TestPredictorsAndEvaluations : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void predictorsKeepOrderAndTakeFreeColors();
    void takenOrEmptyNameIsRefused();
    void removedPredictorComesBackWithItsResults();
    void changedSpecDropsResultsAndChangedNameDoesNot();
    void predictionsComeBackInTheOrderOfTheRecords();
    void predictionsAreNotCurrentAfterAnImport();
    void wrongPredictionsChangeNothing();
    void evaluationOfTheSameSettingsIsReplaced();
    void deletedPredictorIsUnknown();

private:
    PredictionSet predictionsFor(std::int64_t predictor);

    std::optional<TestFolder> m_folder;
    std::optional<Workspace> m_workspace;
    std::vector<TfsRecord> m_records;
};

void TestPredictorsAndEvaluations::init()
{
    m_folder.emplace();
    Result<Workspace> workspace = Workspace::create(m_folder->file("predictors.auspex"));
    QVERIFY2(workspace, qPrintable(problem(workspace)));
    m_workspace.emplace(*std::move(workspace));
    m_records = makeRecords(1, 12);
    QVERIFY(importTfsFile(*m_workspace, makeRequest("t", "1", SplitRole::Test, m_records)));
}

void TestPredictorsAndEvaluations::cleanup()
{
    QCOMPARE(findings(*m_workspace), QString());
    m_workspace.reset();
    m_folder.reset();
}

PredictionSet TestPredictorsAndEvaluations::predictionsFor(std::int64_t predictor)
{
    PredictionSet set{predictor, "t", "1", "valid_bleu", {}, true};
    for (std::size_t i = m_records.size(); i-- > 0;)
        set.predictions.push_back({m_records[i].architecture, 20.5 + static_cast<double>(i),
                                   i % 2 == 0 ? std::optional(0.25) : std::nullopt});
    return set;
}

void TestPredictorsAndEvaluations::predictorsKeepOrderAndTakeFreeColors()
{
    const auto first = addPredictor(*m_workspace, "HAT", "recorded:HAT");
    const auto second = addPredictor(*m_workspace, "Mean", "mean");
    const auto third = addPredictor(*m_workspace, "Depth", "depth");
    QVERIFY2(third, qPrintable(problem(third)));
    QCOMPARE(first->color, 0);
    QCOMPARE(third->color, 2);
    QVERIFY(removePredictor(*m_workspace, second->id));
    const auto fourth = addPredictor(*m_workspace, "GP", "gp");
    QCOMPARE(fourth->color, 1);
    StoredPredictor moved = *first;
    moved.position = 99;
    moved.name = "HAT supernet";
    QVERIFY(updatePredictor(*m_workspace, moved));
    QVERIFY(loadPredictors(*m_workspace).value()
            == (std::vector<StoredPredictor>{*third, *fourth, moved}));
}

void TestPredictorsAndEvaluations::takenOrEmptyNameIsRefused()
{
    const auto first = addPredictor(*m_workspace, "HAT", "recorded:HAT");
    auto second = addPredictor(*m_workspace, "Mean", "mean");
    const auto twice = addPredictor(*m_workspace, "HAT", "mean");
    QVERIFY(!twice);
    QVERIFY2(problem(twice).contains(QStringLiteral("already a predictor \"HAT\"")),
             qPrintable(problem(twice)));
    QCOMPARE(addPredictor(*m_workspace, "", "mean").error().code, ErrorCode::InvalidInput);
    second->name = "HAT";
    QCOMPARE(updatePredictor(*m_workspace, *second).error().code, ErrorCode::InvalidInput);
    second->name = "Mean";
    second->id = 99;
    QCOMPARE(updatePredictor(*m_workspace, *second).error().code, ErrorCode::InvalidInput);
    second->name = "Other";
    QCOMPARE(updatePredictor(*m_workspace, *second).error().code, ErrorCode::NotFound);
}

void TestPredictorsAndEvaluations::removedPredictorComesBackWithItsResults()
{
    const auto predictor = addPredictor(*m_workspace, "HAT", "recorded:HAT");
    QVERIFY(savePredictions(*m_workspace, predictionsFor(predictor->id)));
    QVERIFY(removePredictor(*m_workspace, predictor->id));
    QCOMPARE(loadPredictors(*m_workspace)->size(), 0U);
    QVERIFY(!loadPredictions(*m_workspace, predictor->id, "t", "1", "valid_bleu")->has_value());
    QVERIFY(restorePredictor(*m_workspace, predictor->id));
    QVERIFY(loadPredictors(*m_workspace)->front() == *predictor);
    QVERIFY(loadPredictions(*m_workspace, predictor->id, "t", "1", "valid_bleu")->has_value());
    QVERIFY(removePredictor(*m_workspace, predictor->id));
    QVERIFY(addPredictor(*m_workspace, "HAT", "recorded:HAT"));
    QCOMPARE(restorePredictor(*m_workspace, predictor->id).error().code, ErrorCode::InvalidInput);
    QCOMPARE(purgeDeleted(*m_workspace).value(), 1);
    QCOMPARE(restorePredictor(*m_workspace, predictor->id).error().code, ErrorCode::NotFound);
}

void TestPredictorsAndEvaluations::changedSpecDropsResultsAndChangedNameDoesNot()
{
    auto predictor = addPredictor(*m_workspace, "HAT", "recorded:HAT");
    QVERIFY(savePredictions(*m_workspace, predictionsFor(predictor->id)));
    QVERIFY(saveEvaluation(
        *m_workspace, {0, predictor->id, "t", "valid_bleu", {{"a", 1}}, {{"mae", 1}}, {}, true}));
    predictor->name = "Other";
    QVERIFY(updatePredictor(*m_workspace, *predictor));
    QCOMPARE(workspaceInfo(*m_workspace)->predictions, 12);
    predictor->spec = "calibrated:linear:recorded:HAT";
    QVERIFY(updatePredictor(*m_workspace, *predictor));
    QCOMPARE(workspaceInfo(*m_workspace)->predictions, 0);
    QCOMPARE(workspaceInfo(*m_workspace)->evaluations, 0);
}

void TestPredictorsAndEvaluations::predictionsComeBackInTheOrderOfTheRecords()
{
    const auto predictor = addPredictor(*m_workspace, "HAT", "recorded:HAT");
    PredictionSet set = predictionsFor(predictor->id);
    QVERIFY(savePredictions(*m_workspace, set));
    const Result<void> again = savePredictions(*m_workspace, set); // replaces
    QVERIFY2(again, qPrintable(problem(again)));
    const auto loaded = loadPredictions(*m_workspace, predictor->id, "t", "1", "valid_bleu");
    QVERIFY(loaded && *loaded);
    std::reverse(set.predictions.begin(), set.predictions.end());
    QVERIFY((*loaded)->predictions == set.predictions);
    QVERIFY((*loaded)->isCurrent);
    QVERIFY(!loadPredictions(*m_workspace, predictor->id, "t", "1", "test_bleu")->has_value());
}

void TestPredictorsAndEvaluations::predictionsAreNotCurrentAfterAnImport()
{
    const auto predictor = addPredictor(*m_workspace, "HAT", "recorded:HAT");
    QVERIFY(savePredictions(*m_workspace, predictionsFor(predictor->id)));
    QVERIFY(saveEvaluation(
        *m_workspace, {0, predictor->id, "t", "valid_bleu", {{"a", 1}}, {{"mae", 1}}, {}, true}));
    QVERIFY(importTfsFile(*m_workspace, makeRequest("t", "2", SplitRole::Test, makeRecords(9, 4))));
    QVERIFY(
        !loadPredictions(*m_workspace, predictor->id, "t", "1", "valid_bleu").value()->isCurrent);
    QVERIFY(!loadEvaluations(*m_workspace)->front().isCurrent);
}

void TestPredictorsAndEvaluations::wrongPredictionsChangeNothing()
{
    const auto predictor = addPredictor(*m_workspace, "HAT", "recorded:HAT");
    const PredictionSet good = predictionsFor(predictor->id);
    QVERIFY(savePredictions(*m_workspace, good));
    PredictionSet bad = good;
    bad.predictions.back().value = std::nan("");
    QCOMPARE(savePredictions(*m_workspace, bad).error().code, ErrorCode::InvalidInput);
    bad = good;
    bad.predictions.push_back(bad.predictions.front());
    QCOMPARE(savePredictions(*m_workspace, bad).error().code, ErrorCode::InvalidInput);
    bad = good;
    bad.split = "none";
    QCOMPARE(savePredictions(*m_workspace, bad).error().code, ErrorCode::NotFound);
    bad = good;
    bad.predictorId = 99;
    QCOMPARE(savePredictions(*m_workspace, bad).error().code, ErrorCode::NotFound);
    QCOMPARE(workspaceInfo(*m_workspace)->predictions, 12);
}

void TestPredictorsAndEvaluations::evaluationOfTheSameSettingsIsReplaced()
{
    const auto predictor = addPredictor(*m_workspace, "HAT", "recorded:HAT");
    StoredEvaluation evaluation{0,
                                predictor->id,
                                "t",
                                "valid_bleu",
                                {{"splits", {"1"}}, {"demonstrations", 10}},
                                {{"mae", 1.25}},
                                {},
                                true};
    QVERIFY(saveEvaluation(*m_workspace, evaluation));
    evaluation.settings = {{"demonstrations", 10}, {"splits", {"1"}}}; // another order of keys
    evaluation.result = {{"mae", 1.5}, {"nan", std::nan("")}};
    const auto second = saveEvaluation(*m_workspace, evaluation);
    QVERIFY2(second, qPrintable(problem(second)));
    evaluation.settings["demonstrations"] = 5;
    QVERIFY(saveEvaluation(*m_workspace, evaluation));
    const auto all = loadEvaluations(*m_workspace, "t");
    QVERIFY(all);
    QCOMPARE(all->size(), 2U);
    QCOMPARE(all->front().id, *second);
    QCOMPARE(all->front().result["mae"].get<double>(), 1.5);
    QVERIFY(all->front().result["nan"].is_null());
    QCOMPARE(all->front().predictorId, predictor->id);
    QCOMPARE(all->front().createdAt.size(), 24U);
    QVERIFY(all->front().isCurrent);
    QCOMPARE(loadEvaluations(*m_workspace, "u")->size(), 0U);
}

void TestPredictorsAndEvaluations::deletedPredictorIsUnknown()
{
    const auto predictor = addPredictor(*m_workspace, "HAT", "recorded:HAT");
    QVERIFY(removePredictor(*m_workspace, predictor->id));
    QCOMPARE(removePredictor(*m_workspace, predictor->id).error().code, ErrorCode::NotFound);
    QCOMPARE(savePredictions(*m_workspace, predictionsFor(predictor->id)).error().code,
             ErrorCode::NotFound);
    QCOMPARE(
        saveEvaluation(*m_workspace, {0, predictor->id, "t", "x", {}, {}, {}, true}).error().code,
        ErrorCode::NotFound);
}

QTEST_GUILESS_MAIN(TestPredictorsAndEvaluations)
#include "tst_predictors_and_evaluations.moc"
