// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <limits>

#include <QtTest>

#include <nlohmann/json.hpp>

#include "core/base/csv.h"
#include "core/base/text.h"
#include "core/report/exporters.h"

using namespace auspex;

namespace {

constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();

/// All that a format can stumble over: its own separators and marks, line breaks, letters beyond
/// ASCII, missing values of both sorts, integers beyond a double, spreads, emphasis.
ResultTable nastyTable()
{
    ResultTable table;
    table.caption = "Errors of 4 predictors, 5 % & more";
    table.label = "tab:all errors";
    table.columns = {
        {.key = "predictor", .title = "Predictor"},
        {.key = "n", .title = "Pairs | n", .kind = ColumnKind::Integer},
        {.key = "mae_mean",
         .title = "MAE",
         .kind = ColumnKind::Number,
         .better = BetterWhen::Lower,
         .hasSpread = true},
        {.key = "coverage", .title = "Inside", .kind = ColumnKind::Percentage, .decimals = 1},
    };
    table.rows = {
        {{.value = "HAT | SPOS & Co."},
         {.value = 20},
         {.value = 1.144, .spread = 0.03},
         {.value = 0.95}},
        {{.value = "says \"100 % {ok}\"\nsecond_line"},
         {.value = 20},
         {.value = 0.27, .spread = 0.014, .emphasis = Emphasis::Best},
         {.value = notANumber}},
        {{.value = "Müller, Größe 猫"},
         {.reason = "not \"counted\""},
         {.value = 0.274, .emphasis = Emphasis::Tied},
         {.value = 1.0}},
        {{.value = "[C:\\~x^2 #1 $5 <b>* --"},
         {.value = std::int64_t{9007199254740993}},
         {.value = -12.5, .spread = notANumber},
         {.value = -0.0001}},
    };
    return table;
}

std::string rendered(TableFormat format, const RenderOptions &options = {})
{
    return render(nastyTable(), format, options);
}

void compareText(const std::string &actual, const std::string &expected)
{
    const auto lines = [](const std::string &text) {
        return QString::fromStdString(text).split(QLatin1Char('\n'));
    };
    QCOMPARE(lines(actual), lines(expected));
}

} // namespace

class TestExporters : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void plainTextIsAlignedByDisplayWidth();
    void csvKeepsKeysPrecisionAndSpreads();
    void csvReadsBackAsTheSameCells();
    void tsvQuotesWhatHoldsATab();
    void jsonHoldsNumbersAndNulls();
    void latexEscapesAndUsesBooktabs();
    void markdownEscapesPipesAndLineBreaks();
    void htmlFragmentIsEscaped();
    void htmlPageIsComplete();
    void decimalsCanBeSetForPeopleAlone();
    void longAndWeirdNumbersStayReadable();
    void noFormatEverSaysNan();
    void controlCharactersNeverReachATerminal();
    void oneColumnLeavesNoEmptyLine();
    void formatsAreFoundByNameAndByFile();
};

void TestExporters::plainTextIsAlignedByDisplayWidth()
{
    compareText(rendered(TableFormat::Plain),
                R"(Errors of 4 predictors, 5 % & more

Predictor                             Pairs | n             MAE  Inside
-----------------------------  ----------------  --------------  ------
HAT | SPOS & Co.                             20    1.14  ± 0.03   95.0%
says "100 % {ok}" second_line                20    0.27* ± 0.01       -
Müller, Größe 猫                              -    0.27~         100.0%
[C:\~x^2 #1 $5 <b>* --         9007199254740993  -12.50            0.0%

* best
~ not told apart from the best
- Müller, Größe 猫, Pairs | n: not "counted"
)");
}

void TestExporters::csvKeepsKeysPrecisionAndSpreads()
{
    compareText(rendered(TableFormat::Csv), R"(predictor,n,mae_mean,mae_std,coverage
HAT | SPOS & Co.,20,1.144,0.03,0.95
"says ""100 % {ok}""
second_line",20,0.27,0.014,
"Müller, Größe 猫",,0.274,,1
[C:\~x^2 #1 $5 <b>* --,9007199254740993,-12.5,,-1e-04
)");
}

void TestExporters::csvReadsBackAsTheSameCells()
{
    const ResultTable table = nastyTable();
    for (const TableFormat format : {TableFormat::Csv, TableFormat::Tsv}) {
        const Result<CsvTable> read = parseCsv(render(table, format), "test");
        QVERIFY(read.has_value());
        QCOMPARE(read->header,
                 (std::vector<std::string>{"predictor", "n", "mae_mean", "mae_std", "coverage"}));
        QCOMPARE(read->rows.size(), table.rows.size());
        for (std::size_t i = 0; i < table.rows.size(); ++i) {
            const std::vector<std::string> &cells = read->rows[i].cells;
            QCOMPARE(cells[0], std::get<std::string>(table.rows[i][0].value));
            QCOMPARE(parseInteger(cells[1]).has_value(), !isMissing(table.rows[i][1]));
            QCOMPARE(parseDouble(cells[2]), numberIn(table.rows[i][2]));
            QCOMPARE(parseDouble(cells[4]), numberIn(table.rows[i][3]));
        }
        QCOMPARE(parseInteger(read->rows[3].cells[1]).value(), std::int64_t{9007199254740993});
    }
}

void TestExporters::tsvQuotesWhatHoldsATab()
{
    ResultTable table;
    table.columns = {{.key = "a", .title = "A"}, {.key = "b", .title = "B"}};
    table.rows = {{{.value = "x\ty"}, {.value = "1,5"}}, {{.value = ""}, {}}};
    compareText(render(table, TableFormat::Tsv), "a\tb\n\"x\ty\"\t1,5\n\t\n");
}

void TestExporters::jsonHoldsNumbersAndNulls()
{
    const std::string text = rendered(TableFormat::Json);
    QVERIFY(text.starts_with("[\n  {\n    \"predictor\": \"HAT | SPOS & Co.\",\n    \"n\": 20,\n"
                             "    \"mae_mean\": 1.144,\n    \"mae_std\": 0.03,\n"
                             "    \"coverage\": 0.95\n  },\n"));
    const nlohmann::json expected = {
        {{"predictor", "HAT | SPOS & Co."},
         {"n", 20},
         {"mae_mean", 1.144},
         {"mae_std", 0.03},
         {"coverage", 0.95}},
        {{"predictor", "says \"100 % {ok}\"\nsecond_line"},
         {"n", 20},
         {"mae_mean", 0.27},
         {"mae_std", 0.014},
         {"coverage", nullptr}},
        {{"predictor", "Müller, Größe 猫"},
         {"n", nullptr},
         {"mae_mean", 0.274},
         {"mae_std", nullptr},
         {"coverage", 1.0}},
        {{"predictor", "[C:\\~x^2 #1 $5 <b>* --"},
         {"n", 9007199254740993},
         {"mae_mean", -12.5},
         {"mae_std", nullptr},
         {"coverage", -0.0001}},
    };
    const nlohmann::json actual = nlohmann::json::parse(text);
    QVERIFY2(actual == expected, actual.dump(2).c_str());
    QVERIFY(actual[0]["n"].is_number_integer());
    compareText(render({.columns = nastyTable().columns}, TableFormat::Json), "[]\n");
}

void TestExporters::latexEscapesAndUsesBooktabs()
{
    compareText(
        rendered(TableFormat::Latex),
        R"(% Needs \usepackage{booktabs}; for letters beyond ASCII also \usepackage[T1]{fontenc}
% with pdfLaTeX, or \usepackage{fontspec} with LuaLaTeX or XeLaTeX.
\begin{table}
\centering
\caption{Errors of 4 predictors, 5 \% \& more}
\label{tab:all-errors}
\begin{tabular}{lrrr}
\toprule
Predictor & Pairs \textbar{} n & MAE & Inside \\
\midrule
HAT \textbar{} SPOS \& Co. & 20 & 1.14 $\pm$ 0.03 & 95.0\% \\
says \char34{}100 \% \{ok\}\char34{} second\_line & 20 & \textbf{0.27 $\pm$ 0.01} & -- \\
Müller, Größe 猫 & -- & \textit{0.27} & 100.0\% \\
{[}C:\textbackslash{}\textasciitilde{}x\textasciicircum{}2 \#1 \$5 \textless{}b\textgreater{}{*} -{}- & 9007199254740993 & $-$12.50 & 0.0\% \\
\bottomrule
\end{tabular}
\end{table}
)");
}

void TestExporters::markdownEscapesPipesAndLineBreaks()
{
    compareText(rendered(TableFormat::Markdown),
                R"(Table: Errors of 4 predictors, 5 % &amp; more

| Predictor | Pairs \| n | MAE | Inside |
| :--- | ---: | ---: | ---: |
| HAT \| SPOS &amp; Co. | 20 | 1.14 ± 0.03 | 95.0% |
| says "100 % {ok}"<br>second\_line | 20 | **0.27 ± 0.01** | - |
| Müller, Größe 猫 | - | *0.27* | 100.0% |
| \[C:\\\~x^2 #1 \$5 &lt;b&gt;\* -- | 9007199254740993 | -12.50 | 0.0% |
)");
}

void TestExporters::htmlFragmentIsEscaped()
{
    compareText(rendered(TableFormat::Html), R"html(<table id="tab:all-errors">
<caption>Errors of 4 predictors, 5 % &amp; more</caption>
<thead>
<tr><th style="text-align: left" scope="col">Predictor</th><th style="text-align: right" scope="col">Pairs | n</th><th style="text-align: right" scope="col">MAE</th><th style="text-align: right" scope="col">Inside</th></tr>
</thead>
<tbody>
<tr><td style="text-align: left">HAT | SPOS &amp; Co.</td><td style="text-align: right">20</td><td style="text-align: right">1.14 ± 0.03</td><td style="text-align: right">95.0%</td></tr>
<tr><td style="text-align: left">says &quot;100 % {ok}&quot;<br>second_line</td><td style="text-align: right">20</td><td style="text-align: right"><strong>0.27 ± 0.01</strong></td><td style="text-align: right">-</td></tr>
<tr><td style="text-align: left">Müller, Größe 猫</td><td style="text-align: right" title="not &quot;counted&quot;">-</td><td style="text-align: right"><em>0.27</em></td><td style="text-align: right">100.0%</td></tr>
<tr><td style="text-align: left">[C:\~x^2 #1 $5 &lt;b&gt;* --</td><td style="text-align: right">9007199254740993</td><td style="text-align: right">-12.50</td><td style="text-align: right">0.0%</td></tr>
</tbody>
</table>
)html");
}

void TestExporters::htmlPageIsComplete()
{
    const std::string page = rendered(TableFormat::Html, {.wholePage = true});
    QVERIFY(page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
                             "<meta charset=\"utf-8\">\n"
                             "<title>Errors of 4 predictors, 5 % &amp; more</title>\n"));
    QVERIFY(page.ends_with("<body>\n" + rendered(TableFormat::Html) + "</body>\n</html>\n"));
}

void TestExporters::decimalsCanBeSetForPeopleAlone()
{
    const std::string plain = rendered(TableFormat::Plain, {.decimals = 3});
    QVERIFY(plain.find("1.144  ± 0.030") != std::string::npos);
    QVERIFY(plain.find("95.000%") != std::string::npos);
    QCOMPARE(rendered(TableFormat::Csv, {.decimals = 0}), rendered(TableFormat::Csv));
    QCOMPARE(rendered(TableFormat::Json, {.decimals = 0}), rendered(TableFormat::Json));
}

void TestExporters::longAndWeirdNumbersStayReadable()
{
    ResultTable table;
    table.columns = {{.key = "x", .title = "x", .kind = ColumnKind::Number}};
    table.rows = {{{.value = 1e300}}, {{.value = -0.0}}, {{.value = 7}}};
    compareText(render(table, TableFormat::Plain), "     x\n------\n1e+300\n  0.00\n  7.00\n");
    compareText(render(table, TableFormat::Plain, {.decimals = -3}),
                "     x\n------\n1e+300\n     0\n     7\n");
    table.columns[0].kind = ColumnKind::Integer;
    table.rows = {{{.value = std::numeric_limits<std::int64_t>::min()}}, {{.value = 2.6}}};
    compareText(render(table, TableFormat::Plain), "                   x\n--------------------\n"
                                                   "-9223372036854775808\n                   3\n");
}

void TestExporters::noFormatEverSaysNan()
{
    ResultTable table;
    table.columns = {{.key = "a", .title = "A", .kind = ColumnKind::Number, .hasSpread = true},
                     {.key = "b", .title = "B", .kind = ColumnKind::Integer}};
    const double infinity = std::numeric_limits<double>::infinity();
    for (const double bad : {notANumber, -notANumber, infinity, -infinity}) {
        table.rows = {{{.value = bad, .spread = bad, .emphasis = Emphasis::Best}, {.value = bad}},
                      {{.value = 1.0, .spread = bad}, {}}};
        for (const std::string_view name : tableFormatNames()) {
            const std::string text = render(table, *tableFormatFromName(name));
            QVERIFY2(text.find("nan") == std::string::npos, text.c_str());
            QVERIFY2(text.find("inf") == std::string::npos, text.c_str());
        }
        compareText(render(table, TableFormat::Csv), "a,a_std,b\n,,\n1,,\n");
        compareText(render(table, TableFormat::Markdown),
                    "| A | B |\n| ---: | ---: |\n| - | - |\n| 1.00 | - |\n");
    }
}

void TestExporters::controlCharactersNeverReachATerminal()
{
    ResultTable table;
    table.columns = {{.key = "a", .title = "A\r\nB"}};
    table.rows = {{{.value = "red \x1b[31m\tbell\a \xc2\x9b"}}};
    compareText(render(table, TableFormat::Plain), "A B\n-----------------\nred  [31m bell\n");
}

void TestExporters::oneColumnLeavesNoEmptyLine()
{
    ResultTable table;
    table.columns = {{.key = "a", .title = "A", .kind = ColumnKind::Number}};
    table.rows = {{{.value = 1.5}}, {}};
    table.rows[1].resize(1);
    compareText(render(table, TableFormat::Csv), "a\n1.5\n\"\"\n");
}

void TestExporters::formatsAreFoundByNameAndByFile()
{
    QCOMPARE(tableFormatNames().size(), std::size_t{7});
    QVERIFY(tableFormatFromName("table") == TableFormat::Plain);
    QVERIFY(tableFormatFromName("csv") == TableFormat::Csv);
    QVERIFY(tableFormatFromName("tsv") == TableFormat::Tsv);
    QVERIFY(tableFormatFromName("json") == TableFormat::Json);
    QVERIFY(tableFormatFromName("latex") == TableFormat::Latex);
    QVERIFY(tableFormatFromName("markdown") == TableFormat::Markdown);
    QVERIFY(tableFormatFromName("html") == TableFormat::Html);
    QVERIFY(!tableFormatFromName("CSV"));
    QVERIFY(!tableFormatFromName(""));
    QVERIFY(tableFormatFromFile("results/Table.1.TEX") == TableFormat::Latex);
    QVERIFY(tableFormatFromFile("a.csv") == TableFormat::Csv);
    QVERIFY(tableFormatFromFile("a.md") == TableFormat::Markdown);
    QVERIFY(tableFormatFromFile("a.htm") == TableFormat::Html);
    QVERIFY(tableFormatFromFile("a.txt") == TableFormat::Plain);
    QVERIFY(!tableFormatFromFile("a.pdf"));
    QVERIFY(!tableFormatFromFile("csv"));
}

QTEST_GUILESS_MAIN(TestExporters)
#include "tst_exporters.moc"
