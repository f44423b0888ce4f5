// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonObject>
#include <QTest>

#include "tests/app/llm_cli.h"

using namespace auspex;
using namespace auspex::test;

/// Services, prices and keys on the command line.
class TestCliLlm : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void providersTellWhereTheKeyIsAndNeverTheKey();
    void oneProviderIsShownAsJsonForAFileOfOnesOwn();
    void checkTellsWhatWorks();
    void checkFindsWhatIsWrong();
    void checkAsksOnlyWhenItIsTold();
    void costIsThePaperCalculation();
    void costCountsTheTestArchitectures();
    void unknownPricesHaveNoCost();
    void pricesAreSetAndRemoved();
    void keysComeFromTheStandardInputAlone();
    void batchesNeedAWorkspaceAndMayBeNone();
    void misspeltNamesAreTold();
};

namespace {

QStringList words(const char *text)
{
    return QString::fromUtf8(text).split(u' ');
}

const char *const secret = "sk-TESTKEY-0123456789abcdefghijklmnop";

QMap<QString, QString> withKey()
{
    return {{QStringLiteral("AUSPEX_TEST_KEY"), QString::fromUtf8(secret)}};
}

QStringList providersFile(const LlmFiles &files)
{
    return {QStringLiteral("--providers"), files.path("providers.json")};
}

QMap<QString, QString> rowOf(const Csv &csv, const char *column, const char *value)
{
    for (const auto &row : csv.rows) {
        if (row[QString::fromUtf8(column)] == QString::fromUtf8(value))
            return row;
    }
    return {};
}

} // namespace

void TestCliLlm::providersTellWhereTheKeyIsAndNeverTheKey()
{
    const ContractServer server(answeringScript());
    const LlmFiles files(server);
    const QStringList command = words("llm providers --format csv") + providersFile(files);
    const Run with = runCliWith(command, withKey());
    QVERIFY2(with.status == 0, with.err.constData());
    const Csv csv = parsedCsv(with.out);
    QCOMPARE(rowOf(csv, "id", "paid")[QStringLiteral("key")],
             QStringLiteral("variable AUSPEX_TEST_KEY"));
    QCOMPARE(rowOf(csv, "id", "here")[QStringLiteral("key")], QStringLiteral("none needed"));
    QCOMPARE(rowOf(csv, "id", "here")[QStringLiteral("local")], QStringLiteral("yes"));
    for (const char *preset : {"openai", "anthropic", "mistral", "openrouter", "ollama"})
        QVERIFY2(!rowOf(csv, "id", preset).isEmpty(), preset);
    QVERIFY(!with.out.contains("TESTKEY") && !with.err.contains("TESTKEY"));
    QCOMPARE(rowOf(parsedCsv(runCli(command).out), "id", "paid")[QStringLiteral("key")],
             QStringLiteral("missing"));
    QVERIFY(server.requests().empty());
}

void TestCliLlm::oneProviderIsShownAsJsonForAFileOfOnesOwn()
{
    const Run run = runCli(words("llm providers anthropic"));
    QVERIFY2(run.status == 0, run.err.constData());
    const QJsonObject provider = parsedJson(run.out).object();
    QCOMPARE(provider[QStringLiteral("id")].toString(), QStringLiteral("anthropic"));
}

void TestCliLlm::checkTellsWhatWorks()
{
    AnsweringOptions answering;
    answering.key = secret;
    const ContractServer server(answeringScript(answering));
    const LlmFiles files(server);
    const Run run = runCliWith(
        words("llm check paid --model other-model --format csv") + providersFile(files), withKey());
    QVERIFY2(run.status == 0, run.err.constData());
    const Csv csv = parsedCsv(run.out);
    QCOMPARE(csv.header, words("step result detail"));
    QStringList steps;
    for (const auto &row : csv.rows) {
        steps << row[QStringLiteral("step")];
        QCOMPARE(row[QStringLiteral("result")], QStringLiteral("ok"));
    }
    QCOMPARE(steps, words("address key connection model"));
    QVERIFY(csv.rows[2][QStringLiteral("detail")].contains(QStringLiteral("lists 2 models")));
    QVERIFY(csv.rows[2][QStringLiteral("detail")].contains(QStringLiteral(" ms")));
    QVERIFY(!run.out.contains("TESTKEY") && !run.err.contains("TESTKEY"));
    for (const ReceivedRequest &request : server.requests())
        QCOMPARE(request.method, std::string("GET")); // nothing was asked that costs
}

void TestCliLlm::checkFindsWhatIsWrong()
{
    AnsweringOptions answering;
    answering.key = "another key";
    ContractServer server(answeringScript(answering));
    LlmFiles files(server);
    const QStringList command = words("llm check paid --format csv") + providersFile(files);
    const Run missing = runCli(command);
    QCOMPARE(missing.status, 1);
    QVERIFY2(missing.err.contains("AUSPEX_TEST_KEY"), missing.err.constData());
    QVERIFY(server.requests().empty());

    const Run refused = runCliWith(command, withKey());
    QCOMPARE(refused.status, 1);
    QCOMPARE(parsedCsv(refused.out).rows.last()[QStringLiteral("result")],
             QStringLiteral("failed"));
    QVERIFY(!refused.out.contains("TESTKEY") && !refused.err.contains("TESTKEY"));

    const Run model = runCli(words("llm check here --model gone --format csv")
                             + providersFile(files));
    QCOMPARE(model.status, 1); // the script wants its key of everybody
    server.setScript(answeringScript());
    const Run unknown = runCli(words("llm check here --model gone --format csv")
                               + providersFile(files));
    QCOMPARE(unknown.status, 1);
    QVERIFY2(unknown.err.contains("does not list \"gone\"; it has other-model, test-model."),
             unknown.err.constData());

    server.goAway();
    const Run away = runCli(words("llm check here --format csv") + providersFile(files));
    QCOMPARE(away.status, 1);
    QCOMPARE(parsedCsv(away.out).rows.last()[QStringLiteral("step")], QStringLiteral("connection"));

    Provider odd = LlmFiles::paidProvider(server);
    odd.baseUrl = "http://example.org/v1"; // plain http to another machine
    files.setProvider(odd);
    const Run plain = runCliWith(command, withKey());
    QCOMPARE(plain.status, 1);
    QCOMPARE(parsedCsv(plain.out).rows.first()[QStringLiteral("result")], QStringLiteral("failed"));
}

void TestCliLlm::checkAsksOnlyWhenItIsTold()
{
    const ContractServer server(answeringScript());
    const LlmFiles files(server);
    const Run run = runCli(words("llm check here --model test-model --ask --format csv")
                           + providersFile(files));
    QVERIFY2(run.status == 0, run.err.constData());
    QCOMPARE(parsedCsv(run.out).rows.last()[QStringLiteral("step")], QStringLiteral("answer"));
    const auto requests = server.requests();
    QCOMPARE(requests.size(), std::size_t{2});
    QCOMPARE(requests.back().method, std::string("POST"));
    QVERIFY(promptOf(requests.back()).size() < 100);
    const Run whom = runCli(words("llm check here --ask") + providersFile(files));
    QCOMPARE(whom.status, 2);
}

void TestCliLlm::costIsThePaperCalculation()
{
    const ContractServer server(answeringScript());
    LlmFiles files(server);
    files.setPrice(2.5, 10);
    const Run run = runCli(words("llm cost --predictions 200 --model paid/test-model --format csv "
                                 "--prompt-tokens 2000 --completion-tokens 10 --candidates 1000 "
                                 "--searches 60 --distillation 3000")
                           + files.options());
    QVERIFY2(run.status == 0, run.err.constData());
    const auto row = parsedCsv(run.out).rows.first();
    const double one = (2000 * 2.5 + 10 * 10) / 1e6; // $0.0051
    const auto is = [&](const char *column, double expected) {
        const double value = row[QString::fromUtf8(column)].toDouble();
        QVERIFY2(qAbs(value - expected) < 1e-9 * expected, column);
    };
    is("cost", 200 * one);
    is("batch_cost", 100 * one);
    is("per_search", 1000 * one);
    is("all_searches", 60'000 * one);
    is("distilled", 3000 * one);
    QCOMPARE(row[QStringLiteral("as_of")], QStringLiteral("2026-01-01"));
    QCOMPARE(row[QStringLiteral("source")], QStringLiteral("a test"));
    QVERIFY(server.requests().empty());
    // Without a model, the whole list.
    const Csv all = parsedCsv(
        runCli(words("llm cost --predictions 1 --format csv") + files.options()).out);
    QVERIFY(all.rows.size() > 10);
    QVERIFY(!rowOf(all, "model", "test-model").isEmpty());
}

void TestCliLlm::costCountsTheTestArchitectures()
{
    const ContractServer server(answeringScript());
    const LlmFiles files(server);
    const QStringList ask = words("llm cost --model paid/test-model --format csv")
                            + files.options();
    const QStringList data = {QStringLiteral("--tfs"), files.data()};
    const Run run = runCli(ask + data);
    QVERIFY2(run.status == 0, run.err.constData());
    // Two splits with five each.
    QCOMPARE(parsedCsv(run.out).rows.first()[QStringLiteral("predictions")], QStringLiteral("10"));
    const QStringList workspace = {QStringLiteral("--workspace"), files.path("w.auspex")};
    QCOMPARE(runCli(words("tfs import") + QStringList{files.data()} + workspace).status, 0);
    QCOMPARE(runCli(ask + workspace).out, run.out);
    const Run neither = runCli(ask);
    QCOMPARE(neither.status, 2);
    QVERIFY2(neither.err.contains("--tfs FOLDER"), neither.err.constData());
    QCOMPARE(runCli(ask + data + words("--predictions 3")).status, 2);
}

void TestCliLlm::unknownPricesHaveNoCost()
{
    const ContractServer server(answeringScript());
    const LlmFiles files(server);
    const Run run = runCli(words("llm cost --predictions 200 --model paid/test-model --model "
                                 "here/test-model --format csv")
                           + files.options());
    QVERIFY2(run.status == 0, run.err.constData());
    const Csv csv = parsedCsv(run.out);
    QCOMPARE(csv.rows[0][QStringLiteral("cost")], QString());
    QCOMPARE(csv.rows[0][QStringLiteral("distilled")], QString());
    QCOMPARE(csv.rows[1][QStringLiteral("cost")], QStringLiteral("0")); // one's own machine
    const Run unknown = runCli(words("llm cost --predictions 1 --model nobody/x")
                               + files.options());
    QCOMPARE(unknown.status, 1);
    QVERIFY2(unknown.err.contains("openai"), unknown.err.constData());
}

void TestCliLlm::pricesAreSetAndRemoved()
{
    const Scratch scratch;
    const QStringList file{QStringLiteral("--prices"), scratch.path("prices.json")};
    const Csv before = parsedCsv(runCli(words("llm prices --format csv") + file).out);
    QVERIFY(before.rows.size() > 10);
    QVERIFY(!rowOf(before, "model", "gpt-4").isEmpty());
    const Run set = runCli(words("llm prices --set my-model* --input 0.5 --output 1.5") + file);
    QVERIFY2(set.status == 0, set.err.constData());
    const Csv after = parsedCsv(runCli(words("llm prices --format csv") + file).out);
    QCOMPARE(after.rows.size(), before.rows.size() + 1);
    const auto row = rowOf(after, "model", "my-model*");
    QCOMPARE(row[QStringLiteral("input")], QStringLiteral("0.5"));
    QCOMPARE(row[QStringLiteral("output")], QStringLiteral("1.5"));
    QCOMPARE(row[QStringLiteral("origin")], QStringLiteral("own"));
    QCOMPARE(row[QStringLiteral("source")], QStringLiteral("entered by hand"));
    // Set again, it is replaced.
    QCOMPARE(runCli(words("llm prices --set my-model* --input 0.7 --output 1.5") + file).status, 0);
    const Csv replaced = parsedCsv(runCli(words("llm prices --format csv") + file).out);
    QCOMPARE(replaced.rows.size(), before.rows.size() + 1);
    QCOMPARE(runCli(words("llm prices --remove my-model*") + file).status, 0);
    QCOMPARE(parsedCsv(runCli(words("llm prices --format csv") + file).out).rows, before.rows);
    const Run builtIn = runCli(words("llm prices --remove gpt-4") + file);
    QCOMPARE(builtIn.status, 1);
    QVERIFY2(builtIn.err.contains("Built-in ones stay"), builtIn.err.constData());
    QCOMPARE(runCli(words("llm prices --set x --input 1") + file).status, 2);
    QCOMPARE(runCli(words("llm prices --set x --input -1 --output 1") + file).status, 2);
}

void TestCliLlm::keysComeFromTheStandardInputAlone()
{
    // An argument would stand in the list of processes.
    const Run argument = runCli({QStringLiteral("llm"), QStringLiteral("key"),
                                 QStringLiteral("set"), QStringLiteral("openai"),
                                 QString::fromUtf8(secret)});
    QCOMPARE(argument.status, 2);
    for (const char *input : {"", "\n", "two words\n", "\"quoted\"\n"}) {
        const Run wrong = runCli(words("llm key set openai"), input);
        QCOMPARE(wrong.status, 1);
        QVERIFY2(wrong.err.contains("one word without quotation marks"), wrong.err.constData());
    }
    const Run tooLong = runCli(words("llm key set openai"), QByteArray(5000, 'x'));
    QCOMPARE(tooLong.status, 1);
    QVERIFY2(tooLong.err.contains("too long for a key"), tooLong.err.constData());
    // Whether there is a keyring here or not, the key is in no text.
    const Run set = runCliWith(
        words("llm key set openai"),
        {{QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), QStringLiteral("unix:path=/nonexistent")}},
        QByteArray(secret) + '\n');
    QCOMPARE(set.status, 1);
    QVERIFY2(set.err.contains("keyring") || set.err.contains("OPENAI_API_KEY"),
             set.err.constData());
    QVERIFY(!set.err.contains("TESTKEY") && !set.out.contains("TESTKEY"));
}

void TestCliLlm::batchesNeedAWorkspaceAndMayBeNone()
{
    QCOMPARE(runCli(words("llm batches list")).status, 2);
    const Scratch scratch;
    const QStringList workspace{QStringLiteral("--workspace"), scratch.path("study.auspex")};
    QCOMPARE(runCli(workspace + words("workspace create")).status, 0);
    const Run none = runCli(workspace + words("llm batches list --format csv"));
    QVERIFY2(none.status == 0, none.err.constData());
    const Csv csv = parsedCsv(none.out);
    QCOMPARE(csv.header,
             words("id provider model state requests finished remote_id created problem"));
    QCOMPARE(csv.rows.size(), 0);
    QCOMPARE(runCli(workspace + words("llm batches collect")).status, 0);
    const Run unknown = runCli(workspace + words("llm batches cancel 7"));
    QCOMPARE(unknown.status, 1);
    QVERIFY2(unknown.err.contains("has no batch job 7"), unknown.err.constData());
}

void TestCliLlm::misspeltNamesAreTold()
{
    const Run provider = runCli(words("llm check opnai"));
    QCOMPARE(provider.status, 1);
    QVERIFY2(provider.err.contains("openai"), provider.err.constData());
    const Run file = runCli(words("llm providers --providers nowhere.json"));
    QCOMPARE(file.status, 1);
    QVERIFY2(file.err.contains("nowhere.json does not exist"), file.err.constData());
}

QTEST_GUILESS_MAIN(TestCliLlm)
#include "tst_cli_llm.moc"
