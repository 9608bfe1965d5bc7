#include "observe/metrics.hpp"

#include "observe/metric_source.hpp"

#include <cmath>
#include <limits>
#include <set>

namespace agrocap {

namespace {

/// Finished goods that left their last line, by a choice of items: of some lines, and of all.
template <class Chosen>
double finished_units(const Source& source, Slice lines, Chosen chosen) {
    double units = 0;
    for (std::uint32_t l = lines.first; l < lines.end(); ++l) {
        const Slice items = source.model.lines[LineId(l)].items;
        for (std::uint32_t i = items.first; i < items.end(); ++i) {
            const ItemId item = source.model.line_items[i].item;
            if (source.model.items[item].finished && chosen(item)) units += static_cast<double>(source.state->line_items[i].left);
        }
    }
    return source.per_year(units);
}

template <class Chosen>
double finished_units(const Source& source, Chosen chosen) {
    return finished_units(source, {0, static_cast<std::uint32_t>(source.model.lines.size())}, chosen);
}

bool any_item(ItemId) { return true; }

/// Nominal capacity of a line that counts towards finished output: the share of its items that are finished goods.
double finished_nominal(const Source& source, const Line& line) {
    std::int64_t finished = 0;
    for (std::uint32_t i = line.items.first; i < line.items.end(); ++i) {
        if (source.model.items[source.model.line_items[i].item].finished) finished += source.model.line_items[i].weight;
    }
    if (finished == 0) return 0;
    return line.nominal_per_year * static_cast<double>(finished) / static_cast<double>(line.weight_total);
}

double finite(double value) { return std::isfinite(value) ? value : nothing; }

/// Output as a share of nominal capacity; none where the latter is without bound or 0.
double utilised(double output, double nominal) { return std::isfinite(nominal) ? finite(output / nominal) : nothing; }

template <class Sink>
void output_metrics(const Source& source, Sink& sink) {
    const Model& model = source.model;
    sink.add([] { return std::string("output.total"); }, "units/y", [&] { return finished_units(source, any_item); });
    std::set<std::string> families;
    for (std::uint32_t i = 0; i < model.items.size(); ++i) {
        const Item& item = model.items[ItemId(i)];
        if (!item.finished) continue;
        if (!item.family.empty()) families.insert(item.family);
        sink.add([&] { return "output.item." + item.id; }, "units/y",
                 [&] { return finished_units(source, [&](ItemId made) { return made == ItemId(i); }); });
    }
    for (const std::string& family : families) {
        sink.add([&] { return "output.family." + family; }, "units/y",
                 [&] { return finished_units(source, [&](ItemId made) { return model.items[made].family == family; }); });
    }
    for (std::uint32_t p = 0; p < model.plants.size(); ++p) {
        sink.add([&] { return "output.plant." + model.plants[PlantId(p)].id; }, "units/y",
                 [&] { return finished_units(source, model.plants[PlantId(p)].lines, any_item); });
    }
    for (std::uint32_t l = 0; l < model.lines.size(); ++l) {
        sink.add([&] { return "output.line." + source.line_name(model.lines[LineId(l)]); }, "units/y",
                 [&] {
                     return finished_units(source, {l, 1}, any_item);
                 });
    }
}

template <class Sink>
void line_metrics(const Source& source, Sink& sink) {
    const auto per_line = [&](const char* prefix, const char* unit, auto value) {
        for (std::uint32_t l = 0; l < source.model.lines.size(); ++l) {
            sink.add([&] { return prefix + source.line_name(source.model.lines[LineId(l)]); }, unit,
                     [&] { return value(source.state->lines[LineId(l)]); });
        }
    };
    per_line("throughput.", "units/h", [&](const LineStatus& line) { return static_cast<double>(line.left) / source.hours(); });
    per_line("wip.", "units", [&](const LineStatus& line) { return line.wip.mean(source.from(), source.now(), line.in_line); });
    per_line("cycle.", "h", [&](const LineStatus& line) { return line.cycle.count() > 0 ? line.cycle.mean_hours() : nothing; });
    per_line("scrap.", "units/y", [&](const LineStatus& line) { return source.per_year(static_cast<double>(line.scrapped)); });
    per_line("lost.", "units/y", [&](const LineStatus& line) { return source.per_year(static_cast<double>(line.lost)); });
}

template <class Sink>
void station_metrics(const Source& source, Sink& sink) {
    const Model& model = source.model;
    for (std::uint32_t s = 0; s < model.stations.size(); ++s) {
        const Station& station = model.stations[StationId(s)];
        const auto name = [&](const std::string& prefix) { return prefix + model.station_names[StationId(s)].in_results; };
        const auto state_share = [&](std::size_t state) {
            Duration time{};
            for (std::uint32_t i = station.servers.first; i < station.servers.end(); ++i)
                time += source.state->servers[ServerId(i)].in_state[state];
            return source.share(time, station.servers.count);
        };
        sink.add([&] { return name("queue."); }, "units",
                 [&] {
                     const StationStatus& station = source.state->stations[StationId(s)];
                     return station.queue.mean(source.from(), source.now(), station.waiting);
                 });
        sink.add([&] { return name("wait."); }, "h",
                 [&] {
                     const DurationTally& wait = source.state->stations[StationId(s)].wait;
                     return wait.count() > 0 ? wait.mean_hours() : nothing;
                 });
        sink.add([&] { return name("busy."); }, "share", [&] { return state_share(0); });
        for (std::size_t state = 0; state < server_state_count; ++state) {
            sink.add([&] { return name("state.") + "." + server_state_names[state]; }, "share", [&] { return state_share(state); });
        }
    }
}

template <class Sink>
void store_metrics(const Source& source, Sink& sink) {
    const Model& model = source.model;
    for (std::uint32_t i = 0; i < model.stores.size(); ++i) {
        const Store& store = model.stores[StoreId(i)];
        if (store.never_empty) continue;  // its level means nothing
        const std::string& owner = store.market.valid() ? model.markets[store.market].id : model.plants[store.plant].id;
        const auto name = [&](const char* suffix) { return "store." + owner + "." + model.items[store.item].id + suffix; };
        sink.add([&] { return name(".mean"); }, "units",
                 [&] {
                     const StoreStatus& status = source.state->stores[StoreId(i)];
                     return status.stock.mean(source.from(), source.now(), status.level);
                 });
        sink.add([&] { return name(".min"); }, "units", [&] { return static_cast<double>(source.state->stores[StoreId(i)].min); });
        sink.add([&] { return name(".empty"); }, "share", [&] { return source.share(source.state->stores[StoreId(i)].empty, 1); });
    }
}

template <class Sink>
void capacity_metrics(const Source& source, Sink& sink) {
    const Model& model = source.model;
    const auto plant_nominal = [&](PlantId plant) {
        const Slice lines = model.plants[plant].lines;
        double nominal = 0;
        for (std::uint32_t l = lines.first; l < lines.end(); ++l) nominal += finished_nominal(source, model.lines[LineId(l)]);
        return nominal;
    };
    const auto total_nominal = [&] {
        double nominal = 0;
        for (const Line& line : model.lines) nominal += finished_nominal(source, line);
        return nominal;
    };
    sink.add([] { return std::string("utilisation.total"); }, "share",
             [&] { return utilised(finished_units(source, any_item), total_nominal()); });
    for (std::uint32_t p = 0; p < model.plants.size(); ++p) {
        sink.add([&] { return "utilisation." + model.plants[PlantId(p)].id; }, "share",
                 [&] { return utilised(finished_units(source, model.plants[PlantId(p)].lines, any_item), plant_nominal(PlantId(p))); });
    }
    for (std::uint32_t l = 0; l < model.lines.size(); ++l) {
        const Line& line = model.lines[LineId(l)];
        sink.add(
            [&] { return "utilisation." + source.line_name(line); }, "share",
            [&] { return utilised(source.per_year(static_cast<double>(source.state->lines[LineId(l)].left)), line.nominal_per_year); });
    }
    sink.add([] { return std::string("nominal.total"); }, "units/y", [&] { return finite(total_nominal()); });
    for (std::uint32_t p = 0; p < model.plants.size(); ++p) {
        sink.add([&] { return "nominal." + model.plants[PlantId(p)].id; }, "units/y", [&] { return finite(plant_nominal(PlantId(p))); });
    }
    for (const Line& line : model.lines) {
        sink.add([&] { return "nominal." + source.line_name(line); }, "units/y", [&] { return finite(line.nominal_per_year); });
    }
}

template <class Sink>
void all_metrics(const Source& source, Sink& sink) {
    output_metrics(source, sink);
    line_metrics(source, sink);
    station_metrics(source, sink);
    store_metrics(source, sink);
    add_trade_metrics(source, sink);
    capacity_metrics(source, sink);
}

}  // namespace

std::vector<MetricInfo> metric_infos(const Model& model) {
    Names names;
    all_metrics({model, nullptr}, names);
    return std::move(names.infos);
}

std::vector<double> metric_values(const Model& model, const RunState& state) {
    Values values;
    all_metrics({model, &state}, values);
    return std::move(values.values);
}

}  // namespace agrocap
