// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTest>

#include "tests/ui/llm/llm_fixture.h"
#include "ui/llm/llm_texts.h"
#include "ui/llm/price_dialog.h"
#include "ui/llm/price_model.h"
#include "ui/llm/providers_dialog.h"
#include "ui/llm/search_cost_dialog.h"

using namespace auspex;
using namespace auspex::test;

namespace {

template<typename Widget>
Widget *in(QWidget *parent, const char *name)
{
    return parent->findChild<Widget *>(QLatin1String(name));
}

int rowOf(const QAbstractItemModel *model, const QString &text)
{
    for (int row = 0; row < model->rowCount(); ++row) {
        if (model->index(row, 0).data().toString() == text) {
            return row;
        }
    }
    return -1;
}

} // namespace

class TestLlmDialogs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { useOwnSettings(); }

    void presetsAreListedAndKeepTheirIds()
    {
        LlmFixture fixture;
        ProvidersDialog dialog(fixture.center());
        auto *list = in<QListWidget>(&dialog, "llmProviders");
        QCOMPARE(list->count(), static_cast<int>(builtInProviders().size()) + 1);
        QVERIFY(in<QLineEdit>(&dialog, "llmProviderId")->isReadOnly());
        auto *remove = in<QPushButton>(&dialog, "llmRemoveProvider");
        QCOMPARE(remove->text(), QStringLiteral("Restore the preset"));
        QVERIFY(!remove->isEnabled());
        QVERIFY(in<QPushButton>(&dialog, "llmSaveProviders")->isEnabled());
    }

    void changedPresetCanBeRestored()
    {
        LlmFixture fixture;
        ProvidersDialog dialog(fixture.center(), nullptr, QStringLiteral("openai"));
        auto *list = in<QListWidget>(&dialog, "llmProviders");
        const QString title = list->currentItem()->text();
        in<QSpinBox>(&dialog, "llmProviderParallel")->setValue(3);
        QCOMPARE(list->currentItem()->text(), title + QStringLiteral(" (changed)"));
        auto *remove = in<QPushButton>(&dialog, "llmRemoveProvider");
        QVERIFY(remove->isEnabled());
        remove->click();
        QCOMPARE(list->currentItem()->text(), title);
        in<QSpinBox>(&dialog, "llmProviderParallel")->setValue(3);
        dialog.accept();
        QCOMPARE(fixture.center()->provider(QStringLiteral("openai"))->parallel, 3);
    }

    void cancelReallyCancels()
    {
        LlmFixture fixture;
        const std::vector<Provider> before = fixture.center()->providers();
        ProvidersDialog dialog(fixture.center(), nullptr, QStringLiteral("here"));
        in<QLineEdit>(&dialog, "llmProviderTitle")->setText(QStringLiteral("Elsewhere"));
        dialog.reject();
        QVERIFY(fixture.center()->providers() == before);
    }

    void ownProviderIsCopiedEditedAndRemoved()
    {
        LlmFixture fixture;
        ProvidersDialog dialog(fixture.center(), nullptr, QStringLiteral("here"));
        auto *list = in<QListWidget>(&dialog, "llmProviders");
        const int before = list->count();
        in<QPushButton>(&dialog, "llmCopyProvider")->click();
        QCOMPARE(list->count(), before + 1);
        QCOMPARE(in<QLineEdit>(&dialog, "llmProviderId")->text(), QStringLiteral("here-2"));
        QVERIFY(!in<QLineEdit>(&dialog, "llmProviderId")->isReadOnly());
        auto *save = in<QPushButton>(&dialog, "llmSaveProviders");
        auto *problem = in<QLabel>(&dialog, "llmProviderProblem");
        in<QLineEdit>(&dialog, "llmProviderId")->setText(QStringLiteral("here"));
        QVERIFY(!save->isEnabled());
        QVERIFY2(problem->text().contains(QStringLiteral("Two providers")),
                 qPrintable(problem->text()));
        in<QLineEdit>(&dialog, "llmProviderId")->setText(QStringLiteral("there"));
        QVERIFY(save->isEnabled());
        in<QLineEdit>(&dialog, "llmProviderAddress")
            ->setText(QStringLiteral("http://elsewhere.example/v1/"));
        QVERIFY(!save->isEnabled()); // unencrypted to another machine
        in<QCheckBox>(&dialog, "llmProviderPlainHttp")->setChecked(true);
        QVERIFY(save->isEnabled());
        dialog.accept();
        const Provider *made = fixture.center()->provider(QStringLiteral("there"));
        QVERIFY(made);
        QCOMPARE(made->baseUrl, std::string("http://elsewhere.example/v1"));
        QCOMPARE(made->suggestedModels, std::vector<std::string>{"test-model"});

        ProvidersDialog again(fixture.center(), nullptr, QStringLiteral("there"));
        in<QPushButton>(&again, "llmRemoveProvider")->click();
        again.accept();
        QVERIFY(!fixture.center()->provider(QStringLiteral("there")));
        QVERIFY(fixture.center()->provider(QStringLiteral("here")));
    }

    void switchesHoldForTheModelsThatARuleNames()
    {
        LlmFixture fixture;
        ProvidersDialog dialog(fixture.center(), nullptr, QStringLiteral("here"));
        in<QPushButton>(&dialog, "llmAddRule")->click();
        in<QLineEdit>(&dialog, "llmRulePattern")->setText(QStringLiteral("o3*"));
        auto *field = in<QComboBox>(&dialog, "llmMaxTokensField");
        field->setCurrentIndex(1);
        Q_EMIT field->activated(1);
        auto *extra = in<QLineEdit>(&dialog, "llmExtra");
        extra->setText(QStringLiteral("{\"reasoning_effort\""));
        QVERIFY(!in<QPushButton>(&dialog, "llmSaveProviders")->isEnabled());
        extra->setText(QStringLiteral("{\"reasoning_effort\": \"low\"}"));
        QVERIFY2(in<QPushButton>(&dialog, "llmSaveProviders")->isEnabled(),
                 qPrintable(in<QLabel>(&dialog, "llmProviderProblem")->text()));
        dialog.accept();
        const Provider *here = fixture.center()->provider(QStringLiteral("here"));
        QCOMPARE(switchesFor(*here, "o3-mini").maxTokensField, MaxTokensField::MaxCompletionTokens);
        QCOMPARE(switchesFor(*here, "o3-mini").extra.dump(),
                 std::string("{\"reasoning_effort\":\"low\"}"));
        QCOMPARE(switchesFor(*here, "test-model").maxTokensField, MaxTokensField::MaxTokens);
    }

    void connectionTestTellsModelsLatencyAndKey()
    {
        AnsweringOptions options;
        options.key = "sk-TESTKEY-test";
        LlmFixture fixture(options);
        std::vector<Provider> providers = fixture.center()->providers();
        providers.back().needsKey = true;
        providers.back().keyVariable = "AUSPEX_NO_SUCH_KEY";
        QVERIFY(fixture.center()->setProviders(providers));
        ProvidersDialog dialog(fixture.center(), nullptr, QStringLiteral("here"));
        auto *test = in<QPushButton>(&dialog, "llmTest");
        auto *result = in<QLabel>(&dialog, "llmTestResult");
        test->click();
        QTRY_VERIFY2_WITH_TIMEOUT(result->text().contains(QStringLiteral("key")),
                                  qPrintable(result->text()), patience);

        auto *key = in<QLineEdit>(&dialog, "llmNewKey");
        auto *use = in<QPushButton>(&dialog, "llmUseNewKey");
        QVERIFY(!use->isEnabled());
        key->setText(QStringLiteral("sk-TESTKEY-test"));
        use->click();
        QVERIFY(key->text().isEmpty()); // it is never shown again
        QTRY_VERIFY_WITH_TIMEOUT(
            in<QLabel>(&dialog, "llmKeySource")->text().contains(QStringLiteral("this session")),
            patience);
        test->click();
        QTRY_VERIFY2_WITH_TIMEOUT(result->text().contains(QStringLiteral("2 model")),
                                  qPrintable(result->text()), patience);
        QVERIFY(result->text().contains(QStringLiteral("this session")));
        QVERIFY(!result->text().contains(QStringLiteral("TESTKEY")));
        in<QPushButton>(&dialog, "llmForgetKey")->click();
        QTRY_COMPARE_WITH_TIMEOUT(fixture.center()->keySource(QStringLiteral("here")),
                                  std::optional(KeySource::None), patience);
    }

    void failedConnectionTestSaysWhatFailed()
    {
        LlmFixture fixture;
        fixture.server().goAway();
        ProvidersDialog dialog(fixture.center(), nullptr, QStringLiteral("here"));
        in<QPushButton>(&dialog, "llmTest")->click();
        auto *result = in<QLabel>(&dialog, "llmTestResult");
        QTRY_VERIFY_WITH_TIMEOUT(!result->text().startsWith(QStringLiteral("Asking")), patience);
        QVERIFY(!result->text().isEmpty());
        QVERIFY(in<QPushButton>(&dialog, "llmTest")->isEnabled());
    }

    void ownPriceGoesBeforeTheList()
    {
        LlmFixture fixture;
        PriceDialog dialog(fixture.center());
        auto *table = in<QTableView>(&dialog, "llmPrices");
        QVERIFY(table->model()->rowCount() > 10);
        in<QPushButton>(&dialog, "llmAddPrice")->click();
        auto *save = in<QPushButton>(&dialog, "llmSavePrices");
        QVERIFY(!save->isEnabled()); // a price without a model
        auto *model = dialog.findChild<PriceModel *>();
        const int row = static_cast<int>(model->own().size()) - 1;
        const auto set = [&](int column, const QString &text) {
            return model->setData(model->index(row, column), text, Qt::EditRole);
        };
        QVERIFY(set(PriceModel::Model, QStringLiteral("own-*")));
        QVERIFY(set(PriceModel::Input, QStringLiteral("2.5")));
        QVERIFY(!set(PriceModel::Input, QStringLiteral("cheap")));
        QVERIFY(!set(PriceModel::Output, QStringLiteral("-1")));
        QVERIFY(set(PriceModel::Output, QStringLiteral("7")));
        QVERIFY(set(PriceModel::From, QStringLiteral("yesterday")));
        QVERIFY(!save->isEnabled());
        QVERIFY(in<QLabel>(&dialog, "llmPriceProblem")->text().contains(QStringLiteral("own-*")));
        QVERIFY(set(PriceModel::From, QStringLiteral("2026-09-01")));
        QVERIFY(save->isEnabled());
        dialog.accept();
        const auto price = fixture.center()->prices().find(fixture.provider(), "own-one",
                                                           "2026-10-01", 100);
        QVERIFY(price);
        QCOMPARE(price->rates.input, 2.5);
        QCOMPARE(price->rates.output, 7.0);
        QVERIFY(!fixture.center()->prices().find(fixture.provider(), "own-one", "2026-08-01", 100));
    }

    void whatComesWithTheProgramIsCopiedToBeChanged()
    {
        LlmFixture fixture;
        PriceDialog dialog(fixture.center(), nullptr, QStringLiteral("gpt-4o"));
        auto *table = in<QTableView>(&dialog, "llmPrices");
        auto *model = dialog.findChild<PriceModel *>();
        table->setCurrentIndex(table->model()->index(0, 0));
        QVERIFY(!in<QPushButton>(&dialog, "llmRemovePrice")->isEnabled());
        QVERIFY(!(table->model()->index(0, 0).flags() & Qt::ItemIsEditable));
        const QString name = table->model()->index(0, 0).data().toString();
        in<QPushButton>(&dialog, "llmCopyPrice")->click();
        QCOMPARE(model->own().size(), std::size_t(2));
        QCOMPARE(QString::fromStdString(model->own().back().model), name);
        QVERIFY(in<QPushButton>(&dialog, "llmRemovePrice")->isEnabled());
        in<QPushButton>(&dialog, "llmRemovePrice")->click();
        QCOMPARE(model->own().size(), std::size_t(1));
        QVERIFY(rowOf(model, name) >= 0);
    }

    void searchesCostWhatTheCoreReckons()
    {
        LlmFixture fixture;
        SearchCostDialog dialog(fixture.center());
        auto *provider = in<QComboBox>(&dialog, "llmCostProvider");
        provider->setCurrentIndex(provider->findData(QStringLiteral("here")));
        Q_EMIT provider->activated(provider->currentIndex());
        QCOMPARE(in<QComboBox>(&dialog, "llmCostModel")->currentText(),
                 QStringLiteral("test-model"));
        const double one = 2900 * 10e-6 + 5 * 30e-6;
        QCOMPARE(in<QLabel>(&dialog, "llmCostOne")->text(), moneyText(one));
        QCOMPARE(in<QLabel>(&dialog, "llmCostSearch")->text(), moneyText(3000 * one));
        QCOMPARE(in<QLabel>(&dialog, "llmCostAll")->text(), moneyText(60 * 3000 * one));
        QVERIFY(in<QLabel>(&dialog, "llmCostDistilled")->text().startsWith(moneyText(3000 * one)));
        QVERIFY(in<QLabel>(&dialog, "llmCostDistilled")->text().contains(QStringLiteral("60")));
        QVERIFY(in<QLabel>(&dialog, "llmCostSource")->text().contains(QStringLiteral("a test")));
        in<QComboBox>(&dialog, "llmCostModel")->setCurrentText(QStringLiteral("nobody-knows"));
        QCOMPARE(in<QLabel>(&dialog, "llmCostAll")->text(), QStringLiteral("unknown"));
    }

    void moneyIsShownWithTheFiguresThatMatter()
    {
        QCOMPARE(moneyText(0.0), QStringLiteral("$0.00"));
        QCOMPARE(moneyText(1.2), QStringLiteral("$1.20"));
        QCOMPARE(moneyText(1234.5), QStringLiteral("$1,234.50"));
        QCOMPARE(moneyText(0.0123), QStringLiteral("$0.012"));
        QCOMPARE(moneyText(0.000456), QStringLiteral("$0.00046"));
        QCOMPARE(moneyText(std::nullopt), QStringLiteral("unknown"));
    }
};

int main(int argc, char **argv)
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    QApplication app(argc, argv);
    TestLlmDialogs test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_llm_dialogs.moc"
