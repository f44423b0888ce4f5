// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <rapidcheck.h>

#include "core/llm/prompt.h"
#include "tests/core/llm/prompt_fixtures.h"

using namespace auspex;
using namespace auspex::test;

namespace {

const char *const shortFile = "# A comment.\n"
                              "auspex-prompt: 1\n"
                              "title: Short and plain\n"
                              "\n"
                              "[role role]\n"
                              "\n"
                              "You predict {{metric}}.\n"
                              "\n"
                              "# Not a comment here.\n"
                              "\n"
                              "[text note off]\n"
                              "\\[1, 2] and \\ stay\n"
                              "\\\\n is a new line\n"
                              "\\\n"
                              "\n"
                              "[query query]\n"
                              "{{query}}\n"
                              "\n"
                              "[variant bare]\n"
                              "# only this\n"
                              "title: Bare\n"
                              "components: query\n";

QString errorOf(const std::string &text)
{
    const Result<Prompt> prompt = parsePromptFile(text, "my.prompt");
    return prompt ? QStringLiteral("read") : QString::fromStdString(prompt.error().message);
}

/// Lines that the format has a meaning for, and others.
std::string anyText()
{
    const auto piece = rc::gen::element<std::string>(
        "", "\n", "\n\n", " ", "[", "]", "\\", "[role role]", "title: x", "# no comment",
        "{{task}}", "$$$", "ü", "漢字", "\t", "word", ":", "[variant a]\n", "\\[");
    std::string text;
    for (const std::string &part : *rc::gen::container<std::vector<std::string>>(piece))
        text += part;
    return text;
}

std::string anyTitle()
{
    return *rc::gen::element<std::string>("", "A title", "a: b", "# x", "[y]", "Ü", "\\z");
}

/// Of any structure, with problems or without; ids are proper and unique.
Prompt anyPrompt()
{
    constexpr PromptPart parts[] = {
        PromptPart::Role,        PromptPart::Heading,        PromptPart::Instruction,
        PromptPart::Definitions, PromptPart::Demonstrations, PromptPart::Query,
        PromptPart::Text};
    Prompt prompt;
    prompt.title = anyTitle();
    prompt.format = *rc::gen::element(PromptFormat::Auspex, PromptFormat::Llmas);
    const int count = *rc::gen::inRange(1, 5);
    for (int i = 0; i < count; ++i)
        prompt.components.push_back({"part-" + std::to_string(i), parts[*rc::gen::inRange(0, 7)],
                                     anyText(), *rc::gen::arbitrary<bool>()});
    const int variants = *rc::gen::inRange(0, 3);
    for (int i = 0; i < variants; ++i) {
        PromptVariant variant{std::to_string(i), anyTitle(), {}};
        for (const PromptComponent &component : prompt.components) {
            if (*rc::gen::arbitrary<bool>())
                variant.components.push_back(component.id);
        }
        prompt.variants.push_back(variant);
    }
    return prompt;
}

} // namespace

class TestPromptFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fileIsReadAsItsFormatSays()
    {
        const Result<Prompt> prompt = parsePromptFile(shortFile, "short.prompt");
        QVERIFY2(prompt, prompt ? "" : prompt.error().message.c_str());
        QVERIFY(*prompt
                == (Prompt{
                    "Short and plain",
                    PromptFormat::Auspex,
                    {{"role", PromptPart::Role, "You predict {{metric}}.\n\n# Not a comment here.",
                      true},
                     {"note", PromptPart::Text, "[1, 2] and \\ stay\n\\n is a new line\n", false},
                     {"query", PromptPart::Query, "{{query}}", true}},
                    {{"bare", "Bare", {"query"}}}}));
    }

    void lineEndsAndByteOrderMarkDoNotMatter_data()
    {
        QTest::addColumn<QString>("end");
        QTest::newRow("of Windows") << "\r\n";
        QTest::newRow("of old Macs") << "\r";
    }

    void lineEndsAndByteOrderMarkDoNotMatter()
    {
        QFETCH(QString, end);
        const QString other = QChar(0xfeff)
                              + QString::fromUtf8(shortFile).replace(QLatin1Char('\n'), end);
        const Result<Prompt> prompt = parsePromptFile(other.toStdString(), "b");
        QVERIFY2(prompt, prompt ? "" : prompt.error().message.c_str());
        QVERIFY(*prompt == parsePromptFile(shortFile, "a").value());
    }

    void errorNamesFileAndLine_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *name, const char *from, const char *to,
                            const char *message) {
            QTest::newRow(name) << QString::fromUtf8(from) << QString::fromUtf8(to)
                                << QString::fromUtf8(message);
        };
        row("no prompt", "auspex-prompt: 1\n", "",
            "my.prompt, line 2: this is not a prompt of Auspex; its first line is \"auspex-prompt: "
            "1\".");
        row("newer", "auspex-prompt: 1", "auspex-prompt: 2",
            "my.prompt, line 2: the file is of version \"2\", and this program reads version 1; "
            "take a newer program.");
        row("key", "title: Short", "name: Short",
            "my.prompt, line 3: \"name: Short and plain\" has no meaning here; expected are title, "
            "format, or a section as \"[role role]\".");
        row("format", "title: Short and plain", "format: markdown",
            "my.prompt, line 3: there is no format \"markdown\"; it is auspex or llmas.");
        row("part", "[role role]", "[roll role]",
            "my.prompt, line 5: there is no part \"roll\"; there are role, heading, instruction, "
            "definitions, demonstrations, query, text, and variant.");
        row("bracket", "# Not a", "[Not a",
            "my.prompt, line 9: \"[Not a comment here.\" opens no section, as \"[role role]\" "
            "does; write a backslash before it where it is text.");
        row("words", "[text note off]", "[text note on]",
            "my.prompt, line 11: \"[text note on]\" opens no section, as \"[role role]\" does; "
            "write a backslash before it where it is text.");
        row("id", "[text note off]", "[text Note]",
            "my.prompt, line 11: the id \"Note\" cannot be; use lower-case letters, digits and "
            "hyphens.");
        row("twice", "[text note off]", "[text role]",
            "my.prompt, line 11: the id role stands twice; give one of them another.");
        row("variant", "components: query", "parts: query",
            "my.prompt, line 22: \"parts: query\" has no meaning in a variant; expected are title "
            "and components.");
        row("component", "components: query", "components: query rule",
            "my.prompt, line 19: the variant names the component \"rule\", which there is not; "
            "there are role, note, query.");
    }

    void errorNamesFileAndLine()
    {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(QString, message);
        QCOMPARE(errorOf(shortFile), QStringLiteral("read"));
        QCOMPARE(errorOf(replaced(shortFile, from.toStdString(), to.toStdString())), message);
    }

    void unusableFileSaysWhy_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("message");
        QTest::newRow("empty") << QByteArray()
                               << "my.prompt is not a prompt of Auspex; its first line is "
                                  "\"auspex-prompt: 1\".";
        QTest::newRow("no component")
            << QByteArray("auspex-prompt: 1\n")
            << "my.prompt: the file has no component; it needs at least a query, a line \"[query "
               "query]\" with the text below it.";
        QTest::newRow("not UTF-8")
            << QByteArray("auspex-prompt: 1\n\n[query query]\n\xff\n")
            << "my.prompt, line 4: the text is not UTF-8; save the file in that encoding.";
    }

    void unusableFileSaysWhy()
    {
        QFETCH(QByteArray, file);
        QFETCH(QString, message);
        QCOMPARE(errorOf(file.toStdString()), message);
    }

    void problemsOfTheTextsAreNotErrorsOfTheFile()
    {
        const Result<Prompt> prompt = parsePromptFile(
            "auspex-prompt: 1\n[role role]\n{{tusk}} {{\n", "a");
        QVERIFY(prompt);
        QCOMPARE(promptProblems(*prompt).size(), std::size_t(3));
    }

    void writtenFileReadsBackAsTheSame()
    {
        QVERIFY(rc::check([] {
            const Prompt prompt = anyPrompt();
            const std::string text = promptFileText(prompt);
            const Result<Prompt> again = parsePromptFile(text, "again");
            RC_ASSERT(again.has_value());
            RC_ASSERT(*again == prompt);
            RC_ASSERT(promptFileText(*again) == text);
        }));
    }

    void builtInPromptReadsBackAsTheSame_data()
    {
        QTest::addColumn<int>("number");
        int number = 0;
        for (const BuiltInPrompt &builtIn : builtInPrompts())
            QTest::addRow("%s", builtIn.prompt.title.c_str()) << number++;
    }

    void builtInPromptReadsBackAsTheSame()
    {
        QFETCH(int, number);
        const Prompt &prompt = builtInPrompts().at(static_cast<std::size_t>(number)).prompt;
        QVERIFY(parsePromptFile(promptFileText(prompt), "a").value() == prompt);
    }

    void jsonReadsBackAsTheSame()
    {
        QVERIFY(rc::check([] {
            Prompt prompt = anyPrompt();
            prompt.title = "line\nend\r and \" quote";
            prompt.components.front().text += "\r\n\x01";
            RC_ASSERT(promptOfJson(promptJson(prompt)).value() == prompt);
        }));
    }

    void jsonIsStable()
    {
        const Prompt prompt = promptOf({});
        QCOMPARE(QString::fromStdString(promptJson(prompt)),
                 QStringLiteral("{\"version\":1,\"title\":\"a prompt\",\"format\":\"auspex\","
                                "\"components\":[{\"id\":\"query\",\"part\":\"query\",\"text\":"
                                "\"{{query}}\",\"enabled\":true}],\"variants\":[]}"));
    }

    void brokenJsonIsCorrupt_data()
    {
        QTest::addColumn<QString>("json");
        const std::string json = promptJson(promptOf({}));
        const auto row = [&](const char *name, const std::string &from, const std::string &to) {
            QTest::newRow(name) << QString::fromStdString(replaced(json, from, to));
        };
        row("cut", "\"variants\":[]}", "");
        row("no object", json, "[1]");
        row("newer", "\"version\":1", "\"version\":2");
        row("format", "\"auspex\"", "\"other\"");
        row("part", "\"part\":\"query\"", "\"part\":\"quarry\"");
        row("kind", "\"enabled\":true", "\"enabled\":1");
        row("missing", ",\"variants\":[]", "");
        row("component", "[{", "[7,{");
        row("deep", "[]", std::string(100, '[') + std::string(100, ']'));
    }

    void brokenJsonIsCorrupt()
    {
        QFETCH(QString, json);
        const Result<Prompt> prompt = promptOfJson(json.toStdString());
        QVERIFY(!prompt);
        QVERIFY(prompt.error().code == ErrorCode::Corrupt);
        QVERIFY(QString::fromStdString(prompt.error().message)
                    .startsWith(QStringLiteral("A stored prompt ")));
    }

    void invalidUtf8DoesNotStopTheWritingOfJson()
    {
        const Prompt prompt = promptOf({{"t", PromptPart::Text,
                                         "a\xff"
                                         "b",
                                         true}});
        QCOMPARE(promptOfJson(promptJson(prompt)).value().components.front().text,
                 std::string("a\xef\xbf\xbd"
                             "b"));
    }

    void kindOfFileIsKnownByItsContent()
    {
        QVERIFY(importPrompt(shortFile, "a/short.prompt").value()
                == parsePromptFile(shortFile, "b").value());
        const Prompt llmas = importPrompt("Guess.\n$$$seedarch_examples$$$", "a/guess.txt").value();
        QVERIFY(llmas.format == PromptFormat::Llmas);
        QCOMPARE(llmas.title, std::string("guess"));
        // Our own file of a LLMAS template is one of ours.
        QVERIFY(importPrompt(promptFileText(llmas), "b.prompt").value() == llmas);
        const Result<Prompt> neither = importPrompt("Dear diary\n", "diary.txt");
        QVERIFY(!neither);
        QCOMPARE(QString::fromStdString(neither.error().message),
                 QStringLiteral("diary.txt, line 1: this is not a prompt of Auspex; its first line "
                                "is \"auspex-prompt: 1\"."));
    }
};

QTEST_GUILESS_MAIN(TestPromptFile)
#include "tst_prompt_file.moc"
