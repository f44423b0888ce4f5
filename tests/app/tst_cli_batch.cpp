// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/app/llm_cli.h"
#include "tests/support/batch_script.h"

using namespace auspex;
using namespace auspex::test;

/// Batch jobs on the command line: half the price, an answer later.
class TestCliBatch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aBatchIsSubmittedCollectedAndPredicts();
    void itIsWithinTheLimitAsAWholeOrNotSent();
    void aBatchCanBeCancelled();
    void whereThereAreNoBatchesNothingIsSent();

private:
    struct Service {
        Service()
            : script(Shape::OpenAi, "sk-batch-0123456789")
            , server(script.script())
            , files(server)
        {
            Provider provider = LlmFiles::paidProvider(server);
            provider.baseUrl = server.url("/v1");
            provider.batches = true;
            files.setProvider(provider);
            files.setPrice(2.0, 10.0);
        }

        Run run(const QStringList &arguments) const
        {
            return runCliWith(
                QStringList{QStringLiteral("--workspace"), files.path("kept.auspex"),
                            QStringLiteral("--format"), QStringLiteral("csv")}
                    + arguments + files.options(),
                {{QStringLiteral("AUSPEX_TEST_KEY"), QStringLiteral("sk-batch-0123456789")}});
        }

        Run predict(const QStringList &more = {}) const
        {
            return run(QStringList{QStringLiteral("predict"), QStringLiteral("--predictor"),
                                   llmSpec("paid"), QStringLiteral("--arch"), files.architectures(),
                                   QStringLiteral("--tfs"), files.data(), QStringLiteral("--split"),
                                   QStringLiteral("1")}
                       + more);
        }

        Run batches(const char *words) const
        {
            return run(QStringList{QStringLiteral("llm"), QStringLiteral("batches")}
                       + QString::fromUtf8(words).split(u' '));
        }

        BatchScript script;
        ContractServer server;
        LlmFiles files;
    };

    static QString state(const Run &run)
    {
        const Csv csv = parsedCsv(run.out);
        return csv.rows.isEmpty() ? QString() : csv.rows.first()[QStringLiteral("state")];
    }

    static int chats(const ContractServer &server)
    {
        const auto requests = server.requests();
        return static_cast<int>(
            std::count_if(requests.begin(), requests.end(), [](const ReceivedRequest &request) {
                return request.path.find("chat/completions") != std::string::npos;
            }));
    }
};

void TestCliBatch::aBatchIsSubmittedCollectedAndPredicts()
{
    const QStringList asBatch{QStringLiteral("--batch")};
    Service service;
    const Run submitted = service.predict(asBatch);
    QVERIFY2(submitted.status == 0, submitted.err.constData());
    QCOMPARE(state(submitted), QStringLiteral("in_progress"));
    QCOMPARE(parsedCsv(submitted.out).rows.first()[QStringLiteral("requests")],
             QStringLiteral("5"));
    QVERIFY2(submitted.err.contains("will submit 5 requests as a batch, for at most $0."),
             submitted.err.constData());
    QVERIFY2(submitted.err.contains("llm batches collect"), submitted.err.constData());
    QCOMPARE(service.script.jobs().size(), std::size_t{1});
    QCOMPARE(service.script.jobs().front().requests.size(), std::size_t{5});

    const Run list = runCli({QStringLiteral("--workspace"), service.files.path("kept.auspex"),
                             QStringLiteral("llm"), QStringLiteral("batches"),
                             QStringLiteral("list"), QStringLiteral("--format"),
                             QStringLiteral("csv")});
    QCOMPARE(state(list), QStringLiteral("in_progress"));
    QCOMPARE(state(service.batches("collect")), QStringLiteral("in_progress"));

    service.script.endAll();
    const Run collected = service.batches("collect");
    QVERIFY2(collected.status == 0, collected.err.constData());
    QCOMPARE(state(collected), QStringLiteral("collected"));

    const Run predicted = service.predict();
    QVERIFY2(predicted.status == 0, predicted.err.constData());
    QCOMPARE(chats(service.server), 0);
    const Csv csv = parsedCsv(predicted.out);
    QCOMPARE(csv.rows.size(), 5);
    for (const auto &row : csv.rows) {
        QVERIFY(!row[QStringLiteral("value")].isEmpty());
        // Half of 1000 tokens in at $2 and 5 out at $10 for a million, as the service counts.
        QVERIFY2(qAbs(row[QStringLiteral("cost")].toDouble() - 0.5 * 0.00205) < 1e-9,
                 qPrintable(row[QStringLiteral("cost")]));
    }
    const Run again = service.predict(asBatch);
    QVERIFY2(again.status == 0, again.err.constData());
    QVERIFY2(again.err.contains("nothing has to be submitted"), again.err.constData());
    QCOMPARE(service.script.jobs().size(), std::size_t{1});
    QCOMPARE(service.script.problem(), std::string());
}

void TestCliBatch::itIsWithinTheLimitAsAWholeOrNotSent()
{
    Service service;
    service.files.setPrice(100'000.0, 0.0);
    const Run refused = service.predict(
        {QStringLiteral("--batch"), QStringLiteral("--budget"), QStringLiteral("2")});
    QCOMPARE(refused.status, 1);
    QVERIFY2(refused.err.contains("more than the limit of $2.00"), refused.err.constData());
    QVERIFY(service.server.requests().empty());
    const Run allowed = service.predict(
        {QStringLiteral("--batch"), QStringLiteral("--budget"), QStringLiteral("none")});
    QVERIFY2(allowed.status == 0, allowed.err.constData());
    QCOMPARE(service.script.jobs().size(), std::size_t{1});
}

void TestCliBatch::aBatchCanBeCancelled()
{
    Service service;
    QCOMPARE(service.predict({QStringLiteral("--batch")}).status, 0);
    const Run cancelled = service.batches("cancel 1");
    QVERIFY2(cancelled.status == 0, cancelled.err.constData());
    service.script.endAll("cancelled");
    const Run collected = service.batches("collect");
    QVERIFY2(collected.status == 0, collected.err.constData());
    QVERIFY2(state(collected) != QStringLiteral("in_progress"), collected.out.constData());
}

void TestCliBatch::whereThereAreNoBatchesNothingIsSent()
{
    Service service;
    const Run local = service.run(
        QStringList{QStringLiteral("predict"), QStringLiteral("--predictor"), llmSpec("here"),
                    QStringLiteral("--arch"), service.files.architectures(),
                    QStringLiteral("--tfs"), service.files.data(), QStringLiteral("--split"),
                    QStringLiteral("1"), QStringLiteral("--batch")});
    QCOMPARE(local.status, 2);
    QVERIFY2(local.err.contains("Here has no batch jobs"), local.err.constData());
    QVERIFY(service.server.requests().empty());
    const Run other = runCli({QStringLiteral("predict"), QStringLiteral("--predictor"),
                              QStringLiteral("mean"), QStringLiteral("--arch"),
                              service.files.architectures(), QStringLiteral("--tfs"),
                              service.files.data(), QStringLiteral("--split"), QStringLiteral("1"),
                              QStringLiteral("--batch")});
    QCOMPARE(other.status, 2);
}

QTEST_GUILESS_MAIN(TestCliBatch)
#include "tst_cli_batch.moc"
