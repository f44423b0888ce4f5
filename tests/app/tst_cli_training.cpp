// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <csignal>

#include <QCryptographicHash>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTest>

#include "core/arch/space_yaml.h"
#include "core/base/random.h"
#include "tests/app/cli_runner.h"
#include "tests/support/tiny_space.h"

using namespace auspex;
using namespace auspex::test;

namespace {

/// A corpus, a space and a workspace that knows them.
class Study {
public:
    Study()
    {
        m_scratch.write("tiny.yml", QByteArray::fromStdString(spaceYaml(tinySpace())));
        const Run made = run({u"corpus"_qs, u"demo"_qs, path("small"), u"--train"_qs, u"200"_qs,
                              u"--valid"_qs, u"20"_qs, u"--test"_qs, u"10"_qs});
        isFine = made.status == 0;
        if (!isFine)
            qWarning("%s", made.err.constData());
    }

    QString path(const char *name) const { return m_scratch.path(name); }

    QStringList arguments(const QStringList &command, const char *workspace = "w.auspex") const
    {
        QStringList all = QStringList{u"--workspace"_qs, path(workspace), u"--format"_qs, u"csv"_qs}
                          + command;
        if (!all.contains(u"--threads"_qs))
            all += {u"--threads"_qs, u"1"_qs};
        return all;
    }

    Run run(const QStringList &command, const char *workspace = "w.auspex") const
    {
        return runCli(arguments(command, workspace));
    }

    /// The settings that all trainings here have.
    QStringList settings(int updates) const
    {
        return {u"--corpus"_qs,
                path("small"),
                u"--space"_qs,
                path("tiny.yml"),
                u"--updates"_qs,
                QString::number(updates),
                u"--max-tokens"_qs,
                u"256"_qs,
                u"--save-every"_qs,
                u"10"_qs,
                u"--lr"_qs,
                u"0.01"_qs,
                u"--validate-every"_qs,
                u"20"_qs};
    }

    bool isFine = false;

private:
    Scratch m_scratch;
};

QString artifactOf(const Run &run)
{
    const Csv table = parsedCsv(run.out);
    return table.rows.size() == 1 ? table.rows[0][u"artifact"_qs] : QString();
}

/// The processes that one started, whichever of its threads did.
QList<qint64> childrenOf(qint64 process)
{
    QList<qint64> children;
    const QDir tasks(QStringLiteral("/proc/%1/task").arg(process));
    for (const QString &task : tasks.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        QFile file(tasks.filePath(task + QStringLiteral("/children")));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        for (const QByteArray &child : file.readAll().split(' ')) {
            if (child.trimmed().toLongLong() > 0)
                children.append(child.trimmed().toLongLong());
        }
    }
    return children;
}

} // namespace

class TestCliTraining : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void supernetIsTrainedIntoTheWorkspaceAndIntoAFolderAlike();
    void trainedSupernetScoresBetterThanAFreshOne();
    void architecturesAreTrainedOnceAndTheirBleuIsStored();
    void killedTrainingEndsWithTheSameWeights_data();
    void killedTrainingEndsWithTheSameWeights();
    void wrongUsageIsTold_data();
    void wrongUsageIsTold();
};

void TestCliTraining::supernetIsTrainedIntoTheWorkspaceAndIntoAFolderAlike()
{
    const Study study;
    QVERIFY(study.isFine);
    const QStringList command = QStringList{u"supernet"_qs, u"train"_qs} + study.settings(20)
                                + QStringList{u"--mode"_qs, u"sandwich"_qs};
    const Run trained = study.run(command + QStringList{u"--name"_qs, u"first"_qs});
    QVERIFY2(trained.status == 0, trained.err.constData());
    const Csv table = parsedCsv(trained.out);
    QCOMPARE(table.rows.size(), 1);
    QCOMPARE(table.rows[0][u"updates"_qs], u"20"_qs);
    QVERIFY(table.rows[0][u"best_loss"_qs].toDouble() > 0.0);
    // The artifact is there, the checkpoints are not any more.
    const QString artifact = artifactOf(trained);
    QVERIFY(QFile::exists(study.path("w.auspex.d") + u'/' + artifact));
    QVERIFY(!QFile::exists(study.path("w.auspex.d") + QStringLiteral("/training")));
    const Run check = runCli(
        {u"workspace"_qs, u"check"_qs, study.path("w.auspex"), u"--format"_qs, u"csv"_qs});
    QVERIFY2(check.status == 0 && !check.out.contains("damage,"), check.out.constData());

    const Run again = study.run(command + QStringList{u"--name"_qs, u"first"_qs});
    QCOMPARE(again.status, 1);
    QVERIFY2(again.err.contains("first"), again.err.constData());

    QStringList arguments = QStringList{u"--threads"_qs, u"1"_qs, u"-o"_qs, study.path("folder")}
                            + command;
    const Run other = runCli(arguments);
    QVERIFY2(other.status == 0, other.err.constData());
    QFile weights(study.path("folder") + QStringLiteral("/weights.safetensors"));
    QVERIFY(weights.open(QIODevice::ReadOnly));
    QCOMPARE(QString::fromLatin1(
                 QCryptographicHash::hash(weights.readAll(), QCryptographicHash::Sha256).toHex()),
             artifact);
}

void TestCliTraining::trainedSupernetScoresBetterThanAFreshOne()
{
    const Study study;
    QVERIFY(study.isFine);
    const Run trained = runCli(QStringList{u"--threads"_qs, u"1"_qs, u"-o"_qs, study.path("folder"),
                                           u"supernet"_qs, u"train"_qs}
                               + study.settings(60));
    QVERIFY2(trained.status == 0, trained.err.constData());
    const QString supernet = study.path("folder") + QStringLiteral("/supernet.json");
    const Run fresh = runCli({u"supernet"_qs, u"init"_qs, u"--supernet"_qs, supernet, u"-o"_qs,
                              study.path("fresh.safetensors")});
    QVERIFY2(fresh.status == 0, fresh.err.constData());
    const Run sampled = runCli({u"arch"_qs, u"sample"_qs, u"--space"_qs, study.path("tiny.yml"),
                                u"--count"_qs, u"2"_qs, u"-o"_qs, study.path("a.jsonl")});
    QVERIFY2(sampled.status == 0, sampled.err.constData());
    const auto scored = [&](const QString &weights) {
        return runCli({u"supernet"_qs, u"score"_qs, u"--weights"_qs, weights, u"--supernet"_qs,
                       supernet, u"--batch"_qs,
                       study.path("small") + QStringLiteral("/valid.safetensors"), u"--arch"_qs,
                       study.path("a.jsonl"), u"--format"_qs, u"csv"_qs});
    };
    const Run after = scored(study.path("folder") + QStringLiteral("/weights.safetensors"));
    const Run before = scored(study.path("fresh.safetensors"));
    QVERIFY2(after.status == 0, after.err.constData());
    QVERIFY2(before.status == 0, before.err.constData());
    for (int i = 0; i < 2; ++i) {
        const double now = parsedCsv(after.out).rows[i][u"nll_sum"_qs].toDouble();
        const double then = parsedCsv(before.out).rows[i][u"nll_sum"_qs].toDouble();
        QVERIFY2(now > 0.0 && now < 0.9 * then,
                 qPrintable(QStringLiteral("%1 after, %2 before").arg(now).arg(then)));
    }
}

void TestCliTraining::architecturesAreTrainedOnceAndTheirBleuIsStored()
{
    const Study study;
    QVERIFY(study.isFine);
    const auto command = [&](int count) {
        return QStringList{u"tfs"_qs, u"train"_qs, u"--count"_qs, QString::number(count),
                           u"--stratified"_qs}
               + study.settings(20);
    };
    const Run two = study.run(command(2));
    QVERIFY2(two.status == 0, two.err.constData());
    QVERIFY2(two.err.contains("trained 2 architectures"), two.err.constData());
    const Csv table = parsedCsv(two.out);
    QCOMPARE(table.rows.size(), 2);
    QVERIFY(table.rows[0][u"decoder_layers"_qs] != table.rows[1][u"decoder_layers"_qs]);
    for (const auto &row : table.rows) {
        for (const QString &bleu : {u"valid_bleu"_qs, u"test_bleu"_qs, u"valid_sacrebleu"_qs}) {
            bool isNumber = false;
            const double value = row[bleu].toDouble(&isNumber);
            QVERIFY2(isNumber && value >= 0.0 && value <= 100.0, qPrintable(row[bleu]));
        }
        QVERIFY(row[u"valid_loss"_qs].toDouble() > 0.0);
        QVERIFY(row[u"params_without_embeddings"_qs].toLongLong() > 0);
    }
    // The third one alone is trained; what is there keeps its scores.
    const Run three = study.run(command(3));
    QVERIFY2(three.status == 0, three.err.constData());
    QVERIFY2(three.err.contains("trained 1 architectures") && three.err.contains("2 were there"),
             three.err.constData());
    QCOMPARE(parsedCsv(three.out).rows.mid(0, 2), table.rows);
    const Run list = study.run({u"tfs"_qs, u"list"_qs});
    QCOMPARE(parsedCsv(list.out).rows[0][u"task"_qs], u"small"_qs);
    QCOMPARE(parsedCsv(list.out).rows[0][u"architectures"_qs], u"3"_qs);
}

void TestCliTraining::killedTrainingEndsWithTheSameWeights_data()
{
    QTest::addColumn<QString>("threads");
    QTest::newRow("one thread") << u"1"_qs;
    QTest::newRow("two threads") << u"2"_qs;
}

void TestCliTraining::killedTrainingEndsWithTheSameWeights()
{
    // AUSPEX_KILL_ROUNDS asks for more kills than every test run can afford.
    const int wanted = qEnvironmentVariableIsSet("AUSPEX_KILL_ROUNDS")
                           ? qEnvironmentVariableIntValue("AUSPEX_KILL_ROUNDS")
                           : 3;
    QFETCH(QString, threads);
    const Study study;
    QVERIFY(study.isFine);
    const QStringList command = QStringList{u"supernet"_qs, u"train"_qs,     u"--name"_qs,
                                            u"s"_qs,        u"--threads"_qs, threads}
                                + study.settings(100 * wanted);
    QElapsedTimer timer;
    timer.start();
    const Run whole = study.run(command);
    QVERIFY2(whole.status == 0, whole.err.constData());
    const auto duration = static_cast<std::uint64_t>(timer.elapsed());

    QVERIFY(runCli({u"--workspace"_qs, study.path("k.auspex"), u"corpus"_qs, u"demo"_qs,
                    study.path("other"), u"--train"_qs, u"10"_qs, u"--valid"_qs, u"5"_qs,
                    u"--test"_qs, u"5"_qs})
                .status
            == 0);
    timer.start();
    QCOMPARE(runCli({u"engine"_qs, u"check"_qs, u"--no-speed"_qs}).status, 0);
    const auto start = static_cast<std::uint64_t>(timer.elapsed());
    // The kills lie so close that the last one still meets a training.
    const std::uint64_t pause = duration / (2 * static_cast<std::uint64_t>(wanted));
    Random random(5, "kill");
    int frontKills = 0;
    int engineKills = 0;
    for (int round = 0; round < wanted; ++round) {
        QProcess process;
        process.start(cliProgram(), study.arguments(command, "k.auspex"));
        QVERIFY(process.waitForStarted());
        QTest::qSleep(static_cast<int>(start + random.below(2 * pause)));
        const bool isEngine = round % 2 == 1;
        if (isEngine) {
            for (const qint64 child : childrenOf(process.processId()))
                engineKills += ::kill(static_cast<pid_t>(child), SIGKILL) == 0 ? 1 : 0;
            QTest::qSleep(static_cast<int>(start + random.below(pause)));
        }
        process.kill();
        QVERIFY(process.waitForFinished());
        frontKills += process.exitStatus() == QProcess::CrashExit ? 1 : 0;
        const Run check = runCli(
            {u"workspace"_qs, u"check"_qs, study.path("k.auspex"), u"--format"_qs, u"csv"_qs});
        QVERIFY2(check.status == 0 && !check.out.contains("damage,"), check.out.constData());
        if (process.exitStatus() != QProcess::CrashExit && process.exitCode() == 0)
            break; // it was done before its kill
    }
    const Run last = study.run(command, "k.auspex");
    if (last.status == 0)
        QCOMPARE(artifactOf(last), artifactOf(whole));
    else
        QVERIFY2(last.err.contains("taken") || last.err.contains("already"), last.err.constData());
    QVERIFY(QFile::exists(study.path("k.auspex.d") + u'/' + artifactOf(whole)));
    qInfo("%d kills of the program and %d of the engine; a training takes %llu ms", frontKills,
          engineKills, static_cast<unsigned long long>(duration));
}

void TestCliTraining::wrongUsageIsTold_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QByteArray>("told");
    QTest::newRow("no place") << u"supernet train --corpus c --space demo"_qs
                              << QByteArray("Say where the supernet goes");
    QTest::newRow("preset") << u"supernet train --corpus c --space demo --preset big"_qs
                            << QByteArray("There is no preset \"big\"");
    QTest::newRow("mode") << u"supernet train --corpus c --space demo --mode best"_qs
                          << QByteArray("--mode");
    QTest::newRow("updates") << u"supernet train --corpus c --space demo --updates 0"_qs
                             << QByteArray("--updates");
    QTest::newRow("nothing to train") << u"tfs train --corpus c --space demo"_qs
                                      << QByteArray("--count N to sample, or --arch FILE");
    QTest::newRow("no shape") << u"supernet init -o f"_qs << QByteArray("--supernet S.json, or");
}

void TestCliTraining::wrongUsageIsTold()
{
    QFETCH(QString, words);
    QFETCH(QByteArray, told);
    const Run run = runCli(words.split(u' '));
    QCOMPARE(run.status, 2);
    QVERIFY2(run.err.contains(told), run.err.constData());
}

QTEST_GUILESS_MAIN(TestCliTraining)
#include "tst_cli_training.moc"
