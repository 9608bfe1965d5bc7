#include "model/compile/compile.hpp"
#include "model/run/run_model.hpp"
#include "model/state/run.hpp"
#include "support/factory.hpp"

#include <catch2/catch_test_macros.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace agrocap {
namespace {

/// The items in the order in which a saturated station with work of 1 h makes them.
std::string order_made(const std::string& makes, int units) {
    const Model model = compile(scenario_of(scenario_text({.horizon = "100 d"}, R"(
        [item.a]
        [item.b]
        [item.c]
        [plant.p.line.l]
        makes = )" + makes + R"(
        route = ["s"]
        [plant.p.line.l.station.s]
        time = "1 h")")));
    RunState state;
    Run run{model, state};
    begin(run, 0);
    std::string order;
    for (int unit = 0; unit < units; ++unit) {
        advance(run, Time{} + std::chrono::hours(unit) + std::chrono::minutes(30));
        const std::uint32_t item = state.units[state.servers[ServerId(0)].unit].item;
        order += model.items[model.line_items[item].item].id;
    }
    return order;
}

}  // namespace

TEST_CASE("a level sequence keeps every count within one unit of its share at all times", "[model][sequence]") {
    const std::array shares{0.55, 0.25, 0.2};
    const std::string order = order_made("{ a = 0.55, b = 0.25, c = 0.2 }", 400);

    std::array<int, 3> counts{};
    for (std::size_t n = 0; n < order.size(); ++n) {
        ++counts[static_cast<std::size_t>(order[n] - 'a')];
        for (std::size_t i = 0; i < 3; ++i) REQUIRE(std::abs(counts[i] - shares[i] * static_cast<double>(n + 1)) < 1);
    }
}

TEST_CASE("level sequences break ties by the order of makes: that of an array, or the ids of a table", "[model][sequence]") {
    CHECK(order_made(R"(["c", "a", "b"])", 6) == "cabcab");
    CHECK(order_made("{ c = 0.5, a = 0.5 }", 4) == "acac");
    // Due less made before each choice: a 1/2; b 1/2 = c; c 3/4; a 1; then all are at their shares and it begins anew.
    CHECK(order_made("{ a = 0.5, b = 0.25, c = 0.25 }", 8) == "abcaabca");
}

TEST_CASE("a level sequence of many items chooses as a scan of all credits would", "[model][sequence]") {
    // Shares of 37 items from 1 to 12 parts, many of them alike, each 1000 units long: by definition, the most credit, first of equals.
    constexpr int items = 37;
    std::array<std::int64_t, items> weights{};
    std::int64_t parts = 0;
    for (int i = 0; i < items; ++i) parts += 1 + i * i % 12;
    std::string text, makes;
    for (int i = 0; i < items; ++i) {
        const double share = static_cast<double>(1 + i * i % 12) / static_cast<double>(parts);
        weights[static_cast<std::size_t>(i)] = std::llround(share * 1e9);
        text += fmt::format("[item.i{:02}]\n", i);
        makes += fmt::format("{}i{:02} = {:.17g}", i > 0 ? ", " : "", i, share);
    }
    const Model model = compile(scenario_of(scenario_text({.horizon = "100 d"}, text + "[plant.p.line.l]\nmakes = { " + makes +
                                                                                    " }\nroute = [\"s\"]\n"
                                                                                    "[plant.p.line.l.station.s]\ntime = \"1 h\"\n")));
    RunState state;
    Run run{model, state};
    begin(run, 0);

    std::array<std::int64_t, items> credits{};
    const std::int64_t total = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
    for (int unit = 0; unit < 1000; ++unit) {
        for (std::size_t i = 0; i < items; ++i) credits[i] += weights[i];
        const auto most = static_cast<std::size_t>(std::max_element(credits.begin(), credits.end()) - credits.begin());
        credits[most] -= total;
        advance(run, Time{} + std::chrono::hours(unit) + std::chrono::minutes(30));
        REQUIRE(state.units[state.servers[ServerId(0)].unit].item == most);
    }
}

}  // namespace agrocap
