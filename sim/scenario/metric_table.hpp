#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace agrocap {

/// Which values a metric can have: a threshold beyond is a slip of the planner's.
enum class MetricRange : std::uint8_t {
    by_unit,    // a share from 0 to 1, all else 0 or more
    from_zero,  // a share that may pass 1
    any,
};

/// What a planner would rather have; neither by itself: work in progress, say, or a busy station.
enum class Better : std::uint8_t { more, less, neither };

/// One kind of metric, as declared: what every list, check, value and page of metrics is made from.
///
/// Capital words of the pattern stand for ids (`metric_words` says of what), small ones for themselves. Its value is attached to the
/// pattern in `sim/observe`, where a pattern that is not declared here does not compile.
struct MetricRow {
    std::string_view pattern;
    std::string_view unit;
    Better better;
    std::string_view meaning;
    std::string_view where = {};  // of which objects only; empty: of all that the words can name
    MetricRange range = MetricRange::by_unit;
};

/// The metrics in the order in which a reader looks for them: by what they tell of.
struct MetricGroup {
    std::string_view title;
    std::string_view first;  // pattern of its first row
};

inline constexpr std::array metric_groups{
    MetricGroup{"Output and capacity", "output.total"},
    MetricGroup{"Lines and stations", "throughput.PLANT.LINE"},
    MetricGroup{"Stocks and supply", "store.PLANT.STORED.mean"},
    MetricGroup{"Markets", "demand.total"},
    MetricGroup{"Transport", "flow.LANE"},
    MetricGroup{"Money and content", "revenue.total"},
};

/// Up to so many pairs of a plant and a market have their sales among the metrics, whether anything is sold or not.
inline constexpr std::size_t pair_metrics_max = 10'000;

inline constexpr std::string_view pairs_of_note =
    "plants whose goods can get to the market; in networks with more than 10,000 such pairs, those asked for by name";
inline constexpr std::string_view with_markets = "scenarios with markets";
inline constexpr std::string_view with_limits = "stores that can be empty (no `supply = \"unlimited\"`)";
inline constexpr std::string_view asked_stores = "stores that a line, a market or another plant asks for goods";
inline constexpr std::string_view taken_stores = "stores that can be empty and that lines take from";
inline constexpr std::string_view undemanded_stocks = "dealers' stocks of what the market demands by its family";
inline constexpr std::string_view with_reorder = "stocks with a reorder policy";
inline constexpr std::string_view with_masses = "scenarios where some item has `mass_t`; items without one weigh nothing";
inline constexpr std::string_view with_due = "demands with a `due` time";
inline constexpr std::string_view with_penalty = "scenarios where some demand has a `penalty`";
inline constexpr std::string_view finished_goods = "finished goods: items that some market demands, or that nothing uses";

using enum Better;

inline constexpr std::array metric_rows{
    MetricRow{"output.total", "units/y", more, "finished goods that left their last line"},
    MetricRow{"output.item.ITEM", "units/y", more, "units of the item that left their last line", finished_goods},
    MetricRow{"output.family.FAMILY", "units/y", more, "units of the family that left their last line", "families of finished goods"},
    MetricRow{"output.plant.PLANT", "units/y", more, "finished goods that left a line of the plant"},
    MetricRow{"output.line.PLANT.LINE", "units/y", more, "finished goods that left the line"},
    MetricRow{"utilisation.total", "share", more, "output as a share of nominal capacity", {}, MetricRange::from_zero},
    MetricRow{"utilisation.PLANT", "share", more, "the plant's output as a share of its nominal capacity", {}, MetricRange::from_zero},
    MetricRow{"utilisation.PLANT.LINE",
              "share",
              more,
              "the line's output, parts too, as a share of nominal capacity",
              {},
              MetricRange::from_zero},
    MetricRow{"nominal.total", "units/y", neither,
              "nominal capacity: finished goods that each line's slowest resource could make in its open hours"},
    MetricRow{"nominal.PLANT", "units/y", neither, "nominal capacity of the plant"},
    MetricRow{"nominal.PLANT.LINE", "units/y", neither, "nominal capacity of the line, parts included"},

    MetricRow{"throughput.PLANT.LINE", "units/h", more, "units that left the line, parts included"},
    MetricRow{"wip.PLANT.LINE", "units", neither, "units in the line, mean over time"},
    MetricRow{"cycle.PLANT.LINE", "h", less, "from a unit's release to its leaving the line, mean"},
    MetricRow{"scrap.PLANT.LINE", "units/y", less, "units scrapped"},
    MetricRow{"lost.PLANT.LINE", "units/y", less, "units that arrived and found no place in the line"},
    MetricRow{"queue.PLANT.LINE.STATION", "units", less, "units that wait for a server, mean over time"},
    MetricRow{"wait.PLANT.LINE.STATION", "h", less, "from a unit's joining the station to its start, mean"},
    MetricRow{"busy.PLANT.LINE.STATION", "share", neither, "time that servers work, of all time"},
    MetricRow{"state.PLANT.LINE.STATION.STATE", "share", neither, "time that servers are in the state, of all time"},
    MetricRow{"queue.PLANT.OWN", "units", less, "units that wait for a server of the plant's own station, mean over time"},
    MetricRow{"wait.PLANT.OWN", "h", less, "from a unit's joining the plant's own station to its start, mean"},
    MetricRow{"busy.PLANT.OWN", "share", neither, "time that servers of the plant's own station work, of all time"},
    MetricRow{"state.PLANT.OWN.STATE", "share", neither, "time that servers of the plant's own station are in the state, of all time"},

    MetricRow{"store.PLANT.STORED.mean", "units", neither, "stock, mean over time", with_limits},
    MetricRow{"store.PLANT.STORED.min", "units", neither, "lowest stock that lasted for some time", with_limits},
    MetricRow{"store.PLANT.STORED.empty", "share", neither, "time without stock, of all time", with_limits},
    MetricRow{"store.MARKET.HELD.mean", "units", neither, "dealers' stock, mean over time", with_limits},
    MetricRow{"store.MARKET.HELD.min", "units", neither, "lowest dealers' stock that lasted for some time", with_limits},
    MetricRow{"store.MARKET.HELD.empty", "share", neither, "time without dealers' stock, of all time", with_limits},
    MetricRow{"backlog.PLANT.STORED", "units", less, "units that the store owes, mean over time", asked_stores},
    MetricRow{"fill.PLANT.STORED", "share", more, "units that the store gave at once, of those that it was asked for", asked_stores},
    MetricRow{"orders.PLANT.STORED", "orders/y", neither, "orders by the reorder policy", with_reorder},
    MetricRow{"waited.PLANT.STORED", "h/y", less, "hours that stations which take the item stand without material, added up", taken_stores},
    MetricRow{"orders.MARKET.HELD", "orders/y", neither, "dealers' orders by the reorder policy", with_reorder},
    MetricRow{"supply.SUPPLIER.SUPPLIED", "units/y", neither, "units of the item that the supplier shipped"},

    MetricRow{"demand.total", "units/y", neither, "units demanded", with_markets},
    MetricRow{"demand.MARKET", "units/y", neither, "units demanded in the market"},
    MetricRow{"demand.MARKET.DEMANDED", "units/y", neither, "units of the item or family demanded in the market"},
    MetricRow{"sales.total", "units/y", more, "units delivered to customers", with_markets},
    MetricRow{"sales.domestic", "units/y", more, "units delivered to customers at home", with_markets},
    MetricRow{"sales.export", "units/y", more, "units delivered to customers abroad", with_markets},
    MetricRow{"sales.MARKET", "units/y", more, "units delivered in the market"},
    MetricRow{"sales.MARKET.DEMANDED", "units/y", more, "units delivered on the demand for the item or family"},
    MetricRow{"sales.MARKET.SOLD", "units/y", more, "units of the item delivered on the demand for its family"},
    MetricRow{"sales.PLANT.MARKET", "units/y", more, "units of the plant delivered in the market", pairs_of_note},
    MetricRow{"fill.MARKET", "share", more, "units served from stock at the moment of the order, of those demanded"},
    MetricRow{"fill.MARKET.DEMANDED", "share", more,
              "units of the item or family served from stock at the moment of the order, of those demanded"},
    MetricRow{"backlog.MARKET.DEMANDED", "units", less, "units ordered and neither delivered nor lost, mean over time"},
    // After those of demand, which have the name where the item is demanded.
    MetricRow{"backlog.MARKET.HELD", "units", less, "units that the dealers owe, mean over time", undemanded_stocks},
    MetricRow{"fill.MARKET.HELD", "share", more, "units that the dealers gave at once, of those that they were asked for",
              undemanded_stocks},
    MetricRow{"lost.MARKET.DEMANDED", "units/y", less, "units lost: not in stock, or not shipped within the patience"},
    MetricRow{"delivery.MARKET.DEMANDED", "h", less, "from order to arrival, mean"},
    MetricRow{"ontime.MARKET", "share", more, "units delivered by their due moment, of those due in the measured time",
              "markets with demands that have a `due` time"},
    MetricRow{"ontime.MARKET.DEMANDED", "share", more,
              "units of the item or family delivered by their due moment, of those due in the measured time", with_due},
    MetricRow{"late.MARKET.DEMANDED", "h", less, "from the due moment to delivery, loss or the end, mean of the units that are late",
              with_due},

    MetricRow{"flow.LANE", "units/y", neither, "units that departed"},
    MetricRow{"load.LANE", "share", neither, "load of a vehicle that departed, of what it can take"},
    MetricRow{"tonnes.LANE", "t/y", neither, "mass of the units that departed", with_masses},
    MetricRow{"tonne-km.LANE", "t km/y", neither, "mass of the units that departed × the lane's length",
              "lanes with `distance_km`, in scenarios where some item has `mass_t`"},
    MetricRow{"wait.PLACE", "h", less, "time in the queue of the place, mean"},
    MetricRow{"queue.PLACE", "shipments", less, "loads in the queue of the place, mean over time"},

    MetricRow{"revenue.total", "money/y", more, "revenue on delivery", with_markets},
    MetricRow{"revenue.MARKET", "money/y", more, "revenue of the market"},
    MetricRow{"revenue.PLANT", "money/y", more, "revenue of the plant's goods", with_markets},
    MetricRow{"cost.total", "money/y", less, "cost of what was delivered: material, lines, lanes and fees, tariff; and penalties",
              with_markets},
    MetricRow{"cost.MARKET", "money/y", less, "cost of what was delivered in the market"},
    MetricRow{"cost.PLANT", "money/y", less, "cost of the plant's goods that were delivered", with_markets},
    MetricRow{"margin.total", "money/y", more, "revenue less cost", with_markets, MetricRange::any},
    MetricRow{"margin.MARKET", "money/y", more, "revenue of the market less cost", {}, MetricRange::any},
    MetricRow{"margin.PLANT", "money/y", more, "revenue of the plant's goods less cost", with_markets, MetricRange::any},
    MetricRow{"penalty.total", "money/y", less, "penalties for units that are late, a part of cost", with_penalty},
    MetricRow{"penalty.MARKET", "money/y", less, "penalties of the market for units that are late", with_penalty},
    MetricRow{"local.ITEM", "share", more, "value made at home, of the item's price",
              "finished goods, and items with parts whose suppliers are known"},
};

/// The row of a pattern. A pattern that no row has does not compile.
consteval const MetricRow& metric_row(std::string_view pattern) {
    for (const MetricRow& row : metric_rows) {
        if (row.pattern == pattern) return row;
    }
    throw "no such metric is declared";
}

/// A pattern that is declared.
class MetricPattern {
  public:
    consteval MetricPattern(const char* pattern) : row(metric_row(pattern)) {}

    const MetricRow& row;
};

/// The metric that the pattern gives with these ids for its capital words, in their order.
std::string metric_name(const MetricRow& row, std::span<const std::string> ids);
std::string metric_name(MetricPattern pattern, const std::vector<std::string>& ids = {});

/// The row that the name has the form of, whatever its ids; null for no metric. Of several they differ in nothing but of what they tell.
const MetricRow* metric_row_like(std::string_view name);

/// Whether every value of the metric lies from 0 to 1.
bool is_proper_share(const MetricRow& row);

}  // namespace agrocap
