#include "page/waterfall_chart.hpp"

#include <catch2/catch_test_macros.hpp>

#include <string>
#include <vector>

using namespace agrocap;

namespace {

Estimate estimate(double mean, double half_width) {
    Estimate one;
    one.mean = mean;
    one.half_width = half_width;
    return one;
}

std::vector<std::string> parts_of_marks(const Chart& chart) {
    std::vector<std::string> parts;
    for (const ChartMark& mark : chart.marks) parts.push_back(mark.part);
    return parts;
}

std::vector<std::pair<double, double>> bars_of(const Chart& chart) {
    std::vector<std::pair<double, double>> bars;
    for (const ChartMark& mark : chart.marks) bars.emplace_back(*mark.low, *mark.high);
    return bars;
}

}  // namespace

TEST_CASE("each change of a what-if is a step from where the one before has ended, and the last bar is the difference",
          "[page][waterfall_chart]") {
    const ChangeAccount account{"output.total",
                                {{"plant.a.shifts", {}, estimate(10, 1)},
                                 {"plant.a.speed", {}, estimate(-14, 2)},
                                 {"plant.b.speed", {}, estimate(1, 3)},
                                 {"plant.b.name", {}, estimate(0, 0)}}};

    const SaidChart said = change_chart(account, estimate(-3, 2.5), "units/y");

    CHECK(bars_of(said.chart) == std::vector<std::pair<double, double>>{{0, 10}, {-4, 10}, {-4, -3}, {-3, 0}});
    CHECK(parts_of_marks(said.chart) ==
          std::vector<std::string>{"brings more, clear", "brings less, clear", "not clear", "the difference"});
    CHECK(said.chart.marks[1].say == "plant.a.speed brings -14.0 ± 2.0 units/y");
    CHECK(said.chart.marks[2].say == "plant.b.speed brings +1.0 ± 3.0 units/y, not clear");
    CHECK(
        said.sentence ==
        "4 changes bring -3.0 ± 2.5 units/y together; the most comes of plant.a.shifts: +10.0 ± 1.0 units/y; one is not clear; one brings "
        "nothing.");
}

TEST_CASE("one change alone brings the whole difference", "[page][waterfall_chart]") {
    const SaidChart said = change_chart({"output.total", {{"plant.a.shifts", {}, estimate(10, 1)}}}, estimate(10, 1), "units/y");

    CHECK(bars_of(said.chart) == std::vector<std::pair<double, double>>{{0, 10}, {0, 10}});
    CHECK(said.sentence == "The one change, plant.a.shifts, brings +10.0 ± 1.0 units/y.");
}

TEST_CASE("losses are taken from nominal capacity one after the other, and a gain among them goes up", "[page][waterfall_chart]") {
    Account account{.metric = "output.total", .nominal = 100, .losses = {}, .actual = estimate(75, 1)};
    account.losses.push_back({.cause = Cause::mix, .loss = estimate(30, 1), .parts = {}});
    account.losses.push_back({.cause = Cause::mix, .loss = estimate(-5, 6), .parts = {}});
    account.losses.push_back({.cause = Cause::mix, .loss = estimate(-8, 2), .parts = {}});
    account.losses.push_back({.cause = Cause::mix, .loss = estimate(8, 9), .parts = {}});
    account.losses.push_back({.cause = Cause::mix, .loss = estimate(0, 0), .parts = {}});  // nothing for sure: no step

    const Chart chart = waterfall_chart(account);

    CHECK(bars_of(chart) == std::vector<std::pair<double, double>>{{0, 100}, {70, 100}, {70, 75}, {75, 83}, {75, 83}, {0, 75}});
    CHECK(parts_of_marks(chart) == std::vector<std::string>{"what is made or could be", "a loss, clear", "not clear", "a gain, clear",
                                                            "not clear", "what is made or could be"});
    CHECK(chart.marks[0].say == "nominal: 100 units/y");
    CHECK(chart.marks[1].value == -30);  // what is taken goes down
    CHECK(chart.marks[3].value == 8);
}
