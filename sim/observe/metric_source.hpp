#pragma once

#include "observe/metrics.hpp"

#include <limits>

namespace agrocap {

/// The value of a metric without an observation.
inline constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

/// What the metrics are computed from. One declaration of each metric serves both its name and its value: see `Names` and `Values`.
struct Source {
    const Model& model;
    const RunState* state;  // null while only names are asked for

    /// The time that is measured: since the end of the warm-up, or of the batch before.
    [[nodiscard]] Time from() const { return state->measured_from; }
    [[nodiscard]] Time now() const { return state->simulation.now(); }
    [[nodiscard]] Duration measured() const { return now() - from(); }
    [[nodiscard]] double hours() const { return in_hours(measured()); }
    [[nodiscard]] double share(Duration part, double servers) const {
        return static_cast<double>(part.count()) / (static_cast<double>(measured().count()) * servers);
    }
    /// A count of the measured time as an annual figure: count x 365 d / measured time, in this order, so that whole years stay whole.
    [[nodiscard]] double per_year(double count) const { return count * ns_per_year / static_cast<double>(measured().count()); }
    [[nodiscard]] std::string line_name(const Line& line) const { return model.plants[line.plant].id + "." + line.id; }
};

/// Takes names and units, leaves values alone.
struct Names {
    std::vector<MetricInfo> infos;
    template <class Name, class Value>
    void add(Name name, const char* unit, Value) {
        infos.push_back({name(), unit});
    }
};

/// Takes values, leaves names alone.
struct Values {
    std::vector<double> values;
    template <class Name, class Value>
    void add(Name, const char*, Value value) {
        values.push_back(value());
    }
};

/// Metrics of stocks, supply, transport, markets and money.
void add_trade_metrics(const Source& source, Names& names);
void add_trade_metrics(const Source& source, Values& values);

}  // namespace agrocap
