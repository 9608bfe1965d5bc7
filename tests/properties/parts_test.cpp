// A model that falls into parts is simulated part after part; that must not show in any result.

#include "model/compile/parts.hpp"
#include "base/fault.hpp"
#include "experiment/replication.hpp"
#include "model/compile/compile.hpp"
#include "model/state/observer.hpp"
#include "properties/random_factory.hpp"
#include "properties/random_network.hpp"
#include "support/bits.hpp"
#include "support/busy_works.hpp"
#include "support/factory.hpp"
#include "support/series_values.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <filesystem>
#include <initializer_list>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

namespace agrocap {
namespace {

struct Outcome {
    std::vector<std::uint64_t> bits;  // of the metrics, and of what was followed day by day
    std::uint64_t events = 0;
    std::string fault;
    friend bool operator==(const Outcome&, const Outcome&) = default;
};

/// Every metric that a series can follow, also those that it follows for a target alone.
SeriesPlan all_by_day(const Model& model) {
    std::vector<std::string> wanted;
    for (const MetricInfo& metric : metric_infos(model)) wanted.push_back(metric.name);
    return series_plan(model, 19358, Every::day, wanted);
}

/// Two replications with the same state: the second finds the memory of the first, and is followed.
Outcome outcome_of(const Model& model) {
    const SeriesPlan days = all_by_day(model);
    RunState state;
    Outcome outcome;
    for (std::uint64_t replication = 0; replication < 2; ++replication) {
        try {
            const ReplicationResult result = run_replication(model, state, replication, nullptr, replication == 1 ? &days : nullptr);
            for (const std::uint64_t bits : bits_of(result.values)) outcome.bits.push_back(bits);
            for (const std::uint64_t bits : bits_of(series_values(days, result.series))) outcome.bits.push_back(bits);
            outcome.events += result.events;
        } catch (const ScenarioFault& fault) {
            outcome.fault += fault.what();
        }
    }
    return outcome;
}

/// The tables of a scenario, each from its header on; the first is what comes before any header.
std::vector<std::string> tables_of(const std::string& text) {
    std::vector<std::string> tables(1);
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with('[')) tables.emplace_back();
        tables.back() += line + "\n";
    }
    return tables;
}

bool is_any_of(const std::string& table, std::initializer_list<const char*> starts) {
    return std::any_of(starts.begin(), starts.end(), [&](const char* start) { return table.starts_with(start); });
}

/// Both networks under the settings of the first, without disruptions; the second has other names for all its items and objects.
std::string side_by_side(const std::string& first, const std::string& second) {
    std::string text;
    for (const std::string& table : tables_of(first)) {
        if (!is_any_of(table, {"[disruption."})) text += table;
    }
    static const std::regex names("\\b([gspm][1-9]|large|small|kit|tractor)\\b");
    for (const std::string& table : tables_of(second)) {
        if (is_any_of(table,
                      {"schema", "[scenario]", "[experiment]", "[calendar.", "[season.", "[allocation]", "[routing]", "[disruption."}))
            continue;
        text += std::regex_replace(table, names, "$1x");
    }
    return text;
}

/// Compares the model as one with the same in parts as small as can be. Gives the number of parts.
std::size_t try_parts(const Scenario& scenario, std::size_t* stood_still = nullptr) {
    Model one = compile(scenario);
    find_parts(one, one.servers.size());
    Model divided = one;
    find_parts(divided, 0);
    if (divided.parts.empty()) return 1;

    const Outcome expected = outcome_of(one);
    const Outcome found = outcome_of(divided);
    CHECK(found.fault == expected.fault);
    CHECK(found == expected);
    if (stood_still != nullptr && !expected.fault.empty()) ++*stood_still;
    return divided.parts.size();
}

}  // namespace

TEST_CASE("two plants with nothing in common fall into parts, and their results are the same to the last bit", "[properties][parts]") {
    CHECK(try_parts(scenario_of(scenario_text({.horizon = "60 d", .warmup = "4 d"}, joined(busy_works())))) == 3);
}

/// The number of parts of a plant with two lines, as small as can be. `first` and `second` come under `[plant.p.line.…]`, which has a
/// route of its own unless they say so.
std::size_t parts_of_two_lines(const std::string& plant, const std::string& first, const std::string& second) {
    const auto line = [](const std::string& id, const std::string& own) {
        const std::string route = own.find("route") == std::string::npos ? "route = [\"s\"]\nstation.s.time = \"1 h\"\n" : "";
        return "[plant.p.line." + id + "]\n" + route + own + "\n";
    };
    return try_parts(
        scenario_of(scenario_text({.horizon = "30 d", .warmup = "2 d"}, "[item.a]\nuses = { kit = 1 }\n[item.b]\n[item.kit]\n" + plant +
                                                                            line("first", first) + line("second", second))));
}

TEST_CASE("the lines of a plant are parts of their own unless they share something", "[properties][parts]") {
    const std::string endless = "[plant.p.store.kit]\nsupply = \"unlimited\"\n", few = "[plant.p.store.kit]\ninitial = 300\n";
    const std::string makes_a = "makes = \"a\"", makes_b = "makes = \"b\"", makes_kit = "makes = \"kit\"";
    const std::string crew = "[plant.p.crew.man]\nsize = 1\n", by_man = "\nstation.s.crew = { man = 1 }";

    SECTION("nothing") { CHECK(parts_of_two_lines(endless, makes_a, makes_b) == 2); }
    SECTION("a calendar") {
        const std::string calendar = "[calendar.day]\nshifts = [{ days = \"mon-fri\", from = \"08:00\", to = \"16:00\" }]\n";
        CHECK(parts_of_two_lines(calendar + "[plant.p]\ncalendar = \"day\"\n" + endless, makes_a, makes_b) == 2);
    }
    SECTION("a stock that never runs out") {
        CHECK(parts_of_two_lines(endless, makes_a, makes_b + "\nstation.s.takes = { kit = 2 }") == 2);
    }
    SECTION("a stock that does") { CHECK(parts_of_two_lines(few, makes_a, makes_b + "\nstation.s.takes = { kit = 2 }") == 1); }
    SECTION("what one makes and the other takes") { CHECK(parts_of_two_lines("[plant.p.store.kit]\n", makes_a, makes_kit) == 1); }
    SECTION("what both make") { CHECK(parts_of_two_lines(endless, makes_a, makes_a) == 1); }
    SECTION("a stock that both pull from") {
        CHECK(parts_of_two_lines("[plant.p.store.b]\ntarget = 5\ninitial = 2\ncapacity = 9\n", makes_b + "\nrelease = \"pull\"",
                                 makes_b + "\nrelease = \"pull\"") == 1);
    }
    SECTION("people for work") { CHECK(parts_of_two_lines(crew + endless, makes_a + by_man, makes_b + by_man) == 1); }
    SECTION("people of whom there are enough") {
        CHECK(parts_of_two_lines("[plant.p.crew.man]\nsize = 2\n" + endless, makes_a + by_man, makes_b + by_man) == 2);
    }
    SECTION("people for repairs and maintenance") {
        const std::string repairs = "\nstation.s.failures = [{ uptime = \"9 h\", repair = \"3 h\", crew = \"man\" }]";
        const std::string cares = "\nstation.s.maintenance = { every = \"7 h\", takes = \"2 h\", crew = \"man\" }";
        CHECK(parts_of_two_lines(crew + endless, makes_a + repairs, makes_b + cares) == 1);
    }
    SECTION("a station") {
        const std::string by_shop = "\nroute = [\"s\", \"shop\"]\nstation.s.time = \"1 h\"";
        CHECK(parts_of_two_lines("[plant.p.station.shop]\ntime = \"1 h\"\n" + endless, makes_a + by_shop, makes_b + by_shop) == 1);
    }
    SECTION("a market, by a lane from the plant") {
        CHECK(parts_of_two_lines(endless + "[market.m.demand.a]\nper_year = 200\n[market.m.demand.b]\nper_year = 300\n[lane.l]\nfrom = "
                                           "\"plant.p\"\nto = \"market.m\"\ntransit = \"1 d\"\n",
                                 makes_a, makes_b) == 1);
    }
    SECTION("a lane that only one of them has goods for") {
        CHECK(parts_of_two_lines(
                  endless + "[market.m.demand.a]\nper_year = 200\n[lane.l]\nfrom = \"plant.p\"\nto = \"market.m\"\ntransit = \"1 d\"\n",
                  makes_a, makes_b) == 2);
    }
}

TEST_CASE("a model with disruptions stays one, as they change ways everywhere", "[properties][parts]") {
    const std::string body = joined(busy_works()) + "[disruption.fire]\nwhat = \"plant.semey\"\nevery = \"20 d\"\nlasts = \"2 d\"\n";
    CHECK(try_parts(scenario_of(scenario_text({.horizon = "60 d"}, body))) == 1);
}

TEST_CASE("an observer is told of all parts in the order of time, and changes nothing", "[properties][parts]") {
    struct Watch : RunObserver {
        void event_due(const Run& run, const Event&) override {
            backwards = backwards || run.now() < latest;
            latest = run.now();
        }
        Time latest{};
        bool backwards = false;
    } watch;
    Model model = compile(scenario_of(scenario_text({.horizon = "60 d", .warmup = "4 d"}, joined(busy_works()))));
    find_parts(model, 0);
    REQUIRE(model.parts.size() == 3);
    RunState state;
    const SeriesPlan days = all_by_day(model);
    const ReplicationResult in_parts = run_replication(model, state, 0, nullptr, &days);
    const ReplicationResult watched = run_replication(model, state, 0, &watch, &days);

    CHECK_FALSE(watch.backwards);
    CHECK(watched.events == in_parts.events);
    CHECK(bits_of(watched.values) == bits_of(in_parts.values));
    CHECK(bits_of(series_values(days, watched.series)) == bits_of(series_values(days, in_parts.series)));
}

/// Whether a replication is the same to the last bit with an observer and without.
bool is_same_when_observed(const Scenario& scenario) {
    RunObserver observer;
    const Model model = compile(scenario);
    RunState state;
    const ReplicationResult alone = run_replication(model, state, 0);
    const ReplicationResult observed = run_replication(model, state, 0, &observer);
    return alone.events == observed.events && bits_of(alone.values) == bits_of(observed.values);
}

TEST_CASE("servers that fail by themselves take the same units whether somebody looks or not", "[properties][parts]") {
    // The oven gives up two places at once. The second server has waited longer and sends its unit on first; only then is the first, which
    // takes the next unit, free.
    const std::string plant = R"(
        [item.x]
        [item.y]
        [plant.p.line.l]
        makes = ["y", "x"]
        route = ["press", "oven"]
        release = { every = "3 h", batch = 2 }
        [plant.p.line.l.station.press]
        servers = 2
        time = "1 h"
        times = { y = "2 h" }
        failures = { uptime = "7 h", repair = "90 min" }
        [plant.p.line.l.station.oven]
        batch = { size = 2 }
        time = "5 h")";

    CHECK(is_same_when_observed(scenario_of(scenario_text({.horizon = "400 h"}, plant))));
}

TEST_CASE("to be observed changes nothing in any scenario of the project", "[properties][parts][slow]") {
    for (const char* const folder : {"teaching", "tutorial"}) {
        for (const auto& entry : std::filesystem::directory_iterator(std::string(AGROCAP_SOURCE_DIR "/scenarios/") + folder)) {
            if (entry.path().extension() != ".toml") continue;
            INFO(entry.path());
            CHECK(is_same_when_observed(read_scenario(entry.path().string()).scenario));
        }
    }
}

TEST_CASE("scenarios of the project that fall into parts give the same to the last bit", "[properties][parts]") {
    std::size_t divided = 0;
    for (const char* const folder : {"teaching", "tutorial", "cases"}) {
        for (const auto& entry : std::filesystem::directory_iterator(std::string(AGROCAP_SOURCE_DIR "/scenarios/") + folder)) {
            if (entry.path().extension() != ".toml") continue;
            INFO(entry.path());
            const ReadResult read = read_scenario(entry.path().string());
            REQUIRE_FALSE(read.diagnostics.has_errors());
            if (try_parts(read.scenario) > 1) ++divided;
        }
    }
    CHECK(divided >= 1);
}

TEST_CASE("random factories give the same to the last bit as one model and as many parts as there can be", "[properties][parts]") {
    std::size_t divided = 0, stood_still = 0, most = 0;
    for (std::uint64_t seed = 1; seed <= 400; ++seed) {
        const std::string text = random_factory(seed);
        INFO("seed " << seed << "\n" << text);
        const ReadResult read = read_scenario_text(text);
        if (read.diagnostics.has_errors()) continue;
        const std::size_t parts = try_parts(read.scenario, &stood_still);
        if (parts > 1) ++divided;
        most = std::max(most, parts);
    }
    CAPTURE(divided, stood_still, most);
    CHECK(divided >= 150);
    CHECK(stood_still > 0);
    CHECK(most >= 4);
}

TEST_CASE("two random networks in one scenario give the same to the last bit as one model and as several", "[properties][parts]") {
    std::size_t divided = 0;
    std::size_t stood_still = 0;
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        const std::string text = side_by_side(random_network(seed), random_network(seed + 1000));
        INFO("seed " << seed << "\n" << text);
        const ReadResult read = read_scenario_text(text);
        if (read.diagnostics.has_errors()) continue;
        if (try_parts(read.scenario, &stood_still) > 1) ++divided;
    }
    CAPTURE(divided, stood_still);
    CHECK(divided >= 200);
    CHECK(stood_still > 0);
}

}  // namespace agrocap
