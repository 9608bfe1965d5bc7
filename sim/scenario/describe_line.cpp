#include "scenario/amount_table.hpp"
#include "scenario/describe.hpp"
#include "scenario/number_text.hpp"
#include "scenario/random_value.hpp"
#include "scenario/value_types.hpp"

#include <fmt/format.h>

namespace agrocap {
namespace {

void read_makes(LineSpec& line, const Reading& reading) {
    const SourceSpan at = reading.value.at;
    if (reading.is(TomlKind::text)) {
        if (const std::string items = quoted_words(reading.value.text); items.find(", ") != std::string::npos)
            return reading.unexpected("an item, or an array of items", fmt::format("write [{}]", items));
        if (const auto item = reference("item").read(reading))
            line.makes.emplace_back(Name{*item, at, true}, Written<double>{1.0, at, true});
    } else if (reading.is(TomlKind::array)) {
        const auto items = references("item").read(reading);
        if (items && items->empty()) reading.wrong(Code::missing_key, "found an empty array, expected one item at least");
        for (const Name& item : items.value_or(std::vector<Name>{}))
            line.makes.emplace_back(item, Written<double>{1.0 / static_cast<double>(items->size()), item.at, true});
    } else if (reading.value.is_table()) {
        if (reading.value.members.empty()) reading.wrong(Code::missing_key, "found an empty table, expected one item at least");
        for (const auto& [item, value] : reading.value.members) {
            const Reading share = reading.member(item, value);
            const std::optional<double> number = read_share(share);
            if (!number || !in_range(*number, FieldDoc{}.between(0, 1), share)) continue;
            line.makes.emplace_back(Name{item, value.key_at, true}, Written<double>{*number, value.at, true});
        }
    } else {
        reading.unexpected("an item, an array of items, or a table of shares such as { tractor-82 = 0.7, tractor-120 = 0.3 }");
    }
}

/// The forms that are a table with exactly the keys given.
const TomlValue* only_key(const Reading& reading, const std::string& key) {
    for (const auto& [name, value] : reading.value.members)
        if (name != key) reading.unknown_key(name, {key});
    const TomlValue* value = reading.value.find(key);
    if (value == nullptr) reading.missing_key(key);
    return value;
}

ValueType<SequenceKind> sequence_word() { return choice<SequenceKind>({{"level", SequenceKind::level}, {"random", SequenceKind::random}}); }

ValueType<ReleaseKind> release_word() { return choice<ReleaseKind>({{"saturated", ReleaseKind::saturated}, {"pull", ReleaseKind::pull}}); }

void read_sequence(LineSpec& line, const Reading& reading) {
    const SourceSpan at = reading.value.at;
    if (!reading.value.is_table()) {
        if (reading.is(TomlKind::text) && reading.value.text == "campaign")
            return reading.wrong(Code::no_such_word, "a campaign needs the length of its runs", "write sequence = { campaign = 20 }");
        const auto kind = sequence_word().read(reading);
        if (kind) line.sequence = {*kind, at, true};
        return;
    }
    const TomlValue* length = only_key(reading, "campaign");
    if (length == nullptr) return;
    const Reading inner = reading.member("campaign", *length);
    const std::optional<std::int64_t> units = read_integer(inner);
    if (!units || !in_range(static_cast<double>(*units), FieldDoc{}.at_least(1), inner)) return;
    line.sequence = {SequenceKind::campaign, at, true};
    line.campaign = {*units, length->at, true};
}

const Schema<LineSpec>& release_schema() {
    static const Schema<LineSpec> schema = [] {
        Schema<LineSpec> s("release", "plant.PLANT.line.LINE.release",
                           "How units come into the line: at intervals (`every`, `batch`), or as others leave (`wip`).");
        s.field("every", &LineSpec::every, random_duration(), "time between two releases")
            .above(0)
            .otherwise("")
            .example("{ dist = \"exponential\", mean = \"1 h\" }");
        s.field("batch", &LineSpec::batch, random_count(), "units in one release").at_least(1).example("4");
        s.field("wip", &LineSpec::wip, integer(), "CONWIP: units in the line at all times").at_least(1).otherwise("").example("12");
        s.exactly_one_of({{"every", "batch"}, {"wip"}});
        return s;
    }();
    return schema;
}

void read_release(LineSpec& line, const Reading& reading) {
    const SourceSpan at = reading.value.at;
    if (!reading.value.is_table()) {
        if (reading.is(TomlKind::text) && (reading.value.text == "conwip" || reading.value.text == "wip"))
            return reading.wrong(Code::no_such_word, "work in progress needs the number of its units", "write release = { wip = 12 }");
        const auto kind = release_word().read(reading);
        if (kind) line.release = {*kind, at, true};
        return;
    }
    const SourceSpan line_at = line.at;
    release_schema().read(line, reading);
    line.at = line_at;
    line.release = {reading.value.find("wip") != nullptr ? ReleaseKind::wip : ReleaseKind::every, at, true};
}

void read_ramp(LineSpec& line, const Reading& reading) {
    line.ramp_at = reading.value.at;
    if (!reading.is(TomlKind::array)) return reading.unexpected("an array of [time, speed] such as [[\"0 d\", 0.3], [\"90 d\", 1.0]]");
    for (std::size_t i = 0; i < reading.value.elements.size(); ++i) {
        const Reading point = reading.element(i);
        if (!point.is(TomlKind::array) || point.value.elements.size() != 2) {
            point.unexpected("[time, speed] such as [\"90 d\", 1.0]");
            continue;
        }
        const auto time = duration().read(point.element(0));
        const auto speed = read_share(point.element(1));
        static const FieldDoc range = FieldDoc{}.between(0, 1000).doubtful_above(5);
        if (!time || !speed || !in_range(*speed, range, point.element(1))) continue;
        doubt(*speed, range, point.element(1));
        if (!line.ramp.empty() && *time <= line.ramp.back().first) {
            point.element(0).wrong(Code::out_of_range, fmt::format("{} is not after the point before it", shown(point.value.elements[0])));
            continue;
        }
        line.ramp.emplace_back(*time, *speed);
    }
}

void check_line(LineSpec&, const Reading& reading) {
    const TomlValue* route = reading.value.find("route");
    if (route != nullptr && route->kind == TomlKind::array && route->elements.empty())
        reading.member("route", *route).wrong(Code::missing_key, "found an empty array, expected one station at least");
    if (const TomlValue* routes = reading.value.find("routes"); routes != nullptr && routes->is_table()) {
        for (const auto& [item, way] : routes->members)
            if (way.kind == TomlKind::array && way.elements.empty())
                reading.member("routes", *routes)
                    .member(item, way)
                    .wrong(Code::missing_key, "found an empty array, expected one station at least");
    }
}

Schema<LineSpec> describe_line() {
    using L = LineSpec;
    Schema<L> schema("line", "plant.PLANT.line.LINE", "A production line: stations in the order of a route.");
    schema
        .form(
            "makes",
            {"id, array of ids, or table of shares",
             R"({"anyOf":[{"type":"string"},{"type":"array","items":{"type":"string"}},{"type":"object","additionalProperties":{"type":["number","string"],"minimum":0,"maximum":1}}]})"},
            read_makes, "items it makes; an array means equal shares")
        .required()
        .values_name("item")
        .keys_name("item")
        .example("{ tractor-82 = 0.7, tractor-120 = 0.3 }");
    schema
        .form(
            "sequence",
            {"\"level\", \"random\", or { campaign = UNITS }",
             R"({"anyOf":[{"enum":["level","random"]},{"type":"object","properties":{"campaign":{"type":"integer","minimum":1}},"additionalProperties":false}]})"},
            read_sequence, "order of the items: each count close to its share, drawn by share, or in runs of one item")
        .otherwise(sequence_word().written(*L{}.sequence))
        .example("{ campaign = 20 }");
    schema
        .form("release",
              {"\"saturated\", \"pull\", or a table", R"({"anyOf":[{"enum":["saturated","pull"]},{"$ref":"#/definitions/release"}]})"},
              read_release, "when a unit is started: always another one, to fill the stores up to `target`, at intervals, or as one leaves",
              &release_schema().doc())
        .otherwise(release_word().written(*L{}.release))
        .example("{ wip = 12 }");
    schema
        .field("route", &L::route, references("station"),
               "stations in the order of work: the line's own, or the plant's where the line has none of that name")
        .required()
        .example("[\"frame\", \"paint\", \"test\"]");
    schema.values("routes", &L::routes, references("station"), "a way of its own by item, over `route`")
        .keys_name("item")
        .otherwise("`route` for all")
        .example("{ tractor-120 = [\"frame\", \"axle\", \"test\"] }");
    schema.field("calendar", &L::calendar, reference("calendar"), "working hours").otherwise("the plant's").example("\"two-shift\"");
    schema.field("buffer", &L::buffer, places(), "places in front of each station that does not say otherwise")
        .at_least(0)
        .otherwise("0")
        .example("2");
    schema.field("opens", &L::opens, date(), "first day of work").otherwise("at the start").example("2023-06-01");
    schema
        .form("ramp", {"array of [time, speed]", R"({"type":"array","items":{"type":"array","minItems":2,"maxItems":2}})"}, read_ramp,
              "speed since opening, linear between the points")
        .otherwise("full speed")
        .example("[[\"0 d\", 0.3], [\"90 d\", 1.0]]");
    schema
        .form(
            "cost", amounts_shape(AmountKey::item),
            [](L& line, const Reading& reading) { read_amounts(line.cost, reading, AmountKey::item, FieldDoc{}.at_least(0)); },
            "money per unit that leaves the line: part of landed cost, of cost and of the margin")
        .keys_name("item")
        .otherwise("0")
        .example("900");
    schema.tables("station", &L::station, station_schema(), "work places");
    schema.finally(check_line);
    return schema;
}

}  // namespace

const Schema<LineSpec>& line_schema() {
    static const Schema<LineSpec> schema = describe_line();
    return schema;
}

}  // namespace agrocap
