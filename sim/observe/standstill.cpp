#include "observe/standstill.hpp"

#include "base/fault.hpp"

#include <fmt/format.h>

#include <string>

namespace agrocap {

namespace {

/// Which stations can still do something, found by spreading from those that surely can.
class Liveness {
  public:
    explicit Liveness(const Run& run) : run_(run), live_(run.model.stations.size(), 0), fills_(run.model.stores.size()) {
        for (const Line& line : run.model.lines) {
            for (std::uint32_t i = line.items.first; i < line.items.end(); ++i) {
                fills_[run.model.line_items[i].store.index].push_back(line.stations);
            }
        }
        for (bool changed = true; changed;) {
            changed = false;
            for (std::uint32_t s = 0; s < live_.size(); ++s) {
                if (live_[s] == 0 && can_move(StationId(s))) live_[s] = changed = true;
            }
        }
    }

    [[nodiscard]] bool is_live(StationId station) const { return live_[station.index] != 0; }

  private:
    [[nodiscard]] bool any_live(Slice stations) const {
        for (std::uint32_t s = stations.first; s < stations.end(); ++s) {
            if (live_[s] != 0) return true;
        }
        return false;
    }

    [[nodiscard]] bool store_gives_room(StoreId store) const {
        const Slice takers = run_.model.stores[store].takers;
        for (std::uint32_t i = takers.first; i < takers.end(); ++i) {
            if (live_[run_.model.store_takers[i].index] != 0) return true;
        }
        return false;
    }

    [[nodiscard]] bool blocked_can_move(const ServerStatus& server, const Station& station) const {
        if (server.way.valid()) return live_[server.way.index] != 0;
        return store_gives_room(run_.model.line_items[run_.model.lines[station.line].items.first + run_.state.units[server.unit].item].store);
    }

    /// Every store that is short for the next start could be filled by some line that can move.
    [[nodiscard]] bool material_can_come(StationId id, const Station& station) const {
        const StationStatus& status = run_.state.stations[id];
        const bool begun = status.waiting > 0 && run_.state.units[status.head].started;
        const std::uint32_t item = status.waiting > 0 ? run_.state.units[status.head].item : run_.state.lines[station.line].next_item;
        const Slice needs = run_.model.needs_by_item[(begun ? station.needs.first : station.first_needs.first) + (item == UINT32_MAX ? 0 : item)];
        for (std::uint32_t i = needs.first; i < needs.end(); ++i) {
            const Need& need = run_.model.needs[i];
            if (has_stock(run_, need)) continue;
            bool can = fills_[need.store.index].empty();   // an initial stock that is used up: a shortage, no standstill
            for (const Slice& line : fills_[need.store.index]) can = can || any_live(line);
            if (!can) return false;
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
            if (server.task == Task::none && status.lack != ServerState::waiting_material) return true;   // free: takes the next unit
        }
        return false;
    }

    const Run& run_;
    std::vector<char> live_;
    std::vector<std::vector<Slice>> fills_;   // by store: the stations of each line that fills it
};

}  // namespace

std::vector<StationId> stuck_stations(const Run& run) {
    const Liveness liveness(run);
    std::vector<StationId> stuck;
    for (std::uint32_t s = 0; s < run.model.stations.size(); ++s) {
        if (!liveness.is_live(StationId(s))) stuck.push_back(StationId(s));
    }
    return stuck;
}

void report_standstill(const Run& run) {
    const std::vector<StationId> stuck = stuck_stations(run);
    if (stuck.empty()) return;
    std::string text = fmt::format("error[E090]: after {:.1f} d these stations can never move again, each waits for another of them:", in_hours(run.now() - Time{}) / 24);
    for (const StationId id : stuck) {
        const Station& station = run.model.stations[id];
        text += fmt::format("\n  {}: {}", station.path, run.state.stations[id].lack == ServerState::waiting_material ? "waits for material" : "blocked");
    }
    text += "\n  hint: give a buffer or store between them more room, or make the line feed what is short (sequence, separate lines)";
    throw ScenarioFault(text);
}

}  // namespace agrocap
