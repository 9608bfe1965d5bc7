#include "base/fault.hpp"
#include "experiment/experiment.hpp"
#include "experiment/replication.hpp"
#include "model/compile/compile.hpp"
#include "support/factory.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <atomic>
#include <string>

using namespace agrocap;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;

namespace {

/// The fault that ends the run, or nothing.
std::string fault_of(const std::string& body) {
    const Model model = compile(scenario_of(scenario_text({.horizon = "1 y"}, body)));
    RunState state;
    try {
        run_replication(model, state, 0);
    } catch (const ScenarioFault& fault) {
        return fault.what();
    }
    return {};
}

/// A plant that takes kits from a supplier; a place for as many as one likes.
std::string with_kits(const std::string& supplier, const std::string& reorder) {
    return "[item.tractor]\nuses = { kit = 1 }\n[item.kit]\n[supplier.minsk.item.kit]\nlead = \"2 d\"\n" + supplier +
           "\n[plant.p.store.kit]\nreorder = " + reorder +
           "\n[plant.p.line.l]\nmakes = \"tractor\"\nroute = [\"s\"]\n[plant.p.line.l.station.s]\ntime = \"1 h\"\n";
}

std::string with_station(const std::string& keys) {
    return "[item.part]\n[plant.p.line.l]\nmakes = \"part\"\nroute = [\"s\"]\n[plant.p.line.l.station.s]\n" + keys;
}

}  // namespace

TEST_CASE("time that hardly moves ends a run, and so does time that stands still", "[model][endless]") {
    const std::string failures = fault_of(with_station("time = \"1 h\"\nfailures = { uptime = \"1e-9 s\", repair = \"0 s\" }"));

    CHECK_THAT(failures, StartsWith("error[E091]: after 0.0 d: "));
    CHECK_THAT(failures, ContainsSubstring("the latest at plant.p.line.l.station.s: something takes n"));
    CHECK_THAT(fault_of(with_station("time = \"2e-9 s\"")), ContainsSubstring("events in 0.0"));
    CHECK(fault_of(with_station("time = \"10 s\"")).empty());  // 3 million units a year are many, and no fault
}

TEST_CASE("what one event would do without end is refused", "[model][endless]") {
    CHECK_THAT(fault_of(with_kits("yield = 0.5", "{ policy = \"base-stock\", level = 1000000000000000 }")),
               ContainsSubstring("units in a delivery of supplier.minsk at once, more than the 16000000 that a run can hold"));
    CHECK_THAT(fault_of(with_kits("", "{ policy = \"r,Q\", r = 1000000000000000, Q = 1 }")),
               StartsWith("error[E092]: after 0.0 d: 1000000000000000 orders of plant.p.store.kit at once"));
    // Nothing is made one by one that need not be.
    CHECK(fault_of(with_kits("", "{ policy = \"base-stock\", level = 1000000000000000 }")).empty());
}

TEST_CASE("a run that is asked to stop does so in the midst of a replication", "[model][endless]") {
    const Model model = compile(scenario_of(scenario_text({.horizon = "100 y"}, with_station("time = \"10 s\""))));
    std::atomic<bool> stop{true};
    RunState state;
    state.stop = &stop;

    CHECK_THROWS_AS(run_replication(model, state, 0), RunStopped);
    stop = false;
}

TEST_CASE("replications that were broken off leave no trace in an experiment", "[experiment][endless]") {
    const Scenario scenario = scenario_of(scenario_text({.horizon = "1 y", .replications = 40}, with_station("time = \"1 min\"")));
    std::atomic<bool> stop{false};
    ExperimentOptions options;
    options.threads = 2;
    options.stop = &stop;
    options.progress = [&stop](std::size_t done, std::size_t) { stop = done >= 3; };
    const ExperimentResult result = run_experiment(scenario, options);

    CHECK(result.interrupted);
    CHECK(result.values.size() >= 1);  // of three that are finished the second may be missing
    CHECK(result.values.size() < 40);
    const auto output = static_cast<std::size_t>(result.find("output.total"));
    for (const std::vector<double>& values : result.values) CHECK(values[output] == 525'600);
}
