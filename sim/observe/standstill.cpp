#include "observe/standstill.hpp"

#include "base/fault.hpp"
#include "model/compile/parts.hpp"
#include "model/floor/store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <span>
#include <string>

namespace agrocap {

/// Where the units of a model's stations can go.
class UnitWays {
  public:
    explicit UnitWays(const Model& model) : model_(model), before_(model.stations.size()), fills_(model.stores.size()) {
        for (std::uint32_t i = 0; i < model.stations.size(); ++i) add_ways(StationId(i));
        before_.sort();
        fills_.sort();
    }

    /// Stations that send it units.
    [[nodiscard]] std::span<const StationId> before(StationId station) const { return before_.of(station.index); }
    /// Stations whose units leave the line for the store.
    [[nodiscard]] std::span<const StationId> that_fill(StoreId store) const { return fills_.of(store.index); }

  private:
    /// Stations by what they send units to: rows of one list, as thousands of small lists would cost more than all that is done with
    /// them.
    class Senders {
      public:
        explicit Senders(std::size_t receivers) : first_(receivers + 1, 0) {}

        void add(std::uint32_t receiver, StationId sender) { ways_.push_back({receiver, sender}); }

        /// Required once before `of`, when all are added.
        void sort() {
            for (const Way& way : ways_) ++first_[way.receiver + 1];
            for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
            std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
            senders_.resize(ways_.size());
            for (const Way& way : ways_) senders_[next[way.receiver]++] = way.sender;
        }

        [[nodiscard]] std::span<const StationId> of(std::uint32_t receiver) const {
            return {senders_.data() + first_[receiver], first_[receiver + 1] - first_[receiver]};
        }

      private:
        struct Way {
            std::uint32_t receiver = 0;
            StationId sender;
        };
        std::vector<Way> ways_;
        std::vector<std::uint32_t> first_;
        std::vector<StationId> senders_;
    };

    /// Notes where the units of a station go: to other stations, or out of the line into the stores of its items.
    void add_ways(StationId id) {
        const Station& station = model_.stations[id];
        for (const std::uint32_t i : indices_of(station.items)) {
            const StoreId store = model_.line_items[i].store;
            if (!station.has_branches) {
                add_way(station.next, store, id);
            } else {
                const Slice ways = model_.ways[station.first_ways + i];
                for (const Branch& branch : rows_of(model_.branches, ways)) add_way(branch.to, store, id);
            }
            if (!station.has_fate) continue;
            const StationId back = model_.fates[station.first_fate + i].rework_to;
            if (back.valid()) before_.add(back.index, id);
        }
    }

    void add_way(StationId to, StoreId store, StationId from) {
        if (to.valid()) {
            before_.add(to.index, from);
        } else {
            fills_.add(store.index, from);
        }
    }

    const Model& model_;
    Senders before_;  // by station
    Senders fills_;   // by store
};

namespace {

/// Which stations can still do something and which stores can still get goods, found by spreading from those that surely can, until it is
/// known of all that are asked about.
class Liveness {
  public:
    Liveness(const Run& run, const Part& part, const UnitWays& ways, std::span<const StationId> asked)
        : run_(run),
          ways_(ways),
          live_(run.model.stations.size(), 0),
          fed_(run.model.stores.size(), 0),
          waiting_for_(run.model.stores.size(), 0) {
        for (std::uint32_t c = 0; c < run.model.channels.size(); ++c) {
            const StoreId store = run.model.channels[ChannelId(c)].store;
            if (store.valid()) waiting_for_[store.index] += run.state.trade.channels[ChannelId(c)].waiting;
        }
        for (bool changed = true; changed && !all_live(asked);) {
            changed = false;
            // From the ends of lines to their beginnings, as places come free.
            for (auto id = part.stations.rbegin(); id != part.stations.rend(); ++id) {
                if (live_[id->index] == 0 && can_move(*id)) live_[id->index] = changed = true;
            }
            for (const StoreId id : part.stores) {
                if (fed_[id.index] == 0 && goods_can_come(id)) fed_[id.index] = changed = true;
            }
        }
    }

    [[nodiscard]] bool is_live(StationId station) const { return live_[station.index] != 0; }

  private:
    [[nodiscard]] bool any_live(std::span<const StationId> stations) const {
        return std::any_of(stations.begin(), stations.end(), [&](StationId station) { return is_live(station); });
    }

    [[nodiscard]] bool all_live(std::span<const StationId> stations) const {
        return std::all_of(stations.begin(), stations.end(), [&](StationId station) { return is_live(station); });
    }

    /// Whether a station without a unit may get one.
    [[nodiscard]] bool unit_can_come(StationId id, const Station& station) const {
        const std::uint32_t waiting = run_.state.stations[id].waiting;
        const bool starts =
            waiting >= station.batch || (waiting > 0 && (station.batch == 1 || run_.model.batch_rules[station.batch_rule].has_wait));
        return station.is_first || starts || any_live(ways_.before(id));
    }

    [[nodiscard]] bool store_gives_room(StoreId store) const {
        if (!run_.model.stores[store].channels.empty()) return true;  // a market or another plant may ask for it at any time
        const Slice takers = run_.model.stores[store].takers;
        for (const StationId taker : rows_of(run_.model.store_takers, takers)) {
            if (live_[taker.index] != 0) return true;
        }
        return false;
    }

    [[nodiscard]] bool blocked_can_move(const ServerStatus& server) const {
        if (server.any_way) {
            const Station& from = run_.model.stations[server.station];
            const Slice ways = run_.model.ways[from.first_ways + run_.state.units[server.unit].item];
            for (const Branch& way : rows_of(run_.model.branches, ways))
                if (is_live(way.to)) return true;
            return false;
        }
        if (server.way.valid()) return live_[server.way.index] != 0;
        return store_gives_room(run_.model.line_items[run_.state.units[server.unit].item].store);
    }

    /// Somebody else may take from the store, so that its policy orders yet: a line that moves, a market, another plant.
    [[nodiscard]] bool may_fall(StoreId store) const { return run_.state.stores[store].level > 0 && store_gives_room(store); }

    /// The policy orders, or has ordered, what a source can still deliver.
    [[nodiscard]] bool order_can_come(StoreId id) const {
        const Store& row = run_.model.stores[id];
        const StoreStatus& store = run_.state.stores[id];
        if (store.on_order > waiting_for_[id.index]) return true;  // in the hands of a supplier, or on the way
        const std::int64_t position = store.level + store.on_order - store.owed;
        const bool orders = row.rule.quantity_at(position) > 0;
        if (store.on_order == 0 && !orders && !may_fall(id)) return false;
        for (const StoreSource& source : rows_of(run_.model.store_sources, row.sources)) {
            if (source.supply.valid()) return true;  // suppliers never stand still
            const Slice plants = run_.model.channels[source.channel].sources;
            for (const ChannelSource& served : rows_of(run_.model.channel_sources, plants)) {
                const StoreId from = served.store;
                if (run_.model.stores[from].never_empty || run_.state.stores[from].level > 0 || fed_[from.index] != 0) return true;
            }
        }
        return false;
    }

    [[nodiscard]] bool goods_can_come(StoreId id) const {
        return any_live(ways_.that_fill(id)) || (run_.model.stores[id].reorders && order_can_come(id));
    }

    /// Every store that is short for the next start could be filled: by some line that can move at its end, or by an order.
    [[nodiscard]] bool material_can_come(StationId id, const Station& station) const {
        const StationStatus& status = run_.state.stations[id];
        if (status.waiting > 0) {
            const UnitStatus& unit = run_.state.units[status.units.head];
            return material_can_come(unit.started ? station.needs : station.first_needs, unit.item);
        }
        // Of the units that would begin here: of a line that is pulled, whichever can be started.
        for (const LineId line : rows_of(run_.model.station_lines, station.lines)) {
            const bool is_pulled = run_.model.lines[line].release == ReleaseKind::pull;
            const std::uint32_t next = run_.state.lines[line].next_item;
            const Slice items = run_.model.lines[line].items;
            for (const std::uint32_t item : indices_of(items)) {
                if (run_.model.line_items[item].first != id) continue;
                if (!is_pulled && next != no_row && next != item) continue;
                if (material_can_come(station.first_needs, item)) return true;
            }
        }
        return false;
    }

    /// `by_item`: where the station's rows of Model::needs_by_item begin.
    [[nodiscard]] bool material_can_come(std::uint32_t by_item, std::uint32_t item) const {
        const Slice needs = run_.model.needs_by_item[by_item + item];
        for (const Need& need : rows_of(run_.model.needs, needs)) {
            if (has_stock(run_, need) || fed_[need.store.index] != 0) continue;
            const bool is_filled = !ways_.that_fill(need.store).empty() || run_.model.stores[need.store].reorders;
            if (is_filled) return false;  // else a stock that is used up: a shortage and no standstill
        }
        return true;
    }

    [[nodiscard]] bool can_move(StationId id) const {
        const Station& station = run_.model.stations[id];
        const StationStatus& status = run_.state.stations[id];
        if (status.lack == ServerState::waiting_material && material_can_come(id, station)) return true;
        for (const ServerId server_id : ids_of<ServerId>(station.servers)) {
            const ServerStatus& server = run_.state.servers[server_id];
            if (server.task == Task::work || server.task == Task::setup || server.upkeeps > 0) return true;
            if (server.task == Task::blocked && blocked_can_move(server)) return true;
            if (server.task == Task::none && status.lack != ServerState::waiting_material && unit_can_come(id, station)) return true;
        }
        return false;
    }

    const Run& run_;
    const UnitWays& ways_;
    std::vector<char> live_;                 // by station
    std::vector<char> fed_;                  // by store: goods may come
    std::vector<std::int64_t> waiting_for_;  // by store: units that it has ordered from plants which have not shipped them
};

/// A station without a blocked unit or a start that lacks material is idle, not stuck, whatever becomes of those before it.
bool has_work_to_go_on_with(const Run& run, StationId id) {
    if (run.state.stations[id].lack == ServerState::waiting_material) return true;
    const Slice servers = run.model.stations[id].servers;
    for (const ServerId server : ids_of<ServerId>(servers)) {
        if (run.state.servers[server].task == Task::blocked) return true;
    }
    return false;
}

}  // namespace

StandstillWatch::StandstillWatch() = default;
StandstillWatch::~StandstillWatch() = default;

std::vector<StationId> StandstillWatch::stuck_stations(const Run& run, const Part& part) {
    std::vector<StationId> stuck;
    std::copy_if(part.stations.begin(), part.stations.end(), std::back_inserter(stuck),
                 [&run](StationId id) { return has_work_to_go_on_with(run, id); });
    if (stuck.empty()) return stuck;
    if (!ways_) ways_ = std::make_unique<UnitWays>(run.model);
    const Liveness liveness(run, part, *ways_, stuck);
    std::erase_if(stuck, [&liveness](StationId id) { return liveness.is_live(id); });
    return stuck;
}

void StandstillWatch::look(const Run& run, const Part& part) {
    const std::vector<StationId> stuck = stuck_stations(run, part);
    if (stuck.empty()) return;
    std::string text = fmt::format("error[E090]: after {:.1f} d these stations can never move again, each waits for another of them:",
                                   in_hours(run.now() - Time{}) / 24);
    for (const StationId id : stuck) {
        text += fmt::format("\n  {}: {}", run.model.station_names[id].path,
                            run.state.stations[id].lack == ServerState::waiting_material ? "waits for material" : "blocked");
    }
    text += "\n  hint: give a buffer or store between them more room, or make the line feed what is short (sequence, separate lines)";
    throw ScenarioFault(text);
}

}  // namespace agrocap
