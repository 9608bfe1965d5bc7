#include "bound/bound.hpp"

#include "bound/counted.hpp"
#include "bound/draft.hpp"
#include "bound/transport_cut.hpp"
#include "model/compile/compile.hpp"

#include <algorithm>
#include <cmath>

namespace agrocap {

namespace {

/// The objective counts the measured time.
void set_objective(Draft& draft, const Counted& counted) {
    const auto add = [&](Course course) {
        for (int p = draft.periods.window; p < draft.periods.count(); ++p) draft.program.objective.push_back({course.in(p), 1});
    };
    draft.program.objective.clear();
    if (counted.put) {
        for (std::uint32_t i = 0; i < draft.model.line_items.size(); ++i)
            if (counted.put(draft.model, draft.model.line_items[i])) add(draft.put[i]);
    }
    if (counted.delivered) {
        for (const Demand& demand : draft.model.demands)
            for (const std::uint32_t c : indices_of(demand.choices))
                if (counted.delivered(draft.model, demand, draft.model.choices[c])) add(draft.delivered[c]);
    }
}

/// What of transport makes the bound, where that alone proves as much as the whole program.
std::vector<std::size_t> deciding_cut(Draft& draft, const Counted& counted, const Bound& bound) {
    if (!bound.proof) return {};
    const std::optional<TransportFlow> flow = transport_flow(draft, counted);
    if (!flow) return {};
    const double per_year = static_cast<double>(bound.program.numerator) / static_cast<double>(bound.program.denominator);
    const bool decides = std::abs(flow->units * per_year - bound.proof->value) <= 1e-9 * bound.proof->value;
    return decides ? flow->cut : std::vector<std::size_t>{};
}

/// What the scenario has and the program does not count.
void note_left_out(Draft& draft) {
    const Model& model = draft.model;
    const auto note_if = [&](bool is_there, const char* what) {
        if (is_there) draft.left_out.insert(what);
    };
    note_if(std::any_of(model.stations.begin(), model.stations.end(), [](const Station& station) { return station.has_setups; }), "setups");
    note_if(std::any_of(model.stores.begin(), model.stores.end(), [](const Store& store) { return store.reorders; }), "reordering");
    note_if(!model.lanes.empty(), "transit");
    note_if(std::any_of(model.places.begin(), model.places.end(), [](const Place& place) { return place.has_traffic; }), "traffic");
    note_if(std::any_of(model.disruptions.begin(), model.disruptions.end(),
                        [&](const Disruption& row) { return certain_spans(model, row).empty(); }),
            "disruptions");
}

}  // namespace

std::vector<std::string> bounded_by_default(const Scenario& scenario) {
    std::vector<std::string> metrics{"output.total"};
    if (!scenario.market.empty()) metrics.insert(metrics.end(), {"sales.total", "sales.export"});
    return metrics;
}

bool can_be_bounded(const Scenario&, const std::string& metric) { return counted_by(metric).any(); }

std::size_t bounded_objects(const Scenario& scenario) {
    std::size_t objects = scenario.lane.size();
    for (const auto& [id, plant] : scenario.plant) {
        objects += plant.station.size();
        for (const auto& [line_id, line] : plant.line) objects += line.station.size();
    }
    for (const auto& [id, market] : scenario.market) objects += market.demand.size();
    return objects;
}

std::vector<Bound> bounds_of(const Scenario& scenario, const std::vector<std::string>& metrics) {
    const Model model = compile(scenario);
    Draft draft(scenario, model);
    find_visits(draft);
    add_hour_rows(draft);
    add_repair_rows(draft);
    add_maintenance_rows(draft);
    add_line_time_rows(draft);
    add_unit_rows(draft);
    add_market_rows(draft);
    add_store_rows(draft);
    add_lane_rows(draft);
    note_left_out(draft);
    draft.program.numerator = static_cast<std::int64_t>(ns_per_year);
    draft.program.denominator = model.measured().count();
    std::vector<Bound> bounds;
    for (const std::string& metric : metrics) {
        const Counted counted = counted_by(metric);
        set_objective(draft, counted);
        bounds.push_back({.metric = metric,
                          .unit = "units/y",
                          .proof = prove(draft.program),
                          .left_out = {draft.left_out.begin(), draft.left_out.end()},
                          .program = draft.program,
                          .periods = {},
                          .binding = {},
                          .cut = {}});
        bounds.back().cut = deciding_cut(draft, counted, bounds.back());
        for (int p = 0; p < draft.periods.count(); ++p) bounds.back().periods.push_back(draft.stretch(p));
    }
    return bounds;
}

void find_binding(Bound& bound, std::size_t most) {
    if (bound.proof) bound.binding = binding_rows(bound.program, most);
}

}  // namespace agrocap
