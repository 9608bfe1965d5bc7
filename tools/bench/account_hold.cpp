#include "account_hold.hpp"

#include "explain/account.hpp"
#include "scenario/scenario.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>
#include <utility>

namespace agrocap {

namespace {

Scenario scenario_of(const AccountFactory& factory) {
    ReadResult read = read_scenario_text(
        fmt::format("schema = 1\n[scenario]\nname = \"{}\"\nhorizon = \"365 d\"\nwarmup = \"10 d\"\n[experiment]\nreplications = 64\n{}",
                    factory.name, factory.body),
        "factory.toml");
    if (read.diagnostics.has_errors()) throw std::runtime_error(format_diagnostics(read.diagnostics, read.files));
    return std::move(read.scenario);
}

/// Output, losses and their parts by name.
std::map<std::string, Estimate> bars_of(const Account& account, bool parts) {
    std::map<std::string, Estimate> bars;
    if (!parts) bars["output"] = account.actual;
    for (const Loss& loss : account.losses) {
        if (!parts) bars[std::string(cause_word(loss.cause))] = loss.loss;
        for (std::size_t p = 0; parts && p < loss.parts.size(); ++p)
            bars[fmt::format("{} {}", cause_word(loss.cause), loss.parts[p].what)] = loss.parts[p].loss;
    }
    return bars;
}

struct Held {
    std::size_t held = 0, told = 0;
};

/// Of bars without an interval, which are computed, nothing is asked.
void compare(std::map<std::string, Held>& held, const std::map<std::string, Estimate>& told, const std::map<std::string, Estimate>& truth) {
    for (const auto& [name, estimate] : told) {
        const auto true_one = truth.find(name);
        if (true_one == truth.end() || estimate.half_width.value_or(0) == 0) continue;
        Held& one = held[name];
        ++one.told;
        if (std::abs(*estimate.mean - *true_one->second.mean) <= *estimate.half_width) ++one.held;
    }
}

double share_held(const std::map<std::string, Held>& held) {
    Held all;
    for (const auto& [name, one] : held) {
        all.held += one.held;
        all.told += one.told;
    }
    return static_cast<double>(all.held) / static_cast<double>(std::max<std::size_t>(all.told, 1));
}

}  // namespace

/// What each loses most to, as planners meet it: luck and failures; people; kits that come late, and buyers.
std::vector<AccountFactory> account_factories() {
    const std::string hour = "{ dist = \"exponential\", mean = \"1 h\" }";
    const std::string line = "[plant.p.line.l]\nmakes = \"x\"\nroute = [\"a\", \"b\", \"c\"]\n";
    const std::string failing = "station.b = { time = " + hour +
                                ", buffer = 2, failures = { uptime = { dist = \"exponential\", mean = \"30 h\" }, repair = { dist = "
                                "\"exponential\", mean = \"4 h\" "
                                "} } }\n";
    const auto station = [&hour](const std::string& id, const std::string& more) {
        return fmt::format("station.{} = {{ time = {}, buffer = 2, {} }}\n", id, hour, more);
    };
    const std::string smith = "crew = { smith = 1 }";
    return {{"luck, failures and scrap", "[item.x]\n" + line + "station.a.time = " + hour + "\n" + failing + station("c", "scrap = 0.05")},
            {"people by shifts",
             "[calendar.days]\nshifts = [{ days = \"mon-fri\", from = \"08:00\", to = \"16:00\" }]\n[item.x]\n[plant.p.crew.smith]\nsize = "
             "2\n" +
                 line + "calendar = \"days\"\n" + station("a", smith) + failing + station("c", smith)},
            {"late kits and few buyers",
             "[item.kit]\nprice = 10\n[item.x]\nuses = { kit = 1 }\n[supplier.s]\nitem.kit = { lead = { dist = \"gamma\", mean = \"4 d\", "
             "cv = 0.6 } "
             "}\n[plant.p]\nstore.kit = { initial = 60, reorder = { policy = \"r,Q\", r = 60, Q = 40 } }\n" +
                 line + "release = \"pull\"\nstation.a.time = " + hour + "\n" + failing + station("c", "servers = 1") +
                 "[market.m.demand.x]\nper_year = 5000\n"}};
}

AccountHold hold_of(const AccountFactory& factory, std::size_t experiments, std::int64_t truth_replications, std::uint64_t seed) {
    const Scenario scenario = scenario_of(factory);
    ExperimentOptions options;
    options.seed = seed;
    options.replications = truth_replications;
    const AccountOptions asked{.bottlenecks = false};
    const Account truth = explain(scenario, options, asked).account;
    options.replications.reset();
    AccountHold hold;
    hold.name = factory.name;
    std::map<std::string, Held> bars, parts;
    for (std::size_t i = 0; i < experiments; ++i) {
        options.seed = seed + 1 + i;
        const Explanation told = explain(scenario, options, asked);
        compare(bars, bars_of(told.account, false), bars_of(truth, false));
        compare(parts, bars_of(told.account, true), bars_of(truth, true));
        hold.replications += static_cast<double>(told.replications) / static_cast<double>(experiments);
    }
    hold.bars = bars.size();
    hold.parts = parts.size();
    hold.bars_held = share_held(bars);
    hold.parts_held = share_held(parts);
    for (const auto* all : {&bars, &parts})
        for (const auto& [name, one] : *all) {
            const double share = static_cast<double>(one.held) / static_cast<double>(one.told);
            if (2 * one.told < experiments || share >= hold.least_held) continue;
            hold.least_held = share;
            hold.least = name;
        }
    return hold;
}

}  // namespace agrocap
