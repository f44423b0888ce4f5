// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <csignal>

#include <QProcess>
#include <QTest>

#include "tests/app/llm_cli.h"

using namespace auspex;
using namespace auspex::test;

/// Predictions from any predictor, and what asking a language model sends, keeps and pays.
class TestCliPredict : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anyPredictorPredicts();
    void countsNeedNoData();
    void repliesAreThePredictionsAndAreKept();
    void whatIsRenderedIsWhatIsSent();
    void itIsToldBeforeItIsSent();
    void aModelThatMayCostNeedsAWorkspace();
    void anUnknownPriceKeepsNoLimit();
    void theLimitStopsTheRun();
    void withoutALimitOneDollarHolds();
    void answersWithoutANumberHaveAProblemAndStatus1();
    void evaluationJudgesTheRepliesAndSendsThemOnce();
    void cachedOnlySendsNothing();
    void aMissingKeyIsToldWithWhatToDo();
    void interruptedRunsKeepWhatCameAndGoOn();
    void aReadOnlyOrMissingWorkspaceIsRefusedBeforeAnythingIsSent();

private:
    static QStringList predict(const LlmFiles &files, const QString &spec)
    {
        return QStringList{QStringLiteral("predict"),
                           QStringLiteral("--format"),
                           QStringLiteral("csv"),
                           QStringLiteral("--predictor"),
                           spec,
                           QStringLiteral("--arch"),
                           files.architectures(),
                           QStringLiteral("--tfs"),
                           files.data(),
                           QStringLiteral("--split"),
                           QStringLiteral("1")}
               + (spec.contains(QStringLiteral("llm:")) ? files.options() : QStringList());
    }

    static QStringList kept(const LlmFiles &files)
    {
        return {QStringLiteral("--workspace"), files.path("kept.auspex")};
    }

    static std::vector<std::string> promptsOf(const ContractServer &server)
    {
        std::vector<std::string> prompts;
        for (const ReceivedRequest &request : server.requests()) {
            if (request.method == "POST")
                prompts.push_back(promptOf(request));
        }
        return prompts;
    }
};

void TestCliPredict::anyPredictorPredicts()
{
    const ContractServer server(countingScript(1000));
    const LlmFiles files(server);
    const Run run = runCli(predict(files, QStringLiteral("ols:decoder_layers")));
    QVERIFY2(run.status == 0, run.err.constData());
    const Csv csv = parsedCsv(run.out);
    QCOMPARE(csv.header, QStringLiteral("index source value deviation cost problem").split(u' '));
    QCOMPARE(csv.rows.size(), 5);
    // 24 at one layer and 30 at six.
    const double slope = 6.0 / 5.0;
    QVERIFY(qAbs(csv.rows[0][QStringLiteral("value")].toDouble() - (24 + slope)) < 1e-9);
    QVERIFY(qAbs(csv.rows[3][QStringLiteral("value")].toDouble() - (24 + 4 * slope)) < 1e-9);
    QCOMPARE(csv.rows[4][QStringLiteral("index")], QStringLiteral("4"));
    QVERIFY(csv.rows[4][QStringLiteral("source")].endsWith(QStringLiteral("test.jsonl:5")));
    QCOMPARE(csv.rows[0][QStringLiteral("cost")], QString());
    QVERIFY(server.requests().empty());
}

void TestCliPredict::countsNeedNoData()
{
    const ContractServer server(countingScript(1000));
    const LlmFiles files(server);
    const Run run = runCli({QStringLiteral("predict"), QStringLiteral("--predictor"),
                            QStringLiteral("params:no-embeddings"), QStringLiteral("--arch"),
                            files.architectures(), QStringLiteral("--format"),
                            QStringLiteral("csv"), QStringLiteral("--task"),
                            QStringLiteral("wmt14enfr")});
    QVERIFY2(run.status == 0, run.err.constData());
    const Csv csv = parsedCsv(run.out);
    const auto first = csv.rows[0][QStringLiteral("value")].toDouble();
    QVERIFY(first > 10 && first < csv.rows[1][QStringLiteral("value")].toDouble());
    // One that learns has nothing to learn from.
    const Run mean = runCli({QStringLiteral("predict"), QStringLiteral("--predictor"),
                             QStringLiteral("mean"), QStringLiteral("--arch"),
                             files.architectures()});
    QCOMPARE(mean.status, 1);
    QVERIFY2(mean.err.contains("at least 1 demonstration"), mean.err.constData());
}

void TestCliPredict::repliesAreThePredictionsAndAreKept()
{
    const ContractServer server(countingScript(1000));
    const LlmFiles files(server);
    const QStringList command = kept(files) + predict(files, llmSpec("here"));
    const Run run = runCli(command);
    QVERIFY2(run.status == 0, run.err.constData());
    const Csv csv = parsedCsv(run.out);
    QCOMPARE(csv.rows.size(), 5);
    const std::vector<std::string> prompts = promptsOf(server);
    QCOMPARE(prompts.size(), std::size_t{5});
    QStringList expected;
    for (const std::string &prompt : prompts)
        expected << QString::number(QString::fromStdString(scoreOf(prompt)).toDouble());
    QStringList got;
    for (const auto &row : csv.rows)
        got << QString::number(row[QStringLiteral("value")].toDouble());
    expected.sort(); // they come in any order
    got.sort();
    QCOMPARE(got, expected);
    QCOMPARE(csv.rows[0][QStringLiteral("cost")], QStringLiteral("0"));

    const Run again = runCli(command);
    QCOMPARE(again.status, 0);
    QCOMPARE(again.out, run.out);
    QCOMPARE(promptsOf(server).size(), std::size_t{5});
    QVERIFY2(again.err.contains("nothing has to be sent"), again.err.constData());
}

void TestCliPredict::whatIsRenderedIsWhatIsSent()
{
    const ContractServer server(countingScript(1000));
    const LlmFiles files(server);
    files.scratch().write("pairs.tsv", "one\teins\ntwo\tzwei\nthree\tdrei\nfour\tvier\n"
                                       "five\tf\xc3\xbcnf\nsix\tsechs\nseven\tsieben\n");
    const QStringList examples{QStringLiteral("--examples-tsv"), files.path("pairs.tsv"),
                               QStringLiteral("--seed"), QStringLiteral("7")};
    const Run sent = runCli(kept(files) + predict(files, QStringLiteral("llm:here/test-model"))
                            + examples);
    QVERIFY2(sent.status == 0, sent.err.constData());
    std::vector<std::string> prompts = promptsOf(server);
    std::sort(prompts.begin(), prompts.end());
    const Run rendered = runCli(
        QStringList{QStringLiteral("prompt"), QStringLiteral("render"), QStringLiteral("--task"),
                    QStringLiteral("task"), QStringLiteral("--tfs"), files.data(),
                    QStringLiteral("--split"), QStringLiteral("1"), QStringLiteral("--arch"),
                    files.architectures(), QStringLiteral("-o"), files.path("prompts")}
        + examples);
    QVERIFY2(rendered.status == 0, rendered.err.constData());
    std::vector<std::string> texts;
    for (const char *name :
         {"prompts/0.txt", "prompts/1.txt", "prompts/2.txt", "prompts/3.txt", "prompts/4.txt"})
        texts.push_back(files.scratch().read(name).toStdString());
    std::sort(texts.begin(), texts.end());
    QVERIFY(texts == prompts);
    QVERIFY(texts.front().find("BLEU: 24.00") != std::string::npos);
}

void TestCliPredict::itIsToldBeforeItIsSent()
{
    const ContractServer server(countingScript(1000));
    LlmFiles files(server);
    files.setPrice(2.5, 10);
    const Run run = runCliWith(kept(files) + predict(files, llmSpec("paid")),
                               {{QStringLiteral("AUSPEX_TEST_KEY"), QStringLiteral("sk-abc")}});
    QVERIFY2(run.status == 0, run.err.constData());
    QVERIFY2(run.err.contains("will send 5 requests, about "), run.err.constData());
    QVERIFY2(run.err.contains("at most 125 completion tokens: at most $0.0"), run.err.constData());
    QVERIFY2(run.err.contains("stops at $1.00, the limit where none is given"),
             run.err.constData());
    QVERIFY2(run.err.indexOf("will send") < run.err.indexOf("sent 5 requests"),
             run.err.constData());
    // 1000 prompt and 5 completion tokens each, as the server says.
    QVERIFY2(run.err.contains("sent 5 requests (5000 prompt tokens, 25 completion tokens) for "
                              "$0.0128"),
             run.err.constData());
    QVERIFY(qAbs(parsedCsv(run.out).rows[0][QStringLiteral("cost")].toDouble() - 0.00255) < 1e-9);
}

void TestCliPredict::aModelThatMayCostNeedsAWorkspace()
{
    const ContractServer server(countingScript(1000));
    const LlmFiles files(server);
    const Run run = runCli(predict(files, llmSpec("paid")));
    QCOMPARE(run.status, 2);
    QVERIFY2(run.err.contains("name a workspace with --workspace"), run.err.constData());
    QVERIFY(server.requests().empty());
    // A local one is asked, and the note says what that means.
    const Run local = runCli(predict(files, llmSpec("here")));
    QVERIFY2(local.status == 0, local.err.constData());
    QVERIFY2(local.err.contains("the replies are not kept"), local.err.constData());
}

void TestCliPredict::anUnknownPriceKeepsNoLimit()
{
    const ContractServer server(countingScript(1000));
    const LlmFiles files(server);
    const QMap<QString, QString> key{{QStringLiteral("AUSPEX_TEST_KEY"), QStringLiteral("sk-abc")}};
    const Run refused = runCliWith(kept(files) + predict(files, llmSpec("paid")), key);
    QCOMPARE(refused.status, 1);
    QVERIFY2(refused.err.contains("The price of \"test-model\" is not known, so a limit of $1.00 "
                                  "cannot be kept"),
             refused.err.constData());
    QVERIFY(promptsOf(server).empty());
    const Run allowed = runCliWith(
        kept(files) + predict(files, llmSpec("paid"))
            + QStringList{QStringLiteral("--budget"), QStringLiteral("none")},
        key);
    QVERIFY2(allowed.status == 0, allowed.err.constData());
    QVERIFY2(allowed.err.contains("for an unknown amount"), allowed.err.constData());
    QCOMPARE(parsedCsv(allowed.out).rows[0][QStringLiteral("cost")], QString());
}

void TestCliPredict::theLimitStopsTheRun()
{
    const ContractServer server(countingScript(1000));
    LlmFiles files(server);
    files.setPrice(1000, 0); // a dollar each, as the server counts
    const QMap<QString, QString> key{{QStringLiteral("AUSPEX_TEST_KEY"), QStringLiteral("sk-abc")}};
    const Run run = runCliWith(kept(files) + predict(files, llmSpec("paid"))
                                   + QStringList{QStringLiteral("--budget"), QStringLiteral("2.5"),
                                                 QStringLiteral("--parallel"), QStringLiteral("1")},
                               key);
    QCOMPARE(run.status, 1);
    const auto sent = static_cast<qsizetype>(promptsOf(server).size());
    QVERIFY2(sent >= 1 && sent <= 2, QByteArray::number(sent).constData());
    const Csv csv = parsedCsv(run.out);
    QCOMPARE(csv.rows.size(), 5);
    const auto without = std::count_if(csv.rows.begin(), csv.rows.end(), [](const auto &row) {
        return row[QStringLiteral("value")].isEmpty() && !row[QStringLiteral("problem")].isEmpty();
    });
    QCOMPARE(without, 5 - sent);
    QVERIFY2(run.err.contains("architectures have no prediction"), run.err.constData());
    // More money goes on where it stopped.
    const Run more = runCliWith(kept(files) + predict(files, llmSpec("paid"))
                                    + QStringList{QStringLiteral("--budget"), QStringLiteral("9")},
                                key);
    QVERIFY2(more.status == 0, more.err.constData());
    QCOMPARE(promptsOf(server).size(), std::size_t{5});
}

void TestCliPredict::withoutALimitOneDollarHolds()
{
    const ContractServer server(countingScript(1000));
    LlmFiles files(server);
    files.setPrice(400, 0); // 40 cents each
    const Run run = runCliWith(kept(files) + predict(files, llmSpec("paid"))
                                   + QStringList{QStringLiteral("--parallel"), QStringLiteral("1")},
                               {{QStringLiteral("AUSPEX_TEST_KEY"), QStringLiteral("sk-abc")}});
    QCOMPARE(run.status, 1);
    QVERIFY(promptsOf(server).size() <= 2);
    QVERIFY(!promptsOf(server).empty());
}

void TestCliPredict::answersWithoutANumberHaveAProblemAndStatus1()
{
    AnsweringOptions answering;
    answering.content = "I would rather not say.";
    const ContractServer server(answeringScript(answering));
    const LlmFiles files(server);
    const Run run = runCli(kept(files) + predict(files, llmSpec("here")));
    QCOMPARE(run.status, 1);
    const Csv csv = parsedCsv(run.out);
    QCOMPARE(csv.rows.size(), 5);
    for (const auto &row : csv.rows) {
        QCOMPARE(row[QStringLiteral("value")], QString());
        QVERIFY2(row[QStringLiteral("problem")].contains(QStringLiteral("rather not say")),
                 qPrintable(row[QStringLiteral("problem")]));
    }
    QCOMPARE(promptsOf(server).size(), std::size_t{15}); // asked twice more each, and no more
    QVERIFY2(run.err.endsWith("5 of 5 architectures have no prediction; the column problem says "
                              "why.\n"),
             run.err.constData());
    // That is kept, too: nothing is paid for a fourth refusal.
    QCOMPARE(runCli(kept(files) + predict(files, llmSpec("here"))).status, 1);
    QCOMPARE(promptsOf(server).size(), std::size_t{15});
}

void TestCliPredict::evaluationJudgesTheRepliesAndSendsThemOnce()
{
    const ContractServer server(countingScript(1000));
    const LlmFiles files(server);
    const QStringList command = kept(files)
                                + QStringList{QStringLiteral("evaluate"),
                                              QStringLiteral("--tfs"),
                                              files.data(),
                                              QStringLiteral("--format"),
                                              QStringLiteral("csv"),
                                              QStringLiteral("--resamples"),
                                              QStringLiteral("0"),
                                              QStringLiteral("--demos"),
                                              QStringLiteral("2"),
                                              QStringLiteral("--predictor"),
                                              llmSpec("here"),
                                              QStringLiteral("--predictor"),
                                              QStringLiteral("calibrated:shift:") + llmSpec("here"),
                                              QStringLiteral("--predictor"),
                                              QStringLiteral("mean")}
                                + files.options();
    const Run run = runCli(command);
    QVERIFY2(run.status == 0, run.err.constData());
    // Five tests in each of two splits, and two demonstrations: without itself, each has the other
    // one beside it in both splits, which makes the same prompt.
    QCOMPARE(promptsOf(server).size(), std::size_t{12});
    QVERIFY2(run.err.contains("will send 12 requests"), run.err.constData());
    const Csv csv = parsedCsv(run.out);
    QCOMPARE(csv.rows.size(), 3);
    QCOMPARE(csv.rows[0][QStringLiteral("predictor")], llmSpec("here"));
    QCOMPARE(csv.rows[0][QStringLiteral("n")], QStringLiteral("10"));
    // The mean absolute error of what the server says to each prompt.
    const Run predicted = runCli(kept(files) + predict(files, llmSpec("here")));
    const double truth[] = {25, 26, 27, 29, 25.5};
    double error = 0.0;
    const Csv values = parsedCsv(predicted.out);
    for (qsizetype i = 0; i < 5; ++i)
        error += qAbs(values.rows[i][QStringLiteral("value")].toDouble() - truth[i]) / 5.0;
    QVERIFY(error > 0.1);
    const double mean = csv.rows[0][QStringLiteral("mae_mean")].toDouble();
    const double deviation = csv.rows[0][QStringLiteral("mae_std")].toDouble();
    QVERIFY(qMin(qAbs(mean - deviation - error), qAbs(mean + deviation - error)) < 1e-9);
    // Calibrated, the same replies; and once more, nothing at all.
    QCOMPARE(runCli(command).out, run.out);
    QCOMPARE(promptsOf(server).size(), std::size_t{12});
}

void TestCliPredict::cachedOnlySendsNothing()
{
    const ContractServer server(countingScript(1000));
    const LlmFiles files(server);
    const QStringList cached{QStringLiteral("--cached-only")};
    QVERIFY(
        runCli({QStringLiteral("workspace"), QStringLiteral("create"), files.path("kept.auspex")})
            .status
        == 0);
    const QStringList judge = QStringList{QStringLiteral("evaluate"),
                                          QStringLiteral("--tfs"),
                                          files.data(),
                                          QStringLiteral("--demos"),
                                          QStringLiteral("2"),
                                          QStringLiteral("--predictor"),
                                          llmSpec("paid"),
                                          QStringLiteral("--resamples"),
                                          QStringLiteral("0")}
                              + files.options() + kept(files);
    const Run evaluated = runCli(judge + cached);
    QCOMPARE(evaluated.status, 1);
    QVERIFY2(evaluated.err.contains("10 of 10 replies are not in this workspace; run it first."),
             evaluated.err.constData());
    const Run predicted = runCli(kept(files) + predict(files, llmSpec("paid")) + cached);
    QCOMPARE(predicted.status, 1);
    QVERIFY(server.requests().empty());
    const Run nowhere = runCli(predict(files, llmSpec("paid")) + cached);
    QCOMPARE(nowhere.status, 2);
    QVERIFY2(nowhere.err.contains("--workspace FILE.auspex"), nowhere.err.constData());
}

void TestCliPredict::aMissingKeyIsToldWithWhatToDo()
{
    const ContractServer server(countingScript(1000));
    LlmFiles files(server);
    files.setPrice(1, 1);
    const Run run = runCli(kept(files) + predict(files, llmSpec("paid")));
    QCOMPARE(run.status, 1);
    QVERIFY2(run.err.contains("AUSPEX_TEST_KEY"), run.err.constData());
    QVERIFY(promptsOf(server).empty());
}

void TestCliPredict::interruptedRunsKeepWhatCameAndGoOn()
{
    AnsweringOptions answering;
    answering.delay = 0.3;
    const ContractServer server(answeringScript(answering));
    const LlmFiles files(server);
    const QStringList command = kept(files) + predict(files, llmSpec("here"))
                                + QStringList{QStringLiteral("--parallel"), QStringLiteral("1")};
    QProcess process;
    process.start(cliProgram(), command);
    QVERIFY(process.waitForStarted());
    const auto answered = [&] {
        const auto requests = server.requests();
        return std::count_if(requests.begin(), requests.end(),
                             [](const auto &one) { return one.answered; });
    };
    QTRY_VERIFY_WITH_TIMEOUT(answered() >= 2, 30'000);
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(20'000));
    QCOMPARE(process.exitCode(), 130);
    const QByteArray said = process.readAllStandardError();
    QVERIFY2(said.contains("run it again with: auspex-cli --workspace"), said.constData());
    const Csv csv = parsedCsv(process.readAllStandardOutput());
    QCOMPARE(csv.rows.size(), 5);
    const auto with = std::count_if(csv.rows.begin(), csv.rows.end(), [](const auto &row) {
        return !row[QStringLiteral("value")].isEmpty();
    });
    QVERIFY(with >= 1 && with < 5);
    const std::size_t before = promptsOf(server).size();
    const Run more = runCli(command);
    QVERIFY2(more.status == 0, more.err.constData());
    QCOMPARE(parsedCsv(more.out).rows.size(), 5);
    QCOMPARE(promptsOf(server).size(), before + static_cast<std::size_t>(5 - with));
}

void TestCliPredict::aReadOnlyOrMissingWorkspaceIsRefusedBeforeAnythingIsSent()
{
    const ContractServer server(countingScript(1000));
    const LlmFiles files(server);
    // Data of a workspace that is not there.
    const Run missing = runCli(kept(files)
                               + QStringList{QStringLiteral("predict"),
                                             QStringLiteral("--predictor"), llmSpec("here"),
                                             QStringLiteral("--arch"), files.architectures()}
                               + files.options());
    QCOMPARE(missing.status, 1);
    QVERIFY2(missing.err.contains("kept.auspex"), missing.err.constData());
    QVERIFY(server.requests().empty());
}

QTEST_GUILESS_MAIN(TestCliPredict)
#include "tst_cli_predict.moc"
