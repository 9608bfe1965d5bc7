// Many markets that one plant serves: who gets the next unit, against a plain loop over all orders.

#include "support/factory.hpp"

#include <fmt/format.h>
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <string>
#include <tuple>
#include <vector>

namespace agrocap {
namespace {

constexpr int markets = 48;
constexpr double unit_h = 47.3;      // from one unit to the next: never at midnight, when orders are placed
constexpr double patience_h = 228;   // of each third market
constexpr int long_ago = 1'000'000;  // h

struct Wanted {
    int market = 0;
    int placed_h = 0, due_h = 0;
    bool impatient = false, domestic = false;
    double delivered_h = long_ago;
};

/// Two orders of each market, one a day in all, due after 20 to 114 days.
std::vector<Wanted> all_orders() {
    std::vector<Wanted> orders;
    for (int i = 0; i < markets; ++i) {
        const std::array days{1 + i * 29 % markets, 1 + markets + i * 17 % markets};
        for (const int day : days)
            orders.push_back({i, 24 * day, 24 * (day + 20 + (i * 31 % markets) * 2), i % 3 == 0, i % 2 == 0, long_ago});
    }
    return orders;
}

/// The line is never without an order: the next unit goes to the first of those who wait.
template <class Rank>
std::vector<Wanted> served_by(const Rank& rank) {
    std::vector<Wanted> orders = all_orders();
    for (double now = 24 + unit_h;; now += unit_h) {
        Wanted* best = nullptr;
        for (Wanted& order : orders) {
            const bool waits = order.delivered_h == long_ago && order.placed_h < now;
            if (!waits || (order.impatient && order.placed_h + patience_h < now)) continue;
            if (best == nullptr || rank(order) < rank(*best)) best = &order;
        }
        if (best == nullptr) return orders;
        best->delivered_h = now;
    }
}

std::string scenario(const std::string& policy) {
    using namespace std::chrono;
    std::string text =
        "[item.tractor]\n[plant.p]\ncountry = \"KZ\"\n[plant.p.line.main]\nmakes = \"tractor\"\nrelease = \"pull\"\n"
        "route = [\"assembly\"]\nstation.assembly.time = \"" +
        fmt::format("{} h", unit_h) + "\"\n[allocation]\npolicy = \"" + policy + "\"\n";
    const std::vector<Wanted> orders = all_orders();
    for (std::size_t i = 0; i < orders.size(); i += 2) {
        const Wanted& first = orders[i];
        text += fmt::format("[market.m{:02}]\ncountry = \"{}\"\n[market.m{:02}.demand.tractor]\n", first.market,
                            first.domestic ? "KZ" : "UZ", first.market);
        if (first.impatient) text += fmt::format("patience = \"{} h\"\n", patience_h);
        text += "orders = [";
        for (const Wanted& order : {first, orders[i + 1]}) {
            const year_month_day date(sys_days(January / 1 / 2023) + days(order.placed_h / 24));
            text += fmt::format("{{ date = {}-{:02}-{:02}, units = 1, due = \"{} h\" }},", static_cast<int>(date.year()),
                                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), order.due_h - order.placed_h);
        }
        text += "]\n";
    }
    return text;
}

template <class Rank>
void check(const std::string& policy, const Rank& rank) {
    const Simulated net({.horizon = "1 y", .home = "KZ"}, scenario(policy));
    const std::vector<Wanted> orders = served_by(rank);
    int lost = 0;
    for (std::size_t i = 0; i < orders.size(); i += 2) {
        double sum = 0;
        int count = 0;
        for (const Wanted& order : {orders[i], orders[i + 1]}) {
            if (order.delivered_h == long_ago) continue;
            sum += order.delivered_h - order.placed_h;
            ++count;
        }
        lost += 2 - count;
        const std::string metric = fmt::format("m{:02}", orders[i].market);
        net.equals("sales." + metric, count);
        if (count > 0) net.equals("delivery." + metric + ".tractor", sum / count);
    }
    CHECK(lost > 10);
}

}  // namespace

TEST_CASE("of many markets' orders the first placed is served first", "[verification][allocation]") {
    check("first-come", [](const Wanted& order) { return order.placed_h; });
}

TEST_CASE("of many markets' orders those at home are served first, then the first placed", "[verification][allocation]") {
    check("domestic-first", [](const Wanted& order) { return std::tuple(!order.domestic, order.placed_h); });
}

TEST_CASE("of many markets' orders the one due soonest is served first", "[verification][allocation]") {
    check("earliest-due", [](const Wanted& order) { return std::tuple(order.due_h, order.placed_h); });
}

}  // namespace agrocap
