// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "core/tensors/safetensors.h"
#include "tests/support/data_folder.h"

using namespace auspex;

namespace {

std::string fileText(const std::string &header, std::size_t dataBytes)
{
    std::string text(8, '\0');
    for (std::size_t i = 0; i < 8; ++i)
        text[i] = static_cast<char>((header.size() >> (8 * i)) & 0xFF);
    return text + header + std::string(dataBytes, '\x3f');
}

std::string errorOf(const std::string &header, std::size_t dataBytes)
{
    const auto parsed = parseSafetensors(fileText(header, dataBytes), "made.safetensors");
    return parsed ? "accepted" : parsed.error().message;
}

TensorFile example()
{
    TensorFile content;
    content.tensors["b"] = floatTensor({3}, {1.0F, -2.0F, 0.5F});
    content.tensors["a"] = integerTensor({}, {7});
    content.tensors["empty"] = floatTensor({0, 4}, {});
    const auto odd = std::make_shared<const std::vector<std::uint8_t>>(3, std::uint8_t{1});
    content.tensors["aa"] = {ElementType::UInt8, {3}, std::as_bytes(std::span(*odd)), odd};
    content.metadata["architecture"] = "640/512 \"quoted\"\n";
    return content;
}

} // namespace

class TestSafetensors : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    std::filesystem::path path(const char *name) const
    {
        return m_folder.filePath(QLatin1String(name)).toStdString();
    }

    static QByteArray bytesOf(const std::filesystem::path &file)
    {
        QFile device(QString::fromStdString(file.string()));
        return device.open(QIODevice::ReadOnly) ? device.readAll() : QByteArray();
    }

private Q_SLOTS:
    void writtenFileReadsBack()
    {
        QVERIFY(writeSafetensors(path("a.safetensors"), example()));
        const auto read = readSafetensors(path("a.safetensors"));
        QVERIFY(read);
        QCOMPARE(read->tensors.size(), std::size_t(4));
        QCOMPARE(read->tensors.at("b").shape, std::vector<std::int64_t>{3});
        QCOMPARE(read->tensors.at("b").values<float>()[1], -2.0F);
        QCOMPARE(read->tensors.at("a").values<std::int64_t>()[0], std::int64_t(7));
        QVERIFY(read->tensors.at("a").shape.empty());
        QCOMPARE(read->tensors.at("empty").shape, (std::vector<std::int64_t>{0, 4}));
        QVERIFY(read->metadata == example().metadata);
    }

    void sameContentMakesTheSameBytesWithoutAGap()
    {
        QVERIFY(writeSafetensors(path("a.safetensors"), example()));
        QVERIFY(writeSafetensors(path("b.safetensors"), example()));
        const QByteArray bytes = bytesOf(path("a.safetensors"));
        QVERIFY(bytes == bytesOf(path("b.safetensors")));
        const QByteArray header
            = "{\"__metadata__\":{\"architecture\":\"640/512 \\\"quoted\\\"\\n\"}"
              ",\"a\":{\"data_offsets\":[0,8],\"dtype\":\"I64\",\"shape\":[]}"
              ",\"aa\":{\"data_offsets\":[20,23],\"dtype\":\"U8\",\"shape\":[3]}"
              ",\"b\":{\"data_offsets\":[8,20],\"dtype\":\"F32\",\"shape\":[3]}"
              ",\"empty\":{\"data_offsets\":[8,8],\"dtype\":\"F32\","
              "\"shape\":[0,4]}}";
        const qsizetype padded = (header.size() + 7) / 8 * 8;
        QCOMPARE(static_cast<qsizetype>(static_cast<unsigned char>(bytes[0]))
                     + 256 * static_cast<unsigned char>(bytes[1]),
                 padded);
        QCOMPARE(bytes.mid(8, header.size()), header);
        QCOMPARE(bytes.mid(8 + header.size(), padded - header.size()).trimmed(), QByteArray());
        QCOMPARE(bytes.size(), 8 + padded + 23);
    }

    void tensorsOutliveTheirFile()
    {
        QVERIFY(writeSafetensors(path("gone.safetensors"), example()));
        Tensor kept;
        {
            const auto read = readSafetensors(path("gone.safetensors"));
            kept = read.value().tensors.at("b");
        }
        TensorFile other;
        other.tensors["b"] = floatTensor({3}, {9.0F, 9.0F, 9.0F});
        QVERIFY(writeSafetensors(path("gone.safetensors"), other));
        QCOMPARE(kept.values<float>()[0], 1.0F);
        QVERIFY(QFile::remove(QString::fromStdString(path("gone.safetensors").string())));
        QCOMPARE(kept.values<float>()[2], 0.5F);
    }

    void valuesThatStandCrookedAreCopiedToWhereTheirTypeMayStand()
    {
        // One byte first, as other writers may do.
        const auto parsed = parseSafetensors(
            fileText(R"({"u":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},)"
                     R"("f":{"dtype":"F32","shape":[2],"data_offsets":[1,9]}})",
                     9),
            "crooked");
        QVERIFY(parsed);
        const Tensor &tensor = parsed->tensors.at("f");
        QCOMPARE(reinterpret_cast<std::uintptr_t>(tensor.bytes.data()) % 4, std::uintptr_t(0));
        QCOMPARE(tensor.values<float>()[1], 0.747059762F); // 0x3f3f3f3f
    }

    void brokenFilesAreRefusedWithWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<int>("bytes");
        QTest::addColumn<QByteArray>("said");
        const auto row = [](const char *name, const char *header, int bytes, const char *said) {
            QTest::newRow(name) << QByteArray(header) << bytes << QByteArray(said);
        };
        row("hole", R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}})", 2,
            "begins at byte 1, where byte 0 comes next");
        row("overlap",
            R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},)"
            R"("b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}})",
            3, "begins at byte 1, where byte 2 comes next");
        row("unused end", R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}})", 4,
            "3 bytes at its end belong to no tensor");
        row("cut off", R"({"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}})", 10,
            "it ends 6 bytes before its last tensor does");
        row("wrong size", R"({"a":{"dtype":"F32","shape":[4],"data_offsets":[0,12]}})", 12,
            "does not fit into bytes 0 to 12");
        row("product beyond 64 bits",
            R"({"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}})", 0,
            "does not fit into bytes 0 to 0");
        row("negative size", R"({"a":{"dtype":"U8","shape":[-1],"data_offsets":[0,0]}})", 0,
            "of a wrong form");
        row("backwards", R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[2,1]}})", 2,
            "does not fit into bytes 2 to 1");
        row("unknown type", R"({"a":{"dtype":"F8_E4M3","shape":[1],"data_offsets":[0,1]}})", 1,
            "\"F8_E4M3\", which Auspex does not read");
        row("name twice",
            R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},)"
            R"("a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}})",
            1, "each name stands once");
        row("no JSON", "{\"a\":", 0, "not a JSON object");
        row("a list", "[1]", 0, "not a JSON object");
        row("deep", R"({"a":{"dtype":"U8","shape":[[[[1]]]],"data_offsets":[0,1]}})", 1,
            "not a JSON object");
        row("a number for a tensor", R"({"a":3})", 0, "other entries than dtype");
        row("metadata of numbers", R"({"__metadata__":{"a":1}})", 0, "other than texts");
        row("metadata of no names", R"({"__metadata__":["a"]})", 0, "other than texts");
    }

    void brokenFilesAreRefusedWithWhatIsWrong()
    {
        QFETCH(QByteArray, header);
        QFETCH(int, bytes);
        QFETCH(QByteArray, said);
        const std::string message = errorOf(header.toStdString(), static_cast<std::size_t>(bytes));
        QVERIFY2(message.find(said.toStdString()) != std::string::npos, message.c_str());
        QVERIFY(message.starts_with("made.safetensors is not a usable safetensors file"));
    }

    void startOfAFileThatIsNoHeaderIsRefused()
    {
        QVERIFY(!parseSafetensors("", "empty"));
        QVERIFY(!parseSafetensors("short", "short"));
        const auto large = parseSafetensors(std::string(16, '\x7f'), "large");
        QVERIFY(!large);
        QVERIFY(large.error().message.find("announce a header of") != std::string::npos);
        const auto cut = parseSafetensors(fileText("{}", 0).substr(0, 9), "cut");
        QVERIFY(!cut);
        QVERIFY(cut.error().message.find("ends within its header") != std::string::npos);
    }

    void contentThatCannotBeWrittenLeavesTheFileAlone()
    {
        QVERIFY(writeSafetensors(path("kept.safetensors"), example()));
        const QByteArray before = bytesOf(path("kept.safetensors"));
        TensorFile wrongShape = example();
        wrongShape.tensors["b"].shape = {4};
        TensorFile wrongName = example();
        wrongName.tensors["__metadata__"] = wrongName.tensors["b"];
        TensorFile wrongText = example();
        wrongText.metadata["x"] = "\xff";
        for (const TensorFile &wrong : {wrongShape, wrongName, wrongText}) {
            QVERIFY(!writeSafetensors(path("kept.safetensors"), wrong));
            QVERIFY(bytesOf(path("kept.safetensors")) == before);
        }
        QVERIFY(!writeSafetensors(path("no/folder.safetensors"), example()));
        QCOMPARE(QDir(m_folder.path()).entryList({QStringLiteral("kept.safetensors.*")}).size(), 0);
    }

    void missingFileAndFolderAreNamed()
    {
        const auto missing = readSafetensors(path("missing"));
        QVERIFY(!missing);
        QVERIFY(missing.error().code == ErrorCode::NotFound);
        QVERIFY(!readSafetensors(m_folder.path().toStdString()));
        QVERIFY(!readSafetensors("/dev/null"));
    }

    void goldenWeightsOfHatAreRead()
    {
        AUSPEX_REQUIRE_DATA();
        const auto file = *auspex::test::dataFolder() / "golden" / "hat_tiny.io.safetensors";
        const auto read = readSafetensors(file);
        QVERIFY(read);
        QCOMPARE(read->metadata.at("format"), std::string("pt"));
        QCOMPARE(read->tensors.at("src_tokens").shape, (std::vector<std::int64_t>{5, 9}));
        QCOMPARE(read->tensors.at("src_tokens").values<std::int64_t>()[0], std::int64_t(34));
        QCOMPARE(read->tensors.at("logits.7").shape, (std::vector<std::int64_t>{5, 8, 57}));
        // Written again, every tensor is the same.
        QVERIFY(writeSafetensors(path("again.safetensors"), *read));
        const auto again = readSafetensors(path("again.safetensors"));
        QVERIFY(again);
        QCOMPARE(again->tensors.size(), read->tensors.size());
        for (const auto &[name, tensor] : read->tensors) {
            const Tensor &other = again->tensors.at(name);
            QVERIFY(other.shape == tensor.shape && other.type == tensor.type);
            QVERIFY(std::equal(other.bytes.begin(), other.bytes.end(), tensor.bytes.begin(),
                               tensor.bytes.end()));
        }
    }
};

QTEST_GUILESS_MAIN(TestSafetensors)
#include "tst_safetensors.moc"
