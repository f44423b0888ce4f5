// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

#include "core/llm/price.h"

using namespace auspex;

namespace {

Provider paid()
{
    Provider provider;
    provider.id = "paid";
    return provider;
}

Price priceOf(const std::string &model, double input, const std::string &from = {},
              std::int64_t above = 0)
{
    Price price;
    price.model = model;
    price.effectiveFrom = from;
    price.abovePromptTokens = above;
    price.rates.input = input;
    return price;
}

double inputOf(const PriceList &list, const std::string &model, const std::string &day,
               std::int64_t tokens = 1000)
{
    const std::optional<Price> price = list.find(paid(), model, day, tokens);
    return price ? price->rates.input : -1.0;
}

} // namespace

class TestPrices : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    std::filesystem::path file(const char *name, const QByteArray &content = {})
    {
        const QString path = m_folder.filePath(QLatin1String(name));
        if (!content.isEmpty()) {
            QFile written(path);
            if (written.open(QIODevice::WriteOnly))
                written.write(content);
        }
        return path.toStdString();
    }

private Q_SLOTS:
    void listedPricesAreThoseOfTheSources_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<double>("input");
        QTest::addColumn<double>("cached");
        QTest::addColumn<double>("output");
        QTest::newRow("gpt-4") << "gpt-4" << 30.0 << -1.0 << 60.0;
        QTest::newRow("gpt-4-turbo") << "gpt-4-turbo" << 10.0 << -1.0 << 30.0;
        QTest::newRow("gpt-3.5-turbo") << "gpt-3.5-turbo" << 0.5 << -1.0 << 1.5;
        QTest::newRow("gpt-4o") << "gpt-4o" << 2.5 << 1.25 << 10.0;
        QTest::newRow("gpt-4o-mini") << "gpt-4o-mini" << 0.15 << 0.075 << 0.6;
        QTest::newRow("gpt-4.1") << "gpt-4.1" << 2.0 << 0.5 << 8.0;
        QTest::newRow("gpt-4.1-mini") << "gpt-4.1-mini" << 0.4 << 0.1 << 1.6;
        QTest::newRow("gpt-4.1-nano") << "gpt-4.1-nano" << 0.1 << 0.025 << 0.4;
        QTest::newRow("o4-mini") << "o4-mini" << 1.1 << 0.275 << 4.4;
        QTest::newRow("o3") << "o3" << 2.0 << 0.5 << 8.0;
        QTest::newRow("gpt-5") << "gpt-5" << 1.25 << 0.125 << 10.0;
        QTest::newRow("gpt-5-mini") << "gpt-5-mini" << 0.25 << 0.025 << 2.0;
        QTest::newRow("gpt-5-nano") << "gpt-5-nano" << 0.05 << 0.005 << 0.4;
        QTest::newRow("gpt-5.5") << "gpt-5.5" << 5.0 << 0.5 << 30.0;
        QTest::newRow("gpt-5.6-luna") << "gpt-5.6-luna" << 0.2 << 0.02 << 1.2;
        QTest::newRow("haiku") << "claude-haiku-4-5" << 1.0 << 0.1 << 5.0;
        QTest::newRow("sonnet") << "claude-sonnet-4-5" << 3.0 << 0.3 << 15.0;
        QTest::newRow("sonnet of a day") << "claude-sonnet-4-5-20250929" << 3.0 << 0.3 << 15.0;
        QTest::newRow("opus 4.5") << "claude-opus-4-5" << 5.0 << 0.5 << 25.0;
        QTest::newRow("opus 5") << "claude-opus-5" << 5.0 << 0.5 << 25.0;
        QTest::newRow("deepseek") << "deepseek-chat" << 0.27 << 0.07 << 1.1;
        QTest::newRow("mistral") << "mistral-large-latest" << 2.0 << -1.0 << 6.0;
    }

    void listedPricesAreThoseOfTheSources()
    {
        QFETCH(QString, model);
        QFETCH(double, input);
        QFETCH(double, cached);
        QFETCH(double, output);
        const std::optional<Price> price = builtInPrices().find(paid(), model.toStdString(),
                                                                "2026-08-21", 2900);
        QVERIFY(price.has_value());
        QCOMPARE(price->rates.input, input);
        QCOMPARE(price->rates.cachedInput.value_or(-1.0), cached);
        QCOMPARE(price->rates.output, output);
    }

    void unknownModelHasNoPrice_data()
    {
        QTest::addColumn<QString>("model");
        for (const char *model :
             {"gpt-4-32k", "gpt-4o-audio-preview", "gpt-4o-2024-05-13", "gpt-3.5-turbo-0613",
              "gpt-5-pro", "gpt-6", "claude-opus-4-1", "claude-sonnet-5-5", "my-deployment", ""})
            QTest::newRow(model) << QString::fromLatin1(model);
    }

    void unknownModelHasNoPrice()
    {
        QFETCH(QString, model);
        QVERIFY(!builtInPrices().find(paid(), model.toStdString(), "2026-08-21", 2900));
    }

    void everyListedPriceTellsWhereItIsFrom()
    {
        QVERIFY(builtInPrices().prices().size() > 30);
        const QRegularExpression day(QStringLiteral("^\\d{4}-\\d\\d-\\d\\d$"));
        for (const Price &price : builtInPrices().prices()) {
            QVERIFY2(price.source.find('@') != std::string::npos, price.model.c_str());
            QVERIFY2(price.asOf.empty() || day.match(QString::fromStdString(price.asOf)).hasMatch(),
                     price.model.c_str());
            QVERIFY2(price.rates.output > price.rates.input, price.model.c_str());
        }
        const std::optional<Price> disputed = builtInPrices().find(paid(), "gpt-5.6-luna",
                                                                   "2026-08-21", 10);
        QVERIFY(disputed->note.find("disagree") != std::string::npos);
        QVERIFY(builtInPrices().find(paid(), "o3", "2026-08-21", 10)->note.find("disagree")
                != std::string::npos);
    }

    void priceIsThatOfTheDay()
    {
        QCOMPARE(inputOf(builtInPrices(), "o3", "2025-06-09"), 10.0);
        QCOMPARE(inputOf(builtInPrices(), "o3", "2025-06-10"), 2.0);
        QCOMPARE(inputOf(builtInPrices(), "claude-sonnet-5", "2026-08-31"), 2.0);
        QCOMPARE(inputOf(builtInPrices(), "claude-sonnet-5", "2026-09-01"), 3.0);
        QVERIFY(!builtInPrices().find(paid(), "gpt-5.6-luna", "2026-07-29", 10));
    }

    void longPromptsAreOfAnotherTier()
    {
        QCOMPARE(inputOf(builtInPrices(), "claude-sonnet-4-5", "2026-08-21", 200'000), 3.0);
        QCOMPARE(inputOf(builtInPrices(), "claude-sonnet-4-5", "2026-08-21", 200'001), 6.0);
        QCOMPARE(inputOf(builtInPrices(), "gpt-5.5", "2026-08-21", 272'001), 10.0);
    }

    void longestPatternThenNewestDateThenHighestTierWins()
    {
        const PriceList list(
            {priceOf("*", 1), priceOf("gpt*", 2), priceOf("gpt-4o", 3),
             priceOf("gpt-4o", 4, "2026-01-01"), priceOf("gpt-4o", 5, "2026-01-01", 100),
             priceOf("gpt-4o", 6, "2026-01-01", 1000), priceOf("gpt-4o", 7, "2025-01-01", 2000)});
        QCOMPARE(inputOf(list, "x", "2026-06-01"), 1.0);
        QCOMPARE(inputOf(list, "gpt-4o-mini", "2026-06-01"), 2.0);
        QCOMPARE(inputOf(list, "gpt-4o", "2024-06-01"), 3.0);
        QCOMPARE(inputOf(list, "gpt-4o", "2026-06-01", 100), 4.0);
        QCOMPARE(inputOf(list, "gpt-4o", "2026-06-01", 101), 5.0);
        QCOMPARE(inputOf(list, "gpt-4o", "2026-06-01", 5000), 6.0);
    }

    void localProvidersCostNothingWhateverTheModel()
    {
        Provider local = paid();
        local.isLocal = true;
        const std::optional<Price> price = builtInPrices().find(local, "gpt-4", "2026-08-21", 10);
        QVERIFY(price.has_value());
        QCOMPARE(costOf({1000, 500, 100, 1000}, *price), 0.0);
        QVERIFY(!price->source.empty());
    }

    void costCountsCachedAndWrittenTokensOnce()
    {
        Price price = priceOf("m", 3.0);
        price.rates.cachedInput = 0.3;
        price.rates.cacheWrite = 3.75;
        price.rates.output = 15.0;
        const TokenUsage usage{3000, 1000, 500, 10};
        // 1500 * 3 + 1000 * 0.3 + 500 * 3.75 + 10 * 15, of a million
        QCOMPARE(costOf(usage, price), 0.006825);
        QCOMPARE(costOf(usage, price, true), 0.0034125);
        price.rates.cachedInput.reset();
        price.rates.cacheWrite.reset();
        QCOMPARE(costOf(usage, price), 0.00915); // all as input
    }

    void strangeCountsNeverGiveMoneyBack()
    {
        Price price = priceOf("m", 3.0);
        price.rates.cachedInput = 0.3;
        QCOMPARE(costOf({0, 0, 0, 0}, price), 0.0);
        QCOMPARE(costOf({100, 1'000'000, 0, 0}, price), 0.3);
    }

    void usersPricesStandInForThoseOfTheSamePattern()
    {
        const std::filesystem::path path = file(
            "own.json", R"({"format": "auspex-prices", )"
                        R"("prices": [{"models": ["o3", "my-*"], "input": 7, "output": 9}]})");
        const Result<PriceList> list = loadPrices(path);
        QVERIFY(list.has_value());
        // An entry without a date holds against a dated one that came with the program.
        QCOMPARE(inputOf(*list, "o3", "2026-08-21"), 7.0);
        QCOMPARE(inputOf(*list, "my-model", "2026-08-21"), 7.0);
        QCOMPARE(inputOf(*list, "gpt-4o", "2026-08-21"), 2.5);
        const Result<std::vector<Price>> own = loadOwnPrices(path);
        QVERIFY(own.has_value());
        QCOMPARE(own->size(), std::size_t(2));
    }

    void withoutAFileThereIsTheBuiltInList()
    {
        const Result<PriceList> list = loadPrices(file("none.json"));
        QVERIFY(list.has_value());
        QVERIFY(list->prices() == builtInPrices().prices());
        QVERIFY(loadOwnPrices(file("none.json"))->empty());
    }

    void savedPricesReadBack()
    {
        Price full = priceOf("gpt-9*", 0.1, "2026-09-01", 1000);
        full.rates.cachedInput = 0.0;
        full.rates.cacheWrite = 0.125;
        full.rates.output = 1.0 / 3.0;
        full.batchFactor = 0.25;
        full.source = "an invoice";
        full.asOf = "2026-08-30";
        full.note = "with \"quotes\" and \xc3\xbc";
        const std::vector<Price> own = {full, priceOf("plain", 1.0)};
        const std::filesystem::path path = file("saved.json");
        QVERIFY(savePrices(path, own).has_value());
        const Result<std::vector<Price>> again = loadOwnPrices(path);
        QVERIFY(again.has_value());
        QVERIFY(*again == own);
    }

    void whatCouldNotBeReadAgainIsNotSaved()
    {
        const std::filesystem::path path = file("refused.json");
        const Result<void> saved = savePrices(path, {priceOf("m", -1.0)});
        QVERIFY(!saved);
        QVERIFY(saved.error().message.find("\"m\"") != std::string::npos);
        QVERIFY(!std::filesystem::exists(path));
        QVERIFY(!savePrices(path, {priceOf("m", 1.0, "soon")}));
        QVERIFY(!savePrices(path, {priceOf("", 1.0)}));
    }

    void brokenFileNamesEntryAndField_data()
    {
        QTest::addColumn<QByteArray>("entry");
        QTest::addColumn<QString>("words");
        QTest::newRow("no model") << QByteArray(R"({"input": 1, "output": 1})")
                                  << "\"models\" must name at least one model.";
        QTest::newRow("no output")
            << QByteArray(R"({"models": ["m"], "input": 1})") << "\"output\" is missing";
        QTest::newRow("negative") << QByteArray(R"({"models": ["m"], "input": -1, "output": 1})")
                                  << "\"input\" must be a number that is not negative.";
        QTest::newRow("text") << QByteArray(R"({"models": ["m"], "input": "1", "output": 1})")
                              << "\"input\" must be a number that is not negative.";
        QTest::newRow("day") << QByteArray(
            R"({"models": ["m"], "input": 1, "output": 1, "effective_from": "1.9.2026"})")
                             << "\"effective_from\" must be a day";
        QTest::newRow("no such day") << QByteArray(
            R"({"models": ["m"], "input": 1, "output": 1, "effective_from": "2026-02-30"})")
                                     << "\"effective_from\" must be a day";
        QTest::newRow("slip") << QByteArray(
            R"({"models": ["m"], "input": 1, "output": 1, "cache": 2})")
                              << "There is no field \"cache\".";
    }

    void brokenFileNamesEntryAndField()
    {
        QFETCH(QByteArray, entry);
        QFETCH(QString, words);
        const std::filesystem::path path = file(
            "broken.json", R"({"format": "auspex-prices", "prices": [)" + entry + "]}");
        const Result<PriceList> list = loadPrices(path);
        QVERIFY(!list);
        QVERIFY2(list.error().message.find(words.toStdString()) != std::string::npos,
                 list.error().message.c_str());
        QVERIFY(list.error().message.find(path.string() + ", price 1: ") == 0);
    }

    void priceIsWrittenWithEverythingThatTellsWhereItIsFrom()
    {
        const std::optional<Price> price = builtInPrices().find(paid(), "claude-sonnet-5",
                                                                "2026-10-01", 10);
        const nlohmann::ordered_json json = priceJson(*price);
        QCOMPARE(json["model"].get<std::string>(), std::string("claude-sonnet-5"));
        QCOMPARE(json["effective_from"].get<std::string>(), std::string("2026-09-01"));
        QCOMPARE(json["input"].get<double>(), 3.0);
        QCOMPARE(json["cache_write"].get<double>(), 3.75);
        QCOMPARE(json["as_of"].get<std::string>(), std::string("2026-08-21"));
        QVERIFY(json.contains("source"));
    }

    void todayIsADay()
    {
        const QRegularExpression day(QStringLiteral("^20\\d\\d-[01]\\d-[0-3]\\d$"));
        QVERIFY(day.match(QString::fromStdString(utcDay())).hasMatch());
    }

    /// Paper, section 6: searching with the LLM itself is paid for each candidate of each search,
    /// distilling it once for the student's training set.
    void searchesCostByCandidateAndDistillationOnce()
    {
        Price gpt4 = priceOf("gpt-4", 30.0);
        gpt4.rates.output = 60.0;
        const double prediction = costOf({2900, 0, 0, 10}, gpt4);
        QCOMPARE(prediction, 0.0876);
        const SearchCost cost = searchCost(prediction, 3000, 60, 3000);
        QCOMPARE(cost.callsPerSearch, std::int64_t(3000));
        QCOMPARE(*cost.perSearch, 262.8);
        QCOMPARE(*cost.allSearches, 15768.0);
        QCOMPARE(*cost.distilled, 262.8);
    }

    void unknownPriceOfAPredictionStaysUnknown()
    {
        const SearchCost cost = searchCost(std::nullopt, 3000, 60, 3000);
        QCOMPARE(cost.callsPerSearch, std::int64_t(3000));
        QVERIFY(!cost.perSearch && !cost.allSearches && !cost.distilled);
    }
};

QTEST_GUILESS_MAIN(TestPrices)
#include "tst_prices.moc"
