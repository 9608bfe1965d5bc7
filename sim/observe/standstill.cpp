#include "observe/standstill.hpp"

#include "base/fault.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace agrocap {

namespace {

/// Which stations can still do something, found by spreading from those that surely can.
class Liveness {
  public:
    explicit Liveness(const Run& run)
        : run_(run), live_(run.model.stations.size(), 0), before_(run.model.stations.size()), fills_(run.model.stores.size()) {
        for (std::uint32_t s = 0; s < run.model.stations.size(); ++s) add_ways(StationId(s));
        for (bool changed = true; changed;) {
            changed = false;
            for (std::uint32_t s = 0; s < live_.size(); ++s) {
                if (live_[s] == 0 && can_move(StationId(s))) live_[s] = changed = true;
            }
        }
    }

    [[nodiscard]] bool is_live(StationId station) const { return live_[station.index] != 0; }

  private:
    /// Notes where the units of a station go: to other stations, or out of the line into the stores of its items.
    void add_ways(StationId id) {
        const Station& station = run_.model.stations[id];
        for (std::uint32_t b = station.branches.first; b < station.branches.end(); ++b)
            before_[run_.model.branches[b].to.index].push_back(id);
        if (station.rework_to.valid()) before_[station.rework_to.index].push_back(id);
        if (!station.branches.empty()) return;
        if (station.next.valid()) {
            before_[station.next.index].push_back(id);
            return;
        }
        const Slice items = run_.model.lines[station.line].items;
        for (std::uint32_t i = items.first; i < items.end(); ++i) fills_[run_.model.line_items[i].store.index].push_back(id);
    }

    [[nodiscard]] bool any_live(const std::vector<StationId>& stations) const {
        return std::any_of(stations.begin(), stations.end(), [&](StationId station) { return is_live(station); });
    }

    /// Whether a station without a unit may get one.
    [[nodiscard]] bool unit_can_come(StationId id, const Station& station) const {
        return station.is_first || run_.state.stations[id].waiting > 0 || any_live(before_[id.index]);
    }

    [[nodiscard]] bool store_gives_room(StoreId store) const {
        if (!run_.model.stores[store].channels.empty()) return true;  // a market or another plant may ask for it at any time
        const Slice takers = run_.model.stores[store].takers;
        for (std::uint32_t i = takers.first; i < takers.end(); ++i) {
            if (live_[run_.model.store_takers[i].index] != 0) return true;
        }
        return false;
    }

    [[nodiscard]] bool blocked_can_move(const ServerStatus& server, const Station& station) const {
        if (server.way.valid()) return live_[server.way.index] != 0;
        return store_gives_room(
            run_.model.line_items[run_.model.lines[station.line].items.first + run_.state.units[server.unit].item].store);
    }

    /// Every store that is short for the next start could be filled by some line that can move at its end.
    [[nodiscard]] bool material_can_come(StationId id, const Station& station) const {
        const StationStatus& status = run_.state.stations[id];
        const bool begun = status.waiting > 0 && run_.state.units[status.head].started;
        const std::uint32_t item = status.waiting > 0 ? run_.state.units[status.head].item : run_.state.lines[station.line].next_item;
        const Slice needs =
            run_.model.needs_by_item[(begun ? station.needs.first : station.first_needs.first) + (item == UINT32_MAX ? 0 : item)];
        for (std::uint32_t i = needs.first; i < needs.end(); ++i) {
            const Need& need = run_.model.needs[i];
            if (has_stock(run_, need) || run_.model.stores[need.store].reorder != ReorderKind::none)
                continue;  // suppliers never stand still
            const std::vector<StationId>& fillers = fills_[need.store.index];
            if (!fillers.empty() && !any_live(fillers)) return false;  // no filler: a stock that is used up, a shortage and no standstill
        }
        return true;
    }

    [[nodiscard]] bool can_move(StationId id) const {
        const Station& station = run_.model.stations[id];
        const StationStatus& status = run_.state.stations[id];
        if (status.lack == ServerState::waiting_material && material_can_come(id, station)) return true;
        for (std::uint32_t i = station.servers.first; i < station.servers.end(); ++i) {
            const ServerStatus& server = run_.state.servers[ServerId(i)];
            if (server.task == Task::work || server.task == Task::setup || server.upkeeps > 0) return true;
            if (server.task == Task::blocked && blocked_can_move(server, station)) return true;
            if (server.task == Task::none && status.lack != ServerState::waiting_material && unit_can_come(id, station)) return true;
        }
        return false;
    }

    const Run& run_;
    std::vector<char> live_;
    std::vector<std::vector<StationId>> before_;  // by station: those that send it units
    std::vector<std::vector<StationId>> fills_;   // by store: the stations that fill it
};

/// A station without a blocked unit or a start that lacks material is idle, not stuck, whatever becomes of those before it.
bool has_work_to_go_on_with(const Run& run, StationId id) {
    if (run.state.stations[id].lack == ServerState::waiting_material) return true;
    const Slice servers = run.model.stations[id].servers;
    for (std::uint32_t i = servers.first; i < servers.end(); ++i) {
        if (run.state.servers[ServerId(i)].task == Task::blocked) return true;
    }
    return false;
}

}  // namespace

std::vector<StationId> stuck_stations(const Run& run) {
    const Liveness liveness(run);
    std::vector<StationId> stuck;
    for (std::uint32_t s = 0; s < run.model.stations.size(); ++s) {
        if (has_work_to_go_on_with(run, StationId(s)) && !liveness.is_live(StationId(s))) stuck.push_back(StationId(s));
    }
    return stuck;
}

void report_standstill(const Run& run) {
    const std::vector<StationId> stuck = stuck_stations(run);
    if (stuck.empty()) return;
    std::string text = fmt::format("error[E090]: after {:.1f} d these stations can never move again, each waits for another of them:",
                                   in_hours(run.now() - Time{}) / 24);
    for (const StationId id : stuck) {
        const Station& station = run.model.stations[id];
        text += fmt::format("\n  {}: {}", station.path,
                            run.state.stations[id].lack == ServerState::waiting_material ? "waits for material" : "blocked");
    }
    text += "\n  hint: give a buffer or store between them more room, or make the line feed what is short (sequence, separate lines)";
    throw ScenarioFault(text);
}

}  // namespace agrocap
