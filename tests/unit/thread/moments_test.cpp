#include "thread/moments.hpp"

#include "experiment/replication.hpp"
#include "model/compile/compile.hpp"
#include "support/factory.hpp"
#include "thread/latest.hpp"
#include "thread/layers.hpp"
#include "thread/thread.hpp"
#include "thread/thread_recorder.hpp"

#include <catch2/catch_test_macros.hpp>

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace agrocap {
namespace {

Time at(int hours) { return Time{} + std::chrono::hours(hours); }

Why work_at(std::uint32_t station) { return {ThreadCause::working, place_of(StationId(station)), SupplyId()}; }

}  // namespace

TEST_CASE("what goes on with one reason is one stretch, on which everybody keeps the moment held", "[thread][moments]") {
    Moments moments;
    const Since first = moments.add({}, at(1), work_at(0));
    const Since second = moments.add(first, at(2), work_at(0));
    const Since other = moments.add(first, at(3), work_at(7));
    const Since tied = moments.add(second, at(4), reason_of(work_at(0), Reason::tied));

    CHECK(moments.size() == 3);
    const Model model;
    const auto pieces_to = [&](const Since& moment) {
        std::vector<std::pair<int, std::uint32_t>> pieces;  // until when and where
        for (const ThreadPiece& piece : thread_to(model, moments, moment).pieces)
            pieces.emplace_back(static_cast<int>(in_hours(piece.to - Time{})), piece.why.where.index);
        return pieces;
    };
    using Pieces = std::vector<std::pair<int, std::uint32_t>>;
    CHECK(pieces_to(first) == Pieces{{1, 0}});
    CHECK(pieces_to(second) == Pieces{{2, 0}});
    CHECK(pieces_to(other) == Pieces{{1, 0}, {3, 7}});
    CHECK(pieces_to(tied) == Pieces{{2, 0}, {4, 0}});
    CHECK(thread_to(model, moments, tied).pieces.back().tied);
}

TEST_CASE("a stretch of work in a station's hours is cut by its calendar when it is read", "[thread][moments]") {
    Model model;
    WorkClock clock;
    clock.intervals = {{.open = at(8), .close = at(16)}, {.open = at(32), .close = at(40)}};
    Station station;
    station.clock = model.clocks.add(clock);
    model.stations.add(station);
    const Why night{ThreadCause::off_shift, place_of(StationId(0)), SupplyId()};
    Moments moments;
    const Since begun = moments.add({}, at(9), Why());
    const Since done = moments.add(begun, at(42), reason_of(work_at(0), Reason::in_hours));  // at night, after a repair, say
    const Since morning = moments.add(done, at(56), night);

    CHECK(moments.size() == 3);
    const std::vector<ThreadPiece> pieces = thread_to(model, moments, morning).pieces;
    REQUIRE(pieces.size() == 5);
    CHECK(pieces[0].to == at(9));
    CHECK(pieces[1].to == at(16));
    CHECK(pieces[1].why == work_at(0));
    CHECK(pieces[2].to == at(32));
    CHECK(pieces[2].why == night);
    CHECK(pieces[3].to == at(40));
    CHECK(pieces[3].why == work_at(0));
    CHECK(pieces[4].from == at(40));
    CHECK(pieces[4].to == at(56));
    CHECK(pieces[4].why == night);
}

TEST_CASE("a sweep keeps what leads to moments that are held", "[thread][moments]") {
    Moments moments;
    const Since first = moments.add({}, at(1), work_at(0));
    moments.add(first, at(3), work_at(7));  // nobody holds it
    Since second = moments.add(first, at(2), work_at(1));
    Since third = moments.add(second, at(4), work_at(2));
    moments.collect([&](auto&& visit) {
        visit(second);
        visit(third);
    });

    CHECK(moments.size() == 3);
    CHECK(moments.from(third.id) == at(2));
    CHECK(moments.before(third.id) == second.id);
    CHECK(moments.why(third.id) == work_at(2));
    CHECK(moments.from(second.id) == at(1));
    CHECK(moments.why(moments.before(second.id)) == work_at(0));
    CHECK_FALSE(moments.before(moments.before(second.id)).valid());
}

TEST_CASE("two that are made at one time and of one reason are two, with a copy of one it is one", "[thread][moments]") {
    Moments moments;
    const Since crew = moments.add({}, at(1), work_at(0));
    const Since one = moments.add(crew, at(2), work_at(0));
    const Since other = moments.add(crew, at(2), work_at(0));
    const Since copy = one;
    CHECK(one == copy);
    CHECK(one != other);
}

TEST_CASE("outside events are waited for from when all else was ready, the later from the earlier", "[thread][moments]") {
    Moments moments;
    const Since ready = moments.add({}, at(2), work_at(0));
    const Why night{ThreadCause::off_shift, {}, SupplyId()};
    const Why order{ThreadCause::no_order, {}, SupplyId()};
    Latest latest;
    latest.await_outside(at(9), night);
    latest.await(ready, moments);
    latest.await(moments.add_outside(at(5), reason_of(order)), moments);
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
