// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <limits>

#include <QTest>

#include "core/store/artifact_store.h"
#include "core/store/score_store.h"
#include "core/store/supernet_store.h"
#include "tests/core/store/store_fixtures.h"

using namespace auspex;
using namespace auspex::test;

class TestSupernets : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void supernetComesBackAsItWas();
    void namesAreUniqueAmongThoseThatAreThere();
    void aHashFindsASupernetUnlessItFitsSeveral();
    void scoresBelongToTheirSettings();
    void aScoreIsNeverChanged();
    void whatIsNoNumberIsKnownToBeNone();
    void changedSettingsAreDamage();

private:
    StoredSupernet supernet(const std::string &name, const std::string &weights)
    {
        SupernetShape shape;
        shape.sourceVocabulary = shape.targetVocabulary = 100;
        return {0, name, putArtifact(*m_workspace, weights, "checkpoint", name)->sha256, shape,
                "wmt14ende"};
    }

    std::optional<TestFolder> m_folder;
    std::optional<Workspace> m_workspace;
};

namespace {

const ScoreSet lossesOfTest{"loss", {{"pairs", "test"}, {"supernet", "a"}}};

std::vector<Architecture> networks()
{
    std::vector<Architecture> all;
    for (const TfsRecord &record : makeRecords(5, 3))
        all.push_back(record.architecture);
    return all;
}

} // namespace

void TestSupernets::init()
{
    m_workspace.reset();
    m_folder.emplace();
    Result<Workspace> workspace = Workspace::create(m_folder->file("s.auspex"));
    QVERIFY2(workspace, qPrintable(problem(workspace)));
    m_workspace.emplace(*std::move(workspace));
}

void TestSupernets::supernetComesBackAsItWas()
{
    StoredSupernet wanted = supernet("HAT", "weights");
    wanted.corpus = "demo";
    wanted.training = {{"updates", 40000}};
    const auto added = addSupernet(*m_workspace, wanted);
    QVERIFY2(added, qPrintable(problem(added)));
    StoredSupernet found = findSupernet(*m_workspace, "HAT").value();
    QVERIFY(found == *added);
    QCOMPARE(found.createdAt.size(), 24U);
    found.id = 0;
    found.createdAt.clear();
    QVERIFY(found == wanted);
    // Neither corpus nor training need be known.
    const auto bare = addSupernet(*m_workspace, supernet("bare", "weights"));
    QVERIFY2(bare, qPrintable(problem(bare)));
    QVERIFY(!bare->corpus && !bare->training);
    StoredSupernet weightless = wanted;
    weightless.name = "weightless";
    weightless.artifact = std::string(64, 'f');
    QCOMPARE(addSupernet(*m_workspace, weightless).error().code, ErrorCode::NotFound);
    QCOMPARE(findings(*m_workspace), QString());
}

void TestSupernets::namesAreUniqueAmongThoseThatAreThere()
{
    const auto first = addSupernet(*m_workspace, supernet("HAT", "one"));
    QVERIFY(problem(addSupernet(*m_workspace, supernet("HAT", "two")))
                .contains(QStringLiteral("already")));
    QVERIFY(removeSupernet(*m_workspace, first->id));
    const auto second = addSupernet(*m_workspace, supernet("HAT", "two"));
    QVERIFY2(second, qPrintable(problem(second)));
    QVERIFY(problem(restoreSupernet(*m_workspace, first->id))
                .contains(QStringLiteral("rename that one")));
    QVERIFY(renameSupernet(*m_workspace, second->id, "HAT 2"));
    QVERIFY(restoreSupernet(*m_workspace, first->id));
    QVERIFY(!renameSupernet(*m_workspace, second->id, "HAT"));
    QCOMPARE(loadSupernets(*m_workspace)->size(), 2U);
    QCOMPARE(removeSupernet(*m_workspace, 77).error().code, ErrorCode::NotFound);
}

void TestSupernets::aHashFindsASupernetUnlessItFitsSeveral()
{
    const auto first = addSupernet(*m_workspace, supernet("one", "one"));
    QCOMPARE(findSupernet(*m_workspace, first->artifact.substr(0, 4))->name, first->name);
    QVERIFY(!findSupernet(*m_workspace, first->artifact.substr(0, 3)));
    const auto twin = addSupernet(*m_workspace, supernet("twin", "one"));
    QCOMPARE(findSupernet(*m_workspace, first->artifact)->artifact, twin->artifact);
    QVERIFY(
        problem(findSupernet(*m_workspace, "onne")).contains(QStringLiteral("did you mean one")));
}

void TestSupernets::scoresBelongToTheirSettings()
{
    const std::vector<Architecture> all = networks();
    const std::vector<std::pair<Architecture, StoredScore>> scores{{all[0], {4.25, {{"n", 10}}}},
                                                                   {all[2], {0.1 + 0.2, {}}}};
    QVERIFY(saveScores(*m_workspace, lossesOfTest, scores));
    const auto loaded = loadScores(*m_workspace, lossesOfTest, all);
    QVERIFY2(loaded, qPrintable(problem(loaded)));
    QVERIFY(*(*loaded)[0] == scores[0].second);
    QVERIFY(!(*loaded)[1]);
    QCOMPARE(*(*loaded)[2]->value, 0.1 + 0.2); // to the bit
    ScoreSet other = lossesOfTest;
    other.settings["supernet"] = "b";
    QVERIFY(!loadScores(*m_workspace, other, all)->front());
    other = lossesOfTest;
    other.kind = "bleu";
    QVERIFY(!loadScores(*m_workspace, other, all)->front());
    QCOMPARE(findings(*m_workspace), QString());
}

void TestSupernets::aScoreIsNeverChanged()
{
    const std::vector<Architecture> one{networks().front()};
    const auto save = [&](double value) {
        const std::vector<std::pair<Architecture, StoredScore>> scores{{one[0], {value, {}}}};
        return saveScores(*m_workspace, lossesOfTest, scores);
    };
    QVERIFY(save(1.0));
    QVERIFY(save(2.0));
    QCOMPARE(*loadScores(*m_workspace, lossesOfTest, one)->front()->value, 1.0);
}

void TestSupernets::whatIsNoNumberIsKnownToBeNone()
{
    const std::vector<Architecture> one{networks().front()};
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const std::vector<std::pair<Architecture, StoredScore>> scores{{one[0], {nan, {}}}};
    QVERIFY(saveScores(*m_workspace, lossesOfTest, scores));
    const auto loaded = loadScores(*m_workspace, lossesOfTest, one);
    QVERIFY(loaded->front().has_value());
    QVERIFY(!loaded->front()->value);
}

void TestSupernets::changedSettingsAreDamage()
{
    const std::vector<std::pair<Architecture, StoredScore>> scores{{networks()[0], {1.0, {}}}};
    QVERIFY(saveScores(*m_workspace, lossesOfTest, scores));
    QVERIFY(m_workspace->database().execute("UPDATE score_sets SET settings = '{\"a\":1}'"));
    QVERIFY(findings(*m_workspace).contains(QStringLiteral("settings of score set")));
}

QTEST_GUILESS_MAIN(TestSupernets)
#include "tst_supernets.moc"
