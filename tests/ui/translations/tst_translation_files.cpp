// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QFile>
#include <QLocale>
#include <QMenu>
#include <QMenuBar>
#include <QProcess>
#include <QRegularExpression>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>
#include <QXmlStreamReader>

#include "ui/window/main_window.h"

using namespace auspex;

namespace {

struct Message {
    QString context;
    QString source;
    QStringList translations; ///< one, or one a plural form
    QString state;            ///< "unfinished", "vanished", "obsolete"; empty: finished
    bool isPlural = false;

    QString describe() const { return context + QStringLiteral(": ") + source; }
};

void readTranslation(QXmlStreamReader &xml, Message *message)
{
    message->state = xml.attributes().value(QStringLiteral("type")).toString();
    if (!message->isPlural) {
        message->translations << xml.readElementText();
        return;
    }
    while (xml.readNextStartElement()) {
        message->translations << xml.readElementText();
    }
}

QList<Message> readMessages(const QString &fileName)
{
    QList<Message> messages;
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly)) {
        return messages;
    }
    QXmlStreamReader xml(&file);
    QString context;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) {
            continue;
        }
        if (xml.name() == u"name") {
            context = xml.readElementText();
        } else if (xml.name() == u"message") {
            messages.append(Message());
            messages.last().context = context;
            messages.last().isPlural = xml.attributes().hasAttribute(QStringLiteral("numerus"));
        } else if (xml.name() == u"source") {
            messages.last().source = xml.readElementText();
        } else if (xml.name() == u"translation") {
            readTranslation(xml, &messages.last());
        }
    }
    return messages;
}

QString translationFile(const char *language)
{
    return QStringLiteral(AUSPEX_SOURCE_DIR "/translations/auspex_%1.ts")
        .arg(QLatin1String(language));
}

QStringList placeholders(const QString &text)
{
    static const QRegularExpression placeholder(QStringLiteral("%L?(\\d{1,2}|n)"));
    QStringList found;
    for (auto match = placeholder.globalMatch(text); match.hasNext();) {
        found << match.next().captured();
    }
    found.sort();
    found.removeDuplicates();
    return found;
}

/// "File (*.csv);;All (*)" gives "*.csv", "*": what a file dialog needs unchanged.
QStringList patterns(const QString &text)
{
    static const QRegularExpression pattern(QStringLiteral("\\*\\.?\\w*(?=[ )])"));
    QStringList found;
    for (auto match = pattern.globalMatch(text); match.hasNext();) {
        found << match.next().captured();
    }
    return found;
}

QString mnemonicOf(const QString &text)
{
    static const QRegularExpression mnemonic(QStringLiteral("&([^&\\s])"));
    return mnemonic.match(QString(text).remove(QStringLiteral("&&"))).captured(1).toLower();
}

void findAmbiguousMnemonics(const QList<QAction *> &actions, const QString &menu,
                            QStringList *ambiguous)
{
    QMap<QString, QString> taken;
    for (const QAction *action : actions) {
        const QString key = mnemonicOf(action->text());
        if (!key.isEmpty() && taken.contains(key)) {
            *ambiguous << QStringLiteral("%1: %2, %3").arg(menu, taken[key], action->text());
        }
        taken[key] = action->text();
        if (action->menu()) {
            findAmbiguousMnemonics(action->menu()->actions(), action->text(), ambiguous);
        }
    }
}

/// True for one "&", of a key, in both or in neither.
bool haveSameMnemonics(const QString &source, const QString &translation)
{
    return mnemonicOf(source).isEmpty() == mnemonicOf(translation).isEmpty();
}

} // namespace

class TestTranslationFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("AuspexTest"));
        QCoreApplication::setApplicationName(QStringLiteral("tst_translation_files"));
        QSettings().clear();
        QVERIFY(m_folder.isValid());
    }

    void everyStringOfTheSourcesIsInGerman()
    {
        // The file as the target update_translations would leave it.
        const QString updated = m_folder.filePath(QStringLiteral("auspex_de.ts"));
        QVERIFY(QFile::copy(translationFile("de"), updated));
        QProcess lupdate;
        lupdate.start(QStringLiteral(AUSPEX_LUPDATE),
                      {QStringLiteral("-silent"), QStringLiteral("-I"),
                       QStringLiteral(AUSPEX_SOURCE_DIR), QStringLiteral(AUSPEX_SOURCE_DIR "/ui"),
                       QStringLiteral(AUSPEX_SOURCE_DIR "/app/auspex_main.cpp"),
                       QStringLiteral("-ts"), updated});
        QVERIFY(lupdate.waitForFinished());
        QCOMPARE(lupdate.exitCode(), 0);
        const QList<Message> messages = readMessages(updated);
        QVERIFY(messages.size() > 300);
        QStringList unfinished;
        for (const Message &message : messages) {
            if (message.state == u"unfinished" || message.translations.contains(QString())) {
                unfinished << message.describe();
            }
        }
        QVERIFY2(unfinished.isEmpty(),
                 qPrintable(QStringLiteral("Build update_translations, then translate:\n")
                            + unfinished.join(u'\n')));
    }

    void translationsKeepPlaceholdersPatternsAndKeys()
    {
        QStringList wrong;
        for (const Message &message : readMessages(translationFile("de"))) {
            for (const QString &translation : message.translations) {
                if (placeholders(translation) != placeholders(message.source)
                    || patterns(translation) != patterns(message.source)
                    || !haveSameMnemonics(message.source, translation)
                    || translation.endsWith(QStringLiteral("..."))
                           != message.source.endsWith(QStringLiteral("..."))) {
                    wrong << message.describe() + QStringLiteral(" -> ") + translation;
                }
            }
            if (message.isPlural && message.translations.size() != 2) {
                wrong << message.describe() + QStringLiteral(": German has two plural forms");
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    void englishHasItsPluralForms()
    {
        QTranslator english;
        QVERIFY(english.load(QStringLiteral(":/i18n/auspex_en.qm")));
        QCOMPARE(english.translate("auspex::MainWindow", "%n jobs running", nullptr, 1),
                 QStringLiteral("%n job running"));
        QCOMPARE(english.translate("auspex::MainWindow", "%n jobs running", nullptr, 2),
                 QStringLiteral("%n jobs running"));
        const QList<Message> messages = readMessages(translationFile("en"));
        QVERIFY(!messages.isEmpty());
        for (const Message &message : messages) {
            QVERIFY2(message.isPlural && message.translations.size() == 2
                         && !message.translations.contains(QString()) && message.state.isEmpty(),
                     qPrintable(message.describe()));
            for (const QString &translation : message.translations) {
                QCOMPARE(placeholders(translation), placeholders(message.source));
                QVERIFY2(!translation.contains(QStringLiteral("(s)")), qPrintable(translation));
            }
        }
    }

    void germanIsFoundByLocaleAndMenusHaveTheirOwnKeys()
    {
        QTranslator german;
        QVERIFY(german.load(QLocale(QLocale::German, QLocale::Austria), QStringLiteral("auspex"),
                            QStringLiteral("_"), QStringLiteral(":/i18n")));
        QVERIFY(QCoreApplication::installTranslator(&german));
        MainWindow window;
        QCoreApplication::removeTranslator(&german);
        QCOMPARE(window.menuBar()->actions().first()->text(), QStringLiteral("&Datei"));
        const MainWindow english;
        QCOMPARE(english.menuBar()->actions().first()->text(), QStringLiteral("&File"));
        QStringList ambiguous;
        for (const QMenuBar *bar : {window.menuBar(), english.menuBar()}) {
            findAmbiguousMnemonics(bar->actions(), QStringLiteral("menu bar"), &ambiguous);
        }
        QVERIFY2(ambiguous.isEmpty(), qPrintable(ambiguous.join(u'\n')));
    }

    void germanHelpIsThere()
    {
        QVERIFY(QFile::exists(QStringLiteral(":/help/help.md")));
        QVERIFY(QFile::exists(QStringLiteral(":/help/help_de.md")));
    }

private:
    QTemporaryDir m_folder;
};

QTEST_MAIN(TestTranslationFiles)
#include "tst_translation_files.moc"
