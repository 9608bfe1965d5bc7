#include "bound/demanded.hpp"

#include "bound/periods.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace agrocap {

namespace {

constexpr double slack = 1e-9;  // of orders, beyond what sums of doubles lose

/// Orders by the plan from the start until `at`.
double planned_until(const Model& model, const Demand& demand, Time at) {
    double orders = 0;
    for (const DemandPiece& piece : rows_of(model.demand_pieces, demand.pieces)) {
        if (piece.from >= at) break;
        orders = piece.before + static_cast<double>((at - piece.from).count()) / piece.each;
    }
    return orders;
}

/// The plan's orders times what disruptions of the market make of them: at the least 0 where chance has a say, at the most the highest.
double progress_until(const Model& model, const Demand& demand, Time until, Side side) {
    const std::vector<DisruptionId> disruptions = disruptions_of(model, DisruptedKind::market, demand.market.index);
    if (disruptions.empty()) return planned_until(model, demand, until);
    std::vector<Time> moments{Time{}, until};
    for (const DisruptionId id : disruptions) {
        for (const TimeSpan& span : certain_spans(model, model.disruptions[id]))
            for (const Time at : {span.from, span.to})
                if (at > Time{} && at < until) moments.push_back(at);
    }
    std::sort(moments.begin(), moments.end());
    double progress = 0;
    for (std::size_t i = 0; i + 1 < moments.size(); ++i) {
        if (moments[i + 1] <= moments[i]) continue;
        const double orders = planned_until(model, demand, moments[i + 1]) - planned_until(model, demand, moments[i]);
        if (side == Side::at_most) progress += orders * speed_most(model, disruptions, {moments[i], moments[i + 1]});
    }
    return progress;
}

}  // namespace

double demanded_until(const Model& model, DemandId id, Time until, Side side) {
    const Demand& demand = model.demands[id];
    const bool most = side == Side::at_most;
    double orders = until > Time{} ? progress_until(model, demand, until, side) : 0;
    if (demand.arrivals == Arrivals::even) {
        // In the middle of their intervals.
        orders = std::max(0.0, std::floor(orders + 0.5 + (most ? slack : -slack)));
    } else {
        orders *= most ? 1 + 1e-12 : 1 - 1e-12;
    }
    double units = orders * demand.order.distribution.mean();
    for (const Tender& tender : rows_of(model.tenders, demand.tenders)) {
        if (tender.at < until || (most && tender.at == until)) units += tender.units.distribution.mean();
    }
    return units;
}

}  // namespace agrocap
