#include "observe/metrics.hpp"

#include "experiment/experiment.hpp"
#include "observe/asked_metrics.hpp"
#include "report/metric_list.hpp"
#include "scenario/metric_words.hpp"
#include "scenario/object_path.hpp"

#include <fmt/format.h>
#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

using namespace agrocap;

namespace {

/// What no scenario of the project has: dealers' stock of an item whose family is demanded.
constexpr const char* family_in_stock = R"(
schema = 1
[item.tractor-82]
family = "tractor"
[item.tractor-120]
family = "tractor"
[plant.works.store]
tractor-82.supply = "unlimited"
tractor-120.supply = "unlimited"
[market.home.demand.tractor]
per_year = 365
[market.home.stock.tractor-82]
initial = 10
reorder = { policy = "base-stock", level = 10 }
)";

ExperimentOptions once() {
    ExperimentOptions options;
    options.replications = 1;
    options.threads = 1;
    return options;
}

/// The scenarios of the project, and what they leave out: every feature is used.
std::vector<Scenario> all_scenarios() {
    std::vector<Scenario> scenarios;
    const auto add = [&](ReadResult read) {
        if (!read.diagnostics.has_errors()) scenarios.push_back(std::move(read.scenario));
    };
    for (const auto& entry : std::filesystem::recursive_directory_iterator(AGROCAP_SOURCE_DIR "/scenarios")) {
        if (entry.path().extension() == ".toml") add(read_scenario(entry.path().string()));
    }
    add(read_scenario_text(family_in_stock));
    return scenarios;
}

std::set<std::string> names_of_runs(const Scenario& scenario) {
    std::set<std::string> names;
    for (const DescribedMetric& metric : described_metrics(scenario)) {
        INFO(metric.name);
        CHECK(names.insert(metric.name).second);  // no two metrics have one name
    }
    return names;
}

std::optional<double> mean_of(const ExperimentResult& result, const std::string& metric) {
    const std::int64_t found = result.find(metric);
    REQUIRE(found >= 0);
    return result.estimates[static_cast<std::size_t>(found)].mean;
}

}  // namespace

TEST_CASE("a metric can be asked for if and only if the runs of the scenario give it", "[observe][metrics]") {
    for (const Scenario& scenario : all_scenarios()) {
        const std::set<std::string> given = names_of_runs(scenario);
        INFO(scenario.files.front().path);

        for (const std::string& name : given) {
            INFO(name);
            CHECK(find_metric_row(scenario, name) != nullptr);
        }
        for (const std::string& name : readable_metrics(scenario)) {
            if (given.contains(name)) continue;
            INFO(name);
            CHECK_FALSE(find_metric_row(scenario, name)->where.empty());  // asking for it is an error, see the next test
        }
    }
}

TEST_CASE("every declared metric is given by some scenario", "[observe][metrics]") {
    std::set<std::string_view> patterns;
    for (const Scenario& scenario : all_scenarios()) {
        for (const DescribedMetric& metric : described_metrics(scenario)) {
            if (!patterns.insert(metric.row->pattern).second) continue;
            INFO(metric.name);
            CHECK(find_metric_row(scenario, metric.name) == metric.row);  // the row that it is read by is the one that it was named by
        }
    }

    for (const MetricRow& row : metric_rows) {
        INFO(row.pattern);
        CHECK(patterns.contains(row.pattern));
    }
}

TEST_CASE("a metric that can be read and that no run gives is a fault, with the reason", "[observe][metrics]") {
    const ReadResult read = read_scenario_text(R"(
schema = 1
[item.frame]
uses = { kit = 1 }
[item.kit]
[plant.works.store.kit]
supply = "unlimited"
[plant.works.line.main]
makes = "frame"
route = ["weld"]
station.weld.time = "10 min"
)");
    REQUIRE_FALSE(read.diagnostics.has_errors());
    const auto text_of = [&](const char* name) {
        Scenario scenario = read.scenario;
        const auto fault = ask_for_metric(scenario, name);
        return fault ? fault->text + "; " + fault->hint : std::string();
    };

    CHECK(text_of("store.works.frame.empty").empty());
    CHECK(text_of("store.works.kit.empty") ==
          "no run of this scenario gives \"store.works.kit.empty\"; \"store.PLANT.STORED.empty\" is there for stores that can be empty (no "
          "`supply = \"unlimited\"`)");
    CHECK(text_of("output.item.kit") ==
          "no run of this scenario gives \"output.item.kit\"; \"output.item.ITEM\" is there for finished goods: items that some market "
          "demands, or "
          "that nothing uses");
    CHECK(text_of("sales.total") == "no run of this scenario gives \"sales.total\"; \"sales.total\" is there for scenarios with markets");
    CHECK(text_of("sales") ==
          "the metric \"sales\" stops too early; metrics of this form: \"sales.total\", \"sales.domestic\", \"sales.export\", "
          "\"sales.MARKET\", "
          "\"sales.MARKET.DEMANDED\", \"sales.MARKET.SOLD\", \"sales.PLANT.MARKET\"");
}

TEST_CASE("a level that lasts no time is not the lowest", "[observe][metrics]") {
    // Each order takes one of five units, and the supplier sends another at that very moment.
    const ReadResult read = read_scenario_text(R"(
schema = 1
[item.tractor]
[plant.works.store.tractor]
initial = 5
reorder = { policy = "base-stock", level = 5 }
[supplier.minsk.item.tractor]
lead = "0 s"
[market.home.demand.tractor]
per_year = 365
arrivals = "even"
)");
    REQUIRE_FALSE(read.diagnostics.has_errors());
    const ExperimentResult result = run_experiment(read.scenario, once());

    CHECK(mean_of(result, "sales.total") == 365);
    CHECK(mean_of(result, "store.works.tractor.min") == 5);
    CHECK(mean_of(result, "store.works.tractor.mean") == 5);
    CHECK(mean_of(result, "store.works.tractor.empty") == 0);
}

TEST_CASE("tonnes are those of the units that departed, whatever the loads", "[observe][metrics]") {
    // A tractor of 4 t every day and a trailer of 1.5 t every second, in lorries for three units, split between them; gloves weigh nothing.
    const ReadResult read = read_scenario_text(R"(
schema = 1
[scenario]
horizon = "1460 d"
[item.tractor]
mass_t = 4
[item.trailer]
mass_t = 1.5
[item.gloves]
[plant.works]
country = "KZ"
store.tractor.supply = "unlimited"
store.trailer.supply = "unlimited"
store.gloves.supply = "unlimited"
[lane.road]
from = "plant.works"
to = "place.border"
distance_km = 500
load = 3
wait = "1 d"
[place.border]
[lane.rail]
from = "place.border"
to = "market.tashkent"
[market.tashkent]
country = "UZ"
[market.tashkent.demand.tractor]
per_year = 365
arrivals = "even"
order = 2
[market.tashkent.demand.trailer]
per_year = 182.5
arrivals = "even"
[market.tashkent.demand.gloves]
per_year = 365
arrivals = "even"
)");
    INFO(format_diagnostics(read.diagnostics, read.files));
    REQUIRE_FALSE(read.diagnostics.has_errors());
    const ExperimentResult result = run_experiment(read.scenario, once());
    const auto sold = [&](const char* item) { return *mean_of(result, std::string("sales.tashkent.") + item); };

    CHECK(*mean_of(result, "tonnes.rail") == Catch::Approx(4 * sold("tractor") + 1.5 * sold("trailer")));
    CHECK(sold("tractor") > 360);
    CHECK(*mean_of(result, "tonne-km.road") == Catch::Approx(500 * *mean_of(result, "tonnes.road")));
    CHECK(result.find("tonne-km.rail") < 0);  // of unknown length
}

TEST_CASE("a large network gives the sales of those pairs of plant and market that are asked for", "[observe][metrics]") {
    std::string text = "schema = 1\n[item.tractor]\n";
    for (int i = 0; i <= 100; ++i) {
        text += fmt::format("[plant.p{}.store.tractor]\nsupply = \"unlimited\"\n", i);
        text += fmt::format("[market.m{}.demand.tractor]\nper_year = 10\n", i);
    }
    text += "[experiment]\nfocus = [\"sales.p7.m9\"]\n";
    ReadResult read = read_scenario_text(text);
    REQUIRE_FALSE(read.diagnostics.has_errors());
    const auto pairs_of = [](const Scenario& scenario) {
        std::vector<std::string> pairs;
        for (const std::string& name : names_of_runs(scenario)) {
            if (name.starts_with("sales.p")) pairs.push_back(name);
        }
        return pairs;
    };

    CHECK(pairs_of(read.scenario) == std::vector<std::string>{"sales.p7.m9"});
    CHECK_FALSE(ask_for_metric(read.scenario, "sales.p8.m9"));
    CHECK(pairs_of(read.scenario) == std::vector<std::string>{"sales.p7.m9", "sales.p8.m9"});
    CHECK(ask_for_metric(read.scenario, "sales.p8.m101"));
    read.scenario.market.erase("m100");
    read.scenario.market.erase("m99");  // not more than 10,000 any longer: all of them
    CHECK(pairs_of(read.scenario).size() == 101 * 99);
}

TEST_CASE("patterns are declared once, with words that are declared", "[observe][metrics]") {
    std::set<std::string_view> patterns;
    for (const MetricRow& row : metric_rows) {
        INFO(row.pattern);
        CHECK(patterns.insert(row.pattern).second);
        CHECK_FALSE(row.unit.empty());
        CHECK_FALSE(row.meaning.empty());
        for (const std::string& word : path_words(std::string(row.pattern)))
            CHECK((find_metric_word(word) != nullptr) == (word.front() >= 'A' && word.front() <= 'Z'));
    }
    for (const MetricGroup& group : metric_groups) CHECK(patterns.contains(group.first));
}

TEST_CASE("docs/metrics.md is what the declarations say", "[observe][metrics]") {
    std::ostringstream page;
    page << std::ifstream(AGROCAP_SOURCE_DIR "/docs/metrics.md").rdbuf();

    const std::string written = metrics_markdown();

    if (page.str() != written) std::ofstream("metrics.md") << written;
    INFO("the new page is metrics.md in the working directory: look at it, then copy it to docs/");
    CHECK((page.str() == written));
}

TEST_CASE("metrics are chosen by a part of the name, or by all of it with stars", "[observe][metrics]") {
    const auto chosen = [](const char* meant) {
        std::vector<std::string> names;
        for (const ListedMetric& metric : select_metrics(declared_metrics(), meant)) names.push_back(metric.name);
        return names;
    };

    CHECK(chosen("delivery") == std::vector<std::string>{"delivery.MARKET.DEMANDED"});
    CHECK(chosen("margin.*") == std::vector<std::string>{"margin.total", "margin.MARKET", "margin.PLANT"});
    CHECK(chosen("*.MARKET.*.empty") == std::vector<std::string>{"store.MARKET.HELD.empty"});
    CHECK(chosen("nothing").empty());
    CHECK(chosen("output.totally").empty());
}
