#include "report/table_markdown.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <string>
#include <vector>

using namespace agrocap;

namespace {

ReportTable table_with(const std::string& name) {
    ReportTable table;
    table.columns = {{"target", "", Align::left}, {"estimate", "units/y"}, {"verdict", "", Align::left}};
    table.add({Cell(name), Cell(34871.2, 1), Cell("fail", Tone::bad)});
    return table;
}

/// Bars that end cells: those without a backslash before them.
std::size_t bars(const std::string& line) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < line.size(); ++i)
        if (line[i] == '|' && (i == 0 || line[i - 1] != '\\')) ++count;
    return count;
}

}  // namespace

TEST_CASE("a table is one of GitHub's Markdown, names as code, verdicts bold, numbers to the right", "[report][markdown]") {
    ReportTable table = table_with("enough");
    table.notes.emplace_back("undecided: see *there*");

    CHECK(markdown_of(table) ==
          "| target | estimate (units/y) | verdict |\n"
          "|---|---:|---|\n"
          "| `enough` | 34 871.2 | **fail** |\n"
          "\n"
          "- undecided: see &#42;there&#42;\n");
}

TEST_CASE("a name cannot leave its cell, whatever is in it", "[report][markdown]") {
    const std::vector<std::string> parts = {"|",
                                            "`",
                                            "``",
                                            "\\",
                                            "\n",
                                            "</td><script>",
                                            "[a](javascript:x)",
                                            "@team",
                                            "#1",
                                            "=HYPERLINK(",
                                            "\xE2\x80\xAE",
                                            "\xF0\x9F\x9A\x9C",
                                            "<!--",
                                            "-->",
                                            "![x](y)",
                                            "*",
                                            "_",
                                            "~~",
                                            "&lt;",
                                            "http://x.y",
                                            "   ",
                                            "\t",
                                            "\xFF"};
    for (std::size_t i = 0; i < 1000; ++i) {
        std::string name = parts[i % parts.size()] + parts[(i / parts.size()) % parts.size()] + parts[(i * 7 + 3) % parts.size()];
        if (i % 50 == 0) name += std::string(300, 'x');
        CAPTURE(name);
        const std::string text = markdown_of(table_with(name));

        CHECK(std::count(text.begin(), text.end(), '\n') == 3);
        const std::string row = text.substr(text.find("---|\n") + 5);
        CHECK(bars(row) == 4);
        CHECK(row.find("\xE2\x80\xAE") == std::string::npos);
    }
}

TEST_CASE("code is fenced by more backticks than it holds", "[report][markdown]") {
    CHECK(markdown_code("a") == "`a`");
    CHECK(markdown_code("a`b") == "``a`b``");
    CHECK(markdown_code("`") == "`` ` ``");
    CHECK(markdown_code("a|b") == "`a\\|b`");
    CHECK(markdown_code("") == "");
}

TEST_CASE("plain text mentions nobody, links nowhere and begins no list", "[report][markdown]") {
    CHECK(markdown_text("@team #1 <b> [a](b)") == "&#64;team &#35;1 &#60;b&#62; &#91;a&#93;(b)");
    CHECK(markdown_text("www.x.org http://a :b: c: d") == "www&#46;x.org http&#58;//a &#58;b: c: d");
    CHECK(markdown_text("1. x-y 1.5") == "1&#46; x-y 1.5");
    CHECK(markdown_text("- 1.5 %") == "&#45; 1.5 %");
    CHECK(markdown_text("34 871 ± 95") == "34 871 ± 95");
    CHECK(markdown_text("\xE2\x80\xAEmoc") == "&#92;u202emoc");
}
