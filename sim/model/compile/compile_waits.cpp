#include "model/compile/compile_tables.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace agrocap {

namespace {

/// Units per ns of one item while the line is open: what it could make of it in the measured time, over the part of that in which it is.
double rate_of(const Model& model, const Line& line, const LineItem& made) {
    const Time from = std::max(line.opens, model.warmup_end);
    if (from >= model.end) return 0;
    const double units = line.nominal_per_year * static_cast<double>(model.measured().count()) / ns_per_year;
    return units / static_cast<double>((model.end - from).count()) * static_cast<double>(made.weight) /
           static_cast<double>(line.weight_total);
}

/// What a unit needs at all stations of the line.
Slice needs_of(Model& model, const Line& line, std::uint32_t item) {
    Slice needs{size_of(model.maker_needs), 0};
    for (const StationId id : ids_of<StationId>(line.stations)) {
        const Station& station = model.stations[id];
        if (!station.has_needs) continue;
        const Slice there = model.needs_by_item[(station.is_first ? station.first_needs : station.needs) + item];
        for (const Need& need : rows_of(model.needs, there)) model.maker_needs.push_back(need);
    }
    needs.count = size_of(model.maker_needs) - needs.first;
    return needs;
}

void compile_makers(Model& model) {
    std::vector<std::vector<Maker>> makers(model.stores.size());
    for (std::uint32_t l = 0; l < model.lines.size(); ++l) {
        const Line& line = model.lines[LineId(l)];
        for (std::uint32_t i = 0; i < line.items.count; ++i) {
            const LineItem& made = model.line_items[line.items.first + i];
            makers[made.store.index].push_back({.line = LineId(l),
                                                .item = line.items.first + i,
                                                .rate = rate_of(model, line, made),
                                                .needs = needs_of(model, line, line.items.first + i)});
        }
    }
    for (std::uint32_t i = 0; i < model.stores.size(); ++i) {
        model.stores[StoreId(i)].makers = {size_of(model.makers), size_of(makers[i])};
        model.makers.insert(model.makers.end(), makers[i].begin(), makers[i].end());
    }
}

/// Where there is a choice, and so waits are asked for at all.
void compile_rivals(Model& model) {
    for (SupplyChannel& channel : model.channels) {
        const bool other_sources = channel.store.valid() && model.stores[channel.store].sources.count > 1;
        channel.alone = channel.sources.count < 2 && !other_sources;
    }
    for (const Demand& demand : model.demands) {
        for (std::uint32_t i = demand.choices.first; demand.choices.count > 1 && i < demand.choices.end(); ++i) {
            if (model.choices[i].channel.valid()) model.channels[model.choices[i].channel].alone = false;
        }
    }
    for (Store& store : model.stores) {
        for (const std::uint32_t served : rows_of(model.store_channels, store.channels))
            store.has_rivals = store.has_rivals || !model.channels[model.channel_sources[served].channel].alone;
    }
}

/// Stores on whose goods a wait hangs: those that somebody else could serve instead, and the material of what lines make for such stores.
void compile_watched(Model& model) {
    std::vector<StoreId> open;
    std::vector<char> reached(model.stores.size(), 0);
    const auto reach = [&](StoreId store) {
        if (reached[store.index] == 0) open.push_back(store);
        reached[store.index] = 1;
    };
    for (std::uint32_t i = 0; i < model.stores.size(); ++i) {
        if (model.stores[StoreId(i)].has_rivals) reach(StoreId(i));
    }
    while (!open.empty()) {
        const StoreId id = open.back();
        open.pop_back();
        Store& store = model.stores[id];
        store.watched = !store.sources.empty();
        for (const Maker& maker : rows_of(model.makers, store.makers)) {
            const Slice needs = maker.needs;
            for (const Need& need : rows_of(model.maker_needs, needs)) reach(need.store);
        }
    }
}

/// Mean time until a vehicle that leaves can leave again; with the handling where the place at its end holds it.
double round_trip(const Model& model, const Lane& lane) {
    const double handling = lane.holds_vehicle ? model.places[lane.stop].time.distribution.mean() : 0;
    return lane.transit_mean + handling + lane.return_time.distribution.mean();
}

/// Mean mass of the items that have one, in grams; 0: none has.
double mean_mass(const Model& model) {
    double mass = 0, items = 0;
    for (const Item& item : model.items) {
        mass += static_cast<double>(item.mass_g);
        items += item.mass_g > 0 ? 1 : 0;
    }
    return items > 0 ? mass / items : 0;
}

/// Units in a vehicle: where mass bounds them, as many as there are of mean mass, but one at least.
std::int64_t units_in(const Lane& lane, double mass) {
    if (lane.load_g == unlimited || mass <= 0) return lane.load;
    const double units = std::max(1.0, std::floor(static_cast<double>(lane.load_g) / mass));
    return units < static_cast<double>(lane.load) ? static_cast<std::int64_t>(units) : lane.load;
}

void compile_queues(Model& model) {
    const double mass = mean_mass(model);
    for (Lane& lane : model.lanes) {
        lane.mean_load = units_in(lane, mass);
        if (lane.fleet == unlimited) continue;
        lane.fleet_wait = round_trip(model, lane) / static_cast<double>(lane.fleet) / static_cast<double>(lane.mean_load);
    }
    for (Place& place : model.places) {
        if (place.servers != unlimited) place.shipment_wait = place.time.distribution.mean() / static_cast<double>(place.servers);
    }
}

/// How long orders may be kept waiting. A random patience counts as its mean: nobody knows the customer's mind.
void compile_limits(Model& model) {
    constexpr double for_ever = std::numeric_limits<double>::infinity();
    model.least_wait = model.overflow;
    for (Demand& demand : model.demands) {
        const bool patient = demand.patient || demand.lost_if_unmet || model.overflow == for_ever;
        demand.wait_max = patient ? model.overflow : std::min(model.overflow, demand.patience.distribution.mean());
        model.least_wait = std::min(model.least_wait, demand.wait_max);
    }
}

/// What keeps whoever asks waiting too long, however fast the lines are and whatever they lack. Goods may also be bought: then nobody
/// knows.
void compile_most_owed(Model& model) {
    const auto speeds_up = [](const Disruption& one) { return one.kind == DisruptedKind::servers && one.speed > 1; };
    if (!std::isfinite(model.overflow) || std::any_of(model.disruptions.begin(), model.disruptions.end(), speeds_up)) return;
    for (Store& store : model.stores) {
        if (store.shelf == no_row || store.makers.empty() || !store.sources.empty()) continue;
        double rate = 0;
        for (const Maker& maker : rows_of(model.makers, store.makers)) rate += maker.rate;
        const double most = model.overflow * rate * (1 + 1e-6);  // units in that time, beyond all rounding
        if (most < static_cast<double>(no_row)) store.most_owed = static_cast<std::uint32_t>(most);  // that and one more come too late
    }
}

}  // namespace

void compile_waits(Tables& tables) {
    Model& model = tables.model;
    const Duration overflow = *tables.scenario.overflow;
    model.overflow = overflow == overflow_never ? std::numeric_limits<double>::infinity() : static_cast<double>(overflow.count());
    compile_makers(model);
    compile_rivals(model);
    compile_watched(model);
    compile_queues(model);
    compile_limits(model);
    compile_most_owed(model);
}

}  // namespace agrocap
