#include "explain/every_station.hpp"
#include "explain/switch_off.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace agrocap {

namespace {

/// Takes chance out of random values and remembers whether there was any.
class Means {
  public:
    void take(RandomDuration& time) {
        const DistributionMoments moments = moments_of(*time);
        if (moments.is_constant()) return;
        time.value = DistributionSpec::fixed(moments.mean);
        found_ = true;
    }
    void take(std::optional<RandomDuration>& time) {
        if (time) take(*time);
    }
    /// A count has no mean of its own where that is no whole number: it takes the two beside it, in turn.
    void take_count(RandomCount& count) {
        const DistributionMoments moments = moments_of(*count);
        if (moments.is_constant()) return;
        const double mean = moments.mean;
        const double below = std::floor(mean);
        DistributionSpec& spec = count.value = DistributionSpec::fixed(mean);
        if (below < mean) {
            spec.kind = DistributionKind::empirical;
            spec.values = {below, below + 1};
            spec.weights = {below + 1 - mean, mean - below};
        }
        found_ = true;
    }
    template <class Value>
    void replace(Written<Value>& written, Value chance, Value none) {
        if (*written != chance) return;
        written.value = none;
        found_ = true;
    }
    /// Something is left to the even numbers.
    void note(bool chance) { found_ |= chance; }
    [[nodiscard]] bool found() const { return found_; }

  private:
    bool found_ = false;
};

bool is_drawn(double share) { return share > 0 && share < 1; }

bool is_drawn(const ShareByItem& shares) {
    const auto drawn = [](const Dated<double>& share) { return share.largest() > 0 && share.smallest() < 1; };
    return drawn(*shares.all) || std::any_of(shares.items.begin(), shares.items.end(), [&](const auto& one) { return drawn(*one.second); });
}

void take_station(Means& means, StationSpec& station) {
    means.take(station.time);
    for (auto& [item, time] : station.times) means.take(time);
    for (FailureSpec& failure : station.failures) {
        means.take(failure.uptime);
        means.take(failure.repair);
    }
    for (MaintenanceSpec& maintenance : station.maintenance) {
        means.take(maintenance.every);
        means.take(maintenance.takes);
    }
    means.take(station.setup.any);
    means.take(station.setup.otherwise);
    for (auto& [from, row] : station.setup.matrix)
        for (auto& [to, time] : row) means.take(time);
    if (station.batch) means.take(station.batch->wait);
    means.note(is_drawn(station.scrap) || (station.rework && is_drawn(station.rework->share)));
    for (const NextSpec& next : station.next) means.note(is_drawn(*next.share));
}

void take_demand(Means& means, DemandSpec& demand) {
    if (demand.per_year->largest() > 0) means.replace(demand.arrivals, Arrivals::poisson, Arrivals::even);
    means.take_count(demand.order);
    means.take(demand.patience);
    means.take(demand.due);
    for (TenderSpec& tender : demand.orders) {
        means.take_count(tender.units);
        means.take(tender.due);
    }
}

void take_network(Means& means, Scenario& scenario) {
    for (auto& [id, supplier] : scenario.supplier) {
        for (auto& [item, offer] : supplier.item) {
            means.take(offer.lead);
            means.note(is_drawn(*offer.yield));
        }
    }
    for (auto& [id, place] : scenario.place) {
        means.take(place.time);
        means.take(place.traffic.every);
    }
    for (auto& [id, lane] : scenario.lane) {
        means.take(lane.transit);
        means.take(lane.wait);
        means.take(lane.return_time);
    }
    for (auto& [id, market] : scenario.market) {
        for (auto& [key, demand] : market.demand) take_demand(means, demand);
        for (auto& [item, stock] : market.stock) means.take(stock.review);
    }
    for (auto& [id, disruption] : scenario.disruption) {
        means.take(disruption.every);
        means.take(disruption.lasts);
    }
}

}  // namespace

bool without_variability(Scenario& scenario) {
    Means means;
    visit_stations(scenario, [&means](const std::string&, StationSpec& station) { take_station(means, station); });
    visit_lines(scenario, [&means](const PlantSpec&, LineSpec& line) {
        means.take(line.every);
        means.take_count(line.batch);
        if (line.makes.size() > 1) means.replace(line.sequence, SequenceKind::random, SequenceKind::level);
    });
    for (auto& [id, plant] : scenario.plant) {
        for (auto& [item, store] : plant.store) means.take(store.review);
        for (const auto& [crew_id, crew] : plant.crew) means.note(is_drawn(*crew.absence));
    }
    take_network(means, scenario);
    return means.found();
}

}  // namespace agrocap
