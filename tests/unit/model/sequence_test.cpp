#include "model/compile/compile.hpp"
#include "model/run/run_model.hpp"
#include "model/state/run.hpp"
#include "support/factory.hpp"

#include <catch2/catch_test_macros.hpp>

#include <array>
#include <cmath>

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

}  // namespace agrocap
