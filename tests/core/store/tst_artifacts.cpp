// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fstream>

#include <QTest>

#include "core/base/files.h"
#include "core/store/artifact_store.h"
#include "core/store/content_hash.h"
#include "tests/core/store/store_fixtures.h"

using namespace auspex;
using namespace auspex::test;

namespace {

// FIPS 180-2, appendix B.1
constexpr const char *abcHash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

} // namespace

class TestArtifacts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hashIsThePublishedOne();
    void bytesLieUnderTheirHash();
    void bigFileIsCopiedWhole();
    void sameContentIsThereOnce();
    void failureLeavesNoRow();
    void missingFileIsSaid();
    void changedFileIsFound();
};

void TestArtifacts::hashIsThePublishedOne()
{
    QCOMPARE(sha256("abc"), std::string(abcHash));
    const TestFolder folder;
    QVERIFY(writeFileAtomically(folder.file("abc"), "abc"));
    QCOMPARE(sha256OfFile(folder.file("abc")).value(), std::string(abcHash));
    QVERIFY(writeFileAtomically(folder.file("empty"), ""));
    QCOMPARE(sha256OfFile(folder.file("empty")).value(), sha256(""));
    QCOMPARE(sha256OfFile(folder.file("none")).error().code, ErrorCode::Io);
}

void TestArtifacts::bytesLieUnderTheirHash()
{
    const TestFolder folder;
    Result<Workspace> workspace = Workspace::create(folder.file("a.auspex"));
    const auto artifact = putArtifact(*workspace, "abc", "checkpoint", "Der Anfang");
    QVERIFY2(artifact, qPrintable(problem(artifact)));
    QVERIFY(*artifact == (Artifact{abcHash, 3, "checkpoint", "Der Anfang"}));
    QCOMPARE(artifactPath(*workspace, abcHash).value(), folder.file("a.auspex.d") / abcHash);
    QCOMPARE(readFile(folder.file("a.auspex.d") / abcHash).value(), std::string("abc"));
    QVERIFY(verifyArtifact(*workspace, abcHash));
    QCOMPARE(findings(*workspace), QString());
}

void TestArtifacts::bigFileIsCopiedWhole()
{
    const TestFolder folder;
    std::string content(5'000'001, '\0');
    Random random(1, "artifact");
    for (char &byte : content)
        byte = static_cast<char>(random.below(256));
    QVERIFY(writeFileAtomically(folder.file("big"), content));
    Result<Workspace> workspace = Workspace::create(folder.file("a.auspex"));
    const auto artifact = putArtifactFile(*workspace, folder.file("big"), "checkpoint", "big");
    QVERIFY2(artifact, qPrintable(problem(artifact)));
    QCOMPARE(artifact->sha256, sha256(content));
    QCOMPARE(artifact->size, 5'000'001);
    QVERIFY(readFile(artifactPath(*workspace, artifact->sha256).value()).value() == content);
    QCOMPARE(findings(*workspace), QString());
}

void TestArtifacts::sameContentIsThereOnce()
{
    const TestFolder folder;
    Result<Workspace> workspace = Workspace::create(folder.file("a.auspex"));
    const auto first = putArtifact(*workspace, "abc", "checkpoint", "first");
    const auto second = putArtifact(*workspace, "abc", "cache", "second");
    QVERIFY2(second, qPrintable(problem(second)));
    QVERIFY(*second == *first);
    QCOMPARE(listArtifacts(*workspace)->size(), 1U);
}

void TestArtifacts::failureLeavesNoRow()
{
    const TestFolder folder;
    Result<Workspace> workspace = Workspace::create(folder.file("a.auspex"));
    QVERIFY(!putArtifactFile(*workspace, folder.file("none"), "checkpoint", "none"));
    QCOMPARE(listArtifacts(*workspace)->size(), 0U);
    QCOMPARE(findings(*workspace), QString());

    std::filesystem::remove_all(folder.file("a.auspex.d"));
    QVERIFY(writeFileAtomically(folder.file("a.auspex.d"), "a file is in the way"));
    const auto refused = putArtifact(*workspace, "abc", "checkpoint", "abc");
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Io);
    QVERIFY2(problem(refused).contains(QStringLiteral("a.auspex.d cannot be written")),
             qPrintable(problem(refused)));
}

void TestArtifacts::missingFileIsSaid()
{
    const TestFolder folder;
    Result<Workspace> workspace = Workspace::create(folder.file("a.auspex"));
    QVERIFY(putArtifact(*workspace, "abc", "checkpoint", "The first"));
    std::filesystem::remove(folder.file("a.auspex.d") / abcHash);
    const auto path = artifactPath(*workspace, abcHash);
    QVERIFY(!path);
    QVERIFY2(problem(path).contains(QStringLiteral("The artifact \"The first\" is missing")),
             qPrintable(problem(path)));
    QVERIFY(findings(*workspace).contains(QStringLiteral("The artifact \"The first\" is missing")));
    QCOMPARE(artifactPath(*workspace, "../../etc/passwd").error().code, ErrorCode::NotFound);
}

void TestArtifacts::changedFileIsFound()
{
    const TestFolder folder;
    Result<Workspace> workspace = Workspace::create(folder.file("a.auspex"));
    QVERIFY(putArtifact(*workspace, "abc", "checkpoint", "abc"));
    overwrite(folder.file("a.auspex.d") / abcHash, 1, "B");
    QVERIFY(writeFileAtomically(folder.file("a.auspex.d") / "incoming-1-2", "half"));
    QCOMPARE(verifyArtifact(*workspace, abcHash).error().code, ErrorCode::Corrupt);
    const QString damage = findings(*workspace, false);
    QCOMPARE(damage.count(QLatin1Char('\n')), 1);
    QVERIFY2(damage.contains(QStringLiteral("its content has another SHA-256")),
             qPrintable(damage));
    QVERIFY(findings(*workspace).contains(QStringLiteral("incoming-1-2 belongs to no artifact")));
}

QTEST_GUILESS_MAIN(TestArtifacts)
#include "tst_artifacts.moc"
