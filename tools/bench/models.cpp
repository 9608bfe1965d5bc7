#include "hand_written.hpp"

#include "experiment/replication.hpp"
#include "model/compile/compile.hpp"
#include "model/rows/model.hpp"
#include "scenario/scenario.hpp"

#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <string>

namespace agrocap::bench {
namespace {

constexpr double hours = 40'000;

std::string head(const std::string& name) {
    return "schema = 1\n[scenario]\nname = \"" + name + "\"\nhorizon = \"" + std::to_string(static_cast<int>(hours)) +
           " h\"\nwarmup = \"0 h\"\n[experiment]\nseed = 1\n[item.part]\n[plant.p]\n[plant.p.line.l]\nmakes = \"part\"\n";
}

std::string mm1_text() {
    return head("mm1") +
           "route = [\"s\"]\nrelease = { every = { dist = \"exponential\", mean = \"1.25 h\" } }\n"
           "[plant.p.line.l.station.s]\ntime = { dist = \"exponential\", mean = \"1 h\" }\n";
}

std::string line_text(Failures failures) {
    std::string text = head("line-10") + "route = [";
    for (int i = 1; i <= 10; ++i) text += (i > 1 ? ", \"s" : "\"s") + std::to_string(i) + "\"";
    text += "]\n";
    for (int i = 1; i <= 10; ++i) {
        text += "[plant.p.line.l.station.s" + std::to_string(i) + "]\ntime = { dist = \"exponential\", mean = \"1 h\" }\n";
        if (i > 1) text += "buffer = 5\n";
        if (failures == Failures::busy) {
            text +=
                "failures = { uptime = { dist = \"exponential\", mean = \"50 h\" }, "
                "repair = { dist = \"exponential\", mean = \"5 h\" }, clock = \"busy\" }\n";
        }
    }
    return text;
}

[[noreturn]] void stop(const std::string& reason) {
    std::fprintf(stderr, "%s\n", reason.c_str());
    std::exit(1);
}

Model compile_or_stop(const ReadResult& read) {
    if (read.diagnostics.has_errors()) stop(format_diagnostics(read.diagnostics, read.files));
    return compile(read.scenario);
}

/// One iteration = one replication of a model compiled before, with every metric on.
void replicate(benchmark::State& state, const Model& model) {
    RunState run;
    std::int64_t customers = 0;
    std::uint64_t events = 0;
    for (auto _ : state) {
        events += run_replication(model, run, 0).events;
        customers += run.lines[LineId(0U)].left;
    }
    state.counters["customers"] = static_cast<double>(customers) / static_cast<double>(state.iterations());
    state.counters["customers_per_s"] = benchmark::Counter(static_cast<double>(customers), benchmark::Counter::kIsRate);
    state.counters["events_per_s"] = benchmark::Counter(static_cast<double>(events), benchmark::Counter::kIsRate);
}

/// The same model as a hand-written loop: it must make the same number of customers.
template <class Loop>
void by_hand(benchmark::State& state, const Model& model, Loop&& loop) {
    RunState run;
    run_replication(model, run, 0);
    std::int64_t customers = 0;
    for (auto _ : state) {
        const HandResult result = loop(HandRun{.hours = hours, .seed = 1, .replication = 0});
        benchmark::DoNotOptimize(result.wait_mean_h);
        customers = result.customers;
    }
    if (customers != run.lines[LineId(0U)].left) {
        stop("the hand-written loop made " + std::to_string(customers) + " customers, agrocap " +
             std::to_string(run.lines[LineId(0U)].left) + ": they are not the same model");
    }
    state.counters["customers"] = static_cast<double>(customers);
    state.counters["customers_per_s"] = benchmark::Counter(static_cast<double>(customers), benchmark::Counter::kIsIterationInvariantRate);
}

void mm1(benchmark::State& state) { replicate(state, compile_or_stop(read_scenario_text(mm1_text()))); }
void mm1_hand(benchmark::State& state) {
    by_hand(state, compile_or_stop(read_scenario_text(mm1_text())), [](const HandRun& run) { return hand_mm1(run, 1.25, 1); });
}
void line(benchmark::State& state, Failures failures) { replicate(state, compile_or_stop(read_scenario_text(line_text(failures)))); }
void line_hand(benchmark::State& state, Failures failures) {
    by_hand(state, compile_or_stop(read_scenario_text(line_text(failures))),
            [failures](const HandRun& run) { return hand_line(run, failures); });
}

/// A case kept for the benchmark: one replication with warm-up, one thread; also per simulated year.
void kept_case(benchmark::State& state, const char* file) {
    const ReadResult read = read_scenario(std::string(AGROCAP_SOURCE_DIR) + "/tools/bench/cases/" + file);
    const Model model = compile_or_stop(read);
    RunState run;
    std::uint64_t events = 0;
    for (auto _ : state) events += run_replication(model, run, 0).events;
    const double years = static_cast<double>(model.end.time_since_epoch().count()) / ns_per_year;
    state.counters["s_per_year"] =
        benchmark::Counter(years * static_cast<double>(state.iterations()), benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
    state.counters["events_per_s"] = benchmark::Counter(static_cast<double>(events), benchmark::Counter::kIsRate);
}

BENCHMARK(mm1)->Name("model/mm1/agrocap")->Unit(benchmark::kMillisecond);
BENCHMARK(mm1_hand)->Name("model/mm1/hand")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(line, none, Failures::none)->Name("model/line10/agrocap")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(line_hand, none, Failures::none)->Name("model/line10/hand")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(line, busy, Failures::busy)->Name("model/line10_failing/agrocap")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(line_hand, busy, Failures::busy)->Name("model/line10_failing/hand")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(kept_case, plants, "twelve-plants.toml")->Name("model/reference/agrocap")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(kept_case, selling, "twelve-plants-selling.toml")->Name("model/network/agrocap")->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace agrocap::bench
