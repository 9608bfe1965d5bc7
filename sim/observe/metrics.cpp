#include "observe/metrics.hpp"

#include "model/compile/compile.hpp"
#include "observe/metric_source.hpp"
#include "observe/part_reads.hpp"
#include "stats/duration_tally.hpp"

#include <cmath>
#include <set>

namespace agrocap {

namespace {

/// Finished goods that left some of the lines.
double finished_units(const Source& source, Slice lines) {
    std::int64_t units = 0;
    for (const LineId line : ids_of<LineId>(lines)) {
        const Slice items = source.model.lines[line].items;
        for (const std::uint32_t i : indices_of(items)) {
            if (source.model.items[source.model.line_items[i].item].finished) units += source.state->line_items[i].left;
        }
    }
    return source.per_year(units);
}

Slice all_lines(const Model& model) { return {0, static_cast<std::uint32_t>(model.lines.size())}; }

double family_units(const Source& source, Family family) {
    std::int64_t units = 0;
    for (std::uint32_t i = 0; i < source.model.items.size(); ++i) {
        const Item& item = source.model.items[ItemId(i)];
        if (item.finished && item.family == *family.name) units += source.left_by_item[i];
    }
    return source.per_year(units);
}

/// Nominal capacity of a line that counts towards finished output: the share of its items that are finished goods.
double finished_nominal(const Model& model, const Line& line) {
    std::int64_t finished = 0;
    for (const LineItem& made : rows_of(model.line_items, line.items)) {
        if (model.items[made.item].finished) finished += made.weight;
    }
    if (finished == 0) return 0;
    return line.nominal_per_year * static_cast<double>(finished) / static_cast<double>(line.weight_total);
}

double nominal_of(const Model& model, Slice lines) {
    double nominal = 0;
    for (const LineId line : ids_of<LineId>(lines)) nominal += finished_nominal(model, model.lines[line]);
    return nominal;
}

double finite(double value) { return std::isfinite(value) ? value : nothing; }

/// Output as a share of nominal capacity; none where the latter is without bound or 0.
double utilised(double output, double nominal) { return std::isfinite(nominal) ? finite(output / nominal) : nothing; }

double state_share(const Source& source, StationState of) {
    const Slice servers = source.model.stations[of.station].servers;
    return source.share(time_in(*source.state, servers, of.state).sum(), servers.count);
}

double mean_queue(const Source& source, StationId id) {
    const StationStatus& station = source.state->stations[id];
    return source.mean(station.queue, station.waiting);
}

double mean_of(const DurationTally& tally) { return tally.count() > 0 ? tally.mean_hours() : nothing; }

double mean_wait(const Source& source, StationId id) { return mean_of(source.state->stations[id].wait); }

double busy_share(const Source& source, StationId id) { return state_share(source, {id, 0}); }

// Output.
constexpr MetricValue<Whole> whole_output{"output.total", [](const Source& s, Whole) { return finished_units(s, all_lines(s.model)); }};
constexpr MetricValue<ItemId> item_output{"output.item.ITEM",
                                          [](const Source& s, ItemId id) { return s.per_year(s.left_by_item[id.index]); },
                                          [](const Model& model, ItemId id) { return model.items[id].finished; }};
constexpr MetricValue<Family> family_output{"output.family.FAMILY", family_units};
constexpr MetricValue<PlantId> plant_output{"output.plant.PLANT",
                                            [](const Source& s, PlantId id) { return finished_units(s, s.model.plants[id].lines); }};
constexpr MetricValue<LineId> line_output{"output.line.PLANT.LINE", [](const Source& s, LineId id) {
                                              return finished_units(s, {id.index, 1});
                                          }};

// Lines: each metric of all lines, then the next.
constexpr MetricValue<LineId> of_lines[] = {
    {"throughput.PLANT.LINE", [](const Source& s, LineId id) { return static_cast<double>(s.state->lines[id].left) / s.hours(); }},
    {"wip.PLANT.LINE", [](const Source& s, LineId id) { return s.mean(s.state->lines[id].wip, s.state->lines[id].in_line); }},
    {"cycle.PLANT.LINE", [](const Source& s, LineId id) { return mean_of(s.state->lines[id].cycle); }},
    {"scrap.PLANT.LINE", [](const Source& s, LineId id) { return s.per_year(s.state->lines[id].scrapped); }},
    {"lost.PLANT.LINE", [](const Source& s, LineId id) { return s.per_year(s.state->lines[id].lost); }},
};

// Stations: all of one, then of the next.
constexpr MetricValue<StationId> of_stations[] = {
    {"queue.PLANT.LINE.STATION", mean_queue},
    {"wait.PLANT.LINE.STATION", mean_wait},
    {"busy.PLANT.LINE.STATION", busy_share},
};
constexpr MetricValue<StationState> of_station_states[] = {{"state.PLANT.LINE.STATION.STATE", state_share}};

// The same of a plant's own stations.
constexpr MetricValue<StationId> of_own_stations[] = {
    {"queue.PLANT.OWN", mean_queue},
    {"wait.PLANT.OWN", mean_wait},
    {"busy.PLANT.OWN", busy_share},
};
constexpr MetricValue<StationState> of_own_station_states[] = {{"state.PLANT.OWN.STATE", state_share}};

// Capacity.
constexpr MetricValue<Whole> whole_utilisation{
    "utilisation.total",
    [](const Source& s, Whole) { return utilised(finished_units(s, all_lines(s.model)), nominal_of(s.model, all_lines(s.model))); }};
constexpr MetricValue<PlantId> plant_utilisation{"utilisation.PLANT", [](const Source& s, PlantId id) {
                                                     const Slice lines = s.model.plants[id].lines;
                                                     return utilised(finished_units(s, lines), nominal_of(s.model, lines));
                                                 }};
constexpr MetricValue<LineId> line_utilisation{"utilisation.PLANT.LINE", [](const Source& s, LineId id) {
                                                   return utilised(s.per_year(s.state->lines[id].left), s.model.lines[id].nominal_per_year);
                                               }};
constexpr MetricValue<Whole> whole_nominal{"nominal.total",
                                           [](const Source& s, Whole) { return finite(nominal_of(s.model, all_lines(s.model))); }};
constexpr MetricValue<PlantId> plant_nominal{
    "nominal.PLANT", [](const Source& s, PlantId id) { return finite(nominal_of(s.model, s.model.plants[id].lines)); }};
constexpr MetricValue<LineId> line_nominal{"nominal.PLANT.LINE",
                                           [](const Source& s, LineId id) { return finite(s.model.lines[id].nominal_per_year); }};

auto each_line(const Model& model) {
    return [&model](auto&& visit) {
        for (std::uint32_t i = 0; i < model.lines.size(); ++i) visit(LineId(i));
    };
}

auto each_finished_of(const Model& model, const std::string& family) {
    return [&model, &family](auto&& visit) {
        for (std::uint32_t i = 0; i < model.items.size(); ++i)
            if (const Item& item = model.items[ItemId(i)]; item.finished && item.family == family) visit(ItemId(i));
    };
}

template <class Sink>
void add_output(const Source& source, Sink& sink) {
    const Model& model = source.model;
    add_total(source, sink, whole_output, Whole{}, Adding::whole_numbers, line_output, each_line(model));
    add_each(source, sink, item_output, model.items.size());
    std::set<std::string> families;
    for (const Item& item : model.items) {
        if (item.finished && !item.family.empty()) families.insert(item.family);
    }
    for (const std::string& family : families)
        add_total(source, sink, family_output, Family{&family}, Adding::whole_numbers, item_output, each_finished_of(model, family));
    for (std::uint32_t i = 0; i < model.plants.size(); ++i) {
        const auto each_of_its_lines = [lines = model.plants[PlantId(i)].lines](auto&& visit) {
            for (const LineId line : ids_of<LineId>(lines)) visit(line);
        };
        add_total(source, sink, plant_output, PlantId(i), Adding::whole_numbers, line_output, each_of_its_lines);
    }
    add_each(source, sink, line_output, model.lines.size());
}

template <class Sink>
void add_stations(const Source& source, Sink& sink) {
    for (std::uint32_t i = 0; i < source.model.stations.size(); ++i) {
        const StationId id(i);
        const bool is_plants = !source.model.stations[id].line.valid();
        const auto& own_or_lines = is_plants ? of_own_stations : of_stations;
        const auto& states = is_plants ? of_own_station_states : of_station_states;
        add_all(source, sink, own_or_lines, id);
        for (std::uint32_t state = 0; state < server_state_count; ++state) add_all(source, sink, states, StationState{id, state});
    }
}

template <class Sink>
void add_capacity(const Source& source, Sink& sink) {
    sink.add(source, whole_utilisation, Whole{});
    add_each(source, sink, plant_utilisation, source.model.plants.size());
    add_each(source, sink, line_utilisation, source.model.lines.size());
    sink.add(source, whole_nominal, Whole{});
    add_each(source, sink, plant_nominal, source.model.plants.size());
    add_each(source, sink, line_nominal, source.model.lines.size());
}

/// All metrics in the order of the results, which readers of files and digests rely on.
template <class Sink>
void add_metrics(const Source& source, Sink& sink) {
    add_output(source, sink);
    for (const MetricValue<LineId>& metric : of_lines) add_each(source, sink, metric, source.model.lines.size());
    add_stations(source, sink);
    add_trade_metrics(source, sink);
    add_capacity(source, sink);
}

}  // namespace

std::vector<DescribedMetric> described_metrics(const Model& model) {
    Names names;
    add_metrics(Source(model), names);
    return std::move(names.metrics);
}

std::vector<DescribedMetric> described_metrics(const Scenario& scenario) { return described_metrics(compile(scenario)); }

std::vector<MetricInfo> metric_infos(const Model& model) {
    std::vector<MetricInfo> infos;
    for (DescribedMetric& metric : described_metrics(model)) infos.push_back({std::move(metric.name), std::string(metric.row->unit)});
    return infos;
}

std::vector<double> metric_values(const Model& model, const RunState& state) {
    Source source(model, state, Figures::metrics);
    source.promises = promises_now(model, state);
    load_units(source, model.whole.lines);
    load_plant_money(source, ids_of<PairId>({0, static_cast<std::uint32_t>(model.pairs.size())}));
    load_market_money(source, model.whole.demands);
    Values values;
    add_metrics(source, values);
    return std::move(values.values);
}

SeriesReads series_reads(const Model& model, const std::vector<char>& chosen) {
    PartReads reads(model, chosen);
    add_metrics(Source(model), reads);
    return std::move(reads).take();
}

}  // namespace agrocap
