#include "experiment/replication.hpp"
#include "model/compile/compile.hpp"
#include "observe/trace_recorder.hpp"
#include "report/trace_files.hpp"
#include "report/trace_time.hpp"
#include "support/busy_works.hpp"
#include "support/factory.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <nlohmann/json.hpp>

#include <map>
#include <regex>
#include <set>
#include <string>
#include <utility>

using namespace agrocap;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;
using Json = nlohmann::json;

namespace {

/// A replication to trace: the model, what is asked of it, and its texts.
class Scene {
  public:
    explicit Scene(const Scenario& scenario) : model_(compile(scenario)), start_(*scenario.start) { title.scenario = *scenario.name; }

    const Model& model() const { return model_; }

    std::string perfetto() {
        return text([](const TraceOutline& outline, const TraceTitle& above, const TextSink& sink) {
            return trace_perfetto(outline, above, sink);
        });
    }
    std::string ocel() {
        return text(
            [](const TraceOutline& outline, const TraceTitle& above, const TextSink& sink) { return trace_ocel(outline, above, sink); });
    }
    struct Csv {
        std::string events, states, levels;
    };
    Csv csv() {
        Csv csv;
        text([&csv](const TraceOutline& outline, const TraceTitle&, const TextSink&) {
            const auto into = [](std::string& text) { return [&text](std::string_view piece) { text += piece; }; };
            return trace_csv(outline, {into(csv.events), into(csv.states), into(csv.levels)});
        });
        return csv;
    }

    TraceTitle title;
    TraceChoice choice;
    std::uint64_t sample = 1;
    RunState state;

  private:
    template <class Make>
    std::string text(Make make) {
        std::string text;
        const TraceMap map = map_of(model_, start_, choice);
        title.from = model_.warmup_end;
        title.to = model_.end;
        const std::unique_ptr<TraceWriter> writer = make(map.outline, title, [&text](std::string_view piece) { text += piece; });
        TraceRecorder recorder(model_, map, {title.from, title.to, sample}, *writer);
        run_replication(model_, state, 0, &recorder);
        recorder.finish();
        writer->end();
        return text;
    }

    Model model_;
    std::int32_t start_;
};

Scenario busy() { return scenario_of(scenario_text({.horizon = "3 d", .warmup = "1 d"}, joined(busy_works()))); }

/// A border between a plant and its customers, with a dealers' stock that reorders and a supplier behind the plant.
Scenario border() {
    return scenario_of(scenario_text({.horizon = "30 d", .warmup = "5 d"}, R"(
[item.trailer]
uses = { axle = 1 }
[item.axle]
[supplier.smith.item.axle]
lead = "1 d"
lot = 10
[plant.works]
[plant.works.store.axle]
initial = 10
reorder = { policy = "r,Q", r = 8, Q = 10 }
[plant.works.line.main]
makes = "trailer"
route = ["weld"]
release = "pull"
[plant.works.store.trailer]
target = 3
[plant.works.line.main.station.weld]
time = { dist = "exponential", mean = "3 h" }
scrap = 0.1
[place.bridge]
servers = 1
time = { dist = "exponential", mean = "2 h" }
[lane.there]
from = "plant.works"
to = "place.bridge"
transit = "6 h"
load = 2
wait = "1 d"
[lane.over]
from = "place.bridge"
to = "market.abroad"
transit = "6 h"
[market.abroad.demand.trailer]
per_year = 1500
patience = "12 h"
[market.abroad.stock.trailer]
initial = 5
reorder = { policy = "base-stock", level = 6 }
[market.near.demand.trailer]
per_year = 300
[disruption.flood]
what = "place.bridge"
starts = 2023-01-10
lasts = "2 d"
)"));
}

}  // namespace

TEST_CASE("moments are dates of the scenario's own clock", "[report][trace]") {
    const std::int32_t start = 19358;  // 2023-01-01

    CHECK(moment_text(Time{}, start) == "2023-01-01T00:00:00.000");
    CHECK(moment_text(Time{} + 31 * 24h + 8h + 12min + 30s + 250ms, start, ' ') == "2023-02-01 08:12:30.250");
    CHECK(moment_text(Time{} + 999999ns, start) == "2023-01-01T00:00:00.000");
    CHECK(exact_seconds(Time{}) == "0");
    CHECK(exact_seconds(Time{} + 100s) == "100");
    CHECK(exact_seconds(Time{} + 12s + 500ms) == "12.5");
    CHECK(exact_seconds(Time{} + 1ns) == "0.000000001");
}

TEST_CASE("the slices of every track of a Perfetto trace tile the window and have the shares of the run", "[report][trace]") {
    Scene scene(busy());
    const Json trace = Json::parse(scene.perfetto());
    const auto us = [](Time at) { return (at - Time{}).count() / 1000; };

    std::map<std::int64_t, std::int64_t> ends;
    std::map<std::pair<std::int64_t, std::string>, std::int64_t> times, slices;
    std::map<std::int64_t, std::string> threads;
    for (const Json& record : trace["traceEvents"]) {
        if (record["ph"] == "M" && record["name"] == "thread_name") threads[record["tid"]] = record["args"]["name"];
        if (record["ph"] != "X") continue;
        const std::int64_t track = record["tid"];
        CHECK(record["ts"] == (ends.contains(track) ? ends[track] : us(scene.model().warmup_end)));
        ends[track] = record["ts"].get<std::int64_t>() + record["dur"].get<std::int64_t>();
        times[{track, record["name"]}] += record["dur"].get<std::int64_t>();
        ++slices[{track, record["name"]}];
    }

    CHECK(threads.size() == scene.model().servers.size());
    const auto first = static_cast<std::int64_t>(threads.begin()->first);
    for (std::uint32_t i = 0; i < scene.model().servers.size(); ++i) {
        CHECK(ends[first + i] == us(scene.model().end));
        for (std::size_t s = 0; s < server_state_count; ++s) {
            const std::int64_t exact = scene.state.servers[ServerId(i)].in_state[s].count();
            const auto key = std::make_pair(first + i, std::string(server_state_names[s]));
            // Each slice is rounded to less than a microsecond at both ends.
            CHECK(std::abs(times[key] * 1000 - exact) <= (slices[key] + 1) * 1000);
        }
    }
}

TEST_CASE("a Perfetto trace shows shipments under way, waiting and handled, and disruptions", "[report][trace]") {
    const Json trace = Json::parse(Scene(border()).perfetto());
    std::map<std::string, int> open, all;
    std::set<std::string> counters;
    for (const Json& record : trace["traceEvents"]) {
        if (record["ph"] == "b") ++open[record["id"]], ++all[record["name"]];
        if (record["ph"] == "e") --open[record["id"]];
        if (record["ph"] == "C") counters.insert(record["name"]);
    }

    for (const auto& [id, pairs] : open) CHECK(pairs == 0);
    for (const char* name : {"there: on the way", "over: on the way", "bridge: waiting", "bridge: handled", "flood: disrupted"})
        CHECK(all[name] > 0);
    for (const char* name : {"in the line", "waiting at weld", "axle", "trailer", "stock of trailer", "open orders of trailer"})
        CHECK(counters.contains(name));
    CHECK(trace["otherData"]["from"] == "2023-01-06T00:00:00.000");
}

TEST_CASE("an object-centric log has the structure of OCEL 2.0 and every reference leads somewhere", "[report][trace]") {
    const std::regex moment("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    for (const Scenario& scenario : {busy(), border()}) {
        const Json log = Json::parse(Scene(scenario).ocel());
        CHECK(log.size() == 4);
        std::map<std::string, std::map<std::string, std::string>> object_types, event_types;
        const auto read_types = [](const Json& types, auto& known) {
            for (const Json& type : types) {
                auto& attributes = known[type.at("name")];
                for (const Json& attribute : type.at("attributes")) attributes[attribute.at("name")] = attribute.at("type");
            }
        };
        read_types(log.at("objectTypes"), object_types);
        read_types(log.at("eventTypes"), event_types);
        const auto fits = [](const Json& value, const std::string& type) {
            return type == "integer" ? value.is_number_integer() : value.is_string();
        };

        std::set<std::string> objects;
        for (const Json& object : log.at("objects")) CHECK(objects.insert(object.at("id")).second);
        const auto check_relationships = [&](const Json& owner) {
            for (const Json& relationship : owner.at("relationships")) {
                CHECK(objects.contains(relationship.at("objectId")));
                CHECK(!relationship.at("qualifier").get<std::string>().empty());
            }
        };
        for (const Json& object : log.at("objects")) {
            const auto& attributes = object_types.at(object.at("type"));
            for (const Json& attribute : object.at("attributes")) {
                CHECK(fits(attribute.at("value"), attributes.at(attribute.at("name"))));
                CHECK(std::regex_match(attribute.at("time").get<std::string>(), moment));
            }
            check_relationships(object);
        }
        std::set<std::string> events;
        std::string latest;
        for (const Json& event : log.at("events")) {
            CHECK(events.insert(event.at("id")).second);
            CHECK(std::regex_match(event.at("time").get<std::string>(), moment));
            CHECK(event.at("time").get<std::string>() >= latest);
            latest = event.at("time");
            const auto& attributes = event_types.at(event.at("type"));
            for (const Json& attribute : event.at("attributes")) CHECK(fits(attribute.at("value"), attributes.at(attribute.at("name"))));
            CHECK(!event.at("relationships").empty());
            check_relationships(event);
        }
        CHECK(events.size() > 100);
    }
}

TEST_CASE("an object-centric log follows an order to its delivery", "[report][trace]") {
    const Json log = Json::parse(Scene(border()).ocel());
    std::map<std::string, std::set<std::string>> told;  // by type of the event's object
    std::map<std::string, std::string> types;
    for (const Json& object : log.at("objects")) types[object.at("id")] = object.at("type");
    std::set<std::string> carried;
    for (const Json& event : log.at("events"))
        for (const Json& relationship : event.at("relationships")) {
            if (relationship.at("qualifier") == "of") told[types[relationship.at("objectId")]].insert(event.at("type"));
            if (relationship.at("qualifier") == "carries") carried.insert(types[relationship.at("objectId")]);
        }

    CHECK(told["unit"] == std::set<std::string>{"release", "start", "finish", "scrap", "leave"});
    CHECK(told["customer order"] == std::set<std::string>{"order", "ship", "deliver", "hand over", "lose"});
    CHECK(told["replenishment order"] == std::set<std::string>{"replenish", "ship", "receive"});
    CHECK(told["shipment"] == std::set<std::string>{"depart", "arrive", "handle", "clear"});
    CHECK(carried == std::set<std::string>{"replenishment order"});  // no lane leads to the near market
}

TEST_CASE("the CSV of a trace has events, states and levels", "[report][trace]") {
    const Scene::Csv csv = Scene(border()).csv();

    CHECK_THAT(csv.events, StartsWith("time (s),date,event,kind,number,where,item,units,orders\r\n"));
    CHECK_THAT(csv.events, ContainsSubstring(",depart,shipment,") && ContainsSubstring(",place.bridge,"));
    CHECK_THAT(csv.states, StartsWith("from (s),to (s),from date,to date,plant,line,station,server,state,unit,item\r\n432000,"));
    CHECK_THAT(csv.states, ContainsSubstring(",2023-02-05T00:00:00.000,works,main,weld,1,"));  // the last ends with the window
    CHECK_THAT(csv.levels, StartsWith("time (s),date,what,of,level\r\n432000,2023-01-06T00:00:00.000,in line,plant.works.line.main,"));
    CHECK_THAT(csv.levels, ContainsSubstring(",open orders,market.abroad.trailer,"));
}

TEST_CASE("a trace is the same twice", "[report][trace]") {
    Scene scene(border());

    CHECK(scene.perfetto() == scene.perfetto());
    CHECK(scene.ocel() == scene.ocel());
    CHECK(scene.csv().events == scene.csv().events);
}

TEST_CASE("a sample follows each Nth unit and keeps the numbers of the whole", "[report][trace]") {
    Scene scene(border());
    const std::string all = scene.csv().events;
    scene.sample = 5;
    const std::string some = scene.csv().events;
    const auto released = [](const std::string& text) {
        std::set<int> numbers;
        const std::regex row("release,unit,(\\d+),");
        for (std::sregex_iterator found(text.begin(), text.end(), row); found != std::sregex_iterator(); ++found)
            numbers.insert(std::stoi((*found)[1]));
        return numbers;
    };

    std::set<int> expected;
    for (const int number : released(all))
        if ((number - 1) % 5 == 0) expected.insert(number);  // one line: its units are numbered on
    CHECK(released(some) == expected);
    CHECK(expected.size() > 5);
}

TEST_CASE("a trace of one plant or line leaves out the others", "[report][trace]") {
    Scene scene(busy());
    scene.choice.line = LineId(0);
    const Json trace = Json::parse(scene.perfetto());
    std::set<std::string> processes;
    for (const Json& record : trace["traceEvents"])
        if (record["ph"] == "M" && record["name"] == "process_name") processes.insert(record["args"]["name"]);

    const Line& line = scene.model().lines[LineId(0)];
    CHECK(processes == std::set<std::string>{scene.model().plants[line.plant].id + " / " + line.id});
}

TEST_CASE("a JSON trace that grows too long is refused with the limit", "[report][trace]") {
    Scene scene(border());
    scene.title.most_records = 50;

    CHECK_THROWS_AS(scene.perfetto(), TraceTooLong);
    CHECK_THROWS_WITH(scene.ocel(), "more than 50 records, more than viewers bear");
}
