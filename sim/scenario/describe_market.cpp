#include "scenario/describe.hpp"
#include "scenario/number_text.hpp"
#include "scenario/value_types.hpp"

#include <fmt/format.h>

namespace agrocap {
namespace {

void check_patience(DemandSpec& demand, const Reading& reading) {
    if (!demand.patience || *demand.unmet != Unmet::lost) return;
    reading.problems.error(33, demand.patience->at, joined_path(reading.path, "patience"),
                           "`patience` goes with unmet = \"backorder\", not with \"lost\"");
    demand.patience.reset();
}

const Schema<DemandSpec>& demand_schema() {
    static const Schema<DemandSpec> schema = [] {
        using D = DemandSpec;
        Schema<D> s("demand", "market.MARKET.demand.ITEM", "Orders for an item, or for any item of a family.");
        s.field("per_year", &D::per_year, number(), "units asked for in a year of 365 d").at_least(0).required().example("3000");
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
        s.field("price", &D::price, number(), "sales price here, money per unit").at_least(0).otherwise("the item's").example("15200");
        s.usual_key("per_year");
        s.finally(check_patience);
        return s;
    }();
    return schema;
}

void read_tariff(MarketSpec& market, const Reading& reading) {
    const FieldDoc range = FieldDoc{}.between(0, 100).doubtful_above(1);
    if (!reading.value.is_table()) {
        const std::optional<double> share = read_share(reading);
        if (!share || !in_range(*share, range, reading)) return;
        doubt(*share, range, reading);
        market.tariff = {*share, reading.value.at, true};
        return;
    }
    for (const auto& [code, value] : reading.value.members) {
        const Reading inner = reading.member(code, value);
        TomlValue code_value;
        code_value.kind = TomlKind::text;
        code_value.text = code;
        code_value.at = value.key_at;
        const bool is_code = hs_code().read(Reading{code_value, inner.path, reading.problems}).has_value();
        const std::optional<double> share = read_share(inner);
        if (!is_code || !share || !in_range(*share, range, inner)) continue;
        doubt(*share, range, inner);
        market.tariff_by_hs[code] = {*share, value.at, true};
    }
}

void read_monthly(SeasonSpec& season, const Reading& reading) {
    if (!reading.is(TomlKind::array) || reading.value.elements.size() != season.monthly.size())
        return reading.wrong(
            11, fmt::format("found {}, expected 12 weights, January first",
                            reading.is(TomlKind::array) ? fmt::format("{} values", reading.value.elements.size()) : shown(reading.value)));
    double sum = 0;
    for (std::size_t month = 0; month < season.monthly.size(); ++month) {
        const Reading element = reading.element(month);
        const std::optional<double> weight = read_number(element);
        if (!weight || !in_range(*weight, FieldDoc{}.at_least(0), element)) return;
        season.monthly[month] = *weight;
        sum += *weight;
    }
    if (sum <= 0) reading.wrong(32, "all weights are 0");
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
             "tariff",
             {"share such as 0.05 or \"5 %\", or table of shares by HS code",
              R"({"anyOf":[{"type":["number","string"],"minimum":0},{"type":"object","additionalProperties":{"type":["number","string"],"minimum":0}}]})"},
             read_tariff, "customs duty as a share of the price; the longest matching HS code counts")
            .otherwise(share().written(*M{}.tariff))
            .example("{ \"8701\" = 0.05, \"8433\" = 0 }");
        s.field("fee", &M::fee, number(), "money per unit").at_least(0).example("25");
        s.tables("demand", &M::demand, demand_schema(), "orders, by item or family");
        s.tables("stock", &M::stock, store_schema(), "dealers' stock, by item");
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
                                    {"shares", Allocation::shares}}),
                "in the order of asking, home market first, highest landed margin first, or by shares")
            .example("\"domestic-first\"");
        s.values("shares", &A::shares, share(), "share of each market, for policy = \"shares\"")
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
        return reading.wrong(12, fmt::format("{} is neither a duration nor \"never\"", toml_quoted(reading.value.text)),
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
