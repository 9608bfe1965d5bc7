// Where two rules of the floor meet, calculated by hand. Plants that are made up found each of these, see tests/reference.

#include "support/factory.hpp"

#include <catch2/catch_test_macros.hpp>

namespace agrocap {

TEST_CASE("a line that passes a shared station later does not begin there", "[verification][shared]") {
    // Line a begins at paint, 1 h; b welds 10 h first. Paint is free on the hour. Unit k of b comes at 10 k, when the next of a has been
    // there since the last start, 10 k - 1: that one goes first, and b's has paint from 10 k + 1 on. In 100 h nine of b, 91 of a.
    const Simulated plant({.horizon = "100 h"}, R"(
        [item.x]
        [plant.p.station.paint]
        time = "1 h"
        [plant.p.line.a]
        makes = "x"
        route = ["paint"]
        [plant.p.line.b]
        makes = "x"
        route = ["weld", "paint"]
        [plant.p.line.b.station.weld]
        time = "10 h")");

    plant.equals("throughput.p.a", 0.91);
    plant.equals("throughput.p.b", 0.09);
    plant.equals("cycle.p.b", 12);
}

TEST_CASE("a shared station ranks by the unit that it would start", "[verification][shared][crews]") {
    // One painter for paint, where a begins, and for touch-up. At 3 h he is free: the next of a has been at paint since the last start at
    // 2 h, the unit of c at touch-up since 2.5 h, that of b at paint since 2 h 40 min. So paint goes first, and touch-up at 4 h.
    const Simulated plant({.horizon = "299 min"}, R"(
        [item.x]
        [plant.p.crew.painter]
        [plant.p.station.paint]
        time = "1 h"
        crew = { painter = 1 }
        [plant.p.line.a]
        makes = "x"
        route = ["paint"]
        [plant.p.line.b]
        makes = "x"
        route = ["wash", "paint"]
        release = { every = "150 min" }
        [plant.p.line.b.station.wash]
        time = "10 min"
        [plant.p.line.c]
        makes = "x"
        route = ["touch-up"]
        release = { every = "150 min" }
        [plant.p.line.c.station.touch-up]
        time = "1 h"
        crew = { painter = 1 })");

    plant.equals("wait.p.c.touch-up", 1.5);
}

TEST_CASE("who waits for people waits for material once that is taken by others", "[verification][crews][material]") {
    // One kit. Line b has nobody until 12:00; at 3:00 line a takes the kit, and none comes.
    const Simulated plant({.horizon = "1 d"}, R"(
        [item.x]
        uses = { kit = 1 }
        [item.kit]
        [calendar.noon]
        shifts = [{ days = "mon-sun", from = "12:00", to = "18:00" }]
        [plant.p.crew.man]
        calendar = "noon"
        [plant.p.store.kit]
        initial = 1
        [plant.p.line.a]
        makes = "x"
        route = ["s"]
        release = { every = "3 h" }
        [plant.p.line.a.station.s]
        time = "1 h"
        [plant.p.line.b]
        makes = "x"
        route = ["s"]
        [plant.p.line.b.station.s]
        time = "1 h"
        crew = { man = 1 })");

    plant.equals("state.p.b.s.waiting-crew", 3.0 / 24);
    plant.equals("state.p.b.s.waiting-material", 21.0 / 24);
}

TEST_CASE("what one line by pull has begun another does not wait for", "[verification][pull][material]") {
    // One unit is wanted. Line a lacks a kit, so b makes it: a has nothing to start from then on.
    const Simulated plant({.horizon = "2 h"}, R"(
        [item.x]
        [item.kit]
        [plant.p.store.x]
        target = 1
        [plant.p.store.kit]
        initial = 1
        [plant.p.line.a]
        makes = "x"
        route = ["s"]
        release = "pull"
        [plant.p.line.a.station.s]
        time = "1 h"
        takes = { kit = 2 }
        [plant.p.line.b]
        makes = "x"
        route = ["s"]
        release = "pull"
        [plant.p.line.b.station.s]
        time = "3 h")");

    plant.equals("state.p.b.s.working", 1);
    plant.equals("state.p.a.s.starved", 1);
}

TEST_CASE("maintenance after units counts every unit of a batch", "[verification][batch][maintenance]") {
    // Two at once for 1 h; after four units 1 h of maintenance: four every 3 h.
    const Simulated oven({.horizon = "300 h"}, R"(
        [item.x]
        [plant.p.line.l]
        makes = "x"
        route = ["oven"]
        [plant.p.line.l.station.oven]
        time = "1 h"
        batch = { size = 2 }
        maintenance = { after_units = 4, takes = "1 h" })");

    oven.equals("throughput.p.l", 4.0 / 3);
    oven.equals("state.p.l.oven.maintenance", 1.0 / 3);
}

TEST_CASE("one batch that waits for people keeps one server waiting", "[verification][batch][crews]") {
    // Two ovens for two units each; at 1 h two units come, and nobody is there: one oven lacks its man, the other has nothing to do.
    const Simulated ovens({.horizon = "2 h"}, R"(
        [item.x]
        [calendar.noon]
        shifts = [{ days = "mon-sun", from = "12:00", to = "18:00" }]
        [plant.p.crew.man]
        calendar = "noon"
        [plant.p.line.l]
        makes = "x"
        route = ["oven"]
        release = { every = "61 min", batch = 2 }
        [plant.p.line.l.station.oven]
        servers = 2
        time = "1 h"
        batch = { size = 2 }
        crew = { man = 1 })");

    ovens.equals("state.p.l.oven.waiting-crew", 59.0 / 240);
    ovens.equals("state.p.l.oven.starved", 181.0 / 240);
}

TEST_CASE("nothing is kept for a batch by item that is not complete", "[verification][batch][material]") {
    // Items by turns: x, y, x, and with the second x a batch of x is complete. It takes both kits, one lies ready for none of y.
    const Simulated oven({.horizon = "10 h"}, R"(
        [item.k]
        [item.x]
        uses = { k = 1 }
        [item.y]
        uses = { k = 1 }
        [plant.p.store.k]
        initial = 2
        [plant.p.line.kits]
        makes = "k"
        route = ["s"]
        station.s.time = "30 h"
        [plant.p.line.l]
        makes = { x = 0.5, y = 0.5 }
        route = ["oven"]
        [plant.p.line.l.station.oven]
        time = "1 h"
        batch = { size = 2, by = "item" })");

    oven.equals("state.p.l.oven.working", 0.1);
    oven.equals("state.p.l.oven.waiting-material", 0.9);
    oven.equals("throughput.p.l", 0.2);
}

TEST_CASE("a line by pull waits for nobody once another line has filled its store", "[verification][pull][crews]") {
    // Line a would fill the store for one unit, but its man comes at noon; at 2 h the unit is there from line b.
    const Simulated plant({.horizon = "4 h"}, R"(
        [item.x]
        [calendar.noon]
        shifts = [{ days = "mon-sun", from = "12:00", to = "18:00" }]
        [plant.p.crew.man]
        calendar = "noon"
        [plant.p.store.x]
        target = 1
        [plant.p.line.a]
        makes = "x"
        route = ["s"]
        release = "pull"
        [plant.p.line.a.station.s]
        time = "1 h"
        crew = { man = 1 }
        [plant.p.line.b]
        makes = "x"
        route = ["s"]
        release = { every = "1 h" }
        station.s.time = "1 h")");

    plant.equals("state.p.a.s.waiting-crew", 0.5);
    plant.equals("state.p.a.s.starved", 0.5);
}

TEST_CASE("where one server fails another shows what the unit waits for", "[verification][failures][material]") {
    // One unit waits for its kit at two servers. Both fail at 2 h, and one fitter repairs them by 3 h and 4 h: they fail again at 5 h and
    // 6 h. The first shows the want of the kit from 0 to 2 h and from 3 h to 5 h, the second while the first is down again.
    const Simulated plant({.horizon = "6 h"}, R"(
        [item.k]
        [item.x]
        uses = { k = 1 }
        [plant.p.crew.fitter]
        [plant.p.line.kits]
        makes = "k"
        route = ["s"]
        station.s.time = "30 h"
        [plant.p.line.l]
        makes = "x"
        route = ["s"]
        release = { wip = 1 }
        [plant.p.line.l.station.s]
        time = "1 h"
        servers = 2
        failures = { uptime = "2 h", repair = "1 h", clock = "calendar", crew = "fitter" })");

    plant.equals("state.p.l.s.down", 4.0 / 12);
    plant.equals("state.p.l.s.waiting-material", 5.0 / 12);
    plant.equals("state.p.l.s.starved", 3.0 / 12);
}

TEST_CASE("who goes home leaves a server that a colleague repairs", "[verification][failures][crews]") {
    // Fitter and man work from 0:00. At 3:00 it fails and the man mends it until 5:00; the fitter goes home at 4:00. The unit, with 1 h
    // left, waits for him until midnight.
    const Simulated plant({.horizon = "1 d"}, R"(
        [item.x]
        [calendar.early]
        shifts = [{ days = "mon-sun", from = "00:00", to = "04:00" }]
        [plant.p.crew.fitter]
        calendar = "early"
        [plant.p.crew.man]
        [plant.p.line.l]
        makes = "x"
        route = ["s"]
        [plant.p.line.l.station.s]
        time = "4 h"
        crew = { fitter = 1, man = 1 }
        failures = { uptime = "3 h", repair = "2 h", clock = "busy", crew = "man" })");

    plant.equals("state.p.l.s.working", 3.0 / 24);
    plant.equals("state.p.l.s.down", 2.0 / 24);
    plant.equals("state.p.l.s.waiting-crew", 19.0 / 24);
}

TEST_CASE("who looks for the fewest waiting still sees the unit that starts at that moment", "[verification][first-free][ties]") {
    // Weld is closed all day. Cut sends a unit each hour: at 1 h to bore, 2 h each; at 2 h to weld, no fewer wait at bore; at 3 h to bore,
    // free again; at 4 h to bore's queue. At 5 h bore is done, the unit in front of it starts with all other starts, after the moves: one
    // waits at either, so the next goes to weld, which is named first.
    const Simulated plant({.horizon = "6 h"}, R"(
        [item.x]
        [calendar.night]
        shifts = [{ days = "mon-sun", from = "20:00", to = "23:00" }]
        [plant.p.line.l]
        makes = "x"
        route = ["cut", "weld", "bore", "pack"]
        station.cut = { time = "1 h", next = { first-free = ["weld", "bore"] } }
        station.weld = { time = "1 h", buffer = 5, calendar = "night", next = "pack" }
        station.bore = { time = "2 h", buffer = 5 }
        station.pack = { time = "1 min", buffer = 5 })");

    plant.equals("queue.p.l.weld", 5.0 / 6);
    plant.equals("queue.p.l.bore", 1.0 / 6);
}

TEST_CASE("batches that are done at one moment leave by the numbers of their units", "[verification][batch][ties]") {
    // Units 1 to 3 and 4 to 6 come out of two ovens at 11 h, pack takes one an hour: the first oven is empty at 13 h, the second at 16 h.
    const Simulated ovens({.horizon = "17 h"}, R"(
        [item.x]
        [plant.p.line.l]
        makes = "x"
        route = ["oven", "pack"]
        release = { every = "10 h", batch = 6 }
        station.oven = { time = "1 h", servers = 2, batch = { size = 3 } }
        station.pack = { time = "1 h" })");

    ovens.equals("state.p.l.oven.blocked", 7.0 / 34);
}

TEST_CASE("an item that is scrapped wholly is no fault where another leaves the line", "[verification][scrap]") {
    // By turns, 1 h each.
    const Simulated line({.horizon = "100 h"}, R"(
        [item.x]
        [item.y]
        [plant.p.line.l]
        makes = { x = 0.5, y = 0.5 }
        route = ["s"]
        [plant.p.line.l.station.s]
        time = "1 h"
        scrap = { x = 1 })");

    line.equals("throughput.p.l", 0.5);
    line.equals("output.item.x", 0);
    line.equals("scrap.p.l", 50 * 87.6);
}

TEST_CASE("a part that lines wait for by turns at a shared station is served to neither at once", "[verification][shared][material]") {
    // Paint takes two kits at 0 and 1 h, then waits. A kit comes at 20 h and every 10 h from then on; from 24 h on line b waits for one,
    // too. Of the ten that are taken in 95 h two were there when they were asked for.
    const Simulated plant({.horizon = "95 h"}, R"(
        [item.x]
        uses = { kit = 1 }
        [item.kit]
        [plant.p.store.kit]
        initial = 2
        [plant.p.station.paint]
        time = "1 h"
        [plant.p.line.a]
        makes = "x"
        route = ["paint"]
        [plant.p.line.b]
        makes = "x"
        route = ["paint"]
        opens = 2023-01-02
        [plant.p.line.kits]
        makes = "kit"
        route = ["s"]
        release = { every = "10 h" }
        station.s.time = "10 h")");

    plant.equals("fill.p.kit", 0.2);
}

}  // namespace agrocap
