// Accounts of scenarios without chance, worked out by hand: every figure is exact. A year has 8 760 h; the start is Sunday, 2023-01-01.

#include "explain/account.hpp"
#include "support/factory.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include <cmath>
#include <map>
#include <string>
#include <vector>

using namespace agrocap;
using Catch::Matchers::WithinAbs;

namespace {

ExperimentOptions on_threads(unsigned threads) {
    ExperimentOptions options;
    options.threads = threads;
    return options;
}

struct HandAccount {
    std::string name, body;
    double nominal = 0, actual = 0;
    std::map<std::string, double> losses;  // mix is 0 unless given
    double around_the_clock = 0;           // 0: as nominal
};

const std::string one_item = "[item.a]\n[plant.p.line.l]\nmakes = \"a\"\n";
const std::string two_items = "[item.a]\n[item.b]\n[plant.p.line.l]\nmakes = [\"a\", \"b\"]\nroute = [\"s\"]\n";
const std::string one_station = one_item + "route = [\"s\"]\nstation.s.time = \"1 h\"\n";

/// Failures, stops and set-ups of one station of an hour.
const std::vector<HandAccount> one_station_accounts{
    {"nothing is lost", one_station, 8760, 8760, {}},
    {"closed at night and at noon",
     one_item + "calendar = \"day\"\nroute = [\"s\"]\nstation.s.time = \"1 h\"\n[calendar.day]\nshifts = [{ days = \"mon-sun\", from = "
                "\"08:00\", to = \"16:30\", "
                "breaks = [[\"12:00\", \"12:30\"]] }]\n",
     2920,
     2920,
     {},
     8760},
    // 240 h of ten days.
    {"maintenance on a date",
     one_station + "station.s.maintenance = { on = [2023-07-01], takes = \"10 d\" }\n",
     8760,
     8520,
     {{"maintenance", 240}}},
    // 110 h for 100 units: 79 times 100, and 70 in the rest.
    {"maintenance by use",
     one_station + "station.s.maintenance = { after_units = 100, takes = \"10 h\" }\n",
     8760,
     7970,
     {{"maintenance", 790}}},
    // 100 h for 99 units: 87 times 99, and 60 in the rest.
    {"failures by use", one_station + "station.s.failures = { uptime = \"99 h\", repair = \"1 h\" }\n", 8760, 8673, {{"failures", 87}}},
    {"failures by the clock",
     one_station + "station.s.failures = { uptime = \"99 h\", repair = \"1 h\", clock = \"calendar\" }\n",
     8760,
     8673,
     {{"failures", 87}}},
    // Every unit but the first has an hour of set-up before it: the last of 4 380 leaves at 8 759 h.
    {"set-ups between two items in turn", two_items + "station.s = { time = \"1 h\", setup = \"1 h\" }\n", 8760, 4380, {{"setups", 4380}}},
    // 11 h for ten units, the first ten need 10 h: 10 + 795 x 10 in 8 755 h, then an hour of set-up and 4.
    {"set-ups between campaigns",
     two_items + "sequence = { campaign = 10 }\nstation.s = { time = \"1 h\", setup = \"1 h\" }\n",
     8760,
     7964,
     {{"setups", 796}}},
    // From 2 July on: 183 days.
    {"a line that opens in July", one_station + "opens = 2023-07-02\n", 8760, 4392, {{"opening", 4368}}},
    // Half speed on average over 100 days: 1 200 h lost; the unit in hand at the end is lost to none.
    {"a ramp", one_station + "ramp = [[\"0 d\", 0.0001], [\"100 d\", 1.0]]\n", 8760, 7560, {{"opening", 1199.88}, {"mix", 0.12}}},
    {"a closing",
     one_station + "[disruption.d]\nwhat = \"plant.p\"\nstarts = 2023-05-01\nlasts = \"10 d\"\n",
     8760,
     8520,
     {{"disruptions", 240}}},
    {"half speed for a while",
     one_station + "[disruption.d]\nwhat = \"plant.p\"\nspeed = 0.5\nstarts = 2023-05-01\nlasts = \"10 d\"\n",
     8760,
     8640,
     {{"disruptions", 120}}},
    {"two servers", one_item + "route = [\"s\"]\nstation.s = { time = \"1 h\", servers = 2 }\n", 17520, 17520, {}},
    {"batches of four", one_item + "route = [\"s\"]\nstation.s = { time = \"4 h\", batch = { size = 4 } }\n", 8760, 8760, {}},
    {"an hour for one item, three for the other", two_items + "station.s = { time = \"1 h\", times = { b = \"3 h\" } }\n", 4380, 4380, {}},
};

/// Several stations, several lines.
const std::vector<HandAccount> line_accounts{
    // The first unit leaves after three hours, then one every two: at 3, 5 … 8 759.
    {"the passage of the first unit",
     one_item + "route = [\"s\", \"t\"]\nstation.s.time = \"1 h\"\nstation.t.time = \"2 h\"\n",
     4380,
     4379,
     {{"mix", 1}}},
    // One unit on the floor needs two hours alone.
    {"one unit on the floor",
     one_item + "release = { wip = 1 }\nroute = [\"s\", \"t\"]\nstation.s.time = \"1 h\"\nstation.t.time = \"1 h\"\n",
     8760,
     4380,
     {{"mix", 4380}}},
    // Without a place between: s holds each unit until t is free. b of 3 h at s, a of 3 h at t: at s a begins at 4 k, b at 4 k + 1 for 3 h;
    // t has a from 4 k + 1
    // for 3 h, b from 4 k + 4 for 1 h, so a of the next round, ready at 4 k + 5, finds it free: the pair leaves at 4 k + 4 and 4 k + 5.
    {"work that fits without a buffer",
     "[item.a]\n[item.b]\n[plant.p.line.l]\nmakes = [\"a\", \"b\"]\nroute = [\"s\", \"t\"]\n[plant.p.line.l.station]\n"
     "s = { time = \"1 h\", times = { b = \"3 h\" } }\nt = { time = \"3 h\", times = { b = \"1 h\" } }\n",
     4380,
     4379,
     {{"mix", 1}}},
    {"two lines",
     "[item.a]\n[plant.p.line]\nk = { makes = \"a\", route = [\"s\"], station.s.time = \"1 h\" }\nl = { makes = \"a\", route = [\"s\"], "
     "station.s.time = \"2 h\" }\n",
     13140,
     13140,
     {}},
    // Nominal is slowed by the shop; each line keeps it busy.
    {"two lines, one shop",
     "[item.a]\n[plant.p.station.s]\ntime = \"1 h\"\n[plant.p.line]\nk = { makes = \"a\", route = [\"s\"] }\nl = { makes = \"a\", route = "
     "[\"s\"] }\n",
     8760,
     8760,
     {}},
    // One worker for two lines; each line's nominal thinks of itself alone.
    {"one worker for two lines",
     "[item.a]\n[plant.p.crew.w]\nsize = 1\n[plant.p.line]\nk = { makes = \"a\", route = [\"s\"], station.s = { time = \"1 h\", crew = { w "
     "= 1 } } }\n"
     "l = { makes = \"a\", route = [\"s\"], station.s = { time = \"1 h\", crew = { w = 1 } } }\n",
     17520,
     8760,
     {{"crew", 8760}}},
    // The feeder makes a part in two hours, the line needs one an hour: at 3, 5 … 8 759.
    {"a part made at home",
     "[item.a]\nuses = { c = 1 }\n[item.c]\n[plant.p.line]\nk = { makes = \"c\", route = [\"s\"], station.s.time = \"2 h\" }\nl = { makes "
     "= \"a\", route = [\"s\"], station.s.time = \"1 h\" }\n",
     8760,
     4379,
     {{"mix", 4381}}},
    {"parts without end",
     "[item.a]\nuses = { b = 2 }\n[item.b]\n[plant.p.store.b]\nsupply = \"unlimited\"\n[plant.p.line.l]\nmakes = \"a\"\nroute = "
     "[\"s\"]\nstation.s.time = \"1 h\"\n",
     8760,
     8760,
     {}},
};

/// Material, orders, and several causes at once.
const std::vector<HandAccount> trade_accounts{
    {"kits that run out", one_station + "[item.k]\n[plant.p.store.k]\ninitial = 100\n", 8760, 100, {{"material", 8660}}},
    // Ten units, then 20 h until the next ten have come: started at 29 n to 29 n + 9, the first at 0. 302 rounds in 8 758 h, then two more.
    {"kits that come late",
     one_station +
         "[item.k]\n[plant.p.store.k]\ninitial = 10\nreorder = { policy = \"r,Q\", r = 0, Q = 10 }\n[supplier.m.item.k]\nlead = \"20 h\"\n",
     8760,
     3022,
     {{"material", 5738}}},
    // A thousand orders, one every 8.76 h from 4.38 h on, and five for the store.
    {"few orders",
     one_item + "release = \"pull\"\nroute = [\"s\"]\nstation.s.time = \"1 h\"\n[plant.p.store.a]\ntarget = "
                "5\n[market.m.demand.a]\nper_year = 1000\narrivals = \"even\"\n",
     8760,
     1005,
     {{"demand", 7755}}},
    // Ten in the yard and one more for each order that makes room.
    {"a full yard",
     one_station + "[plant.p.store.a]\ncapacity = 10\n[market.m.demand.a]\nper_year = 1000\narrivals = \"even\"\n",
     8760,
     1010,
     {{"demand", 7750}}},
    // Maintenance costs 240 without set-ups and 120 with them; set-ups 4 380 without maintenance and 4 260 with it.
    {"maintenance and set-ups share",
     two_items + "station.s = { time = \"1 h\", setup = \"1 h\", maintenance = { on = [2023-07-01], takes = \"10 d\" } }\n",
     8760,
     4260,
     {{"maintenance", 180}, {"setups", 4320}}},
    // A closing of ten days, maintenance of ten days within it: either alone takes 240, both together no more.
    {"two reasons for the same days",
     one_station + "station.s.maintenance = { on = [2023-05-01], takes = \"10 d\" }\n[disruption.d]\nwhat = \"plant.p\"\nspeed = 0\nstarts "
                   "= 2023-07-01\nlasts = \"10 d\"\n",
     8760,
     8280,
     {{"maintenance", 240}, {"disruptions", 240}}},
    // Orders bind: what maintenance takes costs nothing but where nobody asks for less.
    {"maintenance where orders bind",
     one_item + "release = \"pull\"\nroute = [\"s\"]\nstation.s = { time = \"1 h\", maintenance = { on = [2023-07-01], takes = \"10 d\" } "
                "}\n[plant.p.store.a]\ntarget = 5\n"
                "[market.m.demand.a]\nper_year = 1000\narrivals = \"even\"\n",
     8760,
     1005,
     {{"maintenance", 120}, {"demand", 7635}}},
};

std::string with_kits(const std::string& body) {
    std::string text = body;
    const std::string item = "[item.a]\n";
    if (body.find("[item.k]") != std::string::npos) text.replace(text.find(item), item.size(), item + "uses = { k = 1 }\n");
    return text;
}

void check_account(const HandAccount& hand) {
    INFO(hand.name);
    const Scenario scenario = scenario_of(scenario_text({.horizon = "365 d"}, with_kits(hand.body)));
    const Explanation explanation = explain(scenario, on_threads(1));
    const Account& account = explanation.account;

    CHECK_THAT(account.nominal, WithinAbs(hand.nominal, 1e-6));
    CHECK_THAT(account.around_the_clock, WithinAbs(hand.around_the_clock > 0 ? hand.around_the_clock : hand.nominal, 1e-6));
    CHECK_THAT(*account.actual.mean, WithinAbs(hand.actual, 1e-6));
    double left = account.nominal;
    std::map<std::string, double> expected = hand.losses;
    expected.try_emplace("mix", 0.0);
    for (const Loss& loss : account.losses) {
        const std::string cause(cause_word(loss.cause));
        INFO(cause);
        CHECK_THAT(*loss.loss.mean, WithinAbs(expected.contains(cause) ? expected[cause] : NAN, 1e-6));
        CHECK(loss.loss.half_width == 0);
        CHECK(loss.clear() == (*loss.loss.mean != 0));
        left -= *loss.loss.mean;
    }
    CHECK(account.losses.size() == expected.size());
    CHECK_THAT(left, WithinAbs(hand.actual, 1e-6));
}

}  // namespace

TEST_CASE("an account of one station is what is worked out by hand", "[explain][account]") {
    for (const HandAccount& hand : one_station_accounts) check_account(hand);
}

TEST_CASE("an account of lines is what is worked out by hand", "[explain][account]") {
    for (const HandAccount& hand : line_accounts) check_account(hand);
}

TEST_CASE("an account with material and orders is what is worked out by hand", "[explain][account]") {
    for (const HandAccount& hand : trade_accounts) check_account(hand);
}

TEST_CASE("an account is of the output that is asked for", "[explain][account]") {
    const std::string lines =
        "[item.a]\nfamily = \"f\"\n[item.b]\n[plant.p.line]\nk = { makes = \"a\", route = [\"s\"], station.s = { time = \"1 h\", "
        "maintenance = { on = [2023-07-01], takes = \"10 d\" } } }\n"
        "l = { makes = [\"a\", \"b\"], route = [\"s\"], station.s.time = \"2 h\" }\n[plant.q.line.m]\nmakes = \"b\"\nroute = "
        "[\"s\"]\nstation.s.time = \"4 h\"\n";
    const Scenario scenario = scenario_of(scenario_text({.horizon = "365 d"}, lines));
    const std::map<std::string, std::pair<double, double>> expected{
        {"output.total", {15330, 15090}},  {"output.plant.q", {2190, 2190}},    {"output.plant.p", {13140, 12900}},
        {"output.line.p.k", {8760, 8520}}, {"output.line.p.l", {4380, 4380}},   {"output.item.a", {10950, 10710}},
        {"output.item.b", {4380, 4380}},   {"output.family.f", {10950, 10710}},
    };
    for (const auto& [metric, figures] : expected) {
        INFO(metric);
        const Account account = explain(scenario, on_threads(1), {.metric = metric, .parts_max = 0}).account;
        CHECK_THAT(account.nominal, WithinAbs(figures.first, 1e-6));
        CHECK_THAT(*account.actual.mean, WithinAbs(figures.second, 1e-6));
    }
}
