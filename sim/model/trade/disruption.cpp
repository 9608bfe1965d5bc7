#include "model/trade/disruption.hpp"

#include "model/floor/interruptions.hpp"
#include "model/state/events.hpp"
#include "model/state/observer.hpp"
#include "model/time/scaled_work.hpp"
#include "model/trade/demand.hpp"
#include "model/trade/expected_wait.hpp"
#include "model/trade/orders.hpp"
#include "model/trade/place.hpp"
#include "model/trade/routing.hpp"
#include "model/trade/supplier.hpp"
#include "model/trade/transport.hpp"

#include <algorithm>

namespace agrocap {

namespace {

/// The share of normal speed that all active disruptions leave an object.
double speed_of(const Run& run, DisruptedKind kind, std::uint32_t index) {
    double speed = 1;
    for (std::uint32_t i = 0; i < run.model.disruptions.size(); ++i) {
        const Disruption& row = run.model.disruptions[DisruptionId(i)];
        if (run.state.trade.disruptions[DisruptionId(i)].active > 0 && row.kind == kind && row.index == index) speed *= row.speed;
    }
    return speed;
}

/// When a disruption is expected to end: one of random length after its mean.
Time expected_end(const Disruption& row, const DisruptionStatus& status) {
    return later(status.began, Duration(static_cast<std::int64_t>(std::min(row.lasts_mean, 4e18))));
}

/// When the last of the closures of an object now is expected to end.
Time expected_end(const Run& run, DisruptedKind kind, std::uint32_t index) {
    Time end = run.now();
    for (std::uint32_t i = 0; i < run.model.disruptions.size(); ++i) {
        const Disruption& row = run.model.disruptions[DisruptionId(i)];
        const DisruptionStatus& status = run.state.trade.disruptions[DisruptionId(i)];
        if (status.active == 0 || row.speed > 0 || row.kind != kind || row.index != index) continue;
        end = std::max(end, expected_end(row, status));
    }
    return end;
}

/// The product over all active disruptions of the server, computed anew so that nothing is left of those that are over.
double speed_of_server(const Run& run, ServerId server) {
    double speed = 1;
    for (std::uint32_t d = 0; d < run.model.disruptions.size(); ++d) {
        const Disruption& row = run.model.disruptions[DisruptionId(d)];
        if (run.state.trade.disruptions[DisruptionId(d)].active == 0 || row.kind != DisruptedKind::servers || row.speed == 0) continue;
        for (const ServerId disrupted : rows_of(run.model.disrupted_servers, row.servers)) {
            if (disrupted == server) speed *= row.speed;
        }
    }
    return speed;
}

/// Closed servers are down; slowed ones go on at their new speed.
void disrupt_servers(Run& run, const Disruption& row, bool begins) {
    const int closures = row.speed > 0 ? 0 : begins ? 1 : -1;
    for (const ServerId id : rows_of(run.model.disrupted_servers, row.servers)) {
        disrupt_server(run, id, speed_of_server(run, id), closures);
    }
}

/// What customers see of the lines: how fast they are, and when those that are closed are expected to open.
void disrupt_makers(Run& run, const Disruption& row) {
    for (const LineId line : rows_of(run.model.disrupted_lines, row.lines)) {
        MakerStatus& maker = run.state.trade.makers[line] = {};
        for (std::uint32_t d = 0; d < run.model.disruptions.size(); ++d) {
            const Disruption& other = run.model.disruptions[DisruptionId(d)];
            const DisruptionStatus& status = run.state.trade.disruptions[DisruptionId(d)];
            const auto begin = run.model.disrupted_lines.begin() + other.lines.first;
            if (status.active == 0 || std::find(begin, begin + other.lines.count, line) == begin + other.lines.count) continue;
            if (other.speed > 0) maker.speed *= other.speed;
            if (other.speed > 0) continue;
            maker.closed = true;
            maker.expected_open = std::max(maker.expected_open, expected_end(other, status));
        }
    }
}

void apply(Run& run, DisruptionId id, bool begins) {
    const Disruption& row = run.model.disruptions[id];
    const double speed = row.kind == DisruptedKind::servers ? 1 : speed_of(run, row.kind, row.index);
    const Time expected_open = expected_end(run, row.kind, row.index);
    TradeState& trade = run.state.trade;
    switch (row.kind) {
        case DisruptedKind::servers:
            disrupt_servers(run, row, begins);
            disrupt_makers(run, row);
            break;
        case DisruptedKind::supplier: {
            SupplierStatus& supplier = trade.suppliers[SupplierId(row.index)];
            const Time before = supplier.speed == 0 ? supplier.expected_open : run.now();
            supplier.expected_open = expected_open;
            set_supplier_speed(run, SupplierId(row.index), speed);
            shift_expected(run, SupplierId(row.index), before, expected_open);
            break;
        }
        case DisruptedKind::lane:
            set_lane_speed(run, LaneId(row.index), speed);
            trade.lanes[LaneId(row.index)].expected_open = expected_open;
            note_speed(run, LaneId(row.index));
            break;
        case DisruptedKind::place:
            trade.places[PlaceId(row.index)].expected_open = expected_open;
            set_place_speed(run, PlaceId(row.index), speed);
            note_speed(run, PlaceId(row.index));
            break;
        case DisruptedKind::market: {
            const Slice demands = run.model.markets[MarketId(row.index)].demands;
            for (const DemandId demand : ids_of<DemandId>(demands)) set_demand_factor(run, demand, speed);
            break;
        }
    }
    if (row.kind == DisruptedKind::lane || row.kind == DisruptedKind::place) {
        find_ways(run);
        redirect_waiting(run);
    }
    if (row.speed == 0) pass_on_all(run);
}

void schedule_next(Run& run, DisruptionId id) {
    const Time at = std::max(run.state.trade.disruptions[id].next, run.now());
    if (at <= run.model.end) schedule(run, EventKind::disruption_began, at, rank::calendar + rank::disruption, id.index);
}

}  // namespace

void begin_disruption(Run& run, DisruptionId id) {
    const Disruption& row = run.model.disruptions[id];
    DisruptionStatus& status = run.state.trade.disruptions[id];
    status.next = row.dated ? row.starts : later(run.now(), run.draw_duration(row.every));
    schedule_next(run, id);
}

void on_disruption_began(Run& run, DisruptionId id) {
    const Disruption& row = run.model.disruptions[id];
    DisruptionStatus& status = run.state.trade.disruptions[id];
    status.began = status.next;  // a date may lie before the simulated time
    if (row.dated && row.repeats) {
        status.next = later(status.began, run.draw_duration(row.every));
        schedule_next(run, id);
    }
    const Time ends = later(status.began, run.draw_duration(row.lasts));
    if (ends <= run.now()) return;
    schedule(run, EventKind::disruption_ended, ends, rank::calendar + rank::disruption, id.index);
    if (++status.active > 1) return;  // it goes on from one of its times into the next
    tell(run, &RunObserver::disruption_switched, id);
    apply(run, id, true);
}

void on_disruption_ended(Run& run, DisruptionId id) {
    const Disruption& row = run.model.disruptions[id];
    if (--run.state.trade.disruptions[id].active > 0) return;
    tell(run, &RunObserver::disruption_switched, id);
    apply(run, id, false);
    if (!row.dated) begin_disruption(run, id);
}

}  // namespace agrocap
