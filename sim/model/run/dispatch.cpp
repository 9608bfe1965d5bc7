#include "model/run/dispatch.hpp"

#include "model/floor/batch.hpp"
#include "model/floor/crew.hpp"
#include "model/floor/interruptions.hpp"
#include "model/floor/line.hpp"
#include "model/state/openings.hpp"
#include "model/trade/changes.hpp"
#include "model/trade/demand.hpp"
#include "model/trade/disruption.hpp"
#include "model/trade/place.hpp"
#include "model/trade/reorder.hpp"
#include "model/trade/supplier.hpp"
#include "model/trade/transport.hpp"

namespace agrocap {

namespace {

/// Events of the supply network and the markets.
void dispatch_trade(Run& run, const Event& event) {
    switch (static_cast<EventKind>(event.kind)) {
        case EventKind::lot_made: on_lot_made(run, SupplyId(event.subject())); break;
        case EventKind::purchase_ready: on_purchase_ready(run, PurchaseId(event.record)); break;
        case EventKind::shipment_arrived: on_shipment_arrived(run, ShipmentId(event.record)); break;
        case EventKind::vehicle_returned: on_vehicle_returned(run, LaneId(event.subject())); break;
        case EventKind::handling_finished: on_handling_finished(run, PlaceId(event.subject()), ShipmentId(event.record)); break;
        case EventKind::place_opened: on_place_opened(run, PlaceId(event.subject())); break;
        case EventKind::lane_due: on_lane_due(run, LaneId(event.subject())); break;
        case EventKind::traffic_arrived: on_traffic_arrived(run, PlaceId(event.subject())); break;
        case EventKind::demand_arrived: on_demand_arrived(run, DemandId(event.subject())); break;
        case EventKind::tender_arrived: on_tender_arrived(run, DemandId(event.subject())); break;
        case EventKind::patience_ended: on_patience_ended(run, OrderId(event.detail())); break;
        case EventKind::review_due: on_review_due(run, StoreId(event.subject())); break;
        case EventKind::values_changed: on_values_changed(run); break;
        case EventKind::disruption_began: on_disruption_began(run, DisruptionId(event.subject())); break;
        case EventKind::disruption_ended: on_disruption_ended(run, DisruptionId(event.subject())); break;
        default: break;
    }
}

}  // namespace

void dispatch_others(Run& run, const Event& event) {
    switch (static_cast<EventKind>(event.kind)) {
        case EventKind::failure_struck: on_failure_struck(run, ServerId(event.subject())); break;
        case EventKind::repair_finished: on_repair_finished(run, ModeId(event.detail())); break;
        case EventKind::upkeep_finished: on_upkeep_finished(run, UpkeepId(event.detail())); break;
        case EventKind::clock_switched:
            on_clock_switched(run, ClockId(event.subject()));
            on_hours_switched(run, ClockId(event.subject()));
            break;
        case EventKind::crew_changed: on_crew_changed(run, CrewId(event.subject())); break;
        case EventKind::line_opened: on_line_opened(run, LineId(event.subject())); break;
        case EventKind::mode_struck: on_mode_struck(run, ModeId(event.detail())); break;
        case EventKind::upkeep_due: on_upkeep_due(run, UpkeepId(event.detail())); break;
        case EventKind::unit_arrived: on_unit_arrived(run, LineId(event.subject())); break;
        case EventKind::batch_due: on_batch_due(run, StationId(event.subject())); break;
        default: dispatch_trade(run, event); break;
    }
}

std::string subject_of(const Run& run, const Event& event) {
    const Model& model = run.model;
    const auto at_server = [&](ServerId server) { return model.station_names[model.servers[server].station].path; };
    switch (static_cast<EventKind>(event.kind)) {
        case EventKind::task_finished: return at_server(server_of(event));
        case EventKind::failure_struck: return at_server(ServerId(event.subject()));
        case EventKind::mode_struck:
        case EventKind::repair_finished: return at_server(model.modes[ModeId(event.detail())].server);
        case EventKind::upkeep_due:
        case EventKind::upkeep_finished: return at_server(model.upkeeps[UpkeepId(event.detail())].server);
        case EventKind::batch_due: return model.station_names[StationId(event.subject())].path;
        case EventKind::unit_arrived: return model.lines[LineId(event.subject())].path;
        default: return {};
    }
}

}  // namespace agrocap
