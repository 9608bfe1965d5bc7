#include "archive/results_file.hpp"
#include "explain/account.hpp"
#include "report/atomic_file.hpp"
#include "report/explain_report.hpp"
#include "report/text_width.hpp"
#include "report/waterfall.hpp"
#include "support/directory.hpp"
#include "support/factory.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <nlohmann/json.hpp>

#include <sstream>
#include <string>

using namespace agrocap;
using Catch::Matchers::ContainsSubstring;

namespace {

ExperimentOptions on_threads(unsigned threads) {
    ExperimentOptions options;
    options.threads = threads;
    return options;
}

Explanation explained_line() {
    const std::string line =
        "[item.a]\n[plant.works.line.main]\nmakes = \"a\"\nroute = [\"weld\", \"paint\"]\n[plant.works.line.main.station]\nweld = { time = "
        "\"1 h\", failures = { "
        "uptime = \"40 h\", repair = \"4 h\" } }\npaint = { time = { dist = \"exponential\", mean = \"50 min\" }, buffer = 2 }\n";
    return explain(scenario_of(scenario_text({.horizon = "365 d", .replications = 3}, line)), on_threads(1));
}

std::size_t widest_line(const std::string& text) {
    std::size_t widest = 0;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) widest = std::max(widest, text_width(line));
    return widest;
}

}  // namespace

TEST_CASE("a bar stands between its ends, to half a column, and is seen however short", "[report][waterfall]") {
    CHECK(waterfall_bar(0, 10, 10, 5) == "█████");
    CHECK(waterfall_bar(0, 5, 10, 5) == "██▌");
    CHECK(waterfall_bar(5, 10, 10, 5) == "  ▐██");
    CHECK(waterfall_bar(9.99, 10, 10, 5) == "    ▐");
    CHECK(waterfall_bar(0, 0.01, 10, 5) == "▌");
    CHECK(waterfall_bar(3, 3, 10, 5).find("█") == std::string::npos);
}

TEST_CASE("the waterfall fits the screen, and a pipe gets no bars", "[report][explain]") {
    const Explanation explanation = explained_line();
    for (const std::size_t columns : {60U, 80U, 120U, 200U}) {
        const std::string text = text_of(explain_report(explanation, columns), Screen(Colour::off, columns));
        CHECK(widest_line(text) <= columns);
        if (columns >= 80) CHECK_THAT(text, ContainsSubstring("█"));
    }
    CHECK(text_of(explain_report(explanation, 0)).find("█") == std::string::npos);
}

TEST_CASE("the account is told as JSON and read back as the same report", "[report][explain]") {
    const Explanation explanation = explained_line();
    const Directory directory;
    const std::string path = directory / "why.json";
    write_file(path, explain_json(explanation));
    const nlohmann::json json = nlohmann::json::parse(explain_json(explanation));

    CHECK(json["format"] == "agrocap-explain/1");
    CHECK(json["metric"] == "output.total");
    CHECK(json["account"]["nominal"] == 8760);
    CHECK(json["account"]["losses"][0]["cause"] == "mix");
    const std::vector<ResultsFile> files = read_results(path);
    REQUIRE(files.size() == 1);
    REQUIRE(files.front().explanation);
    CHECK(text_of(explain_report(*files.front().explanation, 100)) == text_of(explain_report(explanation, 100)));
    CHECK(explain_csv(*files.front().explanation).front().text == explain_csv(explanation).front().text);
}
