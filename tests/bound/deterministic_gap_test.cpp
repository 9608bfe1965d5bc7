// Where nothing is random and nothing is blocked, the bound is nearly what is made. Without a warm-up: in one a control may save up work in
// buffers, which the simulation does not.

#include "properties/dice.hpp"
#include "proven.hpp"

#include <fmt/format.h>
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <string>

using namespace agrocap;

TEST_CASE("without chance and blocking the gap is a unit and a passage time of each line, and a thousandth", "[bound]") {
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        Dice dice(seed);
        const int days = dice.between(30, 300);
        const Span span{.horizon = fmt::format("{} d", days)};
        std::string body = "[item.part]\n";
        double spared = 0;  // units in the measured time
        for (int l = dice.between(1, 3); l > 0; --l) {
            std::string route, stations;
            double passage_h = 0, each_h = 0;  // of a unit through the line; between units at its slowest station
            for (int s = dice.between(1, 4); s > 0; --s) {
                const int minutes = dice.between(5, 240), servers = dice.between(1, 3);
                route += fmt::format("{}\"s{}\"", route.empty() ? "" : ", ", s);
                stations += fmt::format("[plant.works.line.l{}.station.s{}]\ntime = \"{} min\"\nservers = {}\n", l, s, minutes, servers);
                passage_h += minutes / 60.0;
                each_h = std::max(each_h, minutes / 60.0 / servers);
            }
            body += fmt::format("[plant.works.line.l{}]\nmakes = \"part\"\nroute = [{}]\nbuffer = \"unlimited\"\n{}", l, route, stations);
            spared += 1 + passage_h / each_h;
        }
        const Bound bound = proven(span, body);
        const double made = require_holds(span, body);

        CAPTURE(body, bound.proof->value, bound.proof->allowance);
        CHECK(bound.proof->value - made <= 0.001 * made + bound.proof->allowance + spared * 365 / days);
    }
}
