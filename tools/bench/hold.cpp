#include "engine/event_list.hpp"
#include "queues/calendar_queue.hpp"
#include "queues/heaps.hpp"
#include "queues/ladder_queue.hpp"
#include "queues/pairing_heap.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <vector>

namespace agrocap::bench {
namespace {

enum class Increments { exponential, uniform, bimodal, ties };

constexpr double mean_ns = 3600e9;  // an hour, as in a factory
constexpr std::size_t increments_drawn = std::size_t{1} << 14;

/// Increments drawn beforehand, so that the queue is measured and not the generator.
std::vector<Duration> draw(Increments kind) {
    std::mt19937_64 random(20230701);
    std::uniform_real_distribution<double> uniform(0.0, 1.0);
    std::vector<Duration> drawn;
    for (std::size_t i = 0; i < increments_drawn; ++i) {
        double mean_hours = 0;
        switch (kind) {
            case Increments::exponential: mean_hours = -std::log(1 - uniform(random)); break;
            case Increments::uniform: mean_hours = 2 * uniform(random); break;
            case Increments::bimodal: mean_hours = uniform(random) < 0.9 ? 0.1 * uniform(random) : 10 + uniform(random); break;
            case Increments::ties: mean_hours = 1; break;
        }
        drawn.emplace_back(static_cast<std::int64_t>(mean_hours * mean_ns));
    }
    return drawn;
}

/// The hold model: take the next event, schedule one some time after it. One iteration = one pop and one schedule.
template <class Queue>
void hold(benchmark::State& state, Increments kind) {
    const std::vector<Duration> increments = draw(kind);
    Queue queue;
    std::mt19937_64 random(1);
    for (std::int64_t i = 0; i < state.range(0); ++i) {
        // Ties come in groups of about ten; the others start spread out.
        const std::int64_t groups = std::max<std::int64_t>(1, state.range(0) / 10);
        const Duration at = kind == Increments::ties ? Duration(static_cast<std::int64_t>(mean_ns) / groups * (i % groups))
                                                     : increments[random() % increments_drawn];
        queue.schedule({.at = Time(at), .key = random() >> 32});
    }
    std::size_t next = 0;
    const auto step = [&] {
        Event event = queue.pop();
        event.at += increments[next];
        next = (next + 1) % increments_drawn;
        queue.schedule(event);
    };
    for (std::int64_t i = 0; i < 2 * state.range(0); ++i) step();  // to the steady state

    for (auto _ : state) step();
}

template <class Queue>
void add(const std::string& name) {
    const std::pair<const char*, Increments> kinds[] = {{"exponential", Increments::exponential},
                                                        {"uniform", Increments::uniform},
                                                        {"bimodal", Increments::bimodal},
                                                        {"ties", Increments::ties}};
    for (const auto& [kind_name, kind] : kinds) {
        auto* bench = benchmark::RegisterBenchmark(("hold/" + name + "/" + kind_name).c_str(),
                                                   [kind = kind](benchmark::State& state) { hold<Queue>(state, kind); });
        for (const std::int64_t pending : {2, 100, 10'000, 1'000'000}) {
            if (name == "sorted_array" && pending > 1000) continue;
            bench->Arg(pending);
        }
        // A fixed number, for the way to the steady state is long and would be gone again for each guess of a number.
        bench->Iterations(500'000);
    }
}

const bool added = [] {
    add<EventList>("event_list");
    add<Heap<2>>("binary_heap");
    add<Heap<4>>("4ary_heap");
    add<HeapWithHole<2>>("binary_heap_hole");
    add<HeapWithHole<4>>("4ary_heap_hole");
    add<StdQueue>("std_priority_queue");
    add<SortedArray>("sorted_array");
    add<PairingHeap>("pairing_heap");
    add<CalendarQueue>("calendar_queue");
    add<LadderQueue>("ladder_queue");
    return true;
}();

}  // namespace
}  // namespace agrocap::bench
