// An executable of its own: it counts every allocation of the process.

#include "model/compile/compile.hpp"
#include "model/run/run_model.hpp"
#include "model/state/run.hpp"
#include "support/busy_works.hpp"
#include "support/factory.hpp"

#include <catch2/catch_test_macros.hpp>

#include <atomic>
#include <cstdlib>
#include <new>

namespace {
std::atomic<std::size_t> allocations{0};
std::atomic<std::size_t> bytes{0};
}  // namespace

// Out of line: inlined, g++ 12 takes the pair of malloc and free for a mismatch.
[[gnu::noinline]] void* operator new(std::size_t size) {
    ++allocations;
    bytes += size;
    if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
    throw std::bad_alloc();
}

[[gnu::noinline]] void* operator new(std::size_t size, std::align_val_t alignment) {
    ++allocations;
    bytes += size;
    const auto step = static_cast<std::size_t>(alignment);
    if (void* memory = std::aligned_alloc(step, (size + step - 1) / step * step + (size == 0 ? step : 0))) return memory;
    throw std::bad_alloc();
}

// The standard's own form would do the same; a sanitizer's would not, and its memory must not meet our `free`.
[[gnu::noinline]] void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    ++allocations;
    bytes += size;
    return std::malloc(size == 0 ? 1 : size);
}

[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, const std::nothrow_t&) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace agrocap {
namespace {

struct Spent {
    std::size_t allocations = 0;
    std::uint64_t events = 0;
};

/// What the second half of a replication allocates.
Spent second_half(const Model& model) {
    RunState state;
    Run run{model, state};
    begin(run, 0);
    advance(run, Time{} + (model.end - Time{}) / 2);
    const std::size_t before = allocations;
    const std::uint64_t events = state.simulation.events_handled();
    advance(run, model.end);
    return {allocations - before, state.simulation.events_handled() - events};
}

std::size_t bytes_of_a_run(const Model& model) {
    const std::size_t before = bytes;
    RunState state;
    Run run{model, state};
    begin(run, 0);
    advance(run, model.end);
    return bytes - before;
}

const std::string plain_line = R"(
    [item.part]
    [plant.p.line.l]
    makes = "part"
    route = ["a", "b", "c"]
    buffer = 5
    [plant.p.line.l.station.a]
    time = { dist = "exponential", mean = "1 min" }
    failures = { uptime = { dist = "exponential", mean = "10 h" }, repair = { dist = "exponential", mean = "1 h" } }
    [plant.p.line.l.station.b]
    time = { dist = "exponential", mean = "1 min" }
    failures = { uptime = { dist = "exponential", mean = "10 h" }, repair = { dist = "exponential", mean = "1 h" }, clock = "calendar" }
    [plant.p.line.l.station.c]
    time = { dist = "exponential", mean = "1 min" }
    servers = 2)";

}  // namespace

TEST_CASE("the count of allocations sees one", "[model][memory]") {
    const std::size_t before = allocations;
    const std::vector<int> something(1000);
    CHECK(something.size() == 1000);
    CHECK(allocations > before);
}

TEST_CASE("a line in steady state allocates nothing", "[model][memory]") {
    const Spent spent = second_half(compile(scenario_of(scenario_text({.horizon = "100 d"}, plain_line))));

    CHECK(spent.events > 100'000);
    CHECK(spent.allocations == 0);
}

TEST_CASE("works with crews, stores, calendars, set-ups and maintenance allocate nothing in steady state", "[model][memory]") {
    const Spent spent = second_half(compile(scenario_of(scenario_text({.horizon = "4 y"}, joined(busy_works())))));

    CHECK(spent.events > 100'000);
    CHECK(spent.allocations == 0);
}

TEST_CASE("memory does not grow with the length of a replication", "[model][memory]") {
    const std::size_t month = bytes_of_a_run(compile(scenario_of(scenario_text({.horizon = "30 d"}, plain_line))));
    const std::size_t year = bytes_of_a_run(compile(scenario_of(scenario_text({.horizon = "360 d"}, plain_line))));

    CHECK(year == month);
}

}  // namespace agrocap
