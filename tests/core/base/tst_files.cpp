// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QDir>
#include <QTemporaryDir>

#include <filesystem>

#include "core/base/files.h"

using namespace auspex;

class TestFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QVERIFY(m_folder.isValid()); }

    void whatIsWrittenReadsBackAndNoOtherFileIsLeft()
    {
        const std::filesystem::path file = path(QStringLiteral("table \u00fc.csv"));
        QVERIFY(writeFileAtomically(file, "first"));
        QVERIFY(writeFileAtomically(file, std::string("sec\0ond", 7)));
        QCOMPARE(readFile(file).value(), std::string("sec\0ond", 7));
        QCOMPARE(QDir(m_folder.path()).entryList(QDir::Files).size(), 1);
    }

    void aFailedWriteLeavesTheOldFile()
    {
        const std::filesystem::path folder = path(QStringLiteral("folder"));
        std::filesystem::create_directory(folder);
        std::filesystem::create_directory(folder / "target");
        const Result<void> written = writeFileAtomically(folder / "target", "x"); // a folder's name
        QVERIFY(!written);
        QCOMPARE(written.error().code, ErrorCode::Io);
        QVERIFY(std::filesystem::is_directory(folder / "target"));
        QCOMPARE(QDir(QString::fromStdString(folder.string())).entryList(QDir::Files).size(), 0);
    }

    void permissionsAndLinksSurviveAWrite()
    {
        const std::filesystem::path file = path(QStringLiteral("kept"));
        const std::filesystem::path link = path(QStringLiteral("link"));
        QVERIFY(writeFileAtomically(file, "x"));
        std::filesystem::permissions(file, std::filesystem::perms::owner_read
                                               | std::filesystem::perms::owner_write);
        std::filesystem::create_symlink(file, link);
        QVERIFY(writeFileAtomically(link, "y"));
        QVERIFY(std::filesystem::is_symlink(link));
        QCOMPARE(readFile(file).value(), std::string("y"));
        QCOMPARE(std::filesystem::status(file).permissions(),
                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    }

    void missingFoldersAndLargeFilesAreRefusedBySentence()
    {
        const auto missing = readFile(path(QStringLiteral("none.csv")));
        QVERIFY(!missing);
        QCOMPARE(missing.error().code, ErrorCode::NotFound);
        QVERIFY(missing.error().message.find("none.csv does not exist") != std::string::npos);
        QCOMPARE(readFile(m_folder.path().toStdString()).error().code, ErrorCode::InvalidInput);
        const std::filesystem::path file = path(QStringLiteral("large"));
        QVERIFY(writeFileAtomically(file, "0123456789"));
        QVERIFY(readFile(file, 9).error().message.find("has 10 bytes") != std::string::npos);
    }

private:
    std::filesystem::path path(const QString &name) const
    {
        return m_folder.filePath(name).toStdString();
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestFiles)
#include "tst_files.moc"
