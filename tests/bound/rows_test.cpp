// Deterministic factories whose optimum is known by hand, one row of the program deciding each.

#include "proven.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

using namespace agrocap;
using Catch::Matchers::WithinRel;

namespace {

const Span year{.horizon = "365 d"};

std::string line_of(const std::string& name, const std::string& keys, const std::string& makes = "part") {
    return "[plant.works.line." + name + "]\nmakes = \"" + makes + "\"\n" + keys;
}

}  // namespace

TEST_CASE("lines that share a station share its hours", "[bound]") {
    const std::string body = "[item.part]\n[plant.works.station.oven]\ntime = \"1 h\"\nbuffer = \"unlimited\"\n" +
                             line_of("a", "route = [\"cut\", \"oven\"]\nstation.cut.time = \"30 min\"\n") +
                             line_of("b", "route = [\"cut\", \"oven\"]\nstation.cut.time = \"30 min\"\n");

    CHECK(proven_value(year, body) == 8760);
    CHECK(proven(year, body).proof->kind == ProofKind::exact);
    require_holds(year, body);
}

TEST_CASE("people of a crew are at one place at a time, in the hours of some place of theirs", "[bound]") {
    // One person for two benches of 1 h that are open half the day: 4,380.
    const std::string body =
        "[item.part]\n[calendar.day]\nshifts = [{ days = \"mon-sun\", from = \"08:00\", to = \"20:00\" }]\n"
        "[plant.works]\ncalendar = \"day\"\ncrew.fitter.size = 1\n" +
        line_of("a", "route = [\"bench\"]\nstation.bench = { time = \"1 h\", crew = { fitter = 1 } }\n") +
        line_of("b", "route = [\"bench\"]\nstation.bench = { time = \"1 h\", crew = { fitter = 1 } }\n");

    CHECK_THAT(proven_value(year, body), WithinRel(4380.0, 1e-9));
    CHECK(require_holds(year, body) == 4380);
}

TEST_CASE("of several ways of doing the work each has its people", "[bound]") {
    const std::string body =
        "[item.part]\n[plant.works]\ncrew.welder.size = 1\ncrew.all-rounder.size = 1\n" +
        line_of("a",
                "route = [\"bench\"]\nstation.bench = { servers = 5, time = \"1 h\", crew = [{ welder = 1 }, { all-rounder = 1 }] }\n");

    CHECK_THAT(proven_value(year, body), WithinRel(2 * 8760.0, 1e-9));
    CHECK(require_holds(year, body) == 2 * 8760);
}

TEST_CASE("a bill of materials takes from what feeders make, suppliers send and stores hold", "[bound]") {
    const std::string parts = "[item.part]\n[item.kit]\n[item.unit]\nuses = { part = 2, kit = 1 }\n";
    const std::string body = parts +
                             "[supplier.far.item.kit]\nper_year = 1000\n[plant.works.store.kit]\ninitial = 50\n"
                             "reorder = { policy = \"base-stock\", level = 5000 }\n" +
                             line_of("feeder", "route = [\"press\"]\nstation.press.time = \"3 h\"\n") +
                             line_of("main", "route = [\"fit\"]\nstation.fit.time = \"10 min\"\n", "unit");

    CHECK_THAT(proven_value(year, body), WithinRel(1050.0, 1e-8));  // kits
    const std::string many = body + "[plant.works.store.part]\ninitial = 7\n";
    CHECK_THAT(proven_value({.horizon = "36.5 d"}, many), WithinRel(1495.0, 1e-8));  // (7 + 292) / 2 units in a tenth of a year: parts
    CHECK(require_holds({.horizon = "36.5 d"}, many) > 1400);
}

TEST_CASE("scrap, rework and ways by chance change what comes and what leaves", "[bound]") {
    const std::string scrap = "[item.part]\n" + line_of("a", "route = [\"press\"]\nstation.press = { time = \"1 h\", scrap = 0.25 }\n");
    CHECK_THAT(proven_value(year, scrap), WithinRel(6570.0, 1e-12));
    const std::string rework =
        "[item.part]\n" +
        line_of("a", "route = [\"press\"]\nstation.press = { time = \"1 h\", rework = { share = 0.25, to = \"press\" } }\n");
    CHECK_THAT(proven_value(year, rework), WithinRel(6570.0, 1e-12));
    // Half of them take 3 h more at one of two benches.
    const std::string ways =
        "[item.part]\n" +
        line_of("a",
                "route = [\"press\", \"bench\"]\nstation.press = { time = \"1 h\", next = [{ to = \"bench\", share = 0.5 "
                "}, { to = \"check\", share = 0.5 }] }\nstation.bench = { time = \"3 h\", next = [{ to = \"check\", share = 1 }] }\n"
                "station.check = { time = \"1 min\" }\n");
    CHECK(proven_value(year, ways) < 5870);  // 5,840 and the places
    CHECK(proven_value(year, ways) >= 5840);
}

TEST_CASE("units that choose a free server use the hours of all", "[bound]") {
    const std::string body =
        "[item.part]\n" +
        line_of("a",
                "route = [\"press\", \"new\"]\nbuffer = 5\nstation.press = { time = \"10 min\", next = { first-free = [\"new\", "
                "\"old\"] } }\nstation.new = { time = \"1 h\", next = [{ to = \"check\", share = 1 }] }\nstation.old = { time = \"2 h\", "
                "next = [{ to = \"check\", share = 1 }] }\nstation.check.time = \"1 min\"\n");

    CHECK(proven_value(year, body) == 8760 + 4380);
    CHECK(require_holds(year, body) > 13130);
}

TEST_CASE("a batch takes the time of one for each of its units' share", "[bound]") {
    const std::string body =
        "[item.part]\n" +
        line_of("a", "route = [\"oven\"]\nrelease = { wip = 16 }\nstation.oven = { time = \"2 h\", buffer = 16, batch = { size = 8 } }\n");

    CHECK(proven_value(year, body) == 4 * 8760);
    CHECK(require_holds(year, body) == 4 * 8760);
}

TEST_CASE("the sequence holds a fast item to its share", "[bound]") {
    // Equal shares of 1 h and 3 h: 2,190 pairs, not 8,760 of the fast one.
    const std::string body =
        "[item.fast]\n[item.slow]\n[plant.works.line.a]\nmakes = [\"fast\", \"slow\"]\nroute = [\"press\"]\n"
        "station.press = { time = \"1 h\", times = { slow = \"3 h\" } }\n";

    const double bound = proven_value(year, body);
    CHECK(bound >= 4380);
    CHECK(bound < 4384);
    CHECK(require_holds(year, body) == 4380);
}

TEST_CASE("of units that come to a line each item has its share, however long it waits for its parts", "[bound]") {
    // 240 come in ten days; of those without parts half and one, of the others as many as there are parts.
    const std::string parts =
        "[item.free]\n[item.fitted]\nuses = { kit = 1 }\n[item.kit]\n[plant.works]\nstore.kit.initial = 10\n[plant.works.line.a]\nmakes = "
        "[\"free\", \"fitted\"]\nrelease = { every = \"1 h\" }\nroute = [\"press\"]\nstation.press.time = \"1 min\"\n";
    const Span span{.horizon = "10 d", .replications = 10};

    CHECK_THAT(proven_value(span, parts), WithinRel((121 + 10) * 36.5, 1e-9));
    CHECK_THAT(proven_value(span, parts + "sequence = \"random\"\n"), WithinRel((120 + 10) * 36.5, 1e-9));
    CHECK_THAT(proven_value(span, parts + "sequence = { campaign = 8 }\n"), WithinRel((128 + 10) * 36.5, 1e-9));
    for (const char* sequence : {"\"level\"", "\"random\"", "{ campaign = 8 }"})
        require_holds(span, parts + "sequence = " + sequence + "\n");
}

TEST_CASE("what a feeder may not put away before its parts are wanted is not made", "[bound]") {
    const Span span{.horizon = "20 d"};
    const auto plant = [](const std::string& store, const std::string& release) {
        return "[item.kit]\n[item.unit]\nuses = { kit = 1 }\n[plant.works.store.kit]\n" + store + "[plant.works.line.main]\nmakes = " +
               "\"unit\"\nopens = 2023-01-11\nroute = [\"fit\"]\nstation.fit.time = \"1 min\"\n[plant.works.line.feeder]\nmakes = "
               "\"kit\"\n" +
               release + "route = [\"cut\", \"weld\"]\nbuffer = \"unlimited\"\nstation.cut.time = \"1 min\"\nstation.weld.time = \"1 h\"\n";
    };
    // A store of seven, one at the welder, one that the fitter has taken; then one an hour for ten days.
    CHECK_THAT(proven_value(span, plant("capacity = 7\n", "")), WithinRel((7 + 1 + 1 + 240) * 18.25, 1e-9));
    require_holds(span, plant("capacity = 7\n", ""));
    // Four are wanted, and one that the fitter has taken: so many are begun.
    CHECK_THAT(proven_value(span, plant("target = 4\n", "release = \"pull\"\n")), WithinRel((4 + 1 + 240) * 18.25, 1e-9));
    CHECK(require_holds(span, plant("target = 4\n", "release = \"pull\"\n")) > 242 * 18.25);
}

TEST_CASE("buffers hold no more than their places, so the warm-up makes no stock in them", "[bound]") {
    const Span late{.horizon = "100 d", .warmup = "200 d"};
    const std::string body =
        "[item.part]\n" +
        line_of("a", "route = [\"press\", \"fit\"]\nbuffer = 4\nstation.press.time = \"2 h\"\nstation.fit.time = \"1 h\"\n");

    const double bound = proven_value(late, body);
    CHECK(bound >= 4380);
    CHECK(bound <= 4380 + (5 + 1 + 1) * 3.65 + 1e-9);  // five places, a unit at the press, one in hand
    require_holds(late, body);
}

TEST_CASE("a full finished store holds a line to what is sold", "[bound]") {
    const Span span{.horizon = "365 d", .replications = 10, .home = "KZ"};
    const std::string body =
        "[item.unit]\nprice = 1\n[plant.works]\ncountry = \"KZ\"\nstore.unit = { capacity = 30, initial = 10 "
        "}\n[plant.works.line.main]\nmakes = \"unit\"\n"
        "route = [\"fit\"]\nstation.fit.time = \"1 h\"\n[market.home]\ncountry = \"KZ\"\ndemand.unit.per_year = 1000\n";

    CHECK_THAT(proven_value(span, body, "sales.total"), WithinRel(1000.0, 1e-9));
    CHECK_THAT(proven_value(span, body), WithinRel(1020.0, 1e-9));
    require_holds(span, body);
}

TEST_CASE("dealers who replenish order no more than their level and what is asked of them", "[bound]") {
    const Span span{.horizon = "365 d", .replications = 10, .home = "KZ"};
    const std::string body =
        "[item.unit]\nprice = 1\n[plant.works]\ncountry = \"KZ\"\n[plant.works.line.main]\nmakes = \"unit\"\nroute = [\"fit\"]\nrelease = "
        "\"pull\"\n"
        "station.fit.time = \"1 h\"\n[market.home]\ncountry = \"KZ\"\ndemand.unit.per_year = 1000\nstock.unit = { initial = 20, reorder = "
        "{ policy = "
        "\"base-stock\", level = 25 } }\n";

    CHECK_THAT(proven_value(span, body), WithinRel(1005.0, 1e-9));
    require_holds(span, body);
    require_holds(span, body, "sales.total");
}

TEST_CASE("buyers who do not wait for ever leave nothing of the warm-up to be sold later", "[bound]") {
    const Span span{.horizon = "100 d", .warmup = "200 d", .replications = 10, .home = "KZ"};
    const std::string body =
        "[item.unit]\nprice = 1\n[plant.works]\ncountry = \"KZ\"\n[plant.works.line.main]\nmakes = \"unit\"\nroute = [\"fit\"]\n"
        "station.fit.time = \"1 h\"\n[market.home]\ncountry = \"KZ\"\n";

    CHECK_THAT(proven_value(span, body + "demand.unit = { per_year = 365, patience = \"10 d\" }\n", "sales.total"),
               WithinRel(110 * 3.65, 1e-6));
    CHECK_THAT(proven_value(span, body + "demand.unit = { per_year = 365 }\n", "sales.total"), WithinRel(300 * 3.65, 1e-6));
}

TEST_CASE("what has no limit has no bound", "[bound]") {
    const std::string body = "[item.part]\n" + line_of("a",
                                                       "route = [\"press\"]\nstation.press = { time = { dist = \"lognormal\", mean = \"1 "
                                                       "h\", cv = 2 }, failures = { uptime = \"5 h\", "
                                                       "repair = \"1 h\", on_failure = \"scrap\" } }\n");
    const Bound bound = proven(year, body);

    CHECK_FALSE(bound.proof);
    CHECK(std::count(bound.left_out.begin(), bound.left_out.end(), "work of plant.works.line.a.station.press") == 1);
}

TEST_CASE("each metric that can be bounded has its own, and others have none", "[bound]") {
    const std::string body = "[item.part]\nfamily = \"small\"\n[item.other]\n" +
                             line_of("a", "route = [\"press\"]\nstation.press.time = \"1 h\"\n") +
                             line_of("b", "route = [\"press\"]\nstation.press.time = \"2 h\"\n", "other");

    CHECK(proven_value(year, body) == 13140);
    CHECK(proven_value(year, body, "output.item.other") == 4380);
    CHECK(proven_value(year, body, "output.family.small") == 8760);
    CHECK(proven_value(year, body, "output.plant.works") == 13140);
    CHECK(proven_value(year, body, "output.line.works.b") == 4380);
    const Scenario scenario = scenario_of(scenario_text(year, body));
    for (const char* metric : {"busy.works.a.press", "nominal.total", "output", "sales.works.home.part"})
        CHECK_FALSE(can_be_bounded(scenario, metric));
}
