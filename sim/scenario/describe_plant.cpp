#include "scenario/describe.hpp"
#include "scenario/time_text.hpp"
#include "scenario/value_types.hpp"

#include <fmt/format.h>

namespace agrocap {
namespace {

void read_break(ShiftSpec& shift, const Reading& reading) {
    if (!reading.is(TomlKind::array) || reading.value.elements.size() != 2)
        return reading.unexpected("a break such as [\"12:00\", \"12:30\"]");
    const auto from = read_clock(reading.element(0), ClockRole::start);
    const auto to = read_clock(reading.element(1), ClockRole::end);
    if (!from || !to) return;
    if (*from == *to) return reading.wrong(13, "the break ends when it starts");
    shift.breaks.emplace_back(*from, *to);
}

void read_breaks(ShiftSpec& shift, const Reading& reading) {
    if (!reading.is(TomlKind::array)) return reading.unexpected("an array of breaks such as [[\"12:00\", \"12:30\"]]");
    for (std::size_t i = 0; i < reading.value.elements.size(); ++i) read_break(shift, reading.element(i));
}

const Schema<ShiftSpec>& shift_schema() {
    static const Schema<ShiftSpec> schema = [] {
        const std::string clock = R"({"type":"string","pattern":"^([01][0-9]|2[0-4]):[0-5][0-9]$"})";
        Schema<ShiftSpec> s("shift", "calendar.CALENDAR.shifts[]", "One shift, on the same hours of several days.");
        s.form(
             "days", {"days of the week", R"({"anyOf":[{"type":"string"},{"type":"array","items":{"type":"string"}}]})"},
             [](ShiftSpec& shift, const Reading& reading) { shift.days = read_days(reading).value_or(0); },
             "days on which the shift starts: a range, a list, or an array of these")
            .required()
            .example("\"mon-fri\"");
        s.form(
             "from", {"clock time", clock},
             [](ShiftSpec& shift, const Reading& reading) { shift.from_s = read_clock(reading, ClockRole::start).value_or(0); },
             "start of the shift")
            .required()
            .example("\"08:00\"");
        s.form(
             "to", {"clock time", clock},
             [](ShiftSpec& shift, const Reading& reading) { shift.to_s = read_clock(reading, ClockRole::end).value_or(0); },
             "end of the shift, up to \"24:00\"; not later than `from`: on the next day")
            .required()
            .example("\"16:30\"");
        s.form("breaks",
               {"array of [from, to]", R"({"type":"array","items":{"type":"array","items":)" + clock + R"(,"minItems":2,"maxItems":2}})"},
               read_breaks, "times without work inside the shift")
            .otherwise("none")
            .example("[[\"12:00\", \"12:30\"]]");
        return s;
    }();
    return schema;
}

void read_holidays(WorkCalendarSpec& calendar, const Reading& reading) {
    if (!reading.is(TomlKind::array)) return reading.unexpected("an array of dates such as [2023-01-01, 2023-03-08]");
    for (std::size_t i = 0; i < reading.value.elements.size(); ++i) {
        const Reading element = reading.element(i);
        const std::optional<Day> day = read_date(element);
        if (!day) continue;
        for (const Written<Day>& other : calendar.holidays)
            if (*other == *day)
                element.wrong(35, fmt::format("{} stands twice in the array", date_text(*day)),
                              fmt::format("the first is in line {}", other.at.line));
        calendar.holidays.push_back({*day, element.value.at, true});
    }
}

/// Review can stand beside the policy or in it.
void read_reorder(StoreSpec& store, const Reading& reading);

const Schema<StoreSpec>& reorder_schema() {
    static const Schema<StoreSpec> schema = [] {
        Schema<StoreSpec> s(
            "reorder", "….reorder",
            "When and how much a store orders. It looks at the inventory position: on hand, plus on order, less backorders.");
        const auto number_of = [&s](const char* key, Written<std::int64_t> ReorderSpec::*member, const char* sentence) -> FieldDoc& {
            return s.form(
                key, integer().shape,
                [member](StoreSpec& store, const Reading& reading) {
                    if (const auto value = integer().read(reading)) store.reorder.*member = {*value, reading.value.at, true};
                },
                sentence);
        };
        s.form(
             "policy", words_shape({"s,S", "r,Q", "base-stock"}),
             [](StoreSpec& store, const Reading& reading) {
                 const auto kind =
                     choice<ReorderKind>({{"s,S", ReorderKind::s_S}, {"r,Q", ReorderKind::r_Q}, {"base-stock", ReorderKind::base_stock}})
                         .read(reading);
                 store.reorder.kind = kind.value_or(ReorderKind::none);
             },
             "rule of ordering")
            .required()
            .example("\"s,S\"");
        number_of("s", &ReorderSpec::s, "s,S: at or below this, order up to `S`").example("100");
        number_of("S", &ReorderSpec::S, "s,S: level that an order fills up to").example("300");
        number_of("r", &ReorderSpec::r, "r,Q: at or below this, order `Q`").example("100");
        number_of("Q", &ReorderSpec::Q, "r,Q: units in an order").example("50");
        number_of("level", &ReorderSpec::level, "base-stock: every demand is ordered again, up to this level").example("200");
        s.field("review", &StoreSpec::review, random_duration(), "time between two looks; may stand beside `reorder` instead")
            .otherwise("continuous")
            .example("\"7 d\"");
        return s;
    }();
    return schema;
}

void check_reorder_numbers(const ReorderSpec& reorder, const Reading& reading) {
    const auto needs = [&](std::vector<std::string> keys) {
        for (const auto& [key, value] : reading.value.members)
            if (key != "policy" && key != "review" && std::find(keys.begin(), keys.end(), key) == keys.end() &&
                (key == "s" || key == "S" || key == "r" || key == "Q" || key == "level"))
                reading.member(key, value).wrong(33, fmt::format("{} is not a key of this policy", toml_quoted(key)));
        for (const std::string& key : keys)
            if (reading.value.find(key) == nullptr) reading.missing_key(key, "the policy needs it");
    };
    const auto wrong = [&](const char* key, std::string text) { reading.member(key, *reading.value.find(key)).wrong(32, std::move(text)); };
    switch (reorder.kind) {
        case ReorderKind::none: return;
        case ReorderKind::s_S:
            needs({"s", "S"});
            if (reorder.s.given && reorder.S.given && *reorder.s >= *reorder.S)
                wrong("S", fmt::format("`S` is {}, expected more than `s`, which is {}", *reorder.S, *reorder.s));
            return;
        case ReorderKind::r_Q:
            needs({"r", "Q"});
            if (reorder.Q.given && *reorder.Q < 1) wrong("Q", fmt::format("`Q` is {}, expected 1 or more", *reorder.Q));
            return;
        case ReorderKind::base_stock:
            needs({"level"});
            if (reorder.level.given && *reorder.level < 0) wrong("level", fmt::format("`level` is {}, expected 0 or more", *reorder.level));
            return;
    }
}

void read_reorder(StoreSpec& store, const Reading& reading) {
    store.reorder.at = reading.value.at;
    const SourceSpan store_at = store.at;
    reorder_schema().read(store, reading);
    store.at = store_at;
    if (reading.value.is_table()) check_reorder_numbers(store.reorder, reading);
}

void check_store(StoreSpec& store, const Reading& reading) {
    const TomlValue* reorder = reading.value.find("reorder");
    const TomlValue* review = reading.value.find("review");
    if (reorder != nullptr && review != nullptr && reorder->find("review") != nullptr)
        reading.member("review", *review)
            .wrong(33, "`review` is given twice", fmt::format("it stands in `reorder`, line {}, too", reorder->find("review")->at.line));
    at_most_one(reading, {"supply", "reorder"});
    if (store.capacity.given && *store.initial > *store.capacity)
        reading.problems.error(32, store.initial.at, joined_path(reading.path, "initial"),
                               fmt::format("{} is more than the capacity of {}", *store.initial, *store.capacity));
}

Schema<StoreSpec> describe_store() {
    using S = StoreSpec;
    Schema<S> schema("store", "plant.PLANT.store.ITEM",
                     "Stock of one item: in a plant, or with a market's dealers (`market.MARKET.stock.ITEM`).");
    schema.field("capacity", &S::capacity, places(), "places; a full store blocks the line that feeds it")
        .at_least(1)
        .otherwise("\"unlimited\"")
        .example("400");
    schema.field("initial", &S::initial, integer(), "units at the start").at_least(0).otherwise("0").example("120");
    schema.field("target", &S::target, integer(), "level that a line with release = \"pull\" fills it up to")
        .at_least(0)
        .otherwise("0")
        .example("50");
    schema.field("supply", &S::unlimited_supply, unlimited_word(), "\"unlimited\": never runs out")
        .otherwise("as stocked")
        .example("\"unlimited\"");
    schema.form("reorder", {"a table", R"({"$ref":"#/definitions/reorder"})"}, read_reorder, "ordering policy", &reorder_schema().doc())
        .otherwise("none")
        .example("{ policy = \"s,S\", s = 100, S = 300 }");
    schema.field("review", &S::review, random_duration(), "time between two looks of the ordering policy")
        .otherwise("continuous")
        .example("\"7 d\"");
    schema.values("source", &S::source, number(), "share of each supplier or plant")
        .between(0, 1)
        .otherwise("the cheapest landed route")
        .example("{ minsk = 0.7, harbin = 0.3 }");
    schema.finally(check_store);
    return schema;
}

}  // namespace

const Schema<WorkCalendarSpec>& calendar_schema() {
    static const Schema<WorkCalendarSpec> schema = [] {
        Schema<WorkCalendarSpec> s("calendar", "calendar.CALENDAR", "Working hours. What has no calendar is open day and night.");
        s.form(
             "shifts", {"array of tables", R"({"type":"array","items":{"$ref":"#/definitions/shift"}})"},
             [](WorkCalendarSpec& calendar, const Reading& reading) { read_one_or_more(calendar.shifts, shift_schema(), reading); },
             "the week's shifts", &shift_schema().doc())
            .required()
            .example("[{ days = \"mon-fri\", from = \"08:00\", to = \"16:30\" }]");
        s.form("holidays", {"array of dates", R"({"type":"array"})"}, read_holidays, "whole days closed")
            .otherwise("none")
            .example("[2023-01-01, 2023-03-08]");
        return s;
    }();
    return schema;
}

const Schema<ItemSpec>& item_schema() {
    static const Schema<ItemSpec> schema = [] {
        Schema<ItemSpec> s("item", "item.ITEM", "A product, kit or part.");
        s.field("name", &ItemSpec::name, text(), "title, as reports show it").otherwise("its id").example("\"Tractor, 82 hp\"");
        s.field("family", &ItemSpec::family, id_text(), "group of items that demand and metrics can name")
            .otherwise("none")
            .example("\"tractor\"");
        s.field("hs", &ItemSpec::hs, hs_code(), "customs code: markets set tariffs by it").otherwise("none").example("\"8701.92\"");
        s.field("price", &ItemSpec::price, number(), "sales price, money per unit").at_least(0).otherwise("0").example("14500");
        s.field("mass_t", &ItemSpec::mass_t, number(), "mass in tonnes").at_least(0).otherwise("0").example("4.1");
        s.values("uses", &ItemSpec::uses, integer(), "bill of materials: units of other items in one of this")
            .at_least(1)
            .otherwise("nothing")
            .example("{ kit-82 = 1, tyre = 4 }");
        return s;
    }();
    return schema;
}

const Schema<CrewSpec>& crew_schema() {
    static const Schema<CrewSpec> schema = [] {
        Schema<CrewSpec> s("crew", "plant.PLANT.crew.CREW", "A pool of people who stations and repairs need.");
        s.field("size", &CrewSpec::size, integer(), "people").at_least(0).otherwise("1").example("24");
        s.field("calendar", &CrewSpec::calendar, reference("calendar"), "their working hours")
            .otherwise("always there")
            .example("\"two-shift\"");
        return s;
    }();
    return schema;
}

const Schema<StoreSpec>& store_schema() {
    static const Schema<StoreSpec> schema = describe_store();
    return schema;
}

const Schema<PlantSpec>& plant_schema() {
    static const Schema<PlantSpec> schema = [] {
        Schema<PlantSpec> s("plant", "plant.PLANT", "A factory: lines, stores and crews.");
        s.field("name", &PlantSpec::name, text(), "title, as reports show it").otherwise("its id").example("\"Semey works\"");
        s.field("country", &PlantSpec::country, country(), "where it stands").otherwise("none").example("\"KZ\"");
        s.field("at", &PlantSpec::where, lat_lon(), "place on the map").otherwise("none").example("[50.41, 80.23]");
        s.field("calendar", &PlantSpec::calendar, reference("calendar"), "working hours of its lines")
            .otherwise("day and night")
            .example("\"two-shift\"");
        s.tables("crew", &PlantSpec::crew, crew_schema(), "labour pools");
        s.tables("store", &PlantSpec::store, store_schema(), "stocks, by item");
        s.tables("line", &PlantSpec::line, line_schema(), "production lines");
        s.tables("station", &PlantSpec::station, station_schema(), "work places that several lines pass, first come, first served");
        return s;
    }();
    return schema;
}

}  // namespace agrocap
