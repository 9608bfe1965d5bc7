// Lines that make what stores and orders ask for.

#include "support/factory.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <string>

namespace agrocap {
namespace {

/// A pull line of 1 h a unit; each item uses a kit of its own, "k" and its id.
std::string pull_line(const std::string& items, const std::string& makes) {
    return items + "[plant.p.line.l]\nmakes = " + makes + "\nrelease = \"pull\"\nroute = [\"s\"]\nstation = { s = { time = \"1 h\" } }\n";
}

std::string item(const std::string& id, int target, const std::string& kit) {
    return "[item." + id + "]\nuses = { k" + id + " = 1 }\n[item.k" + id + "]\n[plant.p.store." + id +
           "]\ntarget = " + std::to_string(target) + "\n[plant.p.store.k" + id + "]\n" + kit + "\n";
}

const std::string always = "supply = \"unlimited\"";
const std::string late = "reorder = { policy = \"base-stock\", level = 10 }";  // the first ten come after 10 h
const std::string late_supplier = "[supplier.x.item.ka]\nlead = \"10 h\"\n";

}  // namespace

TEST_CASE("a pulled line makes what it has material for while the most wanted waits for a kit", "[verification][pull]") {
    // Five of a are wanted and three of b. The kits of a come at 10 h: b from 0 to 3 h, then nothing that could be made, a from 10 to 15 h.
    const Simulated plant({.horizon = "20 h"}, pull_line(item("a", 5, late) + item("b", 3, always), "[\"a\", \"b\"]") + late_supplier);
    plant.equals("state.p.l.s.working", 8 / 20.0);
    plant.equals("state.p.l.s.waiting-material", 7 / 20.0);
    plant.equals("state.p.l.s.starved", 5 / 20.0);
    plant.equals("store.p.b.mean", (1 + 2 + 3 * 17) / 20.0);         // 1 from 1 h, 2 from 2 h, 3 from 3 h
    plant.equals("store.p.a.mean", (1 + 2 + 3 + 4 + 5 * 5) / 20.0);  // 1 from 11 h … 5 from 15 h
}

TEST_CASE("of what can be made the most wanted comes first, then the order of makes", "[verification][pull]") {
    // Without a: b and c want three each. b, c, b, c … : after 3.5 h two of b and one of c.
    const std::string items = item("a", 9, late) + item("b", 3, always) + item("c", 3, always);
    const Simulated tie({.horizon = "210 min"}, pull_line(items, "[\"a\", \"b\", \"c\"]") + late_supplier);
    tie.equals("output.item.b", 2 * 8760 / 3.5);
    tie.equals("output.item.c", 1 * 8760 / 3.5);
    const Simulated turned({.horizon = "210 min"}, pull_line(items, "[\"a\", \"c\", \"b\"]") + late_supplier);
    turned.equals("output.item.b", 1 * 8760 / 3.5);
    turned.equals("output.item.c", 2 * 8760 / 3.5);

    // c wants five: three of c come before b wants as many.
    const Simulated most(
        {.horizon = "210 min"},
        pull_line(item("a", 9, late) + item("b", 3, always) + item("c", 6, always), "[\"a\", \"b\", \"c\"]") + late_supplier);
    most.equals("output.item.b", 0);
    most.equals("output.item.c", 3 * 8760 / 3.5);
}

TEST_CASE("a pulled line goes back to the most wanted when its kit is there", "[verification][pull]") {
    // b wants 30 and is made until the kits of a come at 10 h; a has wanted 50 all the time: ten of a follow, each of whose kits was
    // replaced 10 h after it was taken, so the line never stands.
    const Simulated plant({.horizon = "30 h"}, pull_line(item("a", 50, late) + item("b", 30, always), "[\"a\", \"b\"]") + late_supplier);
    plant.equals("state.p.l.s.working", 1);
    plant.equals("store.p.a.min", 0);
    plant.equals("output.item.b", 10 * 8760 / 30.0);
    plant.equals("output.item.a", 20 * 8760 / 30.0);
}

TEST_CASE("made to stock by one machine is the queue M/M/1", "[verification][pull]") {
    // Load 0.8, base stock 3: Buzacott and Shanthikumar, chapter 4. Short of target by n with the probability 0.2 * 0.8^n.
    const std::string body = R"(
        [item.tractor]
        [plant.p.store.tractor]
        target = 3
        [plant.p.line.l]
        makes = "tractor"
        release = "pull"
        route = ["s"]
        station = { s = { time = { dist = "exponential", mean = "1 d" } } }
        [market.m.demand.tractor]
        per_year = )";
    const double rho = 0.8;
    const Simulated net({.horizon = "100 y", .warmup = "1 y", .replications = 20, .seed = 91}, body + "292");
    net.agrees("fill.m.tractor", 1 - std::pow(rho, 3), 0.03);
    net.agrees("backlog.p.tractor", std::pow(rho, 4) / (1 - rho), 0.07);
    net.agrees("store.p.tractor.mean", 3 - rho * (1 - std::pow(rho, 3)) / (1 - rho), 0.03);
    net.agrees("busy.p.l.s", rho, 0.01);

    // Lost sales: short of target by 0 … 3, all alike at load 1.
    const Simulated lost({.horizon = "20 y", .warmup = "1 y", .replications = 20, .seed = 92}, body + "365\nunmet = \"lost\"");
    lost.agrees("fill.m.tractor", 0.75, 0.02);
    lost.agrees("fill.p.tractor", 0.75, 0.02);
    lost.agrees("store.p.tractor.mean", 1.5, 0.02);
}

}  // namespace agrocap
