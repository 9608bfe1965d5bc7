// What must hold for the trace of every replication, asked of many made up factories and networks. A failure prints the scenario.

#include "base/fault.hpp"
#include "experiment/replication.hpp"
#include "model/compile/compile.hpp"
#include "observe/metrics.hpp"
#include "observe/trace_recorder.hpp"
#include "properties/random_factory.hpp"
#include "properties/random_network.hpp"
#include "scenario/scenario.hpp"
#include "support/bits.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace agrocap {
namespace {

/// Keeps what the books need of a trace and checks the order of what it is told.
class Books final : public TraceSink {
  public:
    Books(const TraceMap& map, Time from) : track_ends(map.outline.tracks.size(), from), tracks(map.outline.tracks.size()), from_(from) {}

    void birth(const TraceBirth& birth) override {
        CHECK(born.insert({birth.object.kind, birth.object.number}).second);
        CHECK(birth.of.valid());
    }
    void event(const TraceEvent& event) override {
        in_order = in_order && event.at >= latest;
        latest = event.at;
        if (event.object.kind != TraceKind::none) known = known && born.contains({event.object.kind, event.object.number});
        for (const TraceObject& order : event.with) known = known && born.contains({order.kind, order.number});
        ++count[{event.what, event.where}];
        units[{event.what, event.where}] += event.units;
        if (event.object.kind == TraceKind::customer_order && std::string(event.what) != "ship" && std::string(event.what) != "order")
            settled[event.object.number] += event.units;
        if (std::string(event.what) == "order") ordered[event.object.number] = event.units;
    }
    void slice(const TraceSlice& slice) override {
        Time& end = track_ends[slice.track];
        tiles = tiles && slice.from == end && slice.to > slice.from;
        end = slice.to;
        tracks[slice.track][slice.state] += slice.to - slice.from;
        ++slices;
    }
    void span(const TraceSpan& span) override { spans_fit = spans_fit && span.from >= from_ && span.to > span.from; }
    void level(const TraceLevel& level) override {
        auto& [since, value, area] = levels[level.counter];
        if (level.at > from_) in_order = in_order && level.at >= since;
        area += static_cast<double>(value) * static_cast<double>((level.at - since).count());
        since = level.at;
        value = level.level;
    }

    struct Level {
        Time since{};
        std::int64_t value = 0;
        double area = 0;
    };
    Table<TraceTrack, Time> track_ends;
    Table<TraceTrack, std::map<std::string, Duration>> tracks;
    std::map<CounterId, Level> levels;
    std::map<std::pair<std::string, FixtureId>, std::int64_t> count, units;
    std::map<std::uint64_t, std::int64_t> ordered, settled;
    std::set<std::pair<TraceKind, std::uint64_t>> born;
    bool in_order = true, known = true, tiles = true, spans_fit = true;
    std::uint64_t slices = 0;
    Time latest{};

  private:
    Time from_;
};

/// The area under a counter over the window, which is what a mean is made from.
void has_area(const std::string& path, const Books& books, CounterId counter, Time end, double area) {
    const Books::Level& level = books.levels.at(counter);
    const double traced = level.area + static_cast<double>(level.value) * static_cast<double>((end - level.since).count());
    INFO(path);
    CAPTURE(traced, area);
    CHECK(std::abs(traced - area) <= 1e-9 * std::max(1.0, std::abs(area)));  // sums of doubles here, of integers there
}

void agrees_with_the_run(const Model& model, const RunState& state, const TraceMap& map, const Books& books) {
    for (std::uint32_t i = 0; i < model.servers.size(); ++i) {
        const TrackId track = map.track[ServerId(i)];
        INFO(model.station_names[model.servers[ServerId(i)].station].path);
        CHECK(books.track_ends[track] == model.end);
        for (std::size_t s = 0; s < server_state_count; ++s) {
            INFO(server_state_names[s]);
            const auto found = books.tracks[track].find(server_state_names[s]);
            const Duration traced = found == books.tracks[track].end() ? Duration{} : found->second;
            CHECK(traced == state.servers[ServerId(i)].in_state[s]);  // to the nanosecond
        }
    }
    for (std::uint32_t l = 0; l < model.lines.size(); ++l) {
        const LineStatus& line = state.lines[LineId(l)];
        const auto told = [&](const char* what) {
            const auto found = books.count.find({what, map.line[LineId(l)]});
            return found == books.count.end() ? 0 : found->second;
        };
        INFO(model.lines[LineId(l)].path);
        CHECK(told("leave") == line.left);
        CHECK(told("lose") == line.lost);
        has_area("in the line", books, map.in_line[LineId(l)], model.end, line.wip.area(model.end, line.in_line));
    }
    for (std::uint32_t s = 0; s < model.stations.size(); ++s) {
        const StationStatus& station = state.stations[StationId(s)];
        has_area(model.station_names[StationId(s)].path, books, map.waiting[StationId(s)], model.end,
                 station.queue.area(model.end, station.waiting));
    }
    for (std::uint32_t s = 0; s < model.stores.size(); ++s) {
        const StoreStatus& store = state.stores[StoreId(s)];
        if (map.in_store[StoreId(s)].valid())
            has_area(model.stores[StoreId(s)].path, books, map.in_store[StoreId(s)], model.end, store.stock.area(model.end, store.level));
    }
    for (std::uint32_t d = 0; d < model.demands.size(); ++d) {
        const DemandStatus& demand = state.trade.demands[DemandId(d)];
        has_area("open orders of " + model.demands[DemandId(d)].key, books, map.open_orders[DemandId(d)], model.end,
                 demand.backlog.area(model.end, demand.open));
    }
    std::map<FixtureId, std::int64_t> sold;
    for (const Demand& demand : model.demands)
        sold[map.market[demand.market]] +=
            state.trade.demands[DemandId(static_cast<std::size_t>(&demand - model.demands.data()))].delivered;
    for (const auto& [market, units] : sold) {
        const auto told = [&](const char* what) {
            const auto found = books.units.find({what, market});
            return found == books.units.end() ? 0 : found->second;
        };
        CHECK(told("deliver") + told("hand over") == units);
    }
    for (const auto& [order, units] : books.ordered) {
        const auto settled = books.settled.find(order);
        if (settled != books.settled.end()) CHECK(settled->second <= units);
    }
}

struct Traced {
    Books books;
    RunState state;
    ReplicationResult result;
};

void trace(const Model& model, const TraceMap& map, const TraceWindow& window, Traced& traced) {
    TraceRecorder recorder(model, map, window, traced.books);
    traced.result = run_replication(model, traced.state, 0, &recorder);
    recorder.finish();
}

/// Whether it could be traced.
bool try_trace(const std::string& text) {
    const ReadResult read = read_scenario_text(text);
    if (read.diagnostics.has_errors()) return false;
    const Model model = compile(read.scenario);
    const TraceMap map = map_of(model, *read.scenario.start, {});
    RunState plain;
    std::vector<double> values;
    try {
        values = run_replication(model, plain, 0).values;
    } catch (const ScenarioFault&) {
        return false;
    }
    Traced whole{Books(map, model.warmup_end), {}, {}};
    trace(model, map, {model.warmup_end, model.end}, whole);
    CHECK(same_bits(whole.result.values, values));  // watching changes nothing
    CHECK(whole.books.tiles);
    CHECK(whole.books.in_order);
    CHECK(whole.books.known);
    CHECK(whole.books.spans_fit);
    agrees_with_the_run(model, whole.state, map, whole.books);

    // Two windows that meet have what one has, and a sample has the same states.
    const Time middle = model.warmup_end + model.measured() / 3;
    Traced first{Books(map, model.warmup_end), {}, {}};
    Traced second{Books(map, middle), {}, {}};
    trace(model, map, {model.warmup_end, middle}, first);
    trace(model, map, {middle, model.end, 3}, second);
    CHECK((first.books.tiles && second.books.tiles));
    CHECK((second.books.known && second.books.in_order));
    CHECK(first.books.slices + second.books.slices <= whole.books.slices + map.outline.tracks.size());
    for (std::uint32_t t = 0; t < map.outline.tracks.size(); ++t) {
        CHECK(first.books.track_ends[TrackId(t)] == middle);
        for (const auto& [state, time] : whole.books.tracks[TrackId(t)]) {
            Duration parts{};
            for (const Books* books : {&first.books, &second.books})
                if (const auto found = books->tracks[TrackId(t)].find(state); found != books->tracks[TrackId(t)].end())
                    parts += found->second;
            CHECK(parts == time);
        }
    }
    return true;
}

}  // namespace

TEST_CASE("a trace of any factory agrees with its run to the nanosecond and changes nothing", "[properties][trace]") {
    int traced = 0;
    for (std::uint64_t seed = 1; seed <= 120; ++seed) {
        const std::string text = random_factory(seed);
        INFO("seed " << seed << "\n" << text);
        traced += try_trace(text) ? 1 : 0;
    }
    CHECK(traced >= 90);
}

TEST_CASE("a trace of any supply network agrees with its run to the unit and changes nothing", "[properties][trace]") {
    int traced = 0;
    for (std::uint64_t seed = 1; seed <= 150; ++seed) {
        const std::string text = random_network(seed);
        INFO("seed " << seed << "\n" << text);
        traced += try_trace(text) ? 1 : 0;
    }
    CHECK(traced >= 120);
}

}  // namespace agrocap
