#include "scenario/describe.hpp"
#include "scenario/reorder_policy.hpp"
#include "scenario/time_text.hpp"
#include "scenario/value_types.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace agrocap {
namespace {

void read_break(ShiftSpec& shift, const Reading& reading) {
    if (!reading.is(TomlKind::array) || reading.value.elements.size() != 2)
        return reading.unexpected("a break such as [\"12:00\", \"12:30\"]");
    const auto from = read_clock(reading.element(0), ClockRole::start);
    const auto to = read_clock(reading.element(1), ClockRole::end);
    if (!from || !to) return;
    if (*from == *to) return reading.wrong(Code::clock_or_date, "the break ends when it starts");
    shift.breaks.emplace_back(*from, *to);
}

void read_breaks(ShiftSpec& shift, const Reading& reading) {
    if (!reading.is(TomlKind::array)) return reading.unexpected("an array of breaks such as [[\"12:00\", \"12:30\"]]");
    const std::vector<TomlValue>& breaks = reading.value.elements;
    if (breaks.size() == 2 && breaks[0].kind == TomlKind::text && breaks[1].kind == TomlKind::text)
        return reading.unexpected("an array of breaks", fmt::format("write [{}]", toml_text(reading.value)));
    for (std::size_t i = 0; i < breaks.size(); ++i) read_break(shift, reading.element(i));
}

const Schema<ShiftSpec>& shift_schema() {
    static const Schema<ShiftSpec> schema = [] {
        const std::string clock = R"({"$ref":"#/definitions/clockTime"})";
        Schema<ShiftSpec> s("shift", "calendar.CALENDAR.shifts[]", "One shift, on the same hours of several days.");
        s.form(
             "days",
             {"days of the week", R"({"anyOf":[{"$ref":"#/definitions/days"},{"type":"array","items":{"$ref":"#/definitions/days"}}]})"},
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
    calendar.holidays = read_dates(reading, "an array of dates such as [2023-01-01, 2023-03-08]");
}

const Schema<CrewShiftSpec>& crew_shift_schema() {
    static const Schema<CrewShiftSpec> schema = [] {
        Schema<CrewShiftSpec> s("crew-shift", "plant.PLANT.crew.CREW.size[]", "People of a crew who work by one calendar.");
        s.field("calendar", &CrewShiftSpec::calendar, reference("calendar"), "their working hours").required().example("\"night\"");
        s.field("size", &CrewShiftSpec::size, dated(integer()), "people").at_least(0).required().example("12");
        return s;
    }();
    return schema;
}

/// People by date or by shift are arrays both: of arrays, and of tables.
void read_crew_size(CrewSpec& crew, const Reading& reading) {
    if (reading.is(TomlKind::array)) {
        if (reading.value.elements.empty()) return reading.wrong(Code::missing_key, "names no people");
        if (reading.value.elements.front().is_table()) return read_one_or_more(crew.shifts, crew_shift_schema(), reading);
    }
    const auto size = dated(integer()).read(reading);
    if (size && in_range(*size, FieldDoc{}.at_least(0), reading)) crew.size = {*size, reading.value.at, true};
}

void check_crew_hours(CrewSpec& crew, const Reading& reading) {
    constexpr std::int64_t most_drawn = 100'000;  // each of them is a draw a day
    std::int64_t people = crew.size->largest();
    for (const CrewShiftSpec& shift : crew.shifts) people = std::max(people, shift.size->largest());
    if (*crew.absence > 0 && people > most_drawn)
        reading.member("absence", *reading.value.find("absence"))
            .wrong(Code::out_of_range, fmt::format("is asked of a crew of {}, expected {} people at most", people, most_drawn));
    if (crew.shifts.empty() || !crew.calendar.given) return;
    reading.member("calendar", *reading.value.find("calendar"))
        .wrong(Code::excluded_keys, "`calendar` stands beside a `size` by calendar", "each entry of `size` has its own");
}

/// Review can stand beside the policy or in it.
void read_reorder(StoreSpec& store, const Reading& reading);

ValueType<const ReorderPolicy*> policy_name() {
    std::vector<std::pair<std::string, const ReorderPolicy*>> policies;
    for (const ReorderPolicy& policy : reorder_policies()) policies.emplace_back(policy.name, &policy);
    return choice<const ReorderPolicy*>(policies);
}

/// What the key is, in each policy that has it: "s,S: at or below this, order up to `S`".
std::string sentence_of(std::string_view key) {
    std::string sentence;
    for (const ReorderPolicy& policy : reorder_policies()) {
        for (const ReorderKey& one : policy.keys) {
            if (one.key == key) sentence += fmt::format("{}{}: {}", sentence.empty() ? "" : "; ", policy.name, one.sentence);
        }
    }
    return sentence;
}

/// The keys of each policy: a what-if with those of another takes the place of what the base has.
std::vector<std::vector<std::string>> ways_to_reorder() {
    std::vector<std::vector<std::string>> ways;
    for (const ReorderPolicy& policy : reorder_policies()) {
        std::vector<std::string>& keys = ways.emplace_back();
        for (const ReorderKey& one : policy.keys) keys.emplace_back(one.key);
    }
    return ways;
}

const Schema<StoreSpec>& reorder_schema() {
    static const Schema<StoreSpec> schema = [] {
        Schema<StoreSpec> s(
            "reorder", "….reorder",
            "When and how much a store orders. It looks at the inventory position: on hand, plus on order, less backorders.");
        s.form(
             "policy", policy_name().shape,
             [](StoreSpec& store, const Reading& reading) { store.reorder.policy = policy_name().read(reading).value_or(nullptr); },
             "rule of ordering")
            .required()
            .example("\"s,S\"");
        std::set<std::string> described;
        for (const ReorderPolicy& policy : reorder_policies()) {
            for (const ReorderKey& one : policy.keys) {
                const std::string key(one.key);
                if (!described.insert(key).second) continue;
                s.form(
                     key, integer().shape,
                     [key](StoreSpec& store, const Reading& reading) {
                         if (const auto value = integer().read(reading)) store.reorder.numbers[key] = {*value, reading.value.at, true};
                     },
                     sentence_of(key))
                    .example(std::string(one.example));
            }
        }
        s.ways(ways_to_reorder());  // which, the policy says
        s.field("review", &StoreSpec::review, random_duration(), "time between two looks; may stand beside `reorder` instead")
            .otherwise("continuous")
            .example("\"7 d\"");
        return s;
    }();
    return schema;
}

/// The keys are those of the policy, and their numbers make sense together.
void check_reorder_numbers(const ReorderSpec& reorder, const Reading& reading) {
    if (reorder.policy == nullptr) return;
    const auto& keys = reorder.policy->keys;
    for (const auto& [key, value] : reorder.numbers) {
        if (std::any_of(keys.begin(), keys.end(), [&name = key](const ReorderKey& one) { return one.key == name; })) continue;
        reading.member(key, *reading.value.find(key))
            .wrong(Code::excluded_keys, fmt::format("{} is not a key of this policy", toml_quoted(key)));
    }
    bool complete = true;
    for (const ReorderKey& one : keys) {
        const std::string key(one.key);
        if (reading.value.find(key) == nullptr) reading.missing_key(key, "the policy needs it");
        complete = complete && reorder.numbers.contains(key);
    }
    if (!complete) return;
    if (const auto fault = reorder.policy->fault(reorder))
        reading.member(fault->key, *reading.value.find(fault->key)).wrong(Code::out_of_range, fault->text);
}

void read_reorder(StoreSpec& store, const Reading& reading) {
    store.reorder.at = reading.value.at;
    if (!reading.value.is_table())
        return reading.unexpected("a policy", "for stock that is ordered again write reorder = { policy = \"s,S\", s = 100, S = 300 }");
    const SourceSpan store_at = store.at;
    reorder_schema().read(store, reading);
    store.at = store_at;
    check_reorder_numbers(store.reorder, reading);
}

void check_store(StoreSpec& store, const Reading& reading) {
    const TomlValue* reorder = reading.value.find("reorder");
    const TomlValue* review = reading.value.find("review");
    if (reorder != nullptr && review != nullptr && reorder->find("review") != nullptr)
        reading.member("review", *review)
            .wrong(Code::excluded_keys, "`review` is given twice",
                   line_hint("it stands in `reorder`, too,", reorder->find("review")->at, review->at));
    if (store.capacity.given && *store.initial > *store.capacity)
        reading.problems.error(Code::out_of_range, store.initial.at, joined_path(reading.path, "initial"),
                               fmt::format("{} is more than the capacity of {}", *store.initial, *store.capacity));
}

Schema<StoreSpec> describe_store() {
    using S = StoreSpec;
    Schema<S> schema("store", "plant.PLANT.store.ITEM",
                     "Stock of one item: in a plant, or with a market's dealers (`market.MARKET.stock.ITEM`).");
    schema.field("capacity", &S::capacity, places(), "places; a full store blocks the line that feeds it").at_least(1).example("400");
    schema.field("initial", &S::initial, integer(), "units at the start").at_least(0).example("120");
    schema.field("target", &S::target, integer(), "level that a line with release = \"pull\" fills it up to").at_least(0).example("50");
    schema.field("supply", &S::unlimited_supply, unlimited_word(), "\"unlimited\": never runs out")
        .otherwise("as stocked")
        .example("\"unlimited\"");
    schema.form("reorder", {"a table", R"({"$ref":"#/definitions/reorder"})"}, read_reorder, "ordering policy", &reorder_schema().doc())
        .otherwise("none")
        .example("{ policy = \"s,S\", s = 100, S = 300 }");
    schema.field("review", &S::review, random_duration(), "time between two looks of the ordering policy")
        .otherwise("continuous")
        .example("\"7 d\"");
    schema.values("source", &S::source, share(), "share of each supplier or plant")
        .keys_name("supplier or plant")
        .between(0, 1)
        .otherwise("the cheapest landed route")
        .example("{ minsk = 0.7, harbin = 0.3 }");
    schema.at_most_one_of({{"supply"}, {"reorder"}});
    schema.usual_key("initial");
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
            .values_name("family")
            .otherwise("none")
            .example("\"tractor\"");
        s.field("hs", &ItemSpec::hs, hs_code(), "customs code: markets set tariffs by it").otherwise("none").example("\"8701.92\"");
        s.field("price", &ItemSpec::price, dated(number("money")), "sales price, money per unit").at_least(0).example("14500");
        s.field("mass_t", &ItemSpec::mass_t, number("t"), "mass in tonnes").at_least(0).example("4.1");
        s.values("uses", &ItemSpec::uses, integer(), "bill of materials: units of other items in one of this")
            .keys_name("item")
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
        s.form("size",
               {"whole number, may change on dates, or array of tables",
                R"({"anyOf":[)" + dated_shape(integer().shape).json + R"(,{"type":"array","items":{"$ref":"#/definitions/crew-shift"}}]})"},
               read_crew_size, "people; or by shift, an array with a calendar each", &crew_shift_schema().doc())
            .example("24");
        s.field("calendar", &CrewSpec::calendar, reference("calendar"), "their working hours")
            .otherwise("always there")
            .example("\"two-shift\"");
        s.field("absence", &CrewSpec::absence, share(), "chance that one of them is away on a day, drawn at midnight")
            .between(0, 1)
            .example("0.06");
        s.usual_key("size");
        s.finally(check_crew_hours);
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
        s.tables("store", &PlantSpec::store, store_schema(), "stocks, by item").there_for_each("item");
        s.tables("line", &PlantSpec::line, line_schema(), "production lines");
        s.tables("station", &PlantSpec::station, station_schema(), "work places that several lines pass, first come, first served");
        return s;
    }();
    return schema;
}

}  // namespace agrocap
