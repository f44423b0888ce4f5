// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <limits>

#include "core/base/text.h"

using namespace auspex;

class TestText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void splitKeepsEmptyParts()
    {
        const std::vector<std::string_view> expected = {"a", "", "b", ""};
        QVERIFY(split("a,,b,", ',') == expected);
        QCOMPARE(split("", ',').size(), 1U);
    }

    void numbersAreReadWholeOrNotAtAll()
    {
        QCOMPARE(parseDouble("24.3"), std::optional(24.3));
        QCOMPARE(parseDouble("1e3"), std::optional(1000.0));
        QVERIFY(!parseDouble("24,3"));
        QVERIFY(!parseDouble("24.3 "));
        QVERIFY(!parseDouble("nan"));
        QVERIFY(!parseDouble("inf"));
        QVERIFY(!parseDouble("1e999"));
        QVERIFY(!parseDouble(""));
        QCOMPARE(parseInteger("-12"), std::optional<std::int64_t>(-12));
        QVERIFY(!parseInteger("12.0"));
        QVERIFY(!parseInteger("99999999999999999999"));
    }

    void shortestFormReadsBackAsTheSameDouble()
    {
        for (const double value : {0.1, 1.0 / 3.0, 24.3, 1e30, -2.5e-300, 5e-324}) {
            QCOMPARE(parseDouble(formatDouble(value)), std::optional(value));
        }
        QCOMPARE(formatDouble(0.1), std::string("0.1"));
        QCOMPARE(formatDouble(std::numeric_limits<double>::quiet_NaN()), std::string());
    }

    void fixedFormRoundsTheBinaryValueHalfToEven()
    {
        QCOMPARE(formatFixed(2.5, 0), std::string("2"));
        QCOMPARE(formatFixed(0.125, 2), std::string("0.12"));
        QCOMPARE(formatFixed(24.305, 2), std::string("24.30")); // the double lies below 24.305
        QCOMPARE(formatFixed(std::numeric_limits<double>::max(), 1).size(), 311U);
    }

    void utf8IsCheckedToTheLetterOfTheStandard()
    {
        QVERIFY(isValidUtf8("Gr\xc3\xbc\xc3\x9f"
                            "e \xe2\x82\xac \xf0\x9f\x98\x80"));
        QVERIFY(!isValidUtf8("\xc0\x80"));         // overlong
        QVERIFY(!isValidUtf8("\xed\xa0\x80"));     // surrogate
        QVERIFY(!isValidUtf8("\xf4\x90\x80\x80")); // beyond U+10FFFF
        QVERIFY(!isValidUtf8("\xe2\x82"));         // cut
        QVERIFY(!isValidUtf8("\x80"));             // no lead
    }

    void escapedTextsComeBackAsTheyWere()
    {
        QCOMPARE(percentEscaped(" a?b%c ", "?&"), std::string("%20a%3Fb%25c%20"));
        QCOMPARE(percentEscaped("a b", ""), std::string("a b"));
        for (const std::string text : {"", " ", "a?b&c=d%", "\n\t\x7f", "Gr\xc3\xbc\xc3\x9f"})
            QCOMPARE(percentUnescaped(percentEscaped(text, "?&")), std::optional(text));
        QVERIFY(!percentUnescaped("50%"));
        QVERIFY(!percentUnescaped("50%2"));
        QVERIFY(!percentUnescaped("50%zz"));
        QVERIFY(hasControlCharacters("a\tb"));
        QVERIFY(hasControlCharacters("a\x7f"));
        QVERIFY(!hasControlCharacters("Gr\xc3\xbc\xc3\x9f e"));
    }

    void quotedTextsAreSafeToShow()
    {
        QCOMPARE(quotedForMessage("a\nb\xff"), std::string("\"a?b?\""));
        QCOMPARE(quotedForMessage("0123456789", 4), std::string("\"01...89\""));
        QCOMPARE(quotedForMessage("\xc3\xbc"), std::string("\"\xc3\xbc\""));
    }
};

QTEST_GUILESS_MAIN(TestText)
#include "tst_text.moc"
