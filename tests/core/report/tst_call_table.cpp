// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/report/call_table.h"
#include "core/report/exporters.h"

using namespace auspex;

namespace {

StoredCall reply()
{
    StoredCall call;
    call.id = 7;
    call.runId = 3;
    call.replied = true;
    call.provider = "openai";
    call.model = "gpt-4o";
    call.architectureKey = "512,2";
    call.request = "{\"model\":\"gpt-4o\"}";
    call.response = "{\"id\":1}";
    call.status = 200;
    call.content = "25.5";
    call.finish = "stop";
    call.value = 25.5;
    call.form = "plain";
    call.promptTokens = 1000;
    call.completionTokens = 3;
    call.cost = 0.0025;
    call.seconds = 0.75;
    call.createdAt = "2026-11-24T10:00:00.000Z";
    return call;
}

StoredCall failedAttempt()
{
    StoredCall call;
    call.id = 6;
    call.provider = "openai";
    call.model = "gpt-4o";
    call.sample = 2;
    call.status = 429;
    call.failure = "rate_limit";
    call.problem = "OpenAI limits the rate of requests.";
    return call;
}

const TableCell &cell(const ResultTable &table, std::size_t row, const std::string &key)
{
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (table.columns[i].key == key)
            return table.rows[row][i];
    }
    qFatal("no column %s", key.c_str());
}

} // namespace

class TestCallTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void repliesAndFailedAttemptsAreRowsInTheirOrder()
    {
        const std::vector<StoredCall> calls{failedAttempt(), reply()};
        const ResultTable table = callTable(calls);
        QVERIFY(checkTable(table));
        QCOMPARE(table.rows.size(), std::size_t(2));
        QVERIFY(cell(table, 0, "id").value == TableCell::Value(std::int64_t(6)));
        QVERIFY(isMissing(cell(table, 0, "run"))); // of no run
        QVERIFY(isMissing(cell(table, 0, "value")));
        QCOMPARE(cell(table, 0, "value").reason,
                 std::string("OpenAI limits the rate of requests."));
        QVERIFY(isMissing(cell(table, 0, "cost_usd"))); // nothing is known to have been paid
        QVERIFY(cell(table, 0, "failure").value == TableCell::Value(std::string("rate_limit")));
        QVERIFY(cell(table, 1, "run").value == TableCell::Value(std::int64_t(3)));
        QVERIFY(cell(table, 1, "value").value == TableCell::Value(25.5));
        QVERIFY(cell(table, 1, "cost_usd").value == TableCell::Value(0.0025));
        QVERIFY(isMissing(cell(table, 1, "failure")));
    }

    void longTextsComeOnDemandAlone()
    {
        const std::vector<StoredCall> calls{reply()};
        const std::string csv = render(callTable(calls), TableFormat::Csv);
        QVERIFY(csv.find("request_id") != std::string::npos);
        QVERIFY(csv.find("model\"\":") == std::string::npos);
        const ResultTable whole = callTable(calls, CallTexts::All);
        QVERIFY(checkTable(whole));
        QVERIFY(cell(whole, 0, "request").value
                == TableCell::Value(std::string("{\"model\":\"gpt-4o\"}")));
        QVERIFY(cell(whole, 0, "response").value == TableCell::Value(std::string("{\"id\":1}")));
        QCOMPARE(whole.columns.size(), callTable(calls).columns.size() + 4);
    }

    void csvHasTheColumnsThatProgramsReadByName()
    {
        const std::string csv = render(callTable({}), TableFormat::Csv);
        QCOMPARE(csv,
                 std::string("id,run,time,architecture,sample,ask,provider,model,status,answer,"
                             "finish,value,form,expected,deviation,problem,failure,"
                             "prompt_tokens,cached_tokens,completion_tokens,cost_usd,seconds,"
                             "fingerprint,request_id\n"));
    }
};

QTEST_GUILESS_MAIN(TestCallTable)
#include "tst_call_table.moc"
