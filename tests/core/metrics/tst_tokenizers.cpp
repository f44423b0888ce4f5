// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <string>
#include <vector>

#include <QtTest>

#include "core/metrics/bleu_tokenizers.h"

using namespace auspex;

class TestTokenizers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void mteval13a_data();
    void mteval13a();
    void international_data();
    void international();
    void whitespaceIsPythons();
    void trailingWhitespaceAlone();
    void lowerCasesAllOfUnicode();
    void keepsInvalidBytes();
};

// The expected values of every row are sacreBLEU's own output.
void TestTokenizers::mteval13a_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("tokens");
    const auto row = [](const char *text, const char *tokens) {
        QTest::newRow(text) << std::string(text) << std::string(tokens);
    };
    row("It's 3.14 (approx.).", "It's 3.14 ( approx . ) .");
    row("$1,000.50-$2,000", "$ 1,000.50 - $ 2,000");
    row("a-b 3-4 5-year-old", "a-b 3 - 4 5 - year-old");
    row("...wait", ". . . wait");
    row("e.g.,5", "e . g . ,5");
    row("1.,2", "1 . , 2");
    row("3.-4", "3 . -4");
    row("-5", "-5");
    row(".5", ". 5");
    row("x=1;y<2&amp;z>3", "x = 1 ; y < 2 & z > 3");
    row("„Gut“, sagte er.", "„Gut“ , sagte er .");
    row("foo<skipped>bar", "foobar");
    row("1\u00a0000\u202f?", "1 000 ?");
    row("don't [stop] ~ ^ _", "don't [ stop ] ~ ^ _");
    row("&quot;a&quot; &lt;b&gt; &amp;lt;", "\" a \" < b > <");
    row("word-\nbreak\nline", "wordbreak line");
    row("", "");
    row(" \t ", "");
}

void TestTokenizers::mteval13a()
{
    QFETCH(std::string, text);
    QFETCH(std::string, tokens);
    QCOMPARE(tokenize13a(text), tokens);
}

void TestTokenizers::international_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("tokens");
    const auto row = [](const char *text, const char *tokens) {
        QTest::newRow(text) << std::string(text) << std::string(tokens);
    };
    row("„Gut“, sagte er.", "„ Gut “ , sagte er .");
    row("1,000.50 und 2.", "1,000.50 und 2.");
    row("a-b 3-4 5-year-old", "a - b 3-4 5 - year - old");
    row("...wait", ". . . wait");
    row("x=1;y<2&z>3", "x = 1 ; y < 2 & z > 3");
    row("€5 + 3²", "€ 5 + 3²");
    row("Combien ?  12,5 %", "Combien ? 12,5 %");
    row("«Oui», dit-il…", "« Oui » , dit - il …");
    row("don't can’t", "don ' t can ’ t");
    row("5. 6.", "5 . 6.");
    row("٣.١٤، متر", "٣.١٤ ، متر");
    row("第一，第二。", "第一 ， 第二 。");
    row("a😀b", "a 😀 b");
    row("½.½", "½.½");
    row("№5.", "№ 5.");
    row("&amp;", "& amp ;");
    row("(1)(2)", "(1 ) ( 2)");
    row("", "");
}

void TestTokenizers::international()
{
    QFETCH(std::string, text);
    QFETCH(std::string, tokens);
    QCOMPARE(tokenizeInternational(text), tokens);
}

void TestTokenizers::whitespaceIsPythons()
{
    const std::vector<std::string_view> expected{"a", "b"};
    for (const char *space :
         {"\t",     "\n",     "\v",     "\f",     "\r",     "\x1c",   "\x1d",   "\x1e",
          "\x1f",   " ",      "\u0085", "\u00a0", "\u1680", "\u2000", "\u2001", "\u2002",
          "\u2003", "\u2004", "\u2005", "\u2006", "\u2007", "\u2008", "\u2009", "\u200a",
          "\u2028", "\u2029", "\u202f", "\u205f", "\u3000"}) {
        const std::string text = std::string(space) + "a" + space + space + "b" + space;
        QCOMPARE(splitOnWhitespace(text), expected);
    }
    for (const char *other : {"\x1b", "\u200b", "\u2060", "\ufeff", "\u180e"}) {
        const std::string text = std::string("a") + other + "b";
        QCOMPARE(splitOnWhitespace(text).size(), std::size_t{1});
    }
    QVERIFY(splitOnWhitespace("").empty());
    QVERIFY(splitOnWhitespace(" \u00a0").empty());
}

void TestTokenizers::trailingWhitespaceAlone()
{
    QCOMPARE(withoutTrailingWhitespace(" a b \u202f\u00a0\n"), std::string_view(" a b"));
    QCOMPARE(withoutTrailingWhitespace(" \t"), std::string_view());
}

void TestTokenizers::lowerCasesAllOfUnicode()
{
    QCOMPARE(lowerCased("ÄÖÜ STRASSE ẞ ΟΔΟΣ ΟΔΟΣ, Ж"),
             std::string("äöü strasse ß οδος οδος, ж")); // the final sigma is another letter
    QCOMPARE(lowerCased("İI"), std::string("i\u0307i"));
}

void TestTokenizers::keepsInvalidBytes()
{
    const std::string text = "a\xff,\xc3 b\xe2\x82.";
    QCOMPARE(tokenize13a(text), std::string("a\xff , \xc3 b\xe2\x82 ."));
    QCOMPARE(tokenizeInternational(text), std::string("a\xff , \xc3 b\xe2\x82 ."));
}

QTEST_GUILESS_MAIN(TestTokenizers)
#include "tst_tokenizers.moc"
