#include "model/compile/compile_trade.hpp"

#include <set>

namespace agrocap {

namespace {

/// Collects the moments at which values change.
struct Changes {
    const Tables& tables;
    std::set<Time> moments{};

    void add(const DatedAmount& amount) {
        for (const auto& step : amount->steps) {
            const Time at = tables.time_of(step.from);
            if (at > Time{} && at < tables.model.end) moments.insert(at);
        }
    }
    void add(const std::optional<DatedAmount>& amount) {
        if (amount) add(*amount);
    }
    void add(const AmountTable& table) {
        add(table.any);
        for (const auto& [key, amount] : table.by) add(amount);
    }
};

}  // namespace

void compile_changes(Tables& tables) {
    const Scenario& scenario = tables.scenario;
    Changes changes{tables};
    for (const auto& [id, item] : scenario.item) changes.add(item.price);
    for (const auto& [plant_id, plant] : scenario.plant)
        for (const auto& [id, line] : plant.line) changes.add(line.cost);
    for (const auto& [supplier_id, supplier] : scenario.supplier) {
        for (const auto& [id, offer] : supplier.item) {
            changes.add(offer.price);
            changes.add(offer.per_year);
        }
    }
    for (const auto& [id, place] : scenario.place) changes.add(place.fee);
    for (const auto& [id, lane] : scenario.lane) {
        changes.add(lane.cost);
        changes.add(lane.per_year);
    }
    for (const auto& [market_id, market] : scenario.market) {
        changes.add(market.tariff);
        for (const auto& [country, tariff] : market.tariff_from) changes.add(tariff);
        changes.add(market.fee);
        for (const auto& [id, demand] : market.demand) changes.add(demand.price);
    }
    tables.model.changes.assign(changes.moments.begin(), changes.moments.end());
}

}  // namespace agrocap
