#include "explain/reach.hpp"
#include "explain/best_of_sets.hpp"
#include "support/factory.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

using namespace agrocap;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::WithinAbs;

namespace {

/// Two stations without chance: 60 and 50 minutes.
const std::string line =
    "[item.a]\n[plant.p.line.l]\nmakes = \"a\"\nroute = [\"s\", \"t\"]\nstation.s.time = \"60 min\"\nstation.t.time = \"50 min\"\n";

struct Found {
    ResolvedText text;
    Reach reach;
};

Found reached(const std::string& body, const std::string& target, std::size_t changes_max = 3,
              std::optional<std::int64_t> replications = std::nullopt) {
    Found found{resolve_text(scenario_text({.horizon = "365 d", .replications = 4},
                                           body + "[target.t]\nmetric = \"output.total\"\n" + target + "\n"),
                             "plant.toml"),
                {}};
    const ReadResult read = read_resolved(found.text);
    REQUIRE_FALSE(read.diagnostics.has_errors());
    ExperimentOptions options;
    options.threads = 2;
    options.replications = replications;
    found.reach = find_least_change(found.text, read.scenario, options, {.target = "t", .changes_max = changes_max});
    return found;
}

std::set<std::string> what_of(const Reach& reach, std::size_t size) {
    std::set<std::string> what;
    for (const std::size_t change : reach.frontier[size].changes) what.insert(reach.catalogue[change].what);
    return what;
}

}  // namespace

TEST_CASE("what is met as it is needs no change", "[explain][reach]") {
    const Reach reach = reached(line, "at_least = 2000").reach;

    CHECK(reach.found() == 0);
    CHECK(reach.is_least());
    CHECK(reach.frontier.size() == 1);
}

TEST_CASE("the least change is found, and nothing smaller does it", "[explain][reach]") {
    // 8 760 a year by the first station, 10 512 by the second: one change of the first makes the second count, more needs both.
    // second, too.
    const Reach one = reached(line, "at_least = 10000").reach;
    REQUIRE(one.found() == 1);
    CHECK(one.is_least());
    CHECK(one.frontier[0].meets == Meets::no);
    CHECK(one.frontier[1].exhaustive);
    CHECK_THAT(*what_of(one, 1).begin(), ContainsSubstring("plant.p.line.l.station.s: "));

    const Reach two = reached(line, "at_least = 12000").reach;
    REQUIRE(two.found() == 2);
    CHECK(two.is_least());
    // Two an hour by the first station, 2.4 by the second.
    CHECK(what_of(two, 2) ==
          std::set<std::string>{"plant.p.line.l.station.s: one more server", "plant.p.line.l.station.t: one more server"});
}

TEST_CASE("what cannot be reached is said to be not found, and the frontier shows how far one comes", "[explain][reach]") {
    const Reach reach = reached(line, "at_least = 100000", 2).reach;

    CHECK_FALSE(reach.found());
    CHECK_FALSE(reach.is_least());
    REQUIRE(reach.frontier.size() == 3);
    CHECK(*reach.frontier[0].value.mean < *reach.frontier[1].value.mean);
    CHECK(*reach.frontier[1].value.mean < *reach.frontier[2].value.mean);
}

TEST_CASE("a target of at most is reached from above", "[explain][reach]") {
    const std::string failing =
        "[item.a]\n[plant.p.line.l]\nmakes = \"a\"\nroute = [\"s\"]\nstation.s = { time = \"1 h\", scrap = 0.1, failures = { uptime = \"10 "
        "h\", repair = \"10 h\" } }\n";
    const Reach reach = reached(failing + "\n[target.u]\nmetric = \"output.total\"\nat_least = 1\n", "at_most = 5000").reach;
    CHECK(reach.found() == 0);
}

TEST_CASE("where changes have costs the cheapest is found, whatever their number", "[explain][reach]") {
    // 12 000 a year needs more of both stations: 2 an hour and 2.4 by a second server each (150); in less time s alone stays at 10 950.
    const std::string costs = "[changes]\nwork = 1\nserver = { \"plant.p.line.l.station.t\" = 50, \"*\" = 100 }\n";
    const Reach two = reached(line + costs, "at_least = 12000").reach;
    REQUIRE(two.found());
    CHECK(two.by_cost);
    CHECK(two.is_least());
    // A second server at s, and at t work in less time: 1.5 an hour.
    CHECK(two.frontier[*two.found()].cost == 101);
    CHECK(what_of(two, *two.found()) ==
          std::set<std::string>{"plant.p.line.l.station.s: one more server", "plant.p.line.l.station.t: work in 20 % less time"});
    for (std::size_t point = 1; point < two.frontier.size(); ++point) {
        CHECK(two.frontier[point].cost > two.frontier[point - 1].cost);
        CHECK(*two.frontier[point].value.mean > *two.frontier[point - 1].value.mean);
    }
    CHECK(two.frontier.front().changes.empty());

    // 10 500 a year: less time at s alone makes 10 512 by t, which is cheaper than a server.
    const Reach one = reached(line + costs, "at_least = 10500").reach;
    REQUIRE(one.found());
    CHECK(one.frontier[*one.found()].cost == 1);
}

TEST_CASE("more changes that cost less go before one that costs more", "[explain][reach]") {
    const std::string failing =
        "[item.a]\n[plant.p.line.l]\nmakes = \"a\"\nroute = [\"s\"]\nstation.s = { time = \"1 h\", failures = { uptime = \"10 h\", repair "
        "= "
        "\"10 h\" } }\n[changes]\nwork = 10\nrepairs = 10\nserver = 100\n";
    // 4 380 as it is; in less time 5 475; repairs in half the time 5 840; both 7 300; two servers 8 760.
    const Reach reach = reached(failing, "at_least = 7000").reach;
    REQUIRE(reach.found());
    CHECK(reach.is_least());
    CHECK(reach.frontier[*reach.found()].changes.size() == 2);
    CHECK(reach.frontier[*reach.found()].cost == 20);
}

TEST_CASE("what has no cost is not changed, and a cost that no change has is told", "[explain][reach]") {
    const Reach reach = reached(line + "[changes]\nwork = 1\ncrossing = 5\nstock = { \"plant.p\" = 5 }\n", "at_least = 100000").reach;

    CHECK_FALSE(reach.found());
    CHECK(reach.changes_known == 2);
    CHECK(reach.unused_costs == std::vector<std::string>{"changes.crossing", "changes.stock.\"plant.p\""});
}

TEST_CASE("a size whose sets are ruled out or unsound does not end the search", "[explain][reach]") {
    // 18 000 a year: two servers each and less time at s (21 900 in open hours, less by failures), which is three changes. No two do, and
    // the two that the bound does not rule out contradict each other: no failures, and repairs in half the time.
    const std::string failing =
        "[item.a]\n[plant.p.line.l]\nmakes = \"a\"\nroute = [\"s\", \"t\"]\nstation.t.time = \"50 min\"\nstation.s = { time = \"60 min\", "
        "failures = { uptime = { dist = \"exponential\", mean = \"90 h\" }, repair = { dist = \"exponential\", mean = \"2 h\" } } }\n";
    const Reach reach = reached(failing, "at_least = 18000").reach;

    REQUIRE(reach.found() == 3);
    CHECK(reach.is_least());
    CHECK(what_of(reach, 3) == std::set<std::string>{"plant.p.line.l.station.s: one more server",
                                                     "plant.p.line.l.station.s: work in 20 % less time",
                                                     "plant.p.line.l.station.t: one more server"});
    CHECK(reach.frontier[2].refused == 1);
    CHECK(reach.frontier[2].sets == 3);
    CHECK(reach.frontier[2].bounded + reach.frontier[2].sets + reach.frontier[2].refused == 21);  // pairs of seven changes
}

TEST_CASE("what is unclear after a run's replications goes on, unless their number was asked for", "[explain][reach]") {
    // 10 950 a year by less time, of which a run of a year has a standard deviation of 105: four replications do not tell it from 10 840.
    const std::string random =
        "[item.a]\n[plant.p.line.l]\nmakes = \"a\"\nroute = [\"s\"]\nstation.s.time = { dist = \"exponential\", mean = "
        "\"60 min\" }\n";
    const std::string costs = "[changes]\nwork = 1\nserver = 100\n";
    const Reach asked = reached(random + costs, "at_least = 10840", 3, 4).reach;
    REQUIRE(asked.found());
    CHECK(asked.frontier[*asked.found()].cost == 100);
    CHECK(asked.open == 1);
    CHECK_FALSE(asked.is_least());

    const Reach gone_on = reached(random + costs, "at_least = 10840").reach;
    REQUIRE(gone_on.found());
    CHECK(gone_on.frontier[*gone_on.found()].cost == 1);
    CHECK(gone_on.frontier[*gone_on.found()].value.n > 4);
    CHECK(gone_on.is_least());

    // The same by number: 8 760 as it is.
    const Reach by_number = reached(random, "at_least = 8650").reach;
    CHECK(by_number.found() == 0);
    CHECK(by_number.frontier[0].value.n > 4);
    CHECK(reached(random, "at_least = 8650", 3, 4).reach.found() == 1);
}

TEST_CASE("the looks at what is unclear share the chance to be wrong", "[explain][reach]") {
    const ReachLooks one{.planned = 30, .most = 30};
    CHECK(one.error(0.95, 30) == 1 - 0.95);

    const ReachLooks four{.planned = 30, .most = 240};
    CHECK(four.error(0.95, 2) == four.error(0.95, 30));
    CHECK(four.error(0.95, 30) + four.error(0.95, 60) + four.error(0.95, 120) + four.error(0.95, 240) < 1 - 0.95);
    CHECK(four.error(0.95, 60) == four.error(0.95, 30) / 2);
}

TEST_CASE("sets that a bound rules out are not simulated, and nothing else is", "[explain][reach]") {
    // One server more at s alone makes 10 512 by t; no single change of t does anything: the bound knows all of that.
    const Reach reach = reached(line, "at_least = 12000").reach;
    CHECK(reach.frontier[1].bounded + reach.frontier[1].sets == reach.changes_known);
    CHECK(reach.frontier[1].bounded > 0);
    CHECK(reach.is_least());
    // 8 760 an hour and a half below what the bound allows: all may do it.
    const Reach easy = reached(line, "at_least = 8650").reach;
    CHECK(easy.frontier[0].bounded == 0);
}

TEST_CASE("larger sets are looked for from the best smaller ones where there are too many, and that is said", "[explain][reach]") {
    Found found{resolve_text(scenario_text({.horizon = "365 d", .replications = 4},
                                           line + "[target.t]\nmetric = \"output.total\"\nat_least = 12000\n"),
                             "plant.toml"),
                {}};
    const ReadResult read = read_resolved(found.text);
    const Reach reach = find_least_change(found.text, read.scenario, {}, {.target = "t", .changes_max = 2, .sets_max = 8});

    REQUIRE(reach.found() == 2);
    CHECK(reach.frontier[1].exhaustive);
    CHECK_FALSE(reach.frontier[2].exhaustive);
    CHECK(reach.is_least());  // all single changes were simulated, and none does it
}

TEST_CASE("a point of the frontier is a what-if that reads and has its changes", "[explain][reach]") {
    const Found found = reached(line, "at_least = 12000");
    const std::string text = what_if_text(found.text, found.text.root, "plant.toml", found.reach, found.reach.frontier[2]);

    CHECK_THAT(text, ContainsSubstring("extends = \"plant.toml\"\n"));
    CHECK_THAT(text, ContainsSubstring("plant.p.line.l.station.s.servers = 2\nplant.p.line.l.station.t.servers = 2\n"));
}

TEST_CASE("the catalogue has what a planner could change, and is put together where it is long", "[explain][reach]") {
    const std::string body =
        "[calendar.day]\nshifts = [{ days = \"mon-fri\", from = \"08:00\", to = \"16:00\" }]\n[calendar.long]\nshifts = [{ days = "
        "\"mon-fri\", from = \"08:00\", to = \"20:00\" }]\n"
        "[item.a]\nuses = { k = 1 }\n[item.k]\n[supplier.m.item.k]\nper_year = 100\n"
        "[plant.p]\ncalendar = \"day\"\n[plant.p.store.k]\nreorder = { policy = \"r,Q\", r = 5, Q = 10 }\n"
        "[plant.p.line.l]\nmakes = \"a\"\nroute = [\"s\", \"t\"]\n[plant.p.line.l.station]\ns.time = \"1 h\"\nt = { time = \"1 h\", buffer "
        "= 2, failures = { uptime = \"9 h\", repair = \"1 h\" } }\n";
    const ResolvedText text = resolve_text(scenario_text({.horizon = "100 d"}, body), "plant.toml");
    const std::vector<PossibleChange> changes = change_catalogue(text, read_resolved(text).scenario);
    std::set<std::string> what;
    for (const PossibleChange& change : changes) {
        what.insert(change.what);
        ResolvedText changed = text;
        apply_overrides(changed, change.set, "reach");
        INFO(change.what);
        CHECK_FALSE(read_resolved(changed).diagnostics.has_errors());
    }

    CHECK(what == std::set<std::string>{"plant.p.line.l.station.s: work in 20 % less time", "plant.p.line.l.station.s: one more server",
                                        "plant.p.line.l.station.t: work in 20 % less time", "plant.p.line.l.station.t: no failures",
                                        "plant.p.line.l.station.t: repairs in half the time", "plant.p.line.l.station.t: one more server",
                                        "plant.p.line.l.station.t: one more place in front", "plant.p.line.l: calendar long",
                                        "plant.p.store.k: twice the stock", "supplier.m.item.k: 20 % more capacity"});
    const std::vector<PossibleChange> fewer = at_most_so_many(changes, 8);
    CHECK(fewer.size() == 8);
    CHECK(std::any_of(fewer.begin(), fewer.end(),
                      [](const PossibleChange& one) { return one.what == "plant.p.line.l: one more server everywhere"; }));
}

TEST_CASE("sets are compared on the same replications, and what is surely below is left out", "[explain][reach]") {
    const SetValues values{{10, 11, 12, 11}, {20, 21, 22, 21}, {20, 22, 21, 21}, {}};

    CHECK(best_of(values) == 1);
    CHECK(contenders(values, 0.95) == std::vector<std::size_t>{1, 2});
    CHECK(contenders(values, 0.95, 5) == std::vector<std::size_t>{1});  // the other is not better by so much
    CHECK(probability_of_best(values, 1, 5) > 0.99);
    CHECK(probability_of_best(values, 1, 0) < 0.6);
    CHECK_THAT(probability_of_best({{5, 6, 7}}, 0, 0), WithinAbs(1, 0));
}
