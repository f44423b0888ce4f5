// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFileInfo>
#include <QTest>

#include "tests/app/cli_runner.h"

using namespace auspex::test;

class TestCliCorpus : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void demoIsMadeRegisteredAndDescribed();
    void textsAreImportedEncodedAndDecoded();
    void wrongUsageIsTold_data();
    void wrongUsageIsTold();
    void badTextsFailAndLeaveNothing();
};

void TestCliCorpus::demoIsMadeRegisteredAndDescribed()
{
    const Scratch scratch;
    const QString workspace = scratch.path("w.auspex");
    const QStringList command = {
        u"--workspace"_qs, workspace,      u"corpus"_qs,  u"demo"_qs, scratch.path("small"),
        u"--train"_qs,     u"300"_qs,      u"--valid"_qs, u"20"_qs,   u"--test"_qs,
        u"10"_qs,          u"--format"_qs, u"csv"_qs};
    const Run made = runCli(command);
    QVERIFY2(made.status == 0, made.err.constData());
    const Csv table = parsedCsv(made.out);
    QCOMPARE(table.rows.size(), 6);
    QCOMPARE(table.rows[0][u"sentences"_qs], u"300"_qs);
    QCOMPARE(table.rows[0][u"unknown"_qs], u"0"_qs);
    QCOMPARE(table.rows[5][u"language"_qs], u"de"_qs);
    QCOMPARE(scratch.read("small/test.de").count('\n'), 10);

    const Run info = runCli({u"--workspace"_qs, workspace, u"corpus"_qs, u"info"_qs, u"small"_qs,
                             u"--format"_qs, u"csv"_qs});
    QCOMPARE(info.out, made.out);
    const Run list = runCli(
        {u"--workspace"_qs, workspace, u"corpus"_qs, u"list"_qs, u"--format"_qs, u"csv"_qs});
    QCOMPARE(parsedCsv(list.out).rows.size(), 1);
    QCOMPARE(parsedCsv(list.out).rows[0][u"name"_qs], u"small"_qs);
    const Run again = runCli(command);
    QCOMPARE(again.status, 1);
    QVERIFY2(again.err.contains("exists already"), again.err.constData());
}

void TestCliCorpus::textsAreImportedEncodedAndDecoded()
{
    const Scratch scratch;
    scratch.write("t.en", "a b\n\nb c\n");
    scratch.write("t.de", "x y\nz\ny\n");
    const Run made = runCli({u"corpus"_qs, u"import"_qs, u"-o"_qs, scratch.path("c"),
                             u"--source"_qs, u"en"_qs, u"--target"_qs, u"de"_qs, u"--train"_qs,
                             scratch.path("t"), u"--skip-empty"_qs});
    QVERIFY2(made.status == 0, made.err.constData());
    QVERIFY2(made.err.contains("1 pairs with an empty line"), made.err.constData());
    const QString text = scratch.write("text", "b a\nnone\n");
    const Run ids = runCli({u"corpus"_qs, u"encode"_qs, scratch.path("c"), text});
    QCOMPARE(ids.out, QByteArray("4 6 2\n3 2\n"));
    const Run back = runCli(
        {u"corpus"_qs, u"decode"_qs, scratch.path("c"), scratch.write("ids", ids.out)});
    QCOMPARE(back.out, QByteArray("b a\n<unk>\n"));
    const Run wrong = runCli(
        {u"corpus"_qs, u"decode"_qs, scratch.path("c"), scratch.write("no", "4 x\n")});
    QCOMPARE(wrong.status, 1);
    QVERIFY2(wrong.err.contains("\"x\" is no token id"), wrong.err.constData());
}

void TestCliCorpus::wrongUsageIsTold_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QByteArray>("told");
    QTest::newRow("nothing") << u"import c"_qs << QByteArray("Say what to import");
    QTest::newRow("both") << u"import c --train t --data-bin d"_qs
                          << QByteArray("Say what to import");
    QTest::newRow("languages") << u"import c --train t"_qs << QByteArray("--source and --target");
    QTest::newRow("no folder") << u"demo"_qs << QByteArray("Say where the corpus shall be");
    QTest::newRow("two ways") << u"demo c --bpe-codes f --train-sentencepiece 100"_qs
                              << QByteArray("in one way only");
    QTest::newRow("model type") << u"demo c --sentencepiece-type char"_qs
                                << QByteArray("unigram or bpe");
}

void TestCliCorpus::wrongUsageIsTold()
{
    QFETCH(QString, words);
    QFETCH(QByteArray, told);
    const Run run = runCli(QStringList{u"corpus"_qs} + words.split(u' '));
    QCOMPARE(run.status, 2);
    QVERIFY2(run.err.contains(told), run.err.constData());
}

void TestCliCorpus::badTextsFailAndLeaveNothing()
{
    const Scratch scratch;
    scratch.write("t.en", "a b\n\n");
    scratch.write("t.de", "x y\nz\n");
    const Run run = runCli({u"corpus"_qs, u"import"_qs, scratch.path("c"), u"--source"_qs, u"en"_qs,
                            u"--target"_qs, u"de"_qs, u"--train"_qs, scratch.path("t")});
    QCOMPARE(run.status, 1);
    QVERIFY2(run.err.contains("Line 2 of") && run.err.contains("--skip-empty"),
             run.err.constData());
    QVERIFY(!QFileInfo::exists(scratch.path("c")));
}

QTEST_GUILESS_MAIN(TestCliCorpus)
#include "tst_cli_corpus.moc"
