// What must hold for the threads of every replication, asked of many made up factories and networks. A failure prints the scenario.

#include "base/fault.hpp"
#include "experiment/replication.hpp"
#include "model/compile/compile.hpp"
#include "properties/random_factory.hpp"
#include "properties/random_network.hpp"
#include "scenario/scenario.hpp"
#include "support/bits.hpp"
#include "thread/thread_recorder.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace agrocap {
namespace {

/// Notes when the last unit left each line.
class LastLeft final : public RunObserver {
  public:
    explicit LastLeft(const Model& model) : at(model.lines.size()) {}
    void unit_left(const Run& run, LineId line, UnitId) override { at[line] = run.now(); }
    Table<Line, Time> at;
};

/// Time of all threads so far, by what it went by on.
using Seen = std::map<ThreadCause, Duration>;

void is_gapless(const Thread& thread, Time end, Seen& seen) {
    bool meets = true;
    Time at{};
    Duration sum{};
    for (const ThreadPiece& piece : thread.pieces) {
        meets = meets && piece.from == at && piece.to > piece.from;
        at = piece.to;
        sum += piece.to - piece.from;
        seen[piece.why.cause] += piece.to - piece.from;
    }
    CHECK(meets);
    CHECK(at == end);
    CHECK(sum == end - Time{});
}

/// Whether it could be run.
bool follow(const std::string& text, Seen& seen) {
    const ReadResult read = read_scenario_text(text);
    if (read.diagnostics.has_errors()) return false;
    const Model model = compile(read.scenario);
    RunState state;
    LastLeft last(model);
    std::vector<double> values;
    try {
        values = run_replication(model, state, 0, &last).values;
    } catch (const ScenarioFault&) {
        return false;
    }
    ThreadRecorder recorder(model);
    CHECK(same_bits(run_replication(model, state, 0, &recorder).values, values));  // watching changes nothing
    for (std::uint32_t i = 0; i < model.lines.size(); ++i) {
        INFO(model.lines[LineId(i)].path);
        is_gapless(recorder.to_last_unit(LineId(i)), last.at[LineId(i)], seen);
    }
    return true;
}

/// How much of all threads the recorder could not say.
double unexplained(const Seen& seen) {
    Duration all{}, other{};
    for (const auto& [cause, span] : seen) {
        all += span;
        if (cause == ThreadCause::other) other += span;
    }
    return static_cast<double>(other.count()) / static_cast<double>(all.count());
}

}  // namespace

TEST_CASE("a thread of any factory goes back to time 0 without a gap, to the nanosecond", "[properties][thread]") {
    Seen seen;
    int followed = 0;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        const std::string text = random_factory(seed);
        INFO("seed " << seed << "\n" << text);
        followed += follow(text, seen) ? 1 : 0;
    }
    CHECK(followed >= 150);
    CHECK(unexplained(seen) < 0.001);
}

TEST_CASE("a thread of any supply network goes back to time 0 without a gap, to the nanosecond", "[properties][thread]") {
    Seen seen;
    int followed = 0;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        const std::string text = random_network(seed);
        INFO("seed " << seed << "\n" << text);
        followed += follow(text, seen) ? 1 : 0;
    }
    CHECK(followed >= 160);
    CHECK(unexplained(seen) < 0.001);
}

}  // namespace agrocap
