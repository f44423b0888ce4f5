// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "core/tensors/checkpoint.h"
#include "core/tensors/checkpoint_storage.h"
#include "core/tensors/safetensors.h"
#include "tests/support/data_folder.h"

using namespace auspex;
using namespace std::string_literals;

namespace {

/// Files that PyTorch 1.13 wrote: every type, views, a command line, nested values.
std::filesystem::path made(const char *name)
{
    return std::filesystem::path(AUSPEX_CHECKPOINTS) / name;
}

QByteArray bytesOf(const std::filesystem::path &file)
{
    QFile device(QString::fromStdString(file.string()));
    return device.open(QIODevice::ReadOnly) ? device.readAll() : QByteArray();
}

Result<CheckpointValue> parsed(const std::string &bytes)
{
    const auto kept = std::make_shared<const std::string>(bytes);
    return parseCheckpoint({std::as_bytes(std::span(*kept)), kept}, "made.pt");
}

std::string errorOf(const std::string &bytes)
{
    const auto value = parsed(bytes);
    return value ? "accepted" : value.error().message;
}

/// A legacy file whose value is what the instructions leave, without a storage.
std::string legacy(const std::string &instructions, const std::string &storages = "\x80\x02]."s)
{
    return "\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19."
           "\x80\x02M\xe9\x03."
           "\x80\x02}X\x0d\x00\x00\x00little_endian\x88s."s
           + "\x80\x02"s + instructions + "." + storages;
}

/// A storage of three floats under the key "k", as a tensor of the given offset, shape and strides.
std::string legacyTensor(const std::string &layout)
{
    const std::string rebuild
        = "ctorch._utils\n_rebuild_tensor_v2\n((U\x07storagectorch\nFloatStorage\n"
          "U\x01kU\x03"
          "cpuK\x03NtQ"s
          + layout + "\x89}tR"s;
    return legacy(rebuild, "\x80\x02]U\x01ka."s + "\x03\0\0\0\0\0\0\0"s
                               + "\0\0\x80\x3f\0\0\0\x40\0\0\x40\x40"s);
}

std::vector<float> floats(const CheckpointValue *value)
{
    return floatsOf(std::get<Tensor>(value->value)).value();
}

template<typename T>
T plain(const CheckpointValue *value)
{
    return std::get<T>(value->value);
}

} // namespace

class TestCheckpoint : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bothFormatsHoldTheSameValues_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::newRow("zip") << QByteArray("values_zip.pt");
        QTest::newRow("legacy") << QByteArray("values_legacy.pt");
    }

    void bothFormatsHoldTheSameValues()
    {
        QFETCH(QByteArray, file);
        const auto content = readCheckpoint(made(file.constData()));
        QVERIFY2(content, content ? "" : content.error().message.c_str());
        const auto at = [&](const char *name) { return content->find(name); };
        const auto shape = [&](const char *name) {
            return std::get<Tensor>(at(name)->value).shape;
        };
        using Shape = std::vector<std::int64_t>;
        using Floats = std::vector<float>;
        QCOMPARE(floats(at("plain")), (Floats{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}));
        QCOMPARE(shape("plain"), (Shape{3, 4}));
        QCOMPARE(floats(at("transposed")), (Floats{0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11}));
        QCOMPARE(shape("transposed"), (Shape{4, 3}));
        QCOMPARE(floats(at("every_second")), (Floats{1, 3, 5, 7, 9, 11}));
        QCOMPARE(floats(at("tail")), (Floats{9, 10, 11}));
        QCOMPARE(floats(at("expanded")), Floats(6, 2.5F));
        QCOMPARE(floats(at("scalar")), Floats{7.25F});
        QVERIFY(shape("scalar").empty());
        QVERIFY(floats(at("empty")).empty());
        QCOMPARE(shape("empty"), (Shape{0, 5}));
        QCOMPARE(floats(at("half")), (Floats{0.5F, -2.0F, 65504.0F, 0x1p-24F}));
        QCOMPARE(floats(at("brain")), (Floats{1.0F, -3.5F}));
        QCOMPARE(std::get<Tensor>(at("double")->value).values<double>()[0], 0.1);
        QCOMPARE(integersOf(plain<Tensor>(at("long"))).value(), (Shape{-5, std::int64_t{1} << 40}));
        QCOMPARE(integersOf(plain<Tensor>(at("int"))).value(), Shape{7});
        QCOMPARE(integersOf(plain<Tensor>(at("short"))).value(), Shape{-8});
        QCOMPARE(integersOf(plain<Tensor>(at("char"))).value(), Shape{-9});
        QCOMPARE(integersOf(plain<Tensor>(at("byte"))).value(), Shape{250});
        QCOMPARE(integersOf(plain<Tensor>(at("bool"))).value(), (Shape{1, 0}));
        QCOMPARE(floats(at("parameter")), Floats{1.5F});
        // Views share the storage that they look at.
        QVERIFY(std::get<Tensor>(at("tail")->value).bytes.data()
                == std::get<Tensor>(at("plain")->value).bytes.data() + 36);

        const CheckpointValue *args = at("args");
        QCOMPARE(plain<std::string>(args->find("arch")), std::string("tiny"));
        QCOMPARE(plain<std::int64_t>(args->find("layers")), std::int64_t(3));
        QCOMPARE(plain<double>(args->find("dropout")), 0.25);
        QCOMPARE(plain<bool>(args->find("share")), true);
        QVERIFY(std::holds_alternative<std::monostate>(args->find("path")->value));
        const auto list = plain<CheckpointValue::List>(at("nested")->find("list"));
        QCOMPARE(list.size(), std::size_t(4));
        QCOMPARE(plain<std::int64_t>(&list[1]), std::int64_t(-2));
        QCOMPARE(plain<std::int64_t>(&list[2]), std::int64_t(3'000'000'000));
        QCOMPARE(plain<std::int64_t>(&list[3]), std::int64_t{1} << 60);
        const auto tuple = plain<CheckpointValue::List>(at("nested")->find("tuple"));
        QCOMPARE(plain<double>(&tuple[1]), 1.5);
        QCOMPARE(plain<CheckpointValue::List>(at("size")).size(), std::size_t(2));
        QVERIFY(content->find("nothing") == nullptr);
        QVERIFY(args->find("arch")->find("deeper") == nullptr);
    }

    void weightsAreFoundInEveryKindOfFile()
    {
        for (const char *name : {"model_zip.pt", "state_legacy.pt"}) {
            const auto weights = readWeights(made(name));
            QVERIFY2(weights, weights ? "" : weights.error().message.c_str());
            QCOMPARE(weights->tensors.size(), std::size_t(4));
            QCOMPARE(floatsOf(weights->tensors.at("0.bias")).value(),
                     (std::vector<float>{10.0F, 11.0F}));
            QCOMPARE(weights->tensors.at("0.weight").shape, (std::vector<std::int64_t>{2, 3}));
        }
        QTemporaryDir folder;
        const std::filesystem::path copy = folder.filePath(QStringLiteral("w.pt")).toStdString();
        QVERIFY(writeSafetensors(copy, readWeights(made("model_zip.pt")).value()));
        QCOMPARE(floatsOf(readWeights(copy).value().tensors.at("1.bias")).value(),
                 (std::vector<float>{30.0F, 31.0F}));
    }

    void fileWithoutWeightsSaysWhatItHoldsInstead()
    {
        QTemporaryDir folder;
        const QString name = folder.filePath(QStringLiteral("a.pt"));
        QFile file(name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(legacy("}U\x05stepsK\x01s")));
        file.close();
        const auto weights = readWeights(name.toStdString());
        QVERIFY(!weights);
        QVERIFY(weights.error().message.find("holds no tensors, but \"steps\"")
                != std::string::npos);
    }

    void hatsPredictorsAreRead()
    {
        AUSPEX_REQUIRE_DATA();
        const auto weights = readWeights(*auspex::test::dataFolder() / "latency" / "predictors"
                                         / "wmt14ende_gpu_titanxp.pt");
        QVERIFY(weights);
        QCOMPARE(weights->tensors.size(), std::size_t(10));
        std::int64_t parameters = 0;
        for (const auto &[name, tensor] : weights->tensors)
            parameters += tensor.elementCount();
        QCOMPARE(parameters, std::int64_t(486'001));
        QCOMPARE(weights->tensors.at("layers.2.weight").shape,
                 (std::vector<std::int64_t>{400, 400}));
    }

    void pickleThatCallsIsRefusedByItsName_data()
    {
        QTest::addColumn<QByteArray>("instructions");
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("system") << QByteArray("cos\nsystem\n(U\x04true") + QByteArray("tR")
                                << QByteArray("\"os.system\"");
        QTest::newRow("by stack") << QByteArray("U\x08"
                                                "builtinsU\x04"
                                                "exec\x93(U\x01"
                                                "atR")
                                  << QByteArray("\"builtins.exec\"");
        QTest::newRow("named only")
            << QByteArray("c__builtin__\neval\n0N") << QByteArray("\"__builtin__.eval\"");
        QTest::newRow("nearly right")
            << QByteArray("ctorch._utils\n_rebuild_tensor_v2.__globals__\n")
            << QByteArray("_rebuild_tensor_v2.__globals__\"");
        QTest::newRow("loader of bytes") << QByteArray("ctorch.storage\n_load_from_bytes\n")
                                         << QByteArray("\"torch.storage._load_from_bytes\"");
    }

    void pickleThatCallsIsRefusedByItsName()
    {
        QFETCH(QByteArray, instructions);
        QFETCH(QByteArray, name);
        const std::string message = errorOf(legacy(instructions.toStdString()));
        QVERIFY2(message.find(name.toStdString()) != std::string::npos, message.c_str());
        QVERIFY(message.find("runs nothing of a file") != std::string::npos);
    }

    void wholeModulesAndProgramsAreRefused()
    {
        const auto module = readCheckpoint(made("whole_module.pt"));
        QVERIFY(!module);
        QVERIFY(module.error().message.find("\"torch.nn.modules.container.Sequential\"")
                != std::string::npos);
        const auto program = readCheckpoint(made("torchscript.pt"));
        QVERIFY(!program);
        QVERIFY(program.error().message.find("TorchScript program") != std::string::npos);
    }

    void everyCutOfAFileIsRefused()
    {
        for (const char *name : {"values_zip.pt", "values_legacy.pt"}) {
            const std::string whole = bytesOf(made(name)).toStdString();
            QVERIFY(!whole.empty());
            for (std::size_t size = 0; size < whole.size(); ++size) {
                // On the heap and of that size, so that a checked build sees what reads beyond.
                const auto value = parsed(std::string(whole.data(), size));
                QVERIFY2(!value, std::to_string(size).c_str());
            }
        }
    }

    void damagedStorageOfAnArchiveIsNoticed()
    {
        std::string bytes = bytesOf(made("model_zip.pt")).toStdString();
        const std::string storage = "\0\0\0\0\0\0\x80\x3f\0\0\0\x40"s; // 0, 1, 2
        const std::size_t place = bytes.find(storage);
        QVERIFY(place != std::string::npos);
        bytes[place + 5] = '\x01';
        QVERIFY(errorOf(bytes).find("is damaged") != std::string::npos);
    }

    void bigEndianFilesAreRefused()
    {
        std::string bytes = legacy("N");
        const std::size_t flag = bytes.find("little_endian") + 13;
        QCOMPARE(bytes[flag], '\x88');
        bytes[flag] = '\x89';
        QVERIFY(errorOf(bytes).find("big-endian") != std::string::npos);
    }

    void foreignFilesAreRefused()
    {
        QVERIFY(errorOf("not one at all").find("begins neither as a zip") != std::string::npos);
        QVERIFY(errorOf("\x80\x02N."s).find("not one that torch.save() wrote")
                != std::string::npos);
        QVERIFY(errorOf("PK\x03\x04 and no more"s).find("archive cannot be read")
                != std::string::npos);
        QVERIFY(errorOf("").find("begins neither") != std::string::npos);
        std::string version = legacy("N");
        version[version.find('\xe9')] = '\xe8';
        QVERIFY(errorOf(version).find("version is not 1001") != std::string::npos);
    }

    void tensorMustLieInItsStorage()
    {
        const auto read = parsed(legacyTensor("K\x01K\x02\x85K\x01\x85"));
        QVERIFY(read);
        QCOMPARE(floats(&*read), (std::vector<float>{2.0F, 3.0F}));
        const std::vector<std::string> wrong = {
            "K\x02K\x02\x85K\x01\x85",                               // beyond the end
            "K\x00K\x02\x85K\x03\x85"s,                              // by its stride
            "J\xff\xff\xff\xffK\x01\x85K\x01\x85",                   // before the start
            "K\x00K\x02\x85J\xff\xff\xff\xff\x85"s,                  // backwards
            "K\x00J\xff\xff\xff\xff\x85K\x01\x85"s,                  // of a negative size
            "K\x04K\x00\x85K\x01\x85"s,                              // empty, but beyond
            "K\x00(\x8a\x08\0\0\0\0\0\0\0\x40K\x08tK\x00K\x00\x86"s, // beyond 64 bits
        };
        for (const std::string &layout : wrong) {
            const std::string message = errorOf(legacyTensor(layout));
            QVERIFY2(message.find("reaches beyond its storage") != std::string::npos,
                     message.c_str());
        }
        QVERIFY(errorOf(legacyTensor("K\x00K\x02\x85)"s)).find("A tensor in it has arguments")
                != std::string::npos);
    }

    void smallFileCannotUnfoldToALargeOne()
    {
        // One element, said to be a matrix of 2^40.
        const std::string message = errorOf(
            legacyTensor("K\x00(\x8a\x04\0\0\x10\0\x8a\x04\0\0\x10\0tK\x00K\x00\x86"s));
        QVERIFY2(message.find("far more than its own size") != std::string::npos, message.c_str());
        // A list of two of the list before, forty times.
        std::string bomb = "]q\x00"s;
        for (int i = 0; i < 40; ++i)
            bomb += "0]h\x00"s + "ah\x00"s + "aq\x00"s;
        QVERIFY(errorOf(legacy(bomb)).find("far more than its own size") != std::string::npos);
        // A list that holds itself, and one that nests deeper than any stack.
        QVERIFY(errorOf(legacy("]q\x00h\x00"s + "a")).find("nest more than") != std::string::npos);
        const std::string deep = std::string(1'000'000, ']') + std::string(999'999, 'a');
        QVERIFY(errorOf(legacy(deep)).find("nest more than") != std::string::npos);
        QVERIFY(errorOf(legacy(std::string(4'100'000, ']'))).find("more than 4000000 values")
                != std::string::npos);
    }

    void brokenInstructionsAreRefused()
    {
        for (const std::string &instructions :
             {"t"s, "a"s, "s"s, "0"s, "K\x01K\x02"s + "a"s, "}K\x01Nu"s, "h\x07"s, "(K\x01Ntb"s,
              "K\x01)R"s, "ctorch\nFloatStorage\n)R"s, "U\x06"s + "moduleQ"s,
              "U\x06"s + "module\x85Q"s, "\x8a\x09\1\1\1\1\1\1\1\1\1"s, "ctorch\nFloatStorage\n"s,
              "U\x01\xff"s, "\x80\x07"s, "I1\n"s, "}U\x01"s + "au"s, "cargparse\nNamespace\n)RNb"s})
            QVERIFY2(errorOf(legacy(instructions)) != "accepted", instructions.c_str());
        QCOMPARE(errorOf(legacy("N")), std::string("accepted"));
        QVERIFY(errorOf(legacy("N") + "x").find("1 bytes at its end") != std::string::npos);
    }

    void laterEntryOfADictionaryReplacesTheEarlier()
    {
        const auto value = parsed(legacy("}U\x01"s + "aK\x01sU\x01"s + "aK\x02s"s));
        QVERIFY(value);
        QCOMPARE(plain<std::int64_t>(value->find("a")), std::int64_t(2));
        QCOMPARE(std::get<CheckpointValue::Dictionary>(value->value).size(), std::size_t(1));
    }
};

QTEST_GUILESS_MAIN(TestCheckpoint)
#include "tst_checkpoint.moc"
