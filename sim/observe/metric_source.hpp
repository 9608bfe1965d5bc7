#pragma once

#include "model/trade/promise.hpp"
#include "observe/metrics.hpp"
#include "scenario/metric_table.hpp"
#include "stats/duration_tally.hpp"
#include "stats/time_average.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace agrocap {

/// The value of a metric without an observation.
inline constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

inline double cost_of(const PairStatus& ledger) { return ledger.spent + ledger.transport + ledger.duties + ledger.penalty; }

/// Money of one plant in all markets.
struct PlantMoney {
    double revenue = 0, cost = 0, margin = 0;

    void add(const PairStatus& ledger) {
        revenue += ledger.revenue;
        cost += cost_of(ledger);
        margin += ledger.revenue - cost_of(ledger);
    }
};

/// What is read: the metrics themselves, or the sums behind them. The difference of a sum at two moments tells of the time between: a
/// count is what happened then, and a mean over time is the difference of integrals (in ns) over that time.
enum class Figures : std::uint8_t { metrics, sums };

/// What the metrics are computed from.
struct Source {
    /// For names alone.
    explicit Source(const Model& of) : model(of) {}
    /// For figures of what `load_units` and the like bring up to now.
    Source(const Model& of, const RunState& from, Figures kind);

    const Model& model;
    const RunState* state = nullptr;  // null: for names alone
    Figures figures = Figures::metrics;

    // Sums that many metrics share, each from one pass: a large network has far more lines and pairs than plants and items.
    std::vector<std::int64_t> left_by_item;  // units of the item that left some line
    std::vector<PlantMoney> money_by_plant;
    Table<Demand, PromiseFigures> promises;     // empty: nobody was promised anything
    Table<Market, PairStatus> money_by_market;  // with the penalties for what is still open

    /// The time that is measured: since the end of the warm-up, or of the batch before.
    [[nodiscard]] Time from() const { return state->measured_from; }
    [[nodiscard]] Time now() const { return state->simulation.now(); }
    [[nodiscard]] Duration measured() const { return now() - from(); }
    [[nodiscard]] double hours() const { return in_hours(measured()); }
    /// `part_ns` of the measured time of so many servers.
    [[nodiscard]] double share(double part_ns, double servers) const {
        if (figures == Figures::sums) return part_ns / servers;
        return part_ns / (static_cast<double>(measured().count()) * servers);
    }
    /// The mean of a level over the measured time.
    [[nodiscard]] double mean(const TimeAverage& average, std::int64_t level) const {
        return figures == Figures::sums ? average.area(now(), level) : average.mean(from(), now(), level);
    }
    /// A count of the measured time as an annual figure: count x 365 d / measured time, in this order, so that whole years stay whole.
    [[nodiscard]] double per_year(double count) const {
        return figures == Figures::sums ? count : count * ns_per_year / static_cast<double>(measured().count());
    }
    [[nodiscard]] double per_year(std::int64_t count) const { return per_year(static_cast<double>(count)); }
};

/// What metrics tell of, besides the rows of the model: all of it, a family, a server state of a station, an item of a family's demand.
struct Whole {};
struct Family {
    const std::string* name = nullptr;
};
struct StationState {
    StationId station;
    std::uint32_t state = 0;
};
struct FamilySale {
    DemandId demand;
    ItemId item;
};

/// The ids that fill in the capital words of a pattern, in their order.
using MetricIdWords = std::vector<std::string>;
MetricIdWords ids_of(const Model& model, Whole);
MetricIdWords ids_of(const Model& model, Family family);
MetricIdWords ids_of(const Model& model, ItemId id);
MetricIdWords ids_of(const Model& model, PlantId id);
MetricIdWords ids_of(const Model& model, LineId id);
MetricIdWords ids_of(const Model& model, StationId id);
MetricIdWords ids_of(const Model& model, StationState state);
MetricIdWords ids_of(const Model& model, StoreId id);
MetricIdWords ids_of(const Model& model, SupplyId id);
MetricIdWords ids_of(const Model& model, MarketId id);
MetricIdWords ids_of(const Model& model, DemandId id);
MetricIdWords ids_of(const Model& model, FamilySale sale);
MetricIdWords ids_of(const Model& model, PairId id);
MetricIdWords ids_of(const Model& model, LaneId id);
MetricIdWords ids_of(const Model& model, PlaceId id);

/// A declared metric of one kind of object with how its value is read, and of which of the objects it exists.
template <class Of>
struct MetricValue {
    using Read = double (*)(const Source&, Of);
    using Exists = bool (*)(const Model&, Of);

    consteval MetricValue(std::string_view pattern, Read read_value, Exists exists_for = nullptr)
        : row(&metric_row(pattern)), read(read_value), exists(exists_for) {}

    const MetricRow* row;
    Read read;
    Exists exists;  // null: of all
};

/// Takes names and rows, leaves values alone.
struct Names {
    std::vector<DescribedMetric> metrics;

    template <class Of>
    void add(const Source& source, const MetricValue<Of>& metric, Of of) {
        metrics.push_back({metric_name(*metric.row, ids_of(source.model, of)), metric.row});
    }
};

/// Takes values, leaves names alone.
struct Values {
    std::vector<double> values;

    template <class Of>
    void add(const Source& source, const MetricValue<Of>& metric, Of of) {
        values.push_back(metric.read(source, of));
    }
};

/// Adds the metrics of one object, one after the other.
template <class Sink, class Of, std::size_t n>
void add_all(const Source& source, Sink& sink, const MetricValue<Of> (&metrics)[n], Of of) {
    for (const MetricValue<Of>& metric : metrics) {
        if (metric.exists == nullptr || metric.exists(source.model, of)) sink.add(source, metric, of);
    }
}

/// Adds one metric of all objects of a table.
template <class Sink, class Kind>
void add_each(const Source& source, Sink& sink, const MetricValue<Id<Kind>>& metric, std::size_t count) {
    for (std::uint32_t i = 0; i < count; ++i) {
        const Id<Kind> id(i);
        if (metric.exists == nullptr || metric.exists(source.model, id)) sink.add(source, metric, id);
    }
}

/// How long servers were in a state, all together. Requires: their time has been booked.
inline DurationTally time_in(const RunState& now, Slice servers, std::size_t state) {
    DurationTally time;  // 300 servers have more than the 292 years of 64 bits in a year
    for (const ServerId server : ids_of<ServerId>(servers)) time.add(now.servers[server].in_state[state]);
    return time;
}

/// How a metric of many objects is made of one of theirs: whole numbers add up to the same in any order, amounts of money do not.
enum class Adding : std::uint8_t { whole_numbers, amounts };

/// Adds a metric of many objects, the sum of a metric of theirs. `visit_members` shows them in the order in which they are added up.
template <class Sink, class Of, class Member, class VisitMembers>
void add_total(const Source& source, Sink& sink, const MetricValue<Of>& total, Of of, Adding adding, const MetricValue<Member>& of_member,
               VisitMembers&& visit_members) {
    if constexpr (requires { sink.add_total(adding, of_member, visit_members); })
        sink.add_total(adding, of_member, visit_members);
    else
        sink.add(source, total, of);
}

/// Brings the sums of a source that many metrics share up to now: of items, as far as these lines make them.
void load_units(Source& source, std::span<const LineId> lines);
/// The same of plants. `pairs`: all of some plants.
template <class Pairs>
void load_plant_money(Source& source, const Pairs& pairs) {
    for (const PairId id : pairs) source.money_by_plant[source.model.pairs[id].plant.index] = {};
    for (const PairId id : pairs) source.money_by_plant[source.model.pairs[id].plant.index].add(source.state->trade.pairs[id]);
}
/// The same of markets. `demands`: all of some markets. Of a promise: `promises` have been worked out.
void load_market_money(Source& source, std::span<const DemandId> demands);

class PartReads;

/// Metrics of stocks, supply, transport, markets and money.
void add_trade_metrics(const Source& source, Names& names);
void add_trade_metrics(const Source& source, Values& values);
void add_trade_metrics(const Source& source, PartReads& reads);

/// Whether somebody has to be paid for what comes late.
bool has_penalties(const Model& model);

}  // namespace agrocap
