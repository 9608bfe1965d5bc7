// Threads of tandem lines against the max-plus recursion, in which the departures of such a line are worked out without events:
// D(i, j) = max(max(D(i, j - 1), D(i - 1, j)) + S(i, j), D(i - places(j + 1), j + 1)), for unit i at station j.

#include "experiment/replication.hpp"
#include "model/compile/compile.hpp"
#include "model/state/events.hpp"
#include "properties/dice.hpp"
#include "support/factory.hpp"
#include "thread/thread_recorder.hpp"

#include <fmt/format.h>
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace agrocap {
namespace {

constexpr int unlimited_buffer = -1;

struct Tandem {
    std::vector<int> buffers;  // in front of each station
    bool arrivals = false;     // one by one, by an own clock; else there is always another unit
    std::string text;

    [[nodiscard]] std::size_t stations() const { return buffers.size(); }
};

Tandem random_tandem(std::uint64_t seed) {
    Dice dice(seed);
    Tandem tandem;
    tandem.arrivals = dice.chance(50);
    const int stations = dice.between(1, 6);
    std::string route, tables;
    for (int j = 0; j < stations; ++j) {
        const int buffer = j == 0 || dice.chance(30) ? unlimited_buffer : dice.between(0, 4);
        tandem.buffers.push_back(buffer);
        route += fmt::format("{}\"s{}\"", j == 0 ? "" : ", ", j);
        tables += fmt::format("[plant.p.line.l.station.s{}]\nbuffer = {}\n", j,
                              buffer == unlimited_buffer ? "\"unlimited\"" : std::to_string(buffer));
        const std::string mean = fmt::format("\"{} min\"", dice.between(20, 60));
        tables += dice.chance(50) ? fmt::format("time = {{ dist = \"exponential\", mean = {} }}\n", mean)
                                  : fmt::format("time = {{ dist = \"gamma\", mean = {}, cv = 0.{} }}\n", mean, dice.between(2, 9));
    }
    const std::string release =
        tandem.arrivals ? fmt::format("release = {{ every = {{ dist = \"exponential\", mean = \"{} min\" }} }}\n", dice.between(30, 90))
                        : "";
    tandem.text = scenario_text({.horizon = fmt::format("{} h", dice.between(12, 60)), .seed = static_cast<int>(seed)},
                                "[item.part]\n[plant.p.line.l]\nmakes = \"part\"\nroute = [" + route + "]\n" + release + tables);
    return tandem;
}

/// What was drawn: when each unit came, and how long each station worked on it. Stations are those of the route.
class Draws final : public RunObserver {
  public:
    explicit Draws(const Model& model) : work_(model.stations.size()) {
        for (std::uint32_t j = 0; j < model.stations.size(); ++j) order_.push_back(j);
        std::sort(order_.begin(), order_.end(), [&](std::uint32_t a, std::uint32_t b) {
            return model.station_names[StationId(a)].id < model.station_names[StationId(b)].id;
        });
    }
    void unit_released(const Run& run, LineId, UnitId) override { came.push_back(run.now()); }
    void unit_started(const Run& run, ServerId server, UnitId) override {
        work_[run.state.servers[server].station.index].push_back({run.now(), run.now()});
    }
    void event_due(const Run& run, const Event& event) override {
        if (static_cast<EventKind>(event.kind) != EventKind::task_finished) return;
        work_[run.state.servers[server_of(event)].station.index].back().second = run.now();
    }
    void unit_left(const Run& run, LineId, UnitId) override { left.push_back(run.now()); }

    /// Of unit i at the jth station of the route.
    [[nodiscard]] Duration work(std::size_t i, std::size_t j) const {
        const auto& [from, to] = work_[order_[j]][i];
        return to - from;
    }
    std::vector<Time> came, left;

  private:
    std::vector<std::uint32_t> order_;
    std::vector<std::vector<std::pair<Time, Time>>> work_;
};

/// The recursion over the units that have left, and the way back from the last departure.
class MaxPlus {
  public:
    MaxPlus(const Tandem& tandem, const Draws& draws) : tandem_(tandem), draws_(draws), units_(draws.left.size()) {
        for (std::size_t i = 0; i < units_; ++i)
            for (std::size_t j = 0; j < stations(); ++j) work.push_back(draws.work(i, j));
        solve();
    }

    void solve() {
        start_.assign(work.size(), {});
        done_.assign(work.size(), {});
        gone_.assign(work.size(), {});
        for (std::size_t i = 0; i < units_; ++i) {
            for (std::size_t j = 0; j < stations(); ++j) {
                start_[at(i, j)] = later(came(i, j), i > 0 ? gone_[at(i - 1, j)] : Time{});
                done_[at(i, j)] = start_[at(i, j)] + work[at(i, j)];
                gone_[at(i, j)] = later(done_[at(i, j)], place(i, j));
            }
        }
    }

    /// One working piece, or a wait for an arrival, from the last to the first.
    struct Step {
        std::size_t unit = 0, station = 0;
        bool is_wait = false;
        Time from{}, to{};
    };
    [[nodiscard]] std::vector<Step> way_back() const {
        std::vector<Step> steps;
        std::size_t i = units_ - 1, j = stations() - 1;
        while (true) {
            if (gone_[at(i, j)] > done_[at(i, j)]) {  // blocked, until this one had gone on
                i -= places(j + 1);
                ++j;
                continue;
            }
            steps.push_back({i, j, false, start_[at(i, j)], done_[at(i, j)]});
            const Time before = i > 0 ? gone_[at(i - 1, j)] : Time{};
            if (came(i, j) > before && j > 0) {
                --j;
            } else if (i == 0) {
                if (came(i, j) > Time{}) steps.push_back({i, j, true, Time{}, came(i, j)});
                return steps;
            } else {
                if (came(i, j) > before) steps.push_back({i, j, true, before, came(i, j)});
                --i;
            }
        }
    }

    [[nodiscard]] Time end() const { return gone_.back(); }
    [[nodiscard]] bool agrees() const {
        for (std::size_t i = 0; i < units_; ++i)
            if (gone_[at(i, stations() - 1)] != draws_.left[i]) return false;
        return true;
    }
    [[nodiscard]] std::size_t units() const { return units_; }
    [[nodiscard]] std::size_t stations() const { return tandem_.stations(); }
    [[nodiscard]] std::size_t at(std::size_t i, std::size_t j) const { return i * stations() + j; }
    /// Whether two of what one thing waited for came within 2 ns. At the very same time they are one departure, which both wait for.
    [[nodiscard]] bool is_close_run() const { return close_; }

    std::vector<Duration> work;

  private:
    [[nodiscard]] std::size_t places(std::size_t j) const { return static_cast<std::size_t>(tandem_.buffers[j]) + 1; }
    [[nodiscard]] Time came(std::size_t i, std::size_t j) const {
        if (j > 0) return gone_[at(i, j - 1)];
        return tandem_.arrivals ? draws_.came[i] : Time{};
    }
    /// When there was a place at the next station.
    [[nodiscard]] Time place(std::size_t i, std::size_t j) const {
        if (j + 1 == stations() || tandem_.buffers[j + 1] == unlimited_buffer || i < places(j + 1)) return {};
        return gone_[at(i - places(j + 1), j + 1)];
    }
    Time later(Time a, Time b) {
        const Duration apart = std::max(a, b) - std::min(a, b);
        if (apart > Duration{} && apart <= Duration{2}) close_ = true;
        return std::max(a, b);
    }

    const Tandem& tandem_;
    const Draws& draws_;
    std::size_t units_;
    bool close_ = false;
    std::vector<Time> start_, done_, gone_;
};

struct Named {
    Time from{}, to{};
    std::string what;
    bool operator==(const Named&) const = default;
};

/// From time 0; stretches of one station that follow each other are one.
std::vector<Named> named(const std::vector<MaxPlus::Step>& steps) {
    std::vector<Named> pieces;
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
        const std::string what =
            step->is_wait ? "no-arrival plant.p.line.l" : fmt::format("working plant.p.line.l.station.s{}", step->station);
        if (!pieces.empty() && pieces.back().what == what) {
            pieces.back().to = step->to;
        } else {
            pieces.push_back({step->from, step->to, what});
        }
    }
    return pieces;
}

std::vector<Named> named(const Model& model, const Thread& thread) {
    std::vector<Named> pieces;
    for (const ThreadPiece& piece : thread.pieces)
        pieces.push_back(
            {piece.from, piece.to,
             fmt::format("{} {}", thread_cause_names[static_cast<std::size_t>(piece.why.cause)], path_of(model, piece.why.where))});
    return pieces;
}

/// A nanosecond less of what is on the way after the last arrival is a nanosecond less at the end; whatever less of all else is nothing.
void moves_what_it_should(MaxPlus& line) {
    const Time end = line.end();
    const std::vector<MaxPlus::Step> steps = line.way_back();
    std::vector<char> counts(line.work.size(), 0);
    for (const MaxPlus::Step& step : steps) {
        if (step.is_wait) break;
        counts[line.at(step.unit, step.station)] = 1;
    }
    bool on_way = true, off_way = true;
    for (std::size_t task = 0; task < line.work.size(); ++task) {
        const Duration work = line.work[task];
        if (work < Duration{1}) continue;
        line.work[task] = counts[task] != 0 ? work - Duration{1} : Duration{};
        line.solve();
        if (counts[task] != 0) {
            on_way = on_way && line.end() == end - Duration{1};
        } else {
            off_way = off_way && line.end() == end;
        }
        line.work[task] = work;
    }
    CHECK(on_way);
    CHECK(off_way);
}

/// Whether the case could be judged: units left, and no two events competed within some ns.
bool judge(std::uint64_t seed) {
    const Tandem tandem = random_tandem(seed);
    INFO("seed " << seed << "\n" << tandem.text);
    const Model model = compile(scenario_of(tandem.text));
    RunState state;
    Draws draws(model);
    run_replication(model, state, 0, &draws);
    if (draws.left.empty()) return false;
    MaxPlus line(tandem, draws);
    CHECK(line.agrees());
    if (line.is_close_run()) return false;
    ThreadRecorder recorder(model);
    run_replication(model, state, 0, &recorder);
    const Thread thread = recorder.to_last_unit(LineId(0));
    CHECK(thread.end() == line.end());
    CHECK(named(model, thread) == named(line.way_back()));
    CHECK(shares_of(thread, {}).tied == Duration{});
    moves_what_it_should(line);
    return true;
}

int judge_many(std::uint64_t cases) {
    int judged = 0;
    for (std::uint64_t seed = 1; seed <= cases; ++seed) judged += judge(seed) ? 1 : 0;
    return judged;
}

}  // namespace

TEST_CASE("the thread of a tandem line is the critical path of its max-plus recursion", "[properties][thread]") {
    CHECK(judge_many(300) >= 290);
}

TEST_CASE("the thread of ten thousand tandem lines is the critical path of their max-plus recursion", "[.slow][properties][thread]") {
    CHECK(judge_many(10'000) >= 9'700);
}

}  // namespace agrocap
