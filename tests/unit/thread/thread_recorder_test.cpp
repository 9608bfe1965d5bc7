// Threads by hand: which stretches lead to the last unit that left, each with its cause.

#include "thread/thread_recorder.hpp"

#include "experiment/replication.hpp"
#include "model/compile/compile.hpp"
#include "support/factory.hpp"

#include <fmt/format.h>
#include <catch2/catch_test_macros.hpp>

#include <string>
#include <vector>

namespace agrocap {
namespace {

/// The thread of the last unit of the line as "from-to cause where", in hours.
std::vector<std::string> thread_of(const std::string& horizon, const std::string& body, const std::string& line = "plant.p.line.l") {
    const Scenario scenario = scenario_of(scenario_text({.horizon = horizon}, body));
    const Model model = compile(scenario);
    RunState state;
    ThreadRecorder recorder(model);
    run_replication(model, state, 0, &recorder);
    std::uint32_t index = 0;
    while (model.lines[LineId(index)].path != line) ++index;
    std::vector<std::string> pieces;
    for (const ThreadPiece& piece : recorder.to_last_unit(LineId(index)).pieces) {
        const std::string place = path_of(model, piece.why.where);
        const std::string goods = piece.why.of.valid() ? " of " + path_of(model, place_of(piece.why.of)) : "";
        pieces.push_back(fmt::format("{}-{} {} {}{}", in_hours(piece.from - Time{}), in_hours(piece.to - Time{}),
                                     thread_cause_names[static_cast<std::size_t>(piece.why.cause)], place, goods));
    }
    return pieces;
}

using Pieces = std::vector<std::string>;

}  // namespace

TEST_CASE("a thread in a line of one shift is work by day and the night between", "[thread][recorder]") {
    // Six units of 90 min are 9 h: the seventh begins in the morning, and twelve have left at 41 h.
    const std::string body = R"(
        [calendar.day]
        shifts = [{ days = "mon-sun", from = "08:00", to = "17:00" }]
        [item.part]
        [plant.p]
        calendar = "day"
        [plant.p.line.l]
        makes = "part"
        route = ["s"]
        station.s.time = "90 min")";
    const std::string s = "plant.p.line.l.station.s";
    CHECK(thread_of("2 d", body) == Pieces{"0-8 off-shift " + s, "8-17 working " + s, "17-32 off-shift " + s, "32-41 working " + s});

    // Of 2 h the fifth is half done at 17 h and goes on in the morning; the ninth ends at 41 h.
    const std::string kept = body.substr(0, body.find("90 min")) + "2 h\"";
    CHECK(thread_of("2 d", kept) == Pieces{"0-8 off-shift " + s, "8-17 working " + s, "17-32 off-shift " + s, "32-41 working " + s});
}

TEST_CASE("a thread through a blocked line is the work of who blocks it", "[thread][recorder]") {
    // The first unit is at b from 1 h; each next has been ready since long.
    CHECK(thread_of("10 h 30 min", R"(
        [item.part]
        [plant.p.line.l]
        makes = "part"
        route = ["a", "b"]
        station.a.time = "1 h"
        station.b.time = "3 h")") == Pieces{"0-1 working plant.p.line.l.station.a", "1-10 working plant.p.line.l.station.b"});
}

TEST_CASE("a thread of a line that waits for kits is their lead time", "[thread][recorder]") {
    // One kit is in stock; each that is taken is ordered again, and comes 5 h later.
    CHECK(thread_of("24 h", R"(
        [item.kit]
        [item.part]
        uses = { kit = 1 }
        [plant.p.store.kit]
        initial = 1
        reorder = { policy = "base-stock", level = 1 }
        [plant.p.line.l]
        makes = "part"
        route = ["s"]
        station.s.time = "1 h"
        [supplier.x.item.kit]
        lead = "5 h")") == Pieces{"0-20 lead supplier.x.item.kit of supplier.x.item.kit", "20-21 working plant.p.line.l.station.s"});
}

TEST_CASE("a thread of a pulled line that is quick waits for orders", "[thread][recorder]") {
    // Orders come every 8 h from 4 h on: each is begun when it comes. Between them the line has been ready since the last one left.
    CHECK(thread_of("24 h", R"(
        [item.part]
        [plant.p.store.part]
        [plant.p.line.l]
        makes = "part"
        release = "pull"
        route = ["s"]
        station.s.time = "1 h"
        [market.m.demand.part]
        per_year = 1095
        arrivals = "even")") == Pieces{"0-4 no-order market.m.demand.part", "4-5 working plant.p.line.l.station.s",
                                       "5-12 no-order market.m.demand.part", "12-13 working plant.p.line.l.station.s",
                                       "13-20 no-order market.m.demand.part", "20-21 working plant.p.line.l.station.s"});
}

TEST_CASE("a thread goes with a man from line to line", "[thread][recorder]") {
    // Of two that have waited equally long the first by path is his: at 2 h the next unit of a, which has been there since 0, too; then b.
    CHECK(thread_of("11 h", R"(
        [item.part]
        [plant.p.crew.man]
        [plant.p.line.l]
        makes = "part"
        route = ["a"]
        station.a = { time = "2 h", crew = { man = 1 } }
        [plant.p.line.m]
        makes = "part"
        route = ["b"]
        station.b = { time = "3 h", crew = { man = 1 } })") ==
          Pieces{"0-4 working plant.p.line.l.station.a", "4-7 working plant.p.line.m.station.b", "7-9 working plant.p.line.l.station.a"});
}

TEST_CASE("a thread has repairs and maintenance that keep a unit, or the next", "[thread][recorder]") {
    // A failure after each 3 h of work, in the midst of the second unit of 2 h; a repair takes 1 h.
    const std::string s = "plant.p.line.l.station.s";
    const std::string line = R"(
        [item.part]
        [plant.p.line.l]
        makes = "part"
        route = ["s"]
        [plant.p.line.l.station.s]
        time = "2 h"
        )";
    CHECK(thread_of("6 h", line + "failures = { uptime = \"3 h\", repair = \"1 h\" }") ==
          Pieces{"0-3 working " + s, "3-4 down " + s, "4-5 working " + s});
    // After two units the station is cleaned for half an hour, before the next can start.
    CHECK(thread_of("7 h", line + "maintenance = { after_units = 2, takes = \"30 min\" }") ==
          Pieces{"0-4 working " + s, "4-4.5 maintenance " + s, "4.5-6.5 working " + s});
}

TEST_CASE("a thread of goods has each leg of their way", "[thread][recorder]") {
    // A kit is ordered at the start: 4 h at the supplier, 10 h on the road, 2 h at the border, 3 h on the road.
    CHECK(thread_of("24 h", R"(
        [item.kit]
        [item.part]
        uses = { kit = 1 }
        [plant.p.store.kit]
        reorder = { policy = "base-stock", level = 1 }
        [plant.p.line.l]
        makes = "part"
        route = ["s"]
        station.s.time = "1 h"
        [supplier.x.item.kit]
        lead = "4 h"
        [place.c]
        time = "2 h"
        [lane.out]
        from = "supplier.x"
        to = "place.c"
        transit = "10 h"
        [lane.in]
        from = "place.c"
        to = "plant.p"
        transit = "3 h")") == Pieces{"0-4 lead supplier.x.item.kit of supplier.x.item.kit",
                                     "4-14 on-the-way lane.out of supplier.x.item.kit", "14-16 handled place.c of supplier.x.item.kit",
                                     "16-19 on-the-way lane.in of supplier.x.item.kit", "19-20 working plant.p.line.l.station.s"});
}

}  // namespace agrocap
