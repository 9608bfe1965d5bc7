#include "scenario/describe.hpp"
#include "scenario/line_stations.hpp"
#include "scenario/number_text.hpp"
#include "scenario/random_value.hpp"
#include "scenario/value_types.hpp"

#include <fmt/format.h>

namespace agrocap {
namespace {

ValueType<OnFailure> on_failure_word() {
    return choice<OnFailure>({{"resume", OnFailure::resume}, {"restart", OnFailure::restart}, {"scrap", OnFailure::scrap}});
}

const Schema<FailureSpec>& failure_schema() {
    static const Schema<FailureSpec> schema = [] {
        Schema<FailureSpec> s("failure", "….station.STATION.failures",
                              "One way in which a station fails; an array of tables gives several.");
        s.field("uptime", &FailureSpec::uptime, random_duration(), "time between the end of a repair and the next failure")
            .above(0)
            .required()
            .example("{ dist = \"exponential\", mean = \"60 h\" }");
        s.field("repair", &FailureSpec::repair, random_duration(), "time to repair")
            .required()
            .example("{ dist = \"lognormal\", mean = \"2 h\", cv = 1 }");
        s.field("clock", &FailureSpec::clock, choice<FailureClock>({{"busy", FailureClock::busy}, {"calendar", FailureClock::calendar}}),
                "uptime runs only while the server works, or always")
            .example("\"calendar\"");
        s.field("on_failure", &FailureSpec::on_failure, on_failure_word(),
                "what becomes of the service: it goes on, starts again, or the unit is lost")
            .example("\"restart\"");
        s.field("crew", &FailureSpec::crew, reference("crew"), "a repair needs one of this crew").otherwise("none").example("\"fitter\"");
        return s;
    }();
    return schema;
}

void read_maintenance_dates(MaintenanceSpec& care, const Reading& reading) {
    care.on = read_dates(reading, "an array of dates such as [2023-07-01]");
}

const Schema<MaintenanceSpec>& maintenance_schema() {
    static const Schema<MaintenanceSpec> schema = [] {
        Schema<MaintenanceSpec> s("maintenance", "….station.STATION.maintenance",
                                  "Planned work on the station; an array of tables gives several.");
        s.field("every", &MaintenanceSpec::every, random_duration(), "time from one to the next").above(0).example("\"30 d\"");
        s.field("after_units", &MaintenanceSpec::after_units, integer(), "instead: units that a server works on from one to the next")
            .at_least(1)
            .example("500");
        s.form("on", {"array of dates", R"({"type":"array"})"}, read_maintenance_dates, "instead: days at whose midnight it is due")
            .example("[2023-07-01]");
        s.field("takes", &MaintenanceSpec::takes, random_duration(), "how long it takes").required().example("\"8 h\"");
        s.field("crew", &MaintenanceSpec::crew, reference("crew"), "it needs one of this crew").otherwise("none").example("\"fitter\"");
        s.exactly_one_of({{"every"}, {"after_units"}, {"on"}});
        return s;
    }();
    return schema;
}

Shape share_by_item_shape() {
    const Shape one = dated_shape(share().shape);
    return {"share such as 0.05 or \"5 %\", or a table of them by item; each may change on dates",
            R"({"anyOf":[)" + one.json + R"(,{"type":"object","additionalProperties":)" + one.json + "}]}"};
}

FieldDoc up_to_one() { return FieldDoc{}.between(0, 1); }
FieldDoc below_one() { return FieldDoc{}.at_least(0).below(1); }

void read_share_by_item(ShareByItem& share, const Reading& reading, const FieldDoc& range) {
    const auto read_one = [&range](const Reading& one, DatedAmount& to) {
        const std::optional<Dated<double>> number = dated(agrocap::share()).read(one);
        if (number && in_range(*number, range, one)) to = {*number, one.value.at, true};
    };
    if (!reading.value.is_table()) return read_one(reading, share.all);
    if (reading.value.members.empty()) return reading.unexpected("a share, or shares by item such as { tractor-120 = 0.02, \"*\" = 0.01 }");
    for (const auto& [item, value] : reading.value.members) read_one(reading.member(item, value), share.items[item]);
}

const Schema<BatchSpec>& batch_schema() {
    static const Schema<BatchSpec> schema = [] {
        Schema<BatchSpec> s("batch", "….station.STATION.batch", "Several units worked on at once: an oven, a heat treatment, a dip.");
        s.usual_key("size");
        s.field("size", &BatchSpec::size, integer(), "units that make a full batch").between(1, 10'000).required().example("8");
        s.field("wait", &BatchSpec::wait, random_duration(), "once the first unit has waited so long, those that are there are enough")
            .otherwise("for ever")
            .example("\"2 h\"");
        s.field("by", &BatchSpec::by_item, choice<bool>({{"item", true}, {"any", false}}), "one item a batch, or any")
            .otherwise("\"any\"")
            .example("\"item\"");
        return s;
    }();
    return schema;
}

void read_batch(StationSpec& station, const Reading& reading) { batch_schema().read(station.batch.emplace(), reading); }

const Schema<ReworkSpec>& rework_schema() {
    static const Schema<ReworkSpec> schema = [] {
        Schema<ReworkSpec> s("rework", "….station.STATION.rework", "Units that are sent back after service.");
        s.usual_key("share");
        s.form(
             "share", share_by_item_shape(),
             [](ReworkSpec& rework, const Reading& reading) { read_share_by_item(rework.share, reading, below_one()); },
             "share sent back; by item, \"*\" is for all others")
            .keys_name("item")
            .at_least(0)
            .below(1)
            .required()
            .example("0.05");
        s.field("to", &ReworkSpec::to, reference("station"), "station they go to").required().example("\"frame\"");
        return s;
    }();
    return schema;
}

const Schema<NextSpec>& next_schema() {
    static const Schema<NextSpec> schema = [] {
        Schema<NextSpec> s("next", "….station.STATION.next[]", "One of the ways on from a station.");
        s.usual_key("to");
        s.field("to", &NextSpec::to, reference("station"), "station the units go to").required().example("\"test\"");
        s.field("share", &NextSpec::share, share(), "share that goes there").between(0, 1).required().example("0.8");
        return s;
    }();
    return schema;
}

void read_first_free(StationSpec& station, const Reading& reading) {
    for (const auto& [key, value] : reading.value.members) {
        if (key != "first-free") reading.unknown_key(key, {"first-free"});
    }
    const Reading list = reading.member("first-free", *reading.value.find("first-free"));
    station.first_free = references("station").read(list).value_or(std::vector<Name>{});
    if (list.is(TomlKind::array) && list.value.elements.empty())
        list.wrong(Code::missing_key, "found an empty array, expected one station at least");
}

void read_next(StationSpec& station, const Reading& reading) {
    if (reading.value.is_table() && reading.value.find("first-free") != nullptr) return read_first_free(station, reading);
    if (reading.value.is_table() && reading.value.find("to") == nullptr)
        for (const auto& [key, value] : reading.value.members)
            if (nearest_name(key, {"first-free"}) == "first-free") return void(reading.unknown_key(key, {"first-free"}));
    if (!reading.is(TomlKind::text)) return read_one_or_more(station.next, next_schema(), reading);
    const SourceSpan at = reading.value.at;
    if (const auto to = reference("station").read(reading)) station.next.push_back({{*to, at, true}, {1.0, at, true}, at});
}

void read_setup(StationSpec& station, const Reading& reading) {
    SetupSpec& setup = station.setup;
    setup.at = reading.value.at;
    if (!reading.value.is_table() || reading.value.find("dist") != nullptr) {
        if (const auto time = read_random_duration(reading)) setup.any = RandomDuration{*time, reading.value.at, true};
        return;
    }
    for (const auto& [from, row] : reading.value.members) {
        const Reading row_reading = reading.member(from, row);
        const bool is_time = !row.is_table() || row.find("dist") != nullptr;
        if (from == "default" && is_time) {
            if (const auto time = read_random_duration(row_reading)) setup.otherwise = RandomDuration{*time, row.at, true};
            continue;
        }
        if (is_time) {
            row_reading.unexpected("a table of times such as { tractor-120 = \"40 min\" }",
                                   "a matrix is { from = { to = time } }; `default` is the time of all other pairs");
            continue;
        }
        auto& times = setup.matrix[from];
        for (const auto& [to, value] : row.members)
            if (const auto time = read_random_duration(row_reading.member(to, value))) times[to] = {*time, value.at, true};
    }
}

void read_crew_choice(StationSpec& station, const Reading& reading) {
    if (!reading.value.is_table())
        return reading.unexpected("a table such as { assembler = 2 }",
                                  reading.is(TomlKind::text) ? fmt::format("write crew = {{ {} = 1 }}", reading.value.text) : "");
    Keyed<Written<std::int64_t>>& choice = station.crew.emplace_back();
    for (const auto& [name, inner] : reading.value.members) {
        const Reading count_reading = reading.member(name, inner);
        const auto count = integer().read(count_reading);
        if (!count) continue;
        if (*count < 1) count_reading.wrong(Code::out_of_range, fmt::format("{} is out of range, expected at least 1", *count));
        choice[name] = {*count, inner.at, true};
    }
    if (reading.value.members.empty()) reading.wrong(Code::missing_key, "names no crew");
}

void read_crew(StationSpec& station, const Reading& reading) {
    constexpr std::size_t most = 200;
    if (!reading.is(TomlKind::array)) return read_crew_choice(station, reading);
    if (reading.value.elements.size() > most)
        return reading.wrong(Code::out_of_range,
                             fmt::format("has {} alternatives, expected {} at most", reading.value.elements.size(), most));
    for (std::size_t i = 0; i < reading.value.elements.size(); ++i) read_crew_choice(station, reading.element(i));
}

void read_rework(StationSpec& station, const Reading& reading) { rework_schema().read(station.rework.emplace(), reading); }

/// `on_failure` beside the failures is the default of those that have none.
void spread_on_failure(StationSpec& station, const Reading& reading) {
    const TomlValue* word = reading.value.find("on_failure");
    if (word == nullptr) return;
    const std::optional<OnFailure> rule = on_failure_word().read(reading.member("on_failure", *word));
    const TomlValue* failures = reading.value.find("failures");
    if (failures == nullptr) {
        reading.member("on_failure", *word).wrong(Code::excluded_keys, "`on_failure` needs `failures`");
        return;
    }
    if (!rule) return;
    for (std::size_t i = 0; i < station.failures.size(); ++i) {
        const TomlValue& mode = failures->is_table() ? *failures : failures->elements[i];
        if (mode.find("on_failure") == nullptr) station.failures[i].on_failure = *rule;
    }
}

/// Every item that either of the two names, and all others.
void check_lost_share(const StationSpec& station, const Reading& reading) {
    std::vector<std::string> items{"*"};
    for (const auto& [item, share] : station.scrap.items) items.push_back(item);
    for (const auto& [item, share] : station.rework->share.items) items.push_back(item);
    for (const std::string& item : items) {
        if (lost_or_sent_back(station, item).largest() <= 1) continue;
        const auto own = station.scrap.items.find(item);
        const SourceSpan at = own != station.scrap.items.end() ? own->second.at
                              : station.scrap.all.given        ? station.scrap.all.at
                                                               : station.rework->at;
        return reading.problems.error(Code::out_of_range, at, joined_path(reading.path, "scrap"),
                                      "`scrap` and the share of `rework` are more than 1 together" +
                                          (item == "*" ? std::string() : fmt::format(" for {}", toml_quoted(item))));
    }
}

void check_station(StationSpec& station, const Reading& reading) {
    spread_on_failure(station, reading);
    if (station.rework) check_lost_share(station, reading);
}

/// What keeps a station from working.
void describe_stops(Schema<StationSpec>& schema) {
    using S = StationSpec;
    const auto one_or_more = [](const std::string& name) {
        return R"({"anyOf":[{"$ref":"#/definitions/)" + name + R"("},{"type":"array","items":{"$ref":"#/definitions/)" + name + R"("}}]})";
    };
    schema
        .form(
            "failures", {"table, or array of tables", one_or_more("failure")},
            [](S& station, const Reading& reading) { read_one_or_more(station.failures, failure_schema(), reading); },
            "how it fails and is repaired", &failure_schema().doc())
        .otherwise("never")
        .example("{ uptime = \"60 h\", repair = \"2 h\" }");
    schema
        .form(
            "on_failure", on_failure_word().shape, [](S&, const Reading&) {}, "default for its failures")
        .otherwise(on_failure_word().written(FailureSpec{}.on_failure))
        .example("\"scrap\"");
    schema
        .form(
            "maintenance", {"table, or array of tables", one_or_more("maintenance")},
            [](S& station, const Reading& reading) { read_one_or_more(station.maintenance, maintenance_schema(), reading); },
            "planned stops", &maintenance_schema().doc())
        .otherwise("none")
        .example("{ every = \"30 d\", takes = \"8 h\" }");
    schema
        .form("setup",
              {"duration, may be random, or a matrix { default = time, from = { to = time } }",
               R"({"anyOf":[{"$ref":"#/definitions/randomDuration"},{"type":"object"}]})"},
              read_setup, "time when the item changes; a matrix has all pairs of items that the line makes, or a `default`")
        .keys_name("item", 2)
        .otherwise("none")
        .example("{ default = \"30 min\", tractor-82 = { tractor-120 = \"40 min\" } }");
}

/// Whom work at a station needs, and when they are there.
void describe_people(Schema<StationSpec>& schema) {
    using S = StationSpec;
    const std::string crew = R"({"type":"object","additionalProperties":{"type":"integer"}})";
    schema
        .form("crew",
              {"a table of whole numbers, or an array of them", R"({"anyOf":[)" + crew + R"(,{"type":"array","items":)" + crew + "}]}"},
              read_crew, "people held during service and set-up: all of a table; of an array the first that is free")
        .keys_name("crew")
        .otherwise("none")
        .example("{ assembler = 2 }");
    schema.field("priority", &S::priority, integer(), "who gets people and parts first: higher before lower")
        .between(-1000, 1000)
        .otherwise("0")
        .example("2");
    schema.field("calendar", &S::calendar, reference("calendar"), "its working hours, within those of its line")
        .otherwise("the line's")
        .example("\"day\"");
    schema
        .field("shift_end", &S::shift_end, choice<ShiftEnd>({{"stop", ShiftEnd::stop}, {"finish", ShiftEnd::finish}}),
               "the unit in hand goes on next time, or is finished before going home")
        .otherwise("\"stop\"")
        .example("\"finish\"");
}

Schema<StationSpec> describe_station() {
    using S = StationSpec;
    Schema<S> schema("station", "plant.PLANT.line.LINE.station.STATION", "A work place with one server or several alike.");
    schema.field("servers", &S::servers, integer(), "units it can work on at once").between(1, 100'000).example("2");
    schema.field("time", &S::time, random_duration(), "work on one unit; may be left out if `times` has every item")
        .otherwise("")
        .example("{ dist = \"triangular\", min = \"38 min\", mode = \"42 min\", max = \"60 min\" }");
    schema.values("times", &S::times, random_duration(), "the same by item, over `time`")
        .keys_name("item")
        .otherwise("`time`")
        .example("{ tractor-120 = \"55 min\" }");
    schema.field("buffer", &S::buffer, places(), "places in front, not counting units in service")
        .at_least(0)
        .otherwise("the line's, else 0; first station: unlimited")
        .example("3");
    describe_stops(schema);
    schema
        .form("batch", {"a table", R"({"$ref":"#/definitions/batch"})"}, read_batch,
              "works on several units at once; `time` is that of a batch", &batch_schema().doc())
        .otherwise("one by one")
        .example("{ size = 8, wait = \"2 h\", by = \"item\" }");
    schema
        .form(
            "scrap", share_by_item_shape(),
            [](S& station, const Reading& reading) { read_share_by_item(station.scrap, reading, up_to_one()); },
            "share lost after service; by item, \"*\" is for all others")
        .keys_name("item")
        .between(0, 1)
        .otherwise("0")
        .example("{ tractor-120 = 0.02, \"*\" = 0.01 }");
    schema
        .form("rework", {"a table", R"({"$ref":"#/definitions/rework"})"}, read_rework, "share sent back after service",
              &rework_schema().doc())
        .otherwise("none")
        .example("{ share = 0.05, to = \"frame\" }");
    schema
        .form("next",
              {"id, table, array of tables, or { first-free = [ids] }",
               R"({"anyOf":[{"type":"string"},{"$ref":"#/definitions/next"},{"type":"array","items":{"$ref":"#/definitions/next"}},)"
               R"({"type":"object","properties":{"first-free":{"type":"array","items":{"type":"string"},"minItems":1}},)"
               R"("required":["first-free"],"additionalProperties":false}]})"},
              read_next,
              "where units go after service; `first-free`: to the first named that has a free server, else to the one with the fewest "
              "waiting",
              &next_schema().doc())
        .values_name("station")
        .otherwise("the next in `route`")
        .example("[{ to = \"test\", share = 0.8 }, { to = \"polish\", share = 0.2 }]");
    schema.values("takes", &S::takes, integer(), "items taken from the plant's stores when service starts")
        .keys_name("item")
        .at_least(1)
        .otherwise("nothing")
        .example("{ cab = 1 }");
    describe_people(schema);
    schema.at_least_one_of({"time", "times"});
    schema.usual_key("time");
    schema.finally(check_station);
    return schema;
}

}  // namespace

const Schema<StationSpec>& station_schema() {
    static const Schema<StationSpec> schema = describe_station();
    return schema;
}

}  // namespace agrocap
