// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <optional>

#include <QTemporaryDir>
#include <QtTest>

#include "core/corpus/corpus_import.h"
#include "core/engine/client.h"
#include "core/engine/supernet_calls.h"
#include "core/inference/score.h"
#include "core/metrics/bleu.h"
#include "core/metrics/fairseq_bleu.h"
#include "core/store/corpus_store.h"
#include "core/store/workspace_check.h"
#include "core/supernets/supernet_library.h"
#include "core/supernets/supernet_service.h"
#include "core/tensors/safetensors.h"
#include "tests/support/random_supernet.h"

using namespace auspex;
using namespace auspex::test;

namespace {

template<typename T>
QString problem(const Result<T> &result)
{
    return result ? QString() : QString::fromStdString(result.error().message);
}

Architecture architecture(int ffn, int decoderLayers)
{
    Architecture result;
    result.encoderEmbedDim = result.decoderEmbedDim = 32;
    result.encoder = {{ffn, 4}, {ffn, 2}};
    for (int i = 0; i < decoderLayers; ++i)
        result.decoder.push_back({ffn, 2, 4, 1});
    return result;
}

const std::vector<Architecture> someArchitectures{architecture(64, 2), architecture(32, 1),
                                                  architecture(64, 1)};

} // namespace

class TestSupernetService : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void importedWeightsAreOneArtifactPerNetwork();
    void badImportsLeaveTheWorkspaceAlone();
    void lossesAreThoseOfTheInference();
    void nothingIsScoredTwice();
    void lossAndNllComeOfOneComputation();
    void onlyWhatIsMissingIsComputed();
    void whatCameBeforeAnInterruptionIsKept();
    void bleuIsThatOfTheTranslations();
    void architecturesThatDoNotFitSayWhy();
    void withoutWorkspaceOrCorpusAClearSentenceComes();
    void settingsThatDecideAScoreSeparateIt();
    void scoresOfAReadOnlyWorkspaceStayInMemory();
    void proxiesAreComputedOnce_data();
    void proxiesAreComputedOnce();
    void proxiesNeedACorpus();

private:
    std::filesystem::path path(const char *name) const
    {
        return std::filesystem::path(m_folder->path().toStdString()) / name;
    }
    /// Counts how often the engine was asked for.
    std::shared_ptr<SupernetService> service(SupernetService::Mode mode
                                             = SupernetService::Mode::Score);
    /// One whose engine cannot start.
    std::shared_ptr<SupernetService> withoutEngine();
    SupernetSpec spec(SupernetMetric metric = SupernetMetric::Loss) const
    {
        SupernetSpec result;
        result.supernet = "tiny";
        result.metric = metric;
        return result;
    }

    std::optional<QTemporaryDir> m_corpusFolder;
    std::optional<Corpus> m_corpus;
    SupernetShape m_shape;
    std::shared_ptr<engine::Client> m_client;
    int m_asked = 0;

    std::optional<QTemporaryDir> m_folder;
    std::optional<Workspace> m_workspace;
    Job m_job;
};

void TestSupernetService::initTestCase()
{
    m_corpusFolder.emplace();
    DemoImport options;
    options.name = "demo";
    options.task = {.train = 300, .valid = 12, .test = 5, .seed = 3};
    Job job;
    auto corpus = importDemo(options,
                             m_corpusFolder->filePath(QStringLiteral("demo")).toStdString(), job);
    QVERIFY2(corpus, qPrintable(problem(corpus)));
    m_corpus.emplace(std::move(*corpus));
    m_shape.encoderEmbedDim = m_shape.decoderEmbedDim = 32;
    m_shape.encoderFfnDim = m_shape.decoderFfnDim = 64;
    m_shape.encoderLayers = m_shape.decoderLayers = 2;
    m_shape.encoderHeads = m_shape.decoderHeads = 4;
    m_shape.qkvDim = 32;
    m_shape.sourceVocabulary = static_cast<int>(m_corpus->source.dictionary.size());
    m_shape.targetVocabulary = static_cast<int>(m_corpus->target.dictionary.size());
    m_shape.sharedEmbeddings = m_corpus->joined;
    engine::ClientOptions client;
    client.command = {AUSPEX_ENGINE};
    client.threads = 1;
    m_client = std::make_shared<engine::Client>(client);
}

void TestSupernetService::init()
{
    m_asked = 0;
    m_folder.emplace();
    auto workspace = Workspace::create(path("w.auspex"));
    QVERIFY2(workspace, qPrintable(problem(workspace)));
    m_workspace.emplace(std::move(*workspace));
    const auto saved = saveCorpus(
        *m_workspace,
        {0, "demo", "en", "de", m_corpus->folder.string(), m_corpus->manifest().dump(), {}});
    QVERIFY2(saved, qPrintable(problem(saved)));
    QVERIFY(writeSafetensors(path("w.safetensors"), randomWeights(m_shape, 7)));
    const auto added = importSupernet(*m_workspace,
                                      {"tiny", path("w.safetensors"), m_shape, "", "demo"}, m_job);
    QVERIFY2(added, qPrintable(problem(added)));
}

void TestSupernetService::cleanup()
{
    const auto findings = checkWorkspace(*m_workspace, m_job);
    QVERIFY2(findings, qPrintable(problem(findings)));
    for (const Finding &finding : *findings)
        QFAIL(finding.message.c_str());
    m_workspace.reset();
    m_folder.reset();
}

std::shared_ptr<SupernetService> TestSupernetService::service(SupernetService::Mode mode)
{
    SupernetService::Settings settings;
    settings.mode = mode;
    settings.engine = [this]() -> Result<std::shared_ptr<engine::Client>> {
        ++m_asked;
        return m_client;
    };
    return SupernetService::create(settings, &*m_workspace).value();
}

std::shared_ptr<SupernetService> TestSupernetService::withoutEngine()
{
    SupernetService::Settings settings;
    settings.engine = []() -> Result<std::shared_ptr<engine::Client>> {
        return failure(ErrorCode::NotFound, "There is no engine today.");
    };
    return SupernetService::create(settings, &*m_workspace).value();
}

void TestSupernetService::importedWeightsAreOneArtifactPerNetwork()
{
    TensorFile more = randomWeights(m_shape, 7);
    more.tensors.emplace("unused.tensor", floatTensor({2}, {1.0F, 2.0F}));
    more.metadata["origin"] = "elsewhere";
    QVERIFY(writeSafetensors(path("more.safetensors"), more));
    const auto again = importSupernet(
        *m_workspace, {"twin", path("more.safetensors"), m_shape, "", "demo"}, m_job);
    QVERIFY2(again, qPrintable(problem(again)));
    const auto first = findSupernet(*m_workspace, "tiny");
    QCOMPARE(again->artifact, first->artifact);
    QCOMPARE(findSupernet(*m_workspace, first->artifact.substr(0, 8))->artifact, first->artifact);
    QVERIFY(removeSupernet(*m_workspace, first->id));
    QVERIFY(!findSupernet(*m_workspace, "tiny"));
    QVERIFY(restoreSupernet(*m_workspace, first->id));
    QVERIFY(*findSupernet(*m_workspace, "tiny") == *first);
}

void TestSupernetService::badImportsLeaveTheWorkspaceAlone()
{
    const auto import = [&](const SupernetImport &what) {
        return problem(importSupernet(*m_workspace, what, m_job));
    };
    QVERIFY(import({"tiny", path("w.safetensors"), m_shape}).contains(QStringLiteral("already")));
    SupernetShape other = m_shape;
    other.encoderFfnDim = 128;
    QVERIFY(import({"b", path("w.safetensors"), other}).contains(QStringLiteral("fc1")));
    QVERIFY(import({"b", path("none.safetensors"), m_shape}).contains(QStringLiteral("none.safe")));
    QVERIFY(import({"b", path("w.safetensors"), m_shape, "", "nowhere"})
                .contains(QStringLiteral("demo")));
    other = m_shape;
    other.targetVocabulary += 8;
    QVERIFY(import({"b", path("w.safetensors"), other, "", "demo"})
                .contains(QStringLiteral("target tokens")));
    QCOMPARE(loadSupernets(*m_workspace)->size(), std::size_t{1});
}

void TestSupernetService::lossesAreThoseOfTheInference()
{
    const auto values = service()->scores(spec(), someArchitectures, m_job);
    QVERIFY2(values, qPrintable(problem(values)));
    const auto weights = loadSupernet(m_shape, path("w.safetensors"));
    const auto pairs = readCorpusTokens(*m_corpus, "valid");
    QVERIFY(weights && pairs);
    const auto wanted = scoreSubnets(*weights, *pairs, someArchitectures, ScoringOptions{}, m_job);
    QVERIFY2(wanted, qPrintable(problem(wanted)));
    for (std::size_t i = 0; i < someArchitectures.size(); ++i) {
        QVERIFY((*values)[i].value.has_value());
        const SubnetScore &score = (*wanted)[i];
        const double loss = score.labelSmoothedLossSum / static_cast<double>(score.tokens);
        QVERIFY(std::abs(*(*values)[i].value - loss) < 1e-6 * loss);
        QCOMPARE((*values)[i].detail.at("ntokens").get<std::int64_t>(), score.tokens);
        QVERIFY(!(*values)[i].wasKnown);
    }
}

void TestSupernetService::nothingIsScoredTwice()
{
    const auto first = service()->scores(spec(), someArchitectures, m_job);
    QVERIFY2(first, qPrintable(problem(first)));
    QCOMPARE(m_asked, 1);
    const auto second = withoutEngine()->scores(spec(), someArchitectures, m_job);
    QVERIFY2(second, qPrintable(problem(second)));
    for (std::size_t i = 0; i < someArchitectures.size(); ++i) {
        QCOMPARE(*(*second)[i].value, *(*first)[i].value);
        QVERIFY((*second)[i].wasKnown);
    }
    // By another of its names, too.
    SupernetSpec byHash = spec();
    byHash.supernet = findSupernet(*m_workspace, "tiny")->artifact.substr(0, 12);
    QVERIFY(withoutEngine()->scores(byHash, someArchitectures, m_job));
}

void TestSupernetService::lossAndNllComeOfOneComputation()
{
    const auto losses = service()->scores(spec(), someArchitectures, m_job);
    const auto nlls = withoutEngine()->scores(spec(SupernetMetric::Nll), someArchitectures, m_job);
    QVERIFY2(losses && nlls, qPrintable(problem(nlls)));
    const SubnetValue &nll = nlls->front();
    QCOMPARE(*nll.value,
             nll.detail.at("nll_sum").get<double>() / nll.detail.at("ntokens").get<double>());
    QVERIFY(*nll.value != *losses->front().value);
}

void TestSupernetService::onlyWhatIsMissingIsComputed()
{
    const std::vector<Architecture> one{someArchitectures[1]};
    QVERIFY(service()->scores(spec(), one, m_job));
    const auto looked = service(SupernetService::Mode::KnownOnly);
    QCOMPARE(looked->missing(spec(), someArchitectures).value(), std::size_t{2});
    const auto values = looked->scores(spec(), someArchitectures, m_job);
    QVERIFY2(values, qPrintable(problem(values)));
    QVERIFY((*values)[1].value && !(*values)[0].value && !(*values)[2].value);
    QVERIFY((*values)[0].isUnscored);
    QVERIFY((*values)[0].problem.ends_with('.'));
    QCOMPARE(m_asked, 1);
    // The same network twice is asked about once, and both get the score.
    std::vector<Architecture> doubled = someArchitectures;
    doubled.push_back(someArchitectures[0]);
    const auto all = service()->scores(spec(), doubled, m_job);
    QCOMPARE(*(*all)[0].value, *(*all)[3].value);
    QVERIFY((*all)[1].wasKnown);
}

void TestSupernetService::whatCameBeforeAnInterruptionIsKept()
{
    // Many networks; the job is cancelled as soon as the engine tells of the first score.
    std::vector<Architecture> many;
    for (int first = 8; first <= 64; first += 8) {
        for (int second = 8; second <= 64; second += 8) {
            many.push_back(architecture(first, 2));
            many.back().decoder[1].ffnDim = second;
        }
    }
    Job *running = nullptr;
    Job job([&running](const JobProgress &progress) {
        if (progress.done > 0)
            running->cancel();
    });
    running = &job;
    const auto values = service()->scores(spec(), many, job);
    if (values)
        QSKIP("The engine was done before it heard of the cancellation.");
    QVERIFY(values.error().code == ErrorCode::Cancelled);
    const auto kept = withoutEngine();
    const std::size_t missing = kept->missing(spec(), many).value();
    QVERIFY2(missing < many.size(), "no score was kept");
    // Going on computes the rest alone, and gives what an uninterrupted run gives.
    const auto all = service()->scores(spec(), many, m_job);
    QVERIFY2(all, qPrintable(problem(all)));
    QCOMPARE(static_cast<std::size_t>(std::count_if(all->begin(), all->end(),
                                                    [](const auto &one) { return one.wasKnown; })),
             many.size() - missing);
    SupernetService::Settings settings;
    settings.engine = [this]() -> Result<std::shared_ptr<engine::Client>> { return m_client; };
    std::filesystem::copy_file(path("w.safetensors"), path("again.safetensors"));
    auto fresh = Workspace::create(path("fresh.auspex"));
    QVERIFY(saveCorpus(
        *fresh,
        {0, "demo", "en", "de", m_corpus->folder.string(), m_corpus->manifest().dump(), {}}));
    QVERIFY(
        importSupernet(*fresh, {"tiny", path("again.safetensors"), m_shape, "", "demo"}, m_job));
    const auto whole
        = SupernetService::create(settings, &*fresh).value()->scores(spec(), many, m_job);
    for (std::size_t i = 0; i < many.size(); ++i)
        QCOMPARE(*(*all)[i].value, *(*whole)[i].value);
}

void TestSupernetService::bleuIsThatOfTheTranslations()
{
    SupernetSpec bleu = spec(SupernetMetric::Bleu);
    bleu.sentences = 6;
    bleu.beam = 2;
    const std::vector<Architecture> one{someArchitectures[0]};
    const auto translations = service()->translations(bleu, one[0], m_job);
    QVERIFY2(translations, qPrintable(problem(translations)));
    QCOMPARE(translations->size(), std::size_t{6});
    const auto texts = readCorpusTexts(*m_corpus, "valid");
    std::vector<std::string> hypotheses;
    std::vector<std::string> references;
    for (std::size_t i = 0; i < translations->size(); ++i) {
        QCOMPARE((*translations)[i].source, (*texts)[i].source);
        QCOMPARE((*translations)[i].reference, (*texts)[i].target);
        QVERIFY(!(*translations)[i].hypothesis.empty());
        hypotheses.push_back((*translations)[i].hypothesis);
        references.push_back((*translations)[i].reference);
    }
    const auto sacre = corpusBleu(hypotheses, std::span(&references, 1));
    std::vector<std::string> splitHypotheses;
    std::vector<std::string> splitReferences;
    for (std::size_t i = 0; i < hypotheses.size(); ++i) {
        splitHypotheses.push_back(splitCompounds(hypotheses[i]));
        splitReferences.push_back(splitCompounds(references[i]));
    }
    const auto fairseq = fairseqCorpusBleu(splitHypotheses, splitReferences);
    const auto values = service()->scores(bleu, one, m_job);
    QVERIFY2(values, qPrintable(problem(values)));
    QCOMPARE(*values->front().value, fairseq->score);
    bleu.metric = SupernetMetric::SacreBleu;
    const auto other = withoutEngine()->scores(bleu, one, m_job);
    QVERIFY2(other, qPrintable(problem(other)));
    QCOMPARE(*other->front().value, sacre->score);
}

void TestSupernetService::architecturesThatDoNotFitSayWhy()
{
    std::vector<Architecture> mixed = someArchitectures;
    mixed[1].decoder.resize(1);
    mixed[1].decoder[0].ffnDim = 4096;
    const auto values = service()->scores(spec(), mixed, m_job);
    QVERIFY2(values, qPrintable(problem(values)));
    QVERIFY(!(*values)[1].value && !(*values)[1].isUnscored);
    QVERIFY((*values)[1].problem.find("4096") != std::string::npos);
    QVERIFY((*values)[0].value && (*values)[2].value);
}

void TestSupernetService::withoutWorkspaceOrCorpusAClearSentenceComes()
{
    const auto none = SupernetService::create({}).value();
    QVERIFY(problem(none->scores(spec(), someArchitectures, m_job))
                .contains(QStringLiteral("workspace")));
    SupernetSpec other = spec();
    other.supernet = "tinny";
    QVERIFY(problem(service()->scores(other, someArchitectures, m_job))
                .contains(QStringLiteral("did you mean tiny")));
    other = spec();
    other.split = "dev";
    QVERIFY(problem(service()->scores(other, someArchitectures, m_job))
                .contains(QStringLiteral("valid")));
    const auto homeless = importSupernet(*m_workspace, {"homeless", path("w.safetensors"), m_shape},
                                         m_job);
    QVERIFY2(homeless, qPrintable(problem(homeless)));
    other = spec();
    other.supernet = "homeless";
    QVERIFY(problem(service()->scores(other, someArchitectures, m_job))
                .contains(QStringLiteral("corpus=NAME")));
    other.corpus = m_corpus->folder.string(); // a folder does as well
    QVERIFY(service()->scores(other, someArchitectures, m_job));
    QVERIFY(problem(withoutEngine()->scores(spec(SupernetMetric::Bleu), someArchitectures, m_job))
                .contains(QStringLiteral("no engine today")));
}

void TestSupernetService::settingsThatDecideAScoreSeparateIt()
{
    QVERIFY(service()->scores(spec(), someArchitectures, m_job));
    const auto known = withoutEngine();
    SupernetSpec other = spec();
    other.sentences = 5;
    QCOMPARE(known->missing(other, someArchitectures).value(), someArchitectures.size());
    other = spec();
    other.split = "test";
    QCOMPARE(known->missing(other, someArchitectures).value(), someArchitectures.size());
    other = spec();
    other.labelSmoothing = 0.2;
    QCOMPARE(known->missing(other, someArchitectures).value(), someArchitectures.size());
    other = spec();
    other.kernel = Kernel::OneDnnBFloat16;
    QCOMPARE(known->missing(other, someArchitectures).value(), someArchitectures.size());
    other = spec();
    other.sentences = 12; // all there are: the same sentences
    QCOMPARE(known->missing(other, someArchitectures).value(), std::size_t{0});
}

void TestSupernetService::scoresOfAReadOnlyWorkspaceStayInMemory()
{
    auto reading = Workspace::open(path("w.auspex"), OpenMode::ReadOnly);
    QVERIFY2(reading, qPrintable(problem(reading)));
    SupernetService::Settings settings;
    settings.engine = [this]() -> Result<std::shared_ptr<engine::Client>> {
        ++m_asked;
        return m_client;
    };
    const auto reader = SupernetService::create(settings, &*reading).value();
    QVERIFY(reader->scores(spec(), someArchitectures, m_job));
    const auto again = reader->scores(spec(), someArchitectures, m_job);
    QVERIFY2(again, qPrintable(problem(again)));
    QVERIFY(again->front().wasKnown);
    QCOMPARE(m_asked, 1);
    QCOMPARE(withoutEngine()->missing(spec(), someArchitectures).value(), someArchitectures.size());
}

void TestSupernetService::proxiesAreComputedOnce_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"grad-norm?sentences=4&seeds=1", "snip?sentences=4&seeds=1,2",
                             "synflow?seeds=1&literal=lite-transformer-search"})
        QTest::newRow(text) << QString::fromUtf8(text);
}

void TestSupernetService::proxiesAreComputedOnce()
{
    QFETCH(QString, text);
    const ProxySpec proxy = parseProxySpec(text.toStdString()).value();
    const SearchSpace space = *builtInSpace("demo");
    const ProxyQuery query{space, 0, "another"}; // the only corpus is taken
    const std::vector<Architecture> two{smallestArchitecture(space), largestArchitecture(space)};
    const auto first = service()->scores(proxy, query, two, m_job);
    QVERIFY2(first, qPrintable(problem(first)));
    QVERIFY((*first)[0].value && (*first)[1].value);
    QVERIFY(*(*first)[0].value > 0.0 && *(*first)[0].value != *(*first)[1].value);
    QCOMPARE((*first)[0].detail.at("seeds").size(), proxyOptions(proxy).seeds.size());
    const auto second = withoutEngine()->scores(proxy, query, two, m_job);
    QVERIFY2(second, qPrintable(problem(second)));
    QCOMPARE(*(*second)[1].value, *(*first)[1].value);
    QVERIFY((*second)[1].wasKnown);
}

void TestSupernetService::proxiesNeedACorpus()
{
    const ProxySpec proxy = parseProxySpec("grad-norm").value();
    const SearchSpace space = *builtInSpace("demo");
    const ProxyQuery query{space, 0, "demo"};
    const std::vector<Architecture> one{smallestArchitecture(space)};
    const auto looked = service(SupernetService::Mode::KnownOnly);
    QCOMPARE(looked->missing(proxy, query, one).value(), std::size_t{1});
    const auto values = looked->scores(proxy, query, one, m_job);
    QVERIFY2(values, qPrintable(problem(values)));
    QVERIFY(values->front().isUnscored);
    QVERIFY(problem(SupernetService::create({}).value()->scores(proxy, query, one, m_job))
                .contains(QStringLiteral("needs a corpus")));
}

QTEST_GUILESS_MAIN(TestSupernetService)
#include "tst_supernet_service.moc"
