#include "experiment/gantt.hpp"

#include "experiment/stages.hpp"
#include "observe/trace_recorder.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <optional>
#include <string_view>

namespace agrocap {

namespace {

using Hour = std::chrono::hours;

/// Time by state within one hour, of all servers.
using HourStates = std::array<std::int64_t, server_state_count>;

/// A fortnight while it is looked at.
struct Fortnight {
    Time from{};
    std::vector<std::vector<HourStates>> stations;  // by station, by hour
};

std::size_t state_index(std::string_view word) {
    return static_cast<std::size_t>(std::find(server_state_names.begin(), server_state_names.end(), word) - server_state_names.begin());
}

/// Books the states of the stations that are looked at by the hour.
class HourBook final : public TraceSink {
  public:
    HourBook(const TraceOutline& outline, const std::vector<GanttStation>& stations, std::vector<Fortnight>& fortnights)
        : fortnights_(fortnights) {
        std::map<std::string, std::size_t> rows;
        for (std::size_t i = 0; i < stations.size(); ++i) rows[stations[i].path] = i;
        for (const auto& track : outline.tracks) {
            const auto row = rows.find(outline.fixtures[track.station].path);
            row_of_track_.push_back(row == rows.end() ? std::nullopt : std::optional(row->second));
        }
    }

    void slice(const TraceSlice& slice) override {
        const std::optional<std::size_t> row = row_of_track_[slice.track.index];
        if (!row) return;
        for (Fortnight& fortnight : fortnights_) add(fortnight, *row, slice);
    }

  private:
    static void add(Fortnight& fortnight, std::size_t row, const TraceSlice& slice) {
        std::vector<HourStates>& hours = fortnight.stations[row];
        const Time end = fortnight.from + Hour(hours.size());
        Time at = std::max(slice.from, fortnight.from);
        const Time to = std::min(slice.to, end);
        while (at < to) {
            const auto hour = static_cast<std::size_t>((at - fortnight.from) / Duration(Hour(1)));
            const Time next = std::min(to, fortnight.from + Hour(hour + 1));
            hours[hour][state_index(slice.state)] += (next - at).count();
            at = next;
        }
    }

    std::vector<Fortnight>& fortnights_;
    std::vector<std::optional<std::size_t>> row_of_track_;  // none: of a station that is not looked at
};

GanttRow row_of(const GanttStation& station, const std::vector<HourStates>& hours) {
    GanttRow row{.station = station.name, .spans = {}};
    for (std::size_t hour = 0; hour < hours.size(); ++hour) {
        const auto most = std::max_element(hours[hour].begin(), hours[hour].end());
        const auto state = *most > 0 ? static_cast<ServerState>(most - hours[hour].begin()) : ServerState::off_shift;
        const int at = static_cast<int>(hour);
        if (state == ServerState::working) ++row.working_h;
        if (!row.spans.empty() && row.spans.back().state == state)
            row.spans.back().to_h = at + 1;
        else
            row.spans.push_back({at, at + 1, state});
    }
    return row;
}

std::vector<Fortnight> fortnights_of(const Model& model, std::int32_t start, const std::vector<std::int32_t>& days, std::size_t stations) {
    std::vector<Fortnight> fortnights;
    for (const std::int32_t day : days) {
        Fortnight fortnight{Time{} + std::chrono::days(day - start), {}};
        const std::int64_t left = (model.end - fortnight.from) / Duration(Hour(1));
        fortnight.stations.assign(stations,
                                  std::vector<HourStates>(static_cast<std::size_t>(std::clamp<std::int64_t>(left, 0, gantt_hours))));
        fortnights.push_back(std::move(fortnight));
    }
    return fortnights;
}

}  // namespace

std::vector<Gantt> record_gantts(const Scenario& scenario, const ExperimentOptions& options, const std::vector<std::int32_t>& days,
                                 const std::vector<GanttStation>& stations) {
    if (days.empty()) return {};
    ExperimentOptions alone = options;
    alone.store = nullptr;
    alone.series.reset();
    alone.progress = nullptr;
    Experiment experiment(scenario, alone);
    const Model& model = experiment.model();
    const std::int32_t start = *scenario.start;
    std::vector<Fortnight> fortnights = fortnights_of(model, start, days, stations.size());
    const auto [first, last] = std::minmax_element(days.begin(), days.end());
    const TraceMap map = map_of(model, start, {});
    HourBook book(map.outline, stations, fortnights);
    const TraceWindow window{.from = Time{} + std::chrono::days(*first - start),
                             .to = std::min(model.end, Time{} + std::chrono::days(*last - start) + Hour(gantt_hours)),
                             .stop = options.stop};
    TraceRecorder recorder(model, map, window, book);
    try {
        experiment.watch(0, recorder);
    } catch (const TraceStopped&) {
        return {};
    }
    recorder.finish();
    std::vector<Gantt> gantts;
    for (std::size_t i = 0; i < days.size(); ++i) {
        Gantt gantt{.from = days[i], .hours = 0, .replication = 0, .rows = {}};
        for (std::size_t row = 0; row < stations.size(); ++row) gantt.rows.push_back(row_of(stations[row], fortnights[i].stations[row]));
        if (!fortnights[i].stations.empty()) gantt.hours = static_cast<int>(fortnights[i].stations.front().size());
        gantts.push_back(std::move(gantt));
    }
    return gantts;
}

}  // namespace agrocap
