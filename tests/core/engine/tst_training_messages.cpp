// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <limits>

#include <QtTest>

#include "core/arch/space_yaml.h"
#include "core/engine/training_messages.h"
#include "core/training/training_json.h"

using namespace auspex;
using namespace auspex::engine;

namespace {

Architecture architecture()
{
    Architecture result;
    result.encoderEmbedDim = result.decoderEmbedDim = 48;
    result.encoder = {{96, 4}, {64, 2}};
    result.decoder = {{40, 2, 4, 1}};
    return result;
}

TrainRequest trainRequest()
{
    TrainRequest request;
    request.space = builtInSpaces().front();
    request.shape = supernetShape(request.space, 57, 57, Mixture::NeuronWise);
    request.training = {"/data/train.safetensors", "/data/train-2.safetensors"};
    request.validation = {"/data/valid.safetensors"};
    request.options.maxUpdates = 321;
    request.options.model.threads = 2;
    request.folder = "/out/run";
    request.initialWeights = "/data/w.safetensors";
    return request;
}

template<typename Value>
nlohmann::json onTheWire(const Value &value)
{
    return nlohmann::json::parse(jsonOf(value).dump());
}

} // namespace

class TestTrainingMessages : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void requestComesBackAsItWas();
    void answersAndNoticesComeBackAsTheyWere();
    void lossThatIsNoNumberIsNull();
    void wrongMemberIsNamed_data();
    void wrongMemberIsNamed();
};

void TestTrainingMessages::requestComesBackAsItWas()
{
    const TrainRequest request = trainRequest();
    const auto back = trainRequestOf(onTheWire(request));
    QVERIFY2(back, back ? "" : back.error().message.c_str());
    QCOMPARE(spaceYaml(back->space), spaceYaml(request.space));
    QVERIFY(back->shape == request.shape);
    QCOMPARE(back->training, request.training);
    QCOMPARE(back->validation, request.validation);
    QCOMPARE(trainingOptionsJson(back->options).dump(),
             trainingOptionsJson(request.options).dump());
    QCOMPARE(back->folder, request.folder);
    QCOMPARE(back->initialWeights, request.initialWeights);

    const TrainInitRequest init{request.shape, 7, "/out/fresh.safetensors"};
    const auto initBack = trainInitRequestOf(onTheWire(init));
    QVERIFY(initBack);
    QVERIFY(*initBack == init);
}

void TestTrainingMessages::answersAndNoticesComeBackAsTheyWere()
{
    const TrainReply reply{40, 20, true, 3.25, "/out/weights.safetensors", "/out/best.safetensors"};
    const auto replyBack = trainReplyOf(onTheWire(reply));
    QVERIFY(replyBack);
    QVERIFY(*replyBack == reply);
    const TrainReply plain{40, 0, false, std::nullopt, "/out/weights.safetensors", {}};
    const auto plainBack = trainReplyOf(onTheWire(plain));
    QVERIFY(plainBack);
    QVERIFY(*plainBack == plain);

    UpdatedNotice updated{12, 3, 0.001, {}, 1.5, 64.0, 900, 0.25, 1e9};
    updated.roles = {{"sampled", std::nullopt, {50.5, 40.25, 300}},
                     {"largest", architecture(), {60.5, 50.25, 300}}};
    const auto updatedBack = updatedNoticeOf(onTheWire(updated));
    QVERIFY(updatedBack);
    QVERIFY(*updatedBack == updated);

    const ValidatedNotice validated{12, updated.roles, true};
    const auto validatedBack = validatedNoticeOf(onTheWire(validated));
    QVERIFY(validatedBack);
    QVERIFY(*validatedBack == validated);

    const SavedNotice saved{12, "/out/checkpoint.safetensors"};
    const auto savedBack = savedNoticeOf(onTheWire(saved));
    QVERIFY(savedBack);
    QVERIFY(*savedBack == saved);

    const auto initBack = trainInitReplyOf(onTheWire(TrainInitReply{123}));
    QVERIFY(initBack);
    QCOMPARE(initBack->parameters, std::int64_t{123});
}

void TestTrainingMessages::lossThatIsNoNumberIsNull()
{
    UpdatedNotice notice;
    notice.update = 1;
    notice.roles = {{"own", std::nullopt, {std::numeric_limits<double>::infinity(), NAN, 3}}};
    const nlohmann::json json = onTheWire(notice);
    QVERIFY(json["roles"][0]["label_smoothed"].is_null());
    const auto back = updatedNoticeOf(json);
    QVERIFY(back);
    QVERIFY(std::isnan(back->roles[0].loss.nll));
}

void TestTrainingMessages::wrongMemberIsNamed_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("named");

    const auto row = [](const char *path, const char *value, const char *named) {
        QTest::newRow(path) << QString::fromUtf8(path) << QString::fromUtf8(value)
                            << QString::fromUtf8(named);
    };
    row("/space", "\"not: [yaml\"", "the space of train/run");
    row("/space", "3", "\"space\" of train/run");
    row("/shape", "{}", "train/run");
    row("/training", "[]", "\"training\" of train/run must name at least one file.");
    row("/training", "[\"\"]", "\"training\" of train/run must name files.");
    row("/validation", "[3]", "\"validation\" of train/run must be a list of texts");
    row("/options/max_update", "3", "did you mean max_updates?");
    row("/folder", "\"\"", "\"folder\" of train/run must name a folder.");
}

void TestTrainingMessages::wrongMemberIsNamed()
{
    QFETCH(QString, path);
    QFETCH(QString, value);
    QFETCH(QString, named);
    nlohmann::json json = onTheWire(trainRequest());
    json[nlohmann::json::json_pointer(path.toStdString())] = nlohmann::json::parse(
        value.toStdString());
    const auto back = trainRequestOf(json);
    QVERIFY(!back);
    QVERIFY2(back.error().message.find(named.toStdString()) != std::string::npos,
             back.error().message.c_str());
}

QTEST_GUILESS_MAIN(TestTrainingMessages)
#include "tst_training_messages.moc"
