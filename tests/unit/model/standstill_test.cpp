#include "base/fault.hpp"
#include "experiment/replication.hpp"
#include "model/compile/compile.hpp"
#include "support/factory.hpp"

#include <catch2/catch_test_macros.hpp>

#include <string>

namespace agrocap {
namespace {

/// The message of the standstill, or nothing.
std::string fault_of(const std::string& body) {
    const Model model = compile(scenario_of(scenario_text({.horizon = "100 d"}, body)));
    RunState state;
    try {
        run_replication(model, state, 0);
    } catch (const ScenarioFault& fault) {
        return fault.what();
    }
    return {};
}

bool names(const std::string& message, const std::string& station) { return message.find("\n  " + station + ":") != std::string::npos; }

/// One line makes two parts by chance for stores of two; assembly needs both. Sooner or later one store is full, the next unit is of the
/// same part, and the other store is empty.
std::string chancy_feeder(const std::string& route, const std::string& stations) {
    return R"(
        [item.machine]
        uses = { left = 1, right = 1 }
        [item.left]
        [item.right]
        [plant.p.store.left]
        capacity = 2
        [plant.p.store.right]
        capacity = 2
        [plant.p.line.feeder]
        makes = ["left", "right"]
        sequence = "random"
        route = )" +
           route + stations + R"(
        [plant.p.line.final]
        makes = "machine"
        route = ["join"]
        [plant.p.line.final.station.join]
        time = "1 h")";
}

}  // namespace

TEST_CASE("parts that wait for each other for ever are told with the stations", "[model][standstill]") {
    const std::string body = chancy_feeder(R"(["press"])", R"(
        [plant.p.line.feeder.station.press]
        time = "30 min")");

    const std::string message = fault_of(body);

    CHECK(message.starts_with("error[E090]: after "));
    CHECK(names(message, "plant.p.line.feeder.station.press"));
    CHECK(names(message, "plant.p.line.final.station.join"));
}

TEST_CASE("a standstill at the end of a line is told while its beginning still works", "[model][standstill]") {
    // The first station has room for ever in front of the stuck one: not all is at rest, and nothing will ever come of it.
    const std::string body = chancy_feeder(R"(["saw", "press"])", R"(
        [plant.p.line.feeder.station.saw]
        time = "30 min"
        [plant.p.line.feeder.station.press]
        time = "30 min"
        buffer = "unlimited")");

    const std::string message = fault_of(body);

    CHECK(names(message, "plant.p.line.feeder.station.press"));
    CHECK(names(message, "plant.p.line.final.station.join"));
    CHECK_FALSE(names(message, "plant.p.line.feeder.station.saw"));
}

TEST_CASE("lines that each need the other's first unit stand still from the start", "[model][standstill]") {
    const std::string message = fault_of(R"(
        [item.egg]
        [item.hen]
        [plant.p.line.eggs]
        makes = "egg"
        route = ["lay"]
        [plant.p.line.eggs.station.lay]
        time = "1 h"
        takes = { hen = 1 }
        [plant.p.line.hens]
        makes = "hen"
        route = ["hatch", "feed"]
        [plant.p.line.hens.station.hatch]
        time = "1 h"
        takes = { egg = 1 }
        [plant.p.line.hens.station.feed]
        time = "1 h")");

    CHECK(names(message, "plant.p.line.eggs.station.lay"));
    CHECK(names(message, "plant.p.line.hens.station.hatch"));
    CHECK_FALSE(names(message, "plant.p.line.hens.station.feed"));
}

TEST_CASE("a level sequence into stores of the same size does not stand still", "[model][standstill]") {
    CHECK(fault_of(R"(
        [item.machine]
        uses = { left = 1, right = 1 }
        [item.left]
        [item.right]
        [plant.p.store.left]
        capacity = 2
        [plant.p.store.right]
        capacity = 2
        [plant.p.line.feeder]
        makes = ["left", "right"]
        route = ["press"]
        [plant.p.line.feeder.station.press]
        time = "30 min"
        [plant.p.line.final]
        makes = "machine"
        route = ["join"]
        [plant.p.line.final.station.join]
        time = "1 h")")
              .empty());
}

TEST_CASE("waiting for a long repair, a late order, an opening or a shift is no standstill", "[model][standstill]") {
    CHECK(fault_of(R"(
        [item.machine]
        uses = { kit = 1 }
        [item.kit]
        [calendar.monday]
        shifts = [{ days = "mon", from = "08:00", to = "09:00" }]
        [plant.p.crew.fitter]
        calendar = "monday"
        [plant.p.store.kit]
        capacity = 1
        [plant.p.line.kits]
        makes = "kit"
        route = ["a", "b"]
        [plant.p.line.kits.station.a]
        time = "1 h"
        [plant.p.line.kits.station.b]
        time = "1 h"
        failures = { uptime = "5 h", repair = "3 h", crew = "fitter" }
        [plant.p.line.final]
        makes = "machine"
        opens = 2023-02-20
        calendar = "monday"
        route = ["join"]
        [plant.p.line.final.station.join]
        time = "50 min"
        maintenance = { every = "10 d", takes = "5 d" }
        [plant.p.line.seldom]
        makes = "machine"
        release = { every = "90 d" }
        route = ["join"]
        [plant.p.line.seldom.station.join]
        time = "1 h")")
              .empty());
}

TEST_CASE("waiting for buyers and suppliers is no standstill", "[model][standstill]") {
    // Two machines a month are sold and kits take three weeks, but the line could make 24 a day.
    CHECK(fault_of(R"(
        [item.machine]
        price = 100
        uses = { kit = 1 }
        [item.kit]
        price = 10
        [plant.p]
        country = "KZ"
        [plant.p.store.machine]
        capacity = 3
        [plant.p.store.kit]
        initial = 4
        reorder = { policy = "base-stock", level = 4 }
        [plant.p.line.final]
        makes = "machine"
        route = ["join", "test"]
        [plant.p.line.final.station.join]
        time = "1 h"
        [plant.p.line.final.station.test]
        time = "1 h"
        [supplier.s]
        country = "KZ"
        [supplier.s.item.kit]
        price = 5
        lead = "21 d"
        [market.m]
        country = "KZ"
        [market.m.demand.machine]
        per_year = 24)")
              .empty());
}

TEST_CASE("a stock that is used up is a shortage, not a standstill", "[model][standstill]") {
    CHECK(fault_of(R"(
        [item.machine]
        uses = { kit = 1 }
        [item.kit]
        [plant.p.store.kit]
        initial = 3
        [plant.p.line.final]
        makes = "machine"
        route = ["join"]
        [plant.p.line.final.station.join]
        time = "1 h")")
              .empty());
}

TEST_CASE("a policy that never orders enough for a start is told", "[model][standstill]") {
    // A machine takes 4 kits. Three are left, which is above s: no order, no start, for ever.
    const std::string body = R"(
        [item.machine]
        uses = { kit = 4 }
        [item.kit]
        [supplier.x.item.kit]
        [plant.p.store.kit]
        initial = 7
        reorder = { policy = "s,S", s = 2, S = 12 }
        [plant.p.line.l]
        makes = "machine"
        route = ["s"]
        station = { s = { time = "1 h" } })";

    CHECK(names(fault_of(body), "plant.p.line.l.station.s"));
    // Another line that takes them one by one makes it order yet.
    CHECK(fault_of(body + R"(
        [item.spare]
        uses = { kit = 1 }
        [plant.p.line.k]
        makes = "spare"
        route = ["s"]
        opens = 2023-02-01
        station = { s = { time = "1 h" } })") == "");
}

TEST_CASE("an order on its way, held up or waiting for a plant is no standstill", "[model][standstill]") {
    const std::string works = R"(
        [item.machine]
        uses = { kit = 1 }
        [item.kit]
        [plant.p.store.kit]
        reorder = { policy = "base-stock", level = 5 }
        [plant.p.line.l]
        makes = "machine"
        route = ["s"]
        station = { s = { time = "1 h" } })";
    CHECK(fault_of(works + "\n[supplier.x.item.kit]\nlead = \"90 d\"") == "");
    CHECK(fault_of(works + "\n[supplier.x.item.kit]\n[disruption.d]\nwhat = \"supplier.x\"\nstarts = 2023-01-01\nlasts = \"90 d\"") == "");
    CHECK(fault_of(works + R"(
        [plant.q.line.k]
        makes = "kit"
        route = ["s"]
        opens = 2023-03-20
        station = { s = { time = "1 h" } })") == "");
}

}  // namespace agrocap
