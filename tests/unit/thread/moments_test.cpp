#include "thread/moments.hpp"

#include "experiment/replication.hpp"
#include "model/compile/compile.hpp"
#include "support/factory.hpp"
#include "thread/latest.hpp"
#include "thread/layers.hpp"
#include "thread/thread_recorder.hpp"

#include <catch2/catch_test_macros.hpp>

#include <chrono>
#include <string>

namespace agrocap {
namespace {

Time at(int hours) { return Time{} + std::chrono::hours(hours); }

Why work_at(std::uint32_t station) { return {ThreadCause::working, place_of(StationId(station)), SupplyId()}; }

}  // namespace

TEST_CASE("a sweep keeps what leads to moments that are held, and joins what follows with one reason", "[thread][moments]") {
    Moments moments;
    const Since first = moments.add({}, at(1), work_at(0));
    const Since second = moments.add(first, at(2), work_at(0));
    moments.add(first, at(3), work_at(7));  // nobody holds it
    Since third = moments.add(second, at(4), work_at(0));
    Since fourth = moments.add(third, at(5), work_at(1));
    moments.collect([&](auto&& visit) {
        visit(third);
        visit(fourth);
    });

    CHECK(moments.size() == 2);
    CHECK(moments.at(third.id) == at(4));
    CHECK_FALSE(moments.before(third.id).valid());
    CHECK(moments.before(fourth.id) == third.id);
    CHECK(moments.why(fourth.id) == work_at(1));
}

TEST_CASE("a held moment is not joined with what follows it", "[thread][moments]") {
    Moments moments;
    Since first = moments.add({}, at(1), work_at(0));
    Since second = moments.add(first, at(2), work_at(0));
    moments.collect([&](auto&& visit) {
        visit(first);
        visit(second);
    });

    CHECK(moments.size() == 2);
    CHECK(moments.before(second.id) == first.id);
}

TEST_CASE("outside events are waited for from when all else was ready, the later from the earlier", "[thread][moments]") {
    Moments moments;
    const Since ready = moments.add({}, at(2), work_at(0));
    const Why night{ThreadCause::off_shift, {}, SupplyId()};
    const Why order{ThreadCause::no_order, {}, SupplyId()};
    Latest latest;
    latest.await_outside(at(9), night);
    latest.await(ready, moments);
    latest.await(moments.add_outside(at(5), order), moments);
    const Since last = latest.settle(moments);

    CHECK(last.at == at(9));
    CHECK(moments.why(last.id) == night);
    CHECK(moments.why(moments.before(last.id)) == order);
    CHECK(moments.before(moments.before(last.id)) == ready.id);
    CHECK_FALSE(latest.tied());
}

TEST_CASE("what comes in the same nanosecond is a tie, and the first named counts", "[thread][moments]") {
    Moments moments;
    const Since one = moments.add({}, at(2), work_at(0));
    const Since other = moments.add({}, at(2), work_at(1));
    Latest latest;
    latest.await(one, moments);
    latest.await(one, moments);
    CHECK_FALSE(latest.tied());
    latest.await(other, moments);

    CHECK(latest.tied());
    CHECK(latest.settle(moments).id == one.id);
}

TEST_CASE("units of a stock are taken in the order in which they came", "[thread][moments]") {
    Moments moments;
    Layers layers;
    layers.add(2, moments.add({}, at(1), work_at(0)));
    layers.add(3, moments.add({}, at(4), work_at(0)));
    CHECK(layers.last_of(2).at == at(1));
    CHECK(layers.last_of(3).at == at(4));
    layers.take(2);
    CHECK(layers.last_of(1).at == at(4));
    layers.take(9);
    CHECK(layers.last_of(1).at == Time{});
}

TEST_CASE("a recorder's memory does not grow with the time simulated", "[thread][moments]") {
    // The slower second station is all of the thread from the second unit on: one stretch, however long.
    const auto moments_after = [](const std::string& horizon) {
        const Model model = compile(scenario_of(scenario_text({.horizon = horizon}, R"(
            [item.part]
            [plant.p.line.l]
            makes = "part"
            route = ["a", "b"]
            station.a.time = "1 min"
            station.b.time = "2 min")")));
        RunState state;
        ThreadRecorder recorder(model);
        run_replication(model, state, 0, &recorder);
        return recorder.moments().size();
    };
    CHECK(moments_after("1 y") < 20'000);
    CHECK(moments_after("4 y") < 20'000);
}

}  // namespace agrocap
