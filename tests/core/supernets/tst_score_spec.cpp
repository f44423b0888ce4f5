// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "core/supernets/score_spec.h"

using namespace auspex;

namespace {

template<typename T>
QString problem(const Result<T> &result)
{
    return result ? QString() : QString::fromStdString(result.error().message);
}

} // namespace

class TestScoreSpec : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void supernetOptionsAreRead();
    void onlyWhatDiffersIsWritten();
    void namesMayHoldAnyCharacter();
    void proxyOptionsAreRead();
    void literalCodesStandForTheirSettings();
    void mistakesAreNamed_data();
    void mistakesAreNamed();
};

void TestScoreSpec::supernetOptionsAreRead()
{
    const auto spec = parseSupernetSpec("HAT?metric=bleu&split=test&sentences=200&"
                                        "kernel=onednn-bf16&beam=5&lenpen=1&smoothing=0&corpus=c");
    QVERIFY2(spec, qPrintable(problem(spec)));
    const SupernetSpec wanted{
        "HAT", SupernetMetric::Bleu, "test", 200, Kernel::OneDnnBFloat16, 5, 1.0, 0.0, "c"};
    QVERIFY(*spec == wanted);
    QVERIFY(parseSupernetSpec(supernetSpecText(*spec)).value() == wanted);
}

void TestScoreSpec::onlyWhatDiffersIsWritten()
{
    QCOMPARE(supernetSpecText(parseSupernetSpec("HAT?metric=loss&beam=4&split=valid").value()),
             std::string("HAT"));
    QCOMPARE(supernetSpecText(parseSupernetSpec("HAT?lenpen=0.5&metric=nll").value()),
             std::string("HAT?metric=nll&lenpen=0.5"));
    QCOMPARE(proxySpecText(parseProxySpec("snip?sentences=64").value()), std::string("snip"));
}

void TestScoreSpec::namesMayHoldAnyCharacter()
{
    SupernetSpec spec;
    spec.supernet = "a?b&c%d: e/ü";
    spec.corpus = "x&y";
    const auto read = parseSupernetSpec(supernetSpecText(spec));
    QVERIFY2(read, qPrintable(problem(read)));
    QVERIFY(*read == spec);
}

void TestScoreSpec::proxyOptionsAreRead()
{
    const auto spec = parseProxySpec("grad-norm?weights=all&seeds=7,8&sentences=12&corpus=demo&"
                                     "smoothing=0.1");
    QVERIFY2(spec, qPrintable(problem(spec)));
    const engine::ProxyOptions options = proxyOptions(*spec);
    QVERIFY(options.kind == engine::ProxyKind::GradientNorm);
    QVERIFY(options.weights == engine::ProxyWeights::All);
    QCOMPARE(options.seeds, (std::vector<std::uint64_t>{7, 8}));
    QCOMPARE(options.labelSmoothing, 0.1);
    QCOMPARE(spec->sentences, 12);
    QCOMPARE(spec->corpus, std::string("demo"));
    QVERIFY(parseProxySpec(proxySpecText(*spec)).value() == *spec);
}

void TestScoreSpec::literalCodesStandForTheirSettings()
{
    const auto naslib = proxyOptions(parseProxySpec("synflow?literal=naslib").value());
    QVERIFY(naslib.isLogarithm && !naslib.hasNorms);
    QVERIFY(naslib.weights == engine::ProxyWeights::Linear);
    QCOMPARE(naslib.seeds, (std::vector<std::uint64_t>{1}));
    const auto lts = proxyOptions(parseProxySpec("snip?literal=lite-transformer-search").value());
    QVERIFY(lts.isDropoutActive && lts.hasNorms && !lts.isLogarithm);
    const auto mixed = proxyOptions(parseProxySpec("snip?literal=naslib&weights=all").value());
    QVERIFY(mixed.weights == engine::ProxyWeights::All);
    const auto ours = proxyOptions(parseProxySpec("snip").value());
    QVERIFY(ours == engine::ProxyOptions{.kind = engine::ProxyKind::Snip});
}

void TestScoreSpec::mistakesAreNamed_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("named");
    const auto row = [](const char *text, const char *named) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(named);
    };
    row("", "needs the name");
    row("HAT?metric=accuracy", "accuracy");
    row("HAT?sentences=0", "sentences");
    row("HAT?beam=4&beam=5", "twice");
    row("HAT?colour=red", "colour");
    row("HAT?kernel=gpu", "gpu");
    row("HAT%2", "%25");
    row("HAT?split=", "split");
}

void TestScoreSpec::mistakesAreNamed()
{
    QFETCH(QString, text);
    QFETCH(QString, named);
    const auto spec = parseSupernetSpec(text.toStdString());
    QVERIFY(!spec);
    QVERIFY2(problem(spec).contains(named), qPrintable(problem(spec)));
    QVERIFY(problem(parseProxySpec("naswot")).contains(QStringLiteral("synflow")));
    QVERIFY(problem(parseProxySpec("snip?seeds=1,x")).contains(QStringLiteral("seeds")));
    QVERIFY(problem(parseProxySpec("snip?literal=mine")).contains(QStringLiteral("naslib")));
}

QTEST_GUILESS_MAIN(TestScoreSpec)
#include "tst_score_spec.moc"
