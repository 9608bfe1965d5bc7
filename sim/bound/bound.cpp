#include "bound/bound.hpp"

#include "bound/draft.hpp"
#include "model/compile/compile.hpp"

#include <algorithm>
#include <functional>

namespace agrocap {

namespace {

/// What a metric counts of what is put into stores, or of what is delivered to markets.
struct Counted {
    std::function<bool(const Model&, const LineItem&)> put;
    std::function<bool(const Model&, const Demand&, const Choice&)> delivered;
    [[nodiscard]] bool any() const { return put || delivered; }
};

/// The words of a metric behind the first `count`, of which ids have no dots.
std::vector<std::string> words_of(const std::string& metric) {
    std::vector<std::string> words;
    for (std::size_t from = 0; from <= metric.size();) {
        const std::size_t dot = std::min(metric.find('.', from), metric.size());
        words.push_back(metric.substr(from, dot - from));
        from = dot + 1;
    }
    return words;
}

bool is_finished(const Model& model, const LineItem& made) { return model.items[made.item].finished; }

Counted counted_output(const std::vector<std::string>& words) {
    Counted counted;
    const auto count_if = [&](auto&& test) {
        counted.put = [test](const Model& model, const LineItem& made) { return is_finished(model, made) && test(model, made); };
    };
    if (words.size() == 2 && words[1] == "total") count_if([](const Model&, const LineItem&) { return true; });
    if (words.size() == 3 && words[1] == "item")
        count_if([id = words[2]](const Model& model, const LineItem& made) { return model.items[made.item].id == id; });
    if (words.size() == 3 && words[1] == "family")
        count_if([id = words[2]](const Model& model, const LineItem& made) { return model.items[made.item].family == id; });
    if (words.size() == 3 && words[1] == "plant")
        count_if([id = words[2]](const Model& model, const LineItem& made) { return model.plants[model.lines[made.line].plant].id == id; });
    if (words.size() == 4 && words[1] == "line")
        count_if([plant = words[2], id = words[3]](const Model& model, const LineItem& made) {
            const Line& line = model.lines[made.line];
            return line.id == id && model.plants[line.plant].id == plant;
        });
    return counted;
}

Counted counted_sales(const std::vector<std::string>& words) {
    Counted counted;
    const auto count_if = [&](auto&& test) {
        counted.delivered = [test](const Model& model, const Demand& demand, const Choice&) { return test(model, demand); };
    };
    if (words.size() == 2 && words[1] == "total") {
        count_if([](const Model&, const Demand&) { return true; });
    } else if (words.size() == 2 && (words[1] == "domestic" || words[1] == "export")) {
        count_if([home = words[1] == "domestic"](const Model& model, const Demand& demand) {
            return model.markets[demand.market].domestic == home;
        });
    } else if (words.size() == 2) {
        count_if([id = words[1]](const Model& model, const Demand& demand) { return model.markets[demand.market].id == id; });
    }
    return counted;
}

Counted counted_by(const std::string& metric) {
    const std::vector<std::string> words = words_of(metric);
    if (words.front() == "output") return counted_output(words);
    if (words.front() == "sales") return counted_sales(words);
    return {};
}

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
            for (std::uint32_t c = demand.choices.first; c < demand.choices.end(); ++c)
                if (counted.delivered(draft.model, demand, draft.model.choices[c])) add(draft.delivered[c]);
    }
}

/// What the scenario has and the program does not count.
void note_left_out(Draft& draft) {
    const Model& model = draft.model;
    const auto note_if = [&](bool is_there, const char* what) {
        if (is_there) draft.left_out.insert(what);
    };
    note_if(!model.modes.empty(), "failures");
    note_if(!model.upkeeps.empty(), "maintenance");
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

std::vector<Bound> bounds_of(const Scenario& scenario, const std::vector<std::string>& metrics) {
    const Model model = compile(scenario);
    Draft draft(scenario, model);
    find_visits(draft);
    add_hour_rows(draft);
    add_unit_rows(draft);
    add_market_rows(draft);
    add_store_rows(draft);
    add_lane_rows(draft);
    note_left_out(draft);
    draft.program.numerator = static_cast<std::int64_t>(ns_per_year);
    draft.program.denominator = model.measured().count();
    std::vector<Bound> bounds;
    for (const std::string& metric : metrics) {
        set_objective(draft, counted_by(metric));
        bounds.push_back({.metric = metric,
                          .unit = "units/y",
                          .proof = prove(draft.program),
                          .left_out = {draft.left_out.begin(), draft.left_out.end()},
                          .program = draft.program,
                          .periods = {},
                          .binding = {}});
        for (int p = 0; p < draft.periods.count(); ++p) bounds.back().periods.push_back(draft.stretch(p));
    }
    return bounds;
}

void find_binding(Bound& bound, std::size_t most) {
    if (bound.proof) bound.binding = binding_rows(bound.program, most);
}

}  // namespace agrocap
