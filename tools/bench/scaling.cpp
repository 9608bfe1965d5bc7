#include "network.hpp"

#include "base/large_pages.hpp"
#include "experiment/replication.hpp"
#include "model/compile/compile.hpp"
#include "model/rows/model.hpp"
#include "scenario/scenario.hpp"

#include <benchmark/benchmark.h>
#include <malloc.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>

namespace agrocap::bench {
namespace {

double seconds_since(std::chrono::steady_clock::time_point from) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - from).count();
}

/// What is allocated now, in MB; large blocks have maps of their own, and shared pages are owned whole.
double allocated_mb() {
    const struct mallinfo2 memory = mallinfo2();
    const SharedPageUse shared = shared_page_use();
    return static_cast<double>(memory.uordblks + memory.hblkhd - shared.pages + shared.blocks) / 1e6;
}

/// One iteration is a replication of a generated network, all of it: the beginning and the metrics at the end included.
void scaling(benchmark::State& state, Reach reach) {
    const std::string text = network_text({.plants = static_cast<std::uint32_t>(state.range(0)), .days = 60, .reach = reach}, 1);
    auto from = std::chrono::steady_clock::now();
    double before_mb = allocated_mb();
    auto read = std::make_unique<ReadResult>(read_scenario_text(text));
    if (read->diagnostics.has_errors()) {
        std::fputs(format_diagnostics(read->diagnostics, read->files).c_str(), stderr);
        std::exit(1);
    }
    state.counters["read_s"] = seconds_since(from);
    state.counters["scenario_mb"] = allocated_mb() - before_mb;

    from = std::chrono::steady_clock::now();
    before_mb = allocated_mb();
    const Model model = compile(read->scenario);
    state.counters["compile_s"] = seconds_since(from);
    state.counters["model_mb"] = allocated_mb() - before_mb;
    read.reset();

    before_mb = allocated_mb();
    RunState run;
    std::uint64_t events = run_replication(model, run, 0).events;  // warm: memory of the state is there
    state.counters["state_mb"] = allocated_mb() - before_mb;
    events = 0;
    std::uint64_t replication = 0;
    for (auto _ : state) events += run_replication(model, run, replication++).events;
    state.counters["events"] = static_cast<double>(events) / static_cast<double>(state.iterations());
    state.counters["s_per_event"] =
        benchmark::Counter(static_cast<double>(events), benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

// About the same number of events each; the large one is one replication.
BENCHMARK_CAPTURE(scaling, region, Reach::region)->Name("scaling/region")->Arg(10)->Iterations(50)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(scaling, region, Reach::region)->Name("scaling/region")->Arg(100)->Iterations(8)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(scaling, region, Reach::region)->Name("scaling/region")->Arg(1000)->Iterations(1)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(scaling, all, Reach::everywhere)->Name("scaling/everywhere")->Arg(1000)->Iterations(1)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace agrocap::bench
