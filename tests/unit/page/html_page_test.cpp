#include "page/html_page.hpp"

#include "page/chart.hpp"
#include "page/html_table.hpp"
#include "page/html_text.hpp"
#include "page/mark_text.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <nlohmann/json.hpp>

#include <cmath>
#include <string>

using namespace agrocap;
using Catch::Matchers::ContainsSubstring;

namespace {

std::size_t times(const std::string& text, const std::string& what) {
    std::size_t count = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + what.size())) ++count;
    return count;
}

/// What somebody might call a plant who means no good, and some who mean well.
std::string hostile(std::size_t number) {
    const std::string names[] = {"</script><script>alert(1)</script>",
                                 "<img src=x onerror=alert(1)>",
                                 "\" onmouseover=\"alert(1)",
                                 "]]><!-- --!><svg onload=alert(1)>",
                                 "\xE2\x80\xAE"
                                 "gnp.exe\xE2\x81\xA6",
                                 std::string(300, 'x'),
                                 "\xF0\x9F\x9A\x9C \xF0\x9F\x8C\xBE",
                                 "=HYPERLINK(\"x\")",
                                 std::string("nul\0 bell\a", 10),
                                 "broken \xFF\xC0 utf-8",
                                 "a\xE2\x80\xA8"
                                 "b &amp; &lt;",
                                 "Қостанай"};
    return names[number % std::size(names)] + std::to_string(number);
}

Page page_of(const std::string& name) {
    ReportTable table;
    table.title = name;
    table.columns = {{name, name, Align::left}, {"output", "units/y"}};
    table.add({name, 1.0});
    table.notes = {name};
    Chart chart{.kind = ChartKind::bars, .title = name, .unit = name, .parts = {name}};
    chart.marks.push_back({.row = name, .part = name, .value = 1.0, .say = name});
    chart.lines.push_back({name, 2});
    return {.title = name,
            .subtitle = name,
            .answer = name,
            .remarks = {name},
            .sections = {{.id = "one", .title = name, .sentence = name, .chart = chart, .tables = {table}, .listing = name}}};
}

}  // namespace

TEST_CASE("what HTML would act on is written as a reference", "[page][html_text]") {
    CHECK(html_text("<a href=\"x\">'R&D'</a>") == "&lt;a href=&quot;x&quot;&gt;&#39;R&amp;D&#39;&lt;/a&gt;");
    CHECK(html_text("Қостанай \xF0\x9F\x9A\x9C") == "Қостанай \xF0\x9F\x9A\x9C");
    CHECK(html_text("a\xFFz") == "a\xEF\xBF\xBDz");
    CHECK(html_text("a\xE2\x80\xAEz\x07") == "a\xEF\xBF\xBDz\xEF\xBF\xBD");
}

TEST_CASE("a text in a script element cannot end it and reads back as it was", "[page][html_text]") {
    const std::string text = "</script> & <!-- \"quoted\" \\ Қостанай";
    const std::string json = script_text(text);

    CHECK(json.find('<') == std::string::npos);
    CHECK(json.find('>') == std::string::npos);
    CHECK(nlohmann::json::parse(json) == text);
}

TEST_CASE("base 64 is that of the standard's examples", "[page][html_text]") {
    CHECK(base64_of_hex("") == "");
    CHECK(base64_of_hex("66") == "Zg==");
    CHECK(base64_of_hex("666f") == "Zm8=");
    CHECK(base64_of_hex("666f6f") == "Zm9v");
    CHECK(base64_of_hex("666f6f626172") == "Zm9vYmFy");
}

TEST_CASE("a table has row headers, bars behind shares, and verdicts in words", "[page][html_table]") {
    ReportTable table;
    table.columns = {{"target", "", Align::left}, {"utilised", "%", Align::right, Digits::percent}, {"verdict", "", Align::left}};
    table.add({"a", 0.25, Cell("fail", Tone::bad)});
    table.add({"b", 0.0, Cell("pass", Tone::good)}, 1);
    table.notes = {"of open time"};

    CHECK(html_table(table) ==
          "<table><thead><tr><th scope=col class=l>target<th scope=col>utilised<small>%</small><th scope=col class=l>verdict<tbody>\n"
          "<tr><th scope=row><bdi>a</bdi><td class=b style=--b:25.0%>25.0<td class=l><b class=bad>fail</b>\n"
          "<tr class=in><th scope=row><bdi>b</bdi><td>0.0<td class=l><b class=good>pass</b>\n"
          "</table><p class=\"note\"><bdi>of open time</bdi></p>");
}

TEST_CASE("a column of long texts has room for them on a narrow screen", "[page][html_table]") {
    ReportTable table;
    table.columns = {{"station", "", Align::left}, {"losses", "", Align::left}, {"unit", "", Align::left}};
    table.add({"a name that is long, too", "down 11.8 %, starved 7.1 %", "h"});

    CHECK_THAT(html_table(table),
               ContainsSubstring("<th scope=col class=l>station<th scope=col class=\"l w\">losses<th scope=col class=l>unit"));
}

TEST_CASE("amounts of one unit have bars, numbers of many units have none", "[page][html_table]") {
    ReportTable table;
    table.columns = {{"line", "", Align::left}, {"output", "units/y"}, {"nominal", "units/y"}};
    for (const double output : {100.0, 50.0, 0.0}) table.add({"a", output, 100.0});

    CHECK(times(html_table(table), "class=b ") == 2);  // of the first amount; nothing is no bar

    table.columns[1].unit.clear();
    table.columns[2].unit.clear();
    CHECK(times(html_table(table), "class=b ") == 0);

    table.columns[1].unit = "units/y";
    table.rows[2].cells[1] = -1.0;
    CHECK(times(html_table(table), "class=b ") == 0);  // a bar has no other side
}

TEST_CASE("a cell may say where its bar begins, and what is drawn with characters is left out", "[page][html_table]") {
    ReportTable table;
    table.columns = {{"", "", Align::left}, {"", "units/y"}, {.title = "bars", .align = Align::left, .of_bars = true}};
    Cell step(-30.0);
    step.bar = CellBar{0.25, 0.5};
    Cell level(100.0);
    level.bar = CellBar{0, 1};
    table.add({"demand", step, "██"});
    table.add({"nominal", level, "████"});

    const std::string html = html_table(table);

    CHECK_THAT(html, ContainsSubstring("<td class=\"b s\" style=--a:25.0%;--b:50.0%>-30") &&
                         ContainsSubstring("<td class=\"b s\" style=--a:0.0%;--b:100.0%>100"));
    CHECK(html.find("██") == std::string::npos);
}

TEST_CASE("a chart's figures are the numbers to the last bit, and what is not there is left out", "[page][chart]") {
    Chart chart{.kind = ChartKind::gauges, .title = "T", .unit = "units/y", .parts = {"pass", "fail"}};
    chart.marks.push_back({.row = "a", .part = "fail", .value = 0.1 + 0.2, .half_width = NAN, .say = "a: 0.3"});
    chart.lines.push_back({"asked", 35000});

    const auto json = nlohmann::json::parse(chart_json(chart));

    CHECK(json["kind"] == "gauges");
    CHECK(json["marks"][0]["value"].get<double>() == 0.1 + 0.2);
    CHECK(json["marks"][0]["part"] == 1);
    CHECK(!json["marks"][0].contains("pm"));
    CHECK(!json["marks"][0].contains("to"));
    CHECK(json["lines"][0]["value"] == 35000);
}

TEST_CASE("a page asks for nothing, and only its own script may run", "[page][html_page]") {
    const std::string html = html_of(page_of("Works"));

    CHECK_THAT(html, ContainsSubstring("default-src &#39;none&#39;; script-src &#39;sha256-"));
    for (const char* asks : {" src=", "<link", "<img", "<iframe", "@import", "url(http"}) {
        CAPTURE(asks);
        // The script has such words in it; what stands around it has not.
        CHECK(html.substr(0, html.find("<script>")).find(asks) == std::string::npos);
    }
    CHECK(html == html_of(page_of("Works")));
}

TEST_CASE("a thousand hostile names change nothing in a page but its text", "[page][html_page]") {
    const std::string plain = html_of(page_of("Works"));

    for (std::size_t number = 0; number < 1000; ++number) {
        const std::string html = html_of(page_of(hostile(number)));
        // As many elements begin and end as with a plain name, so none was made by a name.
        const bool is_alike = times(html, "<") == times(plain, "<") && times(html, "</script>") == times(plain, "</script>") &&
                              times(html, "<script") == times(plain, "<script");
        if (!is_alike) FAIL(hostile(number));
    }
}

TEST_CASE("numbers in groups stay on one line in a sentence, and as they were in a listing", "[page][html_page]") {
    const std::string html = html_of(page_of("asked 35 000, made 34 871 ± 95, 43.5 %"));

    CHECK_THAT(html, ContainsSubstring("class=\"answer\">asked 35\u00A0000, made 34\u00A0871\u00A0±\u00A095, 43.5\u00A0%</p>"));
    CHECK_THAT(html, ContainsSubstring(">asked 35 000, made 34 871 ± 95, 43.5 %</pre>"));
}

TEST_CASE("a value in words has the digits that its half-width earns", "[page][mark_text]") {
    Estimate estimate;
    CHECK(estimate_text(estimate, "units/y") == "nothing was observed");
    estimate.mean = 15576.4;
    CHECK(estimate_text(estimate, "units/y") == "15 576 units/y");
    estimate.half_width = 85.2;
    CHECK(estimate_text(estimate, "units/y") == "15 576 ± 85 units/y");
    CHECK(per_cent_text(0.4346) == "43.5 %");
    CHECK(per_cent_text(0.85) == "85 %");
}
