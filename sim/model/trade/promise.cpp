#include "model/trade/promise.hpp"

#include <algorithm>

namespace agrocap {

namespace {

bool is_later(const EarlyUnits& a, const EarlyUnits& b) { return a.due > b.due; }

/// Units that were early are counted when their due moment has come: before `until`, and not before the start of measurement.
void settle(PromiseStatus& status, Time from, Time until) {
    while (!status.early.empty() && status.early.front().due < until) {
        std::pop_heap(status.early.begin(), status.early.end(), is_later);
        const EarlyUnits units = status.early.back();
        status.early.pop_back();
        if (units.due < from) continue;
        status.on_time += units.delivered;
        status.missed += units.lost;
    }
}

void note_early(Run& run, PromiseStatus& status, const EarlyUnits& units) {
    settle(status, run.state.measured_from, run.now());
    if (units.due > run.model.end) return;  // nobody will ask
    status.early.push_back(units);
    std::push_heap(status.early.begin(), status.early.end(), is_later);
}

double penalty_for(double rate, Duration late, std::int64_t units) {
    return rate * (static_cast<double>(late.count()) / ns_per_day) * static_cast<double>(units);
}

/// Units leave the books after they were due. Gives the penalty.
double come_late(Run& run, DemandId id, Time due, std::int64_t units) {
    PromiseStatus& status = run.state.trade.promises[id];
    const Time from = run.state.measured_from;
    if (due >= from) {
        status.missed += units;
        status.late.add(run.now() - due, units);
    }
    return penalty_for(run.value(run.model.demands[id].penalty), run.now() - std::max(due, from), units);
}

}  // namespace

double keep_promise(Run& run, DemandId id, Time due, std::int64_t units) {
    if (due == time_never) return 0;
    if (due < run.now()) return come_late(run, id, due, units);
    note_early(run, run.state.trade.promises[id], {.due = due, .delivered = units});
    return 0;
}

double break_promise(Run& run, DemandId id, Time due, std::int64_t units) {
    if (due == time_never) return 0;
    if (due < run.now()) return come_late(run, id, due, units);
    note_early(run, run.state.trade.promises[id], {.due = due, .lost = units});
    return 0;
}

void reset_promises(Run& run) {
    for (PromiseStatus& status : run.state.trade.promises) {
        settle(status, run.state.measured_from, run.now());
        status.on_time = status.missed = 0;
        status.late = {};
    }
}

Table<Demand, PromiseFigures> promises_now(const Model& model, const RunState& state) {
    const TradeState& trade = state.trade;
    const Time now = state.simulation.now();
    Table<Demand, PromiseFigures> figures(trade.promises.size());
    for (std::uint32_t d = 0; d < trade.promises.size(); ++d) {
        PromiseStatus status = trade.promises[DemandId(d)];
        settle(status, state.measured_from, now + Duration{1});
        figures[DemandId(d)] = {.on_time = status.on_time, .missed = status.missed, .late = status.late};
    }
    for (const OrderStatus& order : trade.orders) {
        if (order.open == 0 || !order.demand.valid() || order.due > now) continue;
        PromiseFigures& demand = figures[order.demand];
        if (order.due >= state.measured_from) {
            demand.missed += order.open;
            demand.late.add(now - order.due, order.open);
        }
        const double rate = value_at(model, model.demands[order.demand].penalty, now);
        demand.penalty_open += penalty_for(rate, now - std::max(order.due, state.measured_from), order.open);
    }
    return figures;
}

}  // namespace agrocap
