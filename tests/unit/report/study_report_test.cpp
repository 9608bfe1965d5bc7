#include "report/study_report.hpp"

#include <catch2/catch_test_macros.hpp>

#include <variant>

using namespace agrocap;

TEST_CASE("in a table of effects both means have their own digits, and values of keys are numbers", "[report][study_report]") {
    StudyResult study;
    study.paths = {"plant.works.line.main.buffer"};
    study.focus = {{"utilisation.total", "share"}};
    study.effects.push_back({.metric = 0,
                             .parameter = 0,
                             .levels = {{.label = "1", .points = 2, .mean = 0.875}, {.label = "5", .points = 2, .mean = 0.974}},
                             .low = 0,
                             .high = 1,
                             .range = {},
                             .variance_share = 1});

    const ReportTable table = tornado_table(study, 0);

    REQUIRE(table.rows.size() == 1);
    CHECK(std::get<double>(table.rows[0].cells[1].value) == 1);
    CHECK(std::get<double>(table.rows[0].cells[3].value) == 5);
    CHECK(table.columns[2].digits == Digits::magnitude);
    CHECK(table.columns[4].digits == Digits::magnitude);
}

TEST_CASE("a value of a key is a number where it is shown alike", "[report][study_report]") {
    CHECK(std::get<double>(value_cell("0.25").value) == 0.25);
    CHECK(std::get<std::string>(value_cell("0.250").value) == "0.250");
    CHECK(std::get<std::string>(value_cell("\"5\"").value) == "5");
    CHECK(std::get<std::string>(value_cell("\"two-shift\"").value) == "two-shift");
}
