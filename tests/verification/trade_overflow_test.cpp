// Who serves when the cheapest is full, closed, not open yet or without material: figures by hand, a day of demand or so to spare.

#include "support/factory.hpp"

#include <fmt/format.h>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <string>

namespace agrocap {
namespace {

/// A plant that makes tractors to order, one by one.
std::string plant(const std::string& id, const std::string& time, const std::string& line = "") {
    return "[plant." + id + ".line.l]\nmakes = \"tractor\"\nrelease = \"pull\"\nroute = [\"s\"]\n" + line + "\n[plant." + id +
           ".line.l.station.s]\ntime = \"" + time + "\"\n";
}

std::string lane(const std::string& id, const std::string& from, const std::string& to, int cost, const std::string& more = "") {
    return "[lane." + id + "]\nfrom = \"" + from + "\"\nto = \"" + to + "\"\ncost = " + std::to_string(cost) + "\n" + more + "\n";
}

std::string demand(int per_year, const std::string& more = "") {
    return "[item.tractor]\n[market.m.demand.tractor]\narrivals = \"even\"\nper_year = " + std::to_string(per_year) + "\n" + more + "\n";
}

std::string overflow(const std::string& time) { return "[routing]\noverflow = \"" + time + "\"\n"; }

std::string closed(const std::string& what, const std::string& starts, const std::string& lasts) {
    return "[disruption.stop]\nwhat = \"" + what + "\"\nspeed = 0\nstarts = " + starts + "\nlasts = " + lasts + "\n";
}

void is_about(const Simulated& net, const std::string& metric, double figure, double spread) {
    INFO(metric);
    CHECK(net.value(metric) >= figure - spread);
    CHECK(net.value(metric) <= figure + spread);
}

const Span year{.horizon = "365 d"};
const Span settled_year{.horizon = "365 d", .warmup = "90 d"};

}  // namespace

TEST_CASE("each plant is filled before the next is asked", "[verification][overflow]") {
    // a makes 10 a day, b 4, c 24; 20 are asked for. 50 units wait at a (5 d), 20 at b, and c makes the rest as it comes.
    const Simulated net(settled_year, plant("a", "2.4 h") + plant("b", "6 h") + plant("c", "1 h") + lane("la", "plant.a", "market.m", 1) +
                                          lane("lb", "plant.b", "market.m", 2) + lane("lc", "plant.c", "market.m", 3) + demand(7300) +
                                          overflow("5 d"));

    is_about(net, "sales.a.m", 3650, 2);
    is_about(net, "sales.b.m", 1460, 2);
    is_about(net, "sales.c.m", 2190, 2);
    is_about(net, "backlog.a.tractor", 50, 1);
    is_about(net, "backlog.b.tractor", 20, 1);
}

TEST_CASE("a cheap plant that makes to order goes before a dear one with stock, but for who wants it at once", "[verification][overflow]") {
    const std::string works = plant("a", "2.4 h") + plant("b", "2.4 h") + "[plant.b.store.tractor]\ntarget = 5\n" +
                              lane("la", "plant.a", "market.m", 1) + lane("lb", "plant.b", "market.m", 2) + demand(1825);

    const Simulated to_order(settled_year, works);
    is_about(to_order, "sales.a.m", 1825, 1);
    const Simulated at_once(settled_year, works + overflow("0 s"));
    is_about(at_once, "sales.b.m", 1825, 1);
    const Simulated impatient(settled_year, works + "patience = \"1 h\"\n");  // the last table is the demand's
    is_about(impatient, "sales.b.m", 1825, 1);
}

TEST_CASE("the cheapest is asked whatever it keeps one waiting, if that is said", "[verification][overflow]") {
    const Simulated net(year, plant("a", "2.4 h") + plant("b", "1 h") + lane("la", "plant.a", "market.m", 1) +
                                  lane("lb", "plant.b", "market.m", 2) + demand(7300) + overflow("never"));

    is_about(net, "sales.a.m", 3650, 2);
    net.equals("sales.b.m", 0);
}

TEST_CASE("when nobody can serve in time, the shortest wait decides", "[verification][overflow]") {
    // 30 a day for plants of 10 each: both waits grow alike.
    const Simulated net(year, plant("a", "2.4 h") + plant("b", "2.4 h") + lane("la", "plant.a", "market.m", 1) +
                                  lane("lb", "plant.b", "market.m", 2) + demand(10950) + overflow("5 d"));

    is_about(net, "sales.a.m", 3650, 2);
    is_about(net, "sales.b.m", 3650 - 25, 10);  // who begins when 50 wait at a
    CHECK(net.value("backlog.a.tractor") - net.value("backlog.b.tractor") < 50);
}

TEST_CASE("of two waits that are equal the cheaper plant serves, whatever they are worked out from", "[verification][overflow]") {
    // Nobody has it at once. A unit takes q 5 h of an 8 h day, 15 h, and p 12 h: of nine units q, the cheaper, makes four and p five, and
    // of the last but one both would be ready after 60 h.
    const int rounds = GENERATE(range(1, 21));
    CAPTURE(rounds);
    const Simulated country({.horizon = "60 d"}, fmt::format(R"(
        [routing]
        overflow = "0 s"
        [item.x]
        price = 100
        [calendar.day]
        shifts = [{{ days = "mon-sun", from = "06:00", to = "14:00" }}]
        [plant.p.store.x]
        initial = 0
        [plant.p.line.l]
        makes = "x"
        route = ["s"]
        release = "pull"
        cost = 50
        station.s.time = "12 h"
        [plant.q.store.x]
        initial = 0
        [plant.q.line.l]
        makes = "x"
        route = ["s"]
        release = "pull"
        calendar = "day"
        cost = 20
        station.s.time = "5 h"
        [market.m.demand.x]
        orders = [{{ date = 2023-01-01, units = {} }}])",
                                                             9 * rounds - 1));

    country.equals("sales.q.m", 4.0 * rounds * 365 / 60);
    country.equals("sales.p.m", (5.0 * rounds - 1) * 365 / 60);
}

TEST_CASE("a closed plant is left until what is left of the closure is short enough", "[verification][overflow]") {
    // 10 a day; 60 d closed, of which 55 are longer than 5 d are left. As much of a random closure as its mean, if it lasts no less.
    const std::string works = plant("a", "1.2 h") + plant("b", "1.2 h") + lane("la", "plant.a", "market.m", 1) +
                              lane("lb", "plant.b", "market.m", 2) + demand(3650) + overflow("5 d");
    for (const std::string what : {"plant.a", "plant.a.line.l", "plant.a.line.l.station.s"}) {
        const Simulated net(year, works + closed(what, "2023-03-01", "\"60 d\""));
        is_about(net, "sales.b.m", 550, 3);
        is_about(net, "sales.m", 3650, 2);
    }
    const Simulated random(year, works + closed("plant.a", "2023-03-01", R"({ dist = "uniform", min = "59 d", max = "61 d" })"));
    is_about(random, "sales.b.m", 550, 12);
}

TEST_CASE("what a plant owes and has not begun goes elsewhere when it closes", "[verification][overflow]") {
    // 25 tractors are ordered at noon every 5 d. a makes 10 a day and closes half a day after such an order, just as the fifth of it is
    // done.
    const Simulated net({.horizon = "20 d"}, plant("a", "2.4 h") + plant("b", "2.4 h") + lane("la", "plant.a", "market.m", 1) +
                                                 lane("lb", "plant.b", "market.m", 2) + demand(1825, "order = 25") + overflow("4 d") +
                                                 closed("plant.a", "2023-01-04", "\"100 d\""));

    // Orders on days 2.5, 7.5, …: by 2023-01-04 (day 3) a has made 5; starts come after all else of an instant, so it has not begun the
    // sixth.
    is_about(net, "sales.a.m", 5 * 365.0 / 20, 0.01);
    is_about(net, "sales.b.m", (20 + 3 * 25) * 365.0 / 20, 0.01);  // the last at the very end
    is_about(net, "backlog.a.tractor", (25 - 2.5) * 0.5 / 20, 0.05);
}

TEST_CASE("a line that isn't open yet is asked when it will be in time", "[verification][overflow]") {
    // 2023-07-01 is day 181; with a ramp from 0.5 the rate is another, the date is not.
    for (const std::string ramp : {"", "ramp = [[\"0 d\", 0.5], [\"30 d\", 1.0]]"}) {
        const Simulated net(year, plant("a", "36 min", "opens = 2023-07-01\n" + ramp) + plant("b", "36 min") +
                                      lane("la", "plant.a", "market.m", 1) + lane("lb", "plant.b", "market.m", 2) + demand(3650) +
                                      overflow("10 d"));
        is_about(net, "sales.b.m", 1710, 3);
        is_about(net, "sales.a.m", 1940, 3);
    }
}

TEST_CASE("a plant without material is left, and asked again when its kits are expected in time", "[verification][overflow]") {
    const std::string works = "[item.kit]\n" + plant("a", "1.2 h") + plant("b", "1.2 h") + lane("la", "plant.a", "market.m", 1) +
                              lane("lb", "plant.b", "market.m", 2) + "[plant.b.store.kit]\nsupply = \"unlimited\"\n" +
                              "[item.tractor]\nuses = { kit = 1 }\n[market.m.demand.tractor]\narrivals = \"even\"\nper_year = 3650\n" +
                              overflow("5 d");

    const Simulated never(year, works + "[plant.a.store.kit]\ninitial = 100\n");
    never.equals("sales.a.m", 100);
    is_about(never, "sales.b.m", 3550, 2);

    // 100 kits last 10 d; then 100 are ordered and come after 20 d, for the last 5 of which a is asked again: 150 units in every 30 d.
    const Simulated lots(year, works + "[supplier.s.item.kit]\nlead = \"20 d\"\n[plant.a.store.kit]\ninitial = 100\n" +
                                   "reorder = { policy = \"r,Q\", r = 0, Q = 100 }\n");
    is_about(lots, "sales.m", 3650, 2);
    CHECK(lots.value("sales.a.m") > 1200);
    CHECK(lots.value("sales.b.m") > 1200);
}

TEST_CASE("suppliers are filled before the next is asked, unit by unit", "[verification][overflow]") {
    // 10 kits a day; near makes 5. At most 10 d of its work are ordered ahead: 50 kits.
    const std::string works = R"([item.kit]
[item.tractor]
uses = { kit = 1 }
[supplier.near.item.kit]
price = 1
per_year = 1825
[supplier.far.item.kit]
price = 2
[plant.p.line.l]
makes = "tractor"
route = ["s"]
station.s.time = "2.4 h"
)" + overflow("10 d");

    for (const std::string policy : {"base-stock\", level = 400", "r,Q\", r = 300, Q = 100"}) {
        const Simulated net(settled_year, works + "[plant.p.store.kit]\ninitial = 400\nreorder = { policy = \"" + policy + " }\n");
        is_about(net, "supply.near.kit", 1825, 50);
        is_about(net, "supply.far.kit", 1825, 50);
        is_about(net, "output.total", 3650, 1);
    }
}

TEST_CASE("shares are kept among the sources that can serve", "[verification][overflow]") {
    // 10 kits a day, 70 : 20 : 10; the first is closed for 100 d, of which it is left for 95: the others then share 2 : 1.
    const Simulated net(year, R"([item.kit]
[item.tractor]
uses = { kit = 1 }
[supplier.one.item.kit]
[supplier.two.item.kit]
[supplier.three.item.kit]
[plant.p.store.kit]
initial = 400
reorder = { policy = "base-stock", level = 400 }
source = { one = 0.7, two = 0.2, three = 0.1 }
[plant.p.line.l]
makes = "tractor"
route = ["s"]
station.s.time = "2.4 h"
)" + overflow("5 d") + closed("supplier.one", "2023-04-01", "\"100 d\""));

    is_about(net, "supply.one.kit", 0.7 * 2700, 2);
    is_about(net, "supply.two.kit", 0.2 * 2700 + 950 * 2.0 / 3, 2);
    is_about(net, "supply.three.kit", 0.1 * 2700 + 950 / 3.0, 2);
}

TEST_CASE("goods take the next lane when the cheaper one is full", "[verification][overflow]") {
    const std::string from_stock = "[plant.p.store.tractor]\nsupply = \"unlimited\"\n";

    SECTION("by its capacity: 5 a day of 10") {
        const Simulated net(settled_year, from_stock + lane("cheap", "plant.p", "market.m", 10, "per_year = 1825") +
                                              lane("dear", "plant.p", "market.m", 30) + demand(3650) + overflow("4 d"));
        is_about(net, "flow.cheap", 1825, 2);
        is_about(net, "flow.dear", 1825, 2);
        is_about(net, "backlog.m.tractor", 20, 1);
    }
    SECTION("by its fleet: three lanes, 2 a day, 1 a day, the rest") {
        const Simulated net(
            settled_year,
            from_stock + lane("cheap", "plant.p", "market.m", 10, "transit = \"1 d\"\nload = 6\nfleet = 1\nreturn = \"2 d\"") +
                lane("middle", "plant.p", "market.m", 20, "per_year = 365") + lane("dear", "plant.p", "market.m", 30) + demand(2190));
        is_about(net, "flow.cheap", 730, 6);
        is_about(net, "flow.middle", 365, 2);
        is_about(net, "flow.dear", 2190 - 730 - 365, 8);
    }
    SECTION("a place on the way: one server, a shipment a day of two") {
        const Simulated net(settled_year, from_stock + "[place.gate]\nservers = 1\ntime = \"1 d\"\n" +
                                              lane("in", "plant.p", "place.gate", 1) + lane("out", "place.gate", "market.m", 1) +
                                              lane("round", "plant.p", "market.m", 30) + demand(730) + overflow("4 d"));
        is_about(net, "flow.out", 365, 2);
        is_about(net, "flow.round", 365, 2);
        is_about(net, "queue.gate", 4, 1);
    }
    SECTION("the second half of the way, chosen at the place") {
        const Simulated net(settled_year, from_stock + "[place.gate]\n" + lane("in", "plant.p", "place.gate", 1) +
                                              lane("narrow", "place.gate", "market.m", 1, "per_year = 1825") +
                                              lane("wide", "place.gate", "market.m", 5) + lane("round", "plant.p", "market.m", 30) +
                                              demand(3650) + overflow("4 d"));
        is_about(net, "flow.narrow", 1825, 2);
        is_about(net, "flow.wide", 1825, 2);
        net.equals("flow.round", 0);
    }
}

TEST_CASE("an order of many units sees its own queue, as many orders of one do", "[verification][overflow]") {
    const auto dated = [](int orders, int units) {
        std::string rows;
        for (int i = 0; i < orders; ++i) rows += "{ date = 2023-01-08, units = " + std::to_string(units) + " }, ";
        return "[item.tractor]\n[market.m.demand.tractor]\norders = [" + rows + "]\n";
    };
    const std::string from_stock = "[plant.p.store.tractor]\nsupply = \"unlimited\"\n";

    SECTION("by another lane: one goes at once and five in as many days, 6 + 14") {
        const std::string lanes = lane("cheap", "plant.p", "market.m", 1, "per_year = 365") + lane("dear", "plant.p", "market.m", 5);
        for (const auto& [orders, units] : {std::pair(1, 20), std::pair(4, 5), std::pair(20, 1)}) {
            CAPTURE(orders, units);
            const Simulated net({.horizon = "60 d"}, from_stock + lanes + dated(orders, units) + overflow("5 d"));
            net.equals("flow.cheap", 6 * 365 / 60.0);
            net.equals("flow.dear", 14 * 365 / 60.0);
            net.equals("delivery.m.tractor", 24 * 15 / 20.0);  // after 0, 1 … 5 days
        }
    }
    SECTION("by a fleet of one that takes two, there and back in two days: 2 at once, 4 in as many days, the rest by road") {
        const std::string lanes = lane("cheap", "plant.p", "market.m", 1, "load = 2\nfleet = 1\ntransit = \"1 d\"\nreturn = \"1 d\"") +
                                  lane("dear", "plant.p", "market.m", 5);
        const Simulated net({.horizon = "60 d"}, from_stock + lanes + dated(1, 20) + overflow("4 d"));
        net.equals("flow.cheap", 6 * 365 / 60.0);
        net.equals("flow.dear", 14 * 365 / 60.0);
    }
    SECTION("from another plant, which is asked for the rest") {
        const std::string lanes = lane("cheap", "plant.p", "market.m", 1, "per_year = 365") + lane("dear", "plant.q", "market.m", 5);
        const Simulated net({.horizon = "60 d"},
                            from_stock + "[plant.q.store.tractor]\nsupply = \"unlimited\"\n" + lanes + dated(1, 20) + overflow("5 d"));
        net.equals("sales.p.m", 6 * 365 / 60.0);
        net.equals("sales.q.m", 14 * 365 / 60.0);
    }
    SECTION("and where nobody can in time, all goes by the one that is left") {
        const Simulated net({.horizon = "60 d"},
                            from_stock + lane("only", "plant.p", "market.m", 1, "per_year = 365") + dated(1, 20) + overflow("5 d"));
        net.equals("flow.only", 20 * 365 / 60.0);
    }
}

TEST_CASE("way and source are chosen together", "[verification][overflow]") {
    // From a by the cheap lane (11) as long as it is not full, then from b (20), before a by the dear lane (31).
    const Simulated net(settled_year, "[plant.a.store.tractor]\nsupply = \"unlimited\"\n[plant.b.store.tractor]\nsupply = \"unlimited\"\n" +
                                          lane("cheap", "plant.a", "market.m", 11, "per_year = 1825") +
                                          lane("dear", "plant.a", "market.m", 31) + lane("lb", "plant.b", "market.m", 20) + demand(3650) +
                                          overflow("4 d"));

    is_about(net, "sales.a.m", 1825, 2);
    is_about(net, "sales.b.m", 1825, 2);
    net.equals("flow.dear", 0);
}

TEST_CASE("by time the nearest source in time serves", "[verification][overflow]") {
    const std::string works = "[plant.a.store.tractor]\nsupply = \"unlimited\"\n[plant.b.store.tractor]\nsupply = \"unlimited\"\n" +
                              lane("la", "plant.a", "market.m", 1, "transit = \"9 d\"") +
                              lane("lb", "plant.b", "market.m", 50, "transit = \"2 d\"") + demand(365);

    Simulated(year, works).equals("sales.b.m", 0);
    Simulated(year, works + "[routing]\nby = \"time\"\n").equals("sales.a.m", 0);
}

TEST_CASE("dealers' stocks and plants' own stores order from who can serve, too", "[verification][overflow]") {
    // 10 a day; a makes 5.
    const std::string works = plant("a", "4.8 h") + plant("b", "1 h") + overflow("5 d");
    const Simulated dealers(settled_year, works + lane("la", "plant.a", "market.m", 1) + lane("lb", "plant.b", "market.m", 2) +
                                              demand(3650) + "[market.m.stock.tractor]\ninitial = 100\n" +
                                              "reorder = { policy = \"base-stock\", level = 100 }\n");
    is_about(dealers, "sales.a.m", 1825, 30);
    is_about(dealers, "sales.b.m", 1825, 30);

    const Simulated user(settled_year, works + "[item.tractor]\n[item.set]\nuses = { tractor = 1 }\n" +
                                           lane("la", "plant.a", "plant.u", 1) + lane("lb", "plant.b", "plant.u", 2) +
                                           "[plant.u.line.l]\nmakes = \"set\"\nroute = [\"s\"]\nstation.s.time = \"2.4 h\"\n" +
                                           "[plant.u.store.tractor]\ninitial = 100\nreorder = { policy = \"base-stock\", level = 100 }\n");
    is_about(user, "flow.la", 1825, 2);
    is_about(user, "flow.lb", 1825, 2);
}

TEST_CASE("a family's demand goes to the item that somebody can make in time", "[verification][overflow]") {
    const Simulated net(year, R"([item.old]
family = "tractor"
[item.new]
family = "tractor"
[plant.a.line.l]
makes = "new"
release = "pull"
route = ["s"]
station.s.time = "1 h"
[plant.b.line.l]
makes = "old"
release = "pull"
route = ["s"]
station.s.time = "1 h"
[market.m.demand.tractor]
per_year = 3650
arrivals = "even"
)" + overflow("5 d") + closed("plant.a", "2023-03-01", "\"60 d\""));

    // Nobody has stock: of those that can be made in time the item with the fewest units waited for, ties to the first; that is new, but
    // while a is closed old, at the end of which one unit of new is waited for.
    is_about(net, "sales.a.m", 3050, 3);
    is_about(net, "sales.b.m", 600, 3);
}

}  // namespace agrocap
