#include "scenario/amount_table.hpp"
#include "scenario/describe.hpp"
#include "scenario/number_text.hpp"
#include "scenario/value_types.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace agrocap {
namespace {

void check_patience(DemandSpec& demand, const Reading& reading) {
    if (!demand.patience || *demand.unmet != Unmet::lost) return;
    reading.problems.error(Code::excluded_keys, demand.patience->at, joined_path(reading.path, "patience"),
                           "`patience` goes with unmet = \"backorder\", not with \"lost\"");
    demand.patience.reset();
}

const Schema<TenderSpec>& tender_schema() {
    static const Schema<TenderSpec> schema = [] {
        using T = TenderSpec;
        Schema<T> s("tender", "market.MARKET.demand.ITEM.orders[]", "An order with a date.");
        s.field("date", &T::date, date(), "day on which it is placed, at midnight").required().example("2023-03-01");
        s.field("units", &T::units, random_count(), "units ordered").at_least(1).required().example("500");
        s.field("due", &T::due, random_duration(), "promised time from then on").otherwise("the demand's").example("\"30 d\"");
        return s;
    }();
    return schema;
}

/// A text would be the name of a file: what stands there has taken its place before (`lay_order_files`), or it is told already.
void read_tenders(DemandSpec& demand, const Reading& reading) {
    if (reading.is(TomlKind::array) || reading.value.is_table()) return read_one_or_more(demand.orders, tender_schema(), reading);
    if (!reading.is(TomlKind::text))
        reading.unexpected("an array of orders such as [{ date = 2023-03-01, units = 500 }], or a file \"orders.csv\"");
}

void sort_orders(DemandSpec& demand, const Reading&) {
    std::stable_sort(demand.orders.begin(), demand.orders.end(),
                     [](const TenderSpec& a, const TenderSpec& b) { return *a.date < *b.date; });
}

const Schema<DemandSpec>& demand_schema() {
    static const Schema<DemandSpec> schema = [] {
        using D = DemandSpec;
        Schema<D> s("demand", "market.MARKET.demand.ITEM", "Orders for an item, or for any item of a family.");
        s.field("per_year", &D::per_year, dated(number("units/y")), "units asked for in a year of 365 d")
            .at_least(0)
            .otherwise("0")
            .example("3000");
        s.field("growth", &D::growth, share(), "growth a year").above(-1).at_most(100).doubtful_above(1).example("0.05");
        s.field("season", &D::season, reference("season"), "shape over the year").otherwise("even").example("\"grain\"");
        s.field("arrivals", &D::arrivals, choice<Arrivals>({{"poisson", Arrivals::poisson}, {"even", Arrivals::even}}),
                "orders come at random or evenly")
            .example("\"even\"");
        s.field("order", &D::order, random_count(), "units per order").at_least(1).example("{ dist = \"poisson\", mean = 3 }");
        s.field("unmet", &D::unmet, choice<Unmet>({{"backorder", Unmet::backorder}, {"lost", Unmet::lost}}),
                "what becomes of an order that cannot be served at once")
            .example("\"lost\"");
        s.field("patience", &D::patience, random_duration(), "how long a backorder waits before it is lost")
            .otherwise("for ever")
            .example("\"60 d\"");
        s.field("price", &D::price, dated(number("money")), "sales price here, money per unit")
            .at_least(0)
            .otherwise("the item's")
            .example("15200");
        s.form("orders",
               {"array of tables, or a CSV file",
                R"({"anyOf":[{"type":"string"},{"type":"array","items":{"$ref":"#/definitions/tender"}}]})"},
               read_tenders, "dated orders, besides or instead of `per_year`; a file has the columns date,units,due",
               &tender_schema().doc())
            .values_name("file")
            .otherwise("none")
            .example("[{ date = 2023-03-01, units = 500, due = \"30 d\" }]");
        s.field("due", &D::due, random_duration(), "promised time from order to delivery, for all orders of this demand")
            .otherwise("none")
            .example("\"45 d\"");
        s.field("penalty", &D::penalty, dated(number("money")), "money per unit and day late").at_least(0).otherwise("0").example("40");
        s.usual_key("per_year");
        s.at_least_one_of({"per_year", "orders"});
        s.finally(sort_orders);
        s.finally(check_patience);
        return s;
    }();
    return schema;
}

const FieldDoc& tariff_range() {
    static const FieldDoc range = FieldDoc{}.between(0, 100).doubtful_above(1);
    return range;
}

void read_tariff_from(MarketSpec& market, const Reading& reading) {
    if (!reading.value.is_table()) return reading.unexpected("a table by country such as { KZ = 0, \"*\" = 0.1 }");
    for (const auto& [code, value] : reading.value.members) {
        const Reading inner = reading.member(code, value);
        TomlValue text;
        text.kind = TomlKind::text;
        text.text = code;
        text.at = value.key_at;
        if (code != any_country && !country().read(Reading{text, inner.path, reading.problems})) continue;
        read_amounts(market.tariff_from[code], inner, AmountKey::hs_code, tariff_range());
    }
}

void read_monthly(SeasonSpec& season, const Reading& reading) {
    if (!reading.is(TomlKind::array) || reading.value.elements.size() != season.monthly.size())
        return reading.wrong(
            Code::value_type,
            fmt::format("found {}, expected 12 weights, January first",
                        reading.is(TomlKind::array) ? fmt::format("{} values", reading.value.elements.size()) : shown(reading.value)));
    double sum = 0;
    for (std::size_t month = 0; month < season.monthly.size(); ++month) {
        const Reading element = reading.element(month);
        const std::optional<double> weight = read_number(element);
        if (!weight || !in_range(*weight, FieldDoc{}.at_least(0), element)) return;
        season.monthly[month] = *weight;
        sum += *weight;
    }
    if (sum <= 0) reading.wrong(Code::out_of_range, "all weights are 0");
}

}  // namespace

const Schema<MarketSpec>& market_schema() {
    static const Schema<MarketSpec> schema = [] {
        using M = MarketSpec;
        Schema<M> s("market", "market.MARKET", "Where finished goods are sold.");
        s.field("name", &M::name, text(), "title, as reports show it").otherwise("its id").example("\"Uzbekistan\"");
        s.field("country", &M::country, country(), "where it is: sales outside `scenario.home` are exports")
            .otherwise("none")
            .example("\"UZ\"");
        s.field("at", &M::where, lat_lon(), "place on the map").otherwise("none").example("[41.3, 69.27]");
        s.form(
             "tariff", amounts_shape(AmountKey::hs_code),
             [](M& market, const Reading& reading) { read_amounts(market.tariff, reading, AmountKey::hs_code, tariff_range()); },
             "customs duty as a share of the price; the longest matching HS code counts")
            .otherwise("0")
            .example("{ \"8701\" = 0.05, \"8433\" = 0 }");
        s.form("tariff_from",
               {"table by country of the plant, of shares or tables by HS code",
                R"({"type":"object","additionalProperties":)" + amounts_shape(AmountKey::hs_code).json + "}"},
               read_tariff_from, "the same by country of the plant, over `tariff`; \"*\" is any other country")
            .otherwise("`tariff`")
            .example("{ KZ = 0, \"*\" = { \"8701\" = 0.1 } }");
        s.field("origin", &M::origin, share(),
                "least local content for a unit to count as made in its plant's country; below it pays as \"*\"")
            .between(0, 1)
            .otherwise("none asked")
            .example("0.5");
        s.form(
             "fee", amounts_shape(AmountKey::item_family_or_code),
             [](M& market, const Reading& reading) {
                 read_amounts(market.fee, reading, AmountKey::item_family_or_code, FieldDoc{}.at_least(0));
             },
             "money per unit; the most specific counts: item, family, longest code")
            .keys_name("item or family")
            .otherwise("0")
            .example("{ tractor = 3000, \"8433\" = 5000 }");
        s.tables("demand", &M::demand, demand_schema(), "orders, by item or family").keys_name("item or family");
        s.tables("stock", &M::stock, store_schema(), "dealers' stock, by item").keys_name("item");
        return s;
    }();
    return schema;
}

const Schema<SeasonSpec>& season_schema() {
    static const Schema<SeasonSpec> schema = [] {
        Schema<SeasonSpec> s("season", "season.SEASON", "The shape of demand over the year.");
        s.form("monthly", {"array of 12 numbers", R"({"type":"array","items":{"type":"number","minimum":0},"minItems":12,"maxItems":12})"},
               read_monthly, "weight of each month, January first; their sum does not matter")
            .required()
            .example("[0.4, 0.6, 1.2, 2.0, 1.8, 0.8, 0.9, 1.5, 1.3, 0.7, 0.4, 0.4]");
        return s;
    }();
    return schema;
}

const Schema<AllocationSpec>& allocation_schema() {
    static const Schema<AllocationSpec> schema = [] {
        using A = AllocationSpec;
        Schema<A> s("allocation", "allocation", "Who is served first when goods are short.");
        s.field("policy", &A::policy,
                choice<Allocation>({{"first-come", Allocation::first_come},
                                    {"domestic-first", Allocation::domestic_first},
                                    {"margin", Allocation::margin},
                                    {"shares", Allocation::shares},
                                    {"earliest-due", Allocation::earliest_due}}),
                "in the order of asking, home market first, highest landed margin first, by shares, or who was promised it soonest")
            .example("\"domestic-first\"");
        s.values("shares", &A::shares, share(), "share of each market, for policy = \"shares\"")
            .keys_name("market")
            .between(0, 1)
            .otherwise("by demand")
            .example("{ uzbekistan = 0.3 }");
        return s;
    }();
    return schema;
}

namespace {

void read_overflow(Scenario& scenario, const Reading& reading) {
    if (reading.is(TomlKind::text) && reading.value.text == "never") {
        scenario.overflow = {overflow_never, reading.value.at, true};
        return;
    }
    const bool has_digits = reading.is(TomlKind::text) && reading.value.text.find_first_of("0123456789") != std::string::npos;
    if (reading.is(TomlKind::text) && !has_digits)
        return reading.wrong(Code::duration, fmt::format("{} is neither a duration nor \"never\"", toml_quoted(reading.value.text)),
                             "write \"5 d\", or \"never\" for always the cheapest");
    if (const std::optional<Duration> value = duration().read(reading)) scenario.overflow = {*value, reading.value.at, true};
}

}  // namespace

const Schema<Scenario>& routing_schema() {
    static const Schema<Scenario> schema = [] {
        Schema<Scenario> s("routing", "routing", "Which way goods take through lanes and places, and when the next in price is asked.");
        s.field("by", &Scenario::routing, choice<RouteBy>({{"cost", RouteBy::cost}, {"time", RouteBy::time}}),
                "the cheapest or the fastest way and source")
            .example("\"time\"");
        s.form("overflow", {"duration or \"never\"", R"({"anyOf":[{"$ref":"#/definitions/duration"},{"enum":["never"]}]})"}, read_overflow,
               "how long the cheapest source, lane or place may keep one waiting before the next is asked; \"never\": the cheapest always")
            .otherwise("\"30 d\"")
            .example("\"5 d\"");
        return s;
    }();
    return schema;
}

}  // namespace agrocap
