#include "thread/thread_recorder.hpp"

#include "model/floor/server.hpp"
#include "model/state/events.hpp"

#include <algorithm>

namespace agrocap {

ThreadRecorder::ThreadRecorder(const Model& model, const UnitOfLine& unit)
    : RunObserver(Telling::by_part),
      model_(model),
      unit_asked_(unit),
      servers_(model.servers.size()),
      holds_(model.servers.size()),
      left_(model.stations.size()),
      batch_due_(model.stations.size()),
      lines_(model.lines.size()),
      crews_(model.crews.size()),
      stores_(model.stores.size()),
      made_(model.supplies.size()) {
    for (std::uint32_t i = 0; i < model.stores.size(); ++i) {
        const Store& row = model.stores[StoreId(i)];
        StoreThread& store = stores_[StoreId(i)];
        store.level = row.initial;
        store.units_matter = !row.takers.empty();
        for (const std::uint32_t served : rows_of(model.store_channels, row.channels))
            store.units_matter = store.units_matter || model.channels[model.channel_sources[served].channel].store.valid();
        store.drops_matter = row.capacity != unlimited || row.reorders;
        store.is_pulled = !row.pull_lines.empty();
        store.matters = store.units_matter || store.drops_matter || store.is_pulled;
        store.units.add(row.initial, {});
        store.wanted = store.wanted_seen = row.target - row.initial;
        store.wants.add(store.wanted, {});
    }
    for (std::uint32_t i = 0; i < model.lines.size(); ++i) lines_[LineId(i)].release = model.lines[LineId(i)].release;
    for (std::uint32_t i = 0; i < model.servers.size(); ++i) {
        const StationId id = model.servers[ServerId(i)].station;
        const Station& station = model.stations[id];
        ServerThread& server = servers_[ServerId(i)];
        server.station = id;
        const std::uint64_t hours = goes_on_off_shift(station, ServerState::working) ? 0 : Reason::in_hours;
        server.work = server.doing = reason_of({ThreadCause::working, place_of(id), SupplyId()}, hours).words;
        server.is_simple = !station.has_needs && station.crews.empty() && station.batch == 1;
        server.is_single = station.servers.count == 1;
    }
}

Thread ThreadRecorder::to_last_unit(LineId line) const { return thread_to(model_, moments_, lines_[line].last_left); }

std::optional<Thread> ThreadRecorder::to_unit() const {
    if (!unit_left_) return {};
    return thread_to(model_, moments_, *unit_left_);
}

void ThreadRecorder::collect() {
    moments_.collect([this](auto&& visit) {
        for (ServerThread& server : servers_) {
            visit(server.ready);
            visit(server.done);
        }
        for (HoldThread& hold : holds_) visit(hold.held);
        for (Since& left : left_) visit(left);
        for (LineThread& line : lines_) {
            visit(line.opened);
            visit(line.exit);
            visit(line.last_left);
        }
        for (CrewThread& crew : crews_) visit(crew.freed);
        for (StoreThread& store : stores_) {
            store.units.each(visit);
            store.wants.each(visit);
            visit(store.wanted_more);
            visit(store.dropped);
        }
        for (Since& made : made_) visit(made);
        for (UnitThread& unit : units_) visit(unit.ready);
        for (Since& order : orders_) visit(order);
        for (PurchaseThread& purchase : purchases_) visit(purchase.ready);
        for (GoodsThread& parcel : parcels_) visit(parcel.ready);
        for (GoodsThread& shipment : shipments_) visit(shipment.ready);
        visit(present_.since);
        if (unit_left_) visit(*unit_left_);
    });
}

// What happens at present ---------------------------------------------------------------------------------------------------------------

/// Written down when somebody asks: most outside events lead to nothing.
AGROCAP_APART const Since& ThreadRecorder::note_present(const Run& run) {
    present_.since = moments_.add_outside(run.now(), present_.reason);
    present_.known = true;
    return present_.since;
}

/// When all was there that something waited for. If that was before now, it waited for something else, which has come at present.
Since ThreadRecorder::settle(const Run& run, Latest& latest) {
    if (latest.inside().at == run.now()) return latest.inside();
    const Since last = latest.settle(moments_);
    if (last.at == run.now()) return last;
    const Since& now = present(run);
    if (now.is_outside()) return moments_.add(last, run.now(), moments_.why(now.id));
    if (now.at == run.now()) return now;
    return moments_.add(last, run.now(), Why());
}

AGROCAP_APART void ThreadRecorder::tidy() {
    for (const StoreId store : touched_) settle_wants(stores_[store]);
    touched_.clear();
    if (moments_.is_full()) collect();
    tidy_below_ = moments_.limit();
}

void ThreadRecorder::event_due(const Run& run, const Event& event) {
    if (!is_tidy()) [[unlikely]]
        return tidy_and_follow(run, event);
    if (static_cast<EventKind>(event.kind) == EventKind::task_finished) {
        end_task(run, server_of(event));
    } else if (static_cast<EventKind>(event.kind) == EventKind::unit_arrived) {
        happen_outside(ThreadCause::no_arrival, place_of(LineId(event.subject())));
    } else {
        event_of_floor(run, event);
    }
}

AGROCAP_APART void ThreadRecorder::tidy_and_follow(const Run& run, const Event& event) {
    tidy();
    event_due(run, event);
}

void ThreadRecorder::event_of_floor(const Run& run, const Event& event) {
    const auto station_of = [this](std::uint32_t server) { return place_of(model_.servers[ServerId(server)].station); };
    switch (static_cast<EventKind>(event.kind)) {
        case EventKind::failure_struck: {
            ServerThread& server = servers_[ServerId(event.subject())];
            tell_time(run, server);
            happen(server.ready);
            break;
        }
        case EventKind::repair_finished: {
            const ModeId mode(event.detail());
            end_care(run, ServerId(event.subject()));
            if (run.state.modes[mode].repair.took_crew) free_crew(run, model_.modes[mode].crew, 1, present(run));
            break;
        }
        case EventKind::upkeep_finished: {
            const UpkeepId upkeep(event.detail());
            end_care(run, ServerId(event.subject()));
            if (run.state.upkeeps[upkeep].care.took_crew) free_crew(run, model_.upkeeps[upkeep].crew, 1, present(run));
            break;
        }
        case EventKind::clock_switched: happen_outside(ThreadCause::off_shift, {}); break;
        case EventKind::crew_changed:
            crews_[CrewId(event.subject())].changed = event.at;
            happen_outside(ThreadCause::waiting_crew, place_of(CrewId(event.subject())));
            break;
        case EventKind::line_opened:
            happen_outside(ThreadCause::opening, place_of(LineId(event.subject())));
            lines_[LineId(event.subject())].opened = present(run);
            break;
        case EventKind::mode_struck: happen_outside(ThreadCause::down, station_of(event.subject())); break;
        case EventKind::upkeep_due: happen_outside(ThreadCause::maintenance, station_of(event.subject())); break;
        case EventKind::batch_due:
            batch_due_[StationId(event.subject())] = event.at;
            happen_outside(ThreadCause::gathering, place_of(StationId(event.subject())));
            break;
        default: event_of_trade(run, event); break;
    }
}

}  // namespace agrocap
