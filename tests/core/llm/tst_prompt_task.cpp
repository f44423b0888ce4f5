// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/llm/prompt.h"

using namespace auspex;

class TestPromptTask : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void taskIsDescribedByItsName_data()
    {
        QTest::addColumn<QString>("taskName");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("target");
        const auto row = [](const char *taskName, const char *name, const char *source,
                            const char *target) {
            QTest::newRow(taskName) << QString::fromLatin1(taskName) << QString::fromLatin1(name)
                                    << QString::fromLatin1(source) << QString::fromLatin1(target);
        };
        row("wmt14ende", "WMT'14 English to German", "English", "German");
        row("wmt14enfr", "WMT'14 English to French", "English", "French");
        row("wmt19ende", "WMT'19 English to German", "English", "German");
        row("iwslt14deen", "IWSLT'14 German to English", "German", "English");
        row("WMT14.en-de", "WMT'14 English to German", "English", "German");
        row("iwslt14.de-en", "IWSLT'14 German to English", "German", "English");
        row("ted2020_cs-sk", "ted2020_cs-sk", "", ""); // no Slovak among the known codes
        row("ted2020_cs-pl", "ted2020_cs-pl", "Czech", "Polish");
        row("news.zh_en", "news.zh_en", "Chinese", "English");
        row("flores101hifi", "flores101hifi", "Hindi", "Finnish");
        row("enja", "enja", "English", "Japanese");
        row("samsum", "samsum", "", "");
        row("benefit", "benefit", "", "");
        row("kitten", "kitten", "", ""); // it is part of a word
        row("wmt14dede", "wmt14dede", "", "");
        row("", "", "", "");
        row("-en", "-en", "", "");
    }

    void taskIsDescribedByItsName()
    {
        QFETCH(QString, taskName);
        QFETCH(QString, name);
        QFETCH(QString, source);
        QFETCH(QString, target);
        const PromptTask task = promptTaskOf(taskName.toStdString());
        QCOMPARE(QString::fromStdString(task.name), name);
        QCOMPARE(QString::fromStdString(task.sourceLanguage), source);
        QCOMPARE(QString::fromStdString(task.targetLanguage), target);
        QCOMPARE(task.metric, std::string("BLEU"));
        QVERIFY(task.efficiency == EfficiencyMetric::Gflops);
    }
};

QTEST_GUILESS_MAIN(TestPromptTask)
#include "tst_prompt_task.moc"
