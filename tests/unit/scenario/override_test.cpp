#include "scenario/override.hpp"

#include "scenario/key_path.hpp"
#include "scenario/merge.hpp"
#include "unit/scenario/reading_text.hpp"

using namespace agrocap;

namespace {

const std::string plant = R"(schema = 1
[scenario]
name = "works"
[item.part]
price = 100
[item.kit]
[plant.works]
[plant.works.store.part]
capacity = 9
[plant.works.line.main]
makes = "part"
route = ["weld"]
ramp = [["0 d", 0.5], ["10 d", 1.0]]
[plant.works.line.main.station.weld]
time = { dist = "triangular", min = "8 min", mode = "10 min", max = "15 min" }
failures = { uptime = { dist = "exponential", mean = "50 h" }, repair = "1 h 30 min" }
scrap = "5 %"
[market.uz]
tariff = { "8701" = 0.05, "8433" = 0.1 }
[market.uz.demand.part]
orders = [{ date = 2023-03-01, units = 500, due = "30 d" }, { date = 2023-06-01, units = { dist = "poisson", mean = 30 } }]
price = [[2023-01-01, 100], [2023-07-01, 120]]
[market.kg]
tariff = [[2023-01-01, "5 %"], [2023-07-01, "10 %"]]
[calendar.day]
shifts = [{ days = "mon-fri", from = "08:00", to = "16:00", breaks = [["12:00", "12:30"]] }]
)";

struct Changed {
    TomlValue root;
    std::string message;  // "E034: text (hint)"
};

Changed changed(const std::string& option) {
    Diagnostics problems;
    Changed result{*parse_toml(plant, 0, problems), ""};
    apply_override(result.root, option, {1, 1, 1}, {"plant.toml", "--set"}, problems);
    for (const Diagnostic& one : problems.all()) result.message += code_text(one) + ": " + one.text + " (" + one.hint + ")";
    return result;
}

/// The value at a path after the option, as TOML, or the message.
std::string after(const std::string& option, const std::string& path) {
    const Changed result = changed(option);
    const TomlValue* value = value_at(std::as_const(result.root), split_path(path).value());
    return !result.message.empty() ? result.message : value == nullptr ? "nothing" : toml_text(*value);
}

const std::string station = "plant.works.line.main.station.weld.";

}  // namespace

TEST_CASE("a factor changes numbers, per cents and durations, in the unit they are written in", "[scenario][set]") {
    CHECK(after("item.part.price*=1.1", "item.part.price") == "110");
    CHECK(after("item.part.price *= \"95 %\"", "item.part.price") == "95");
    CHECK(after("item.part.price*=1.005", "item.part.price") == "100.5");
    CHECK(after(station + "scrap*=2", station + "scrap") == "\"10 %\"");
    CHECK(after(station + "failures.repair*=2", station + "failures.repair") == "\"180 min\"");
}

TEST_CASE("an amount is added to numbers, per cents, durations and dates", "[scenario][set]") {
    CHECK(after("item.part.price+=-25", "item.part.price") == "75");
    CHECK(after(station + "scrap+=\"1 %\"", station + "scrap") == "\"6 %\"");
    CHECK(after(station + "scrap+=0.01", station + "scrap") == "\"6 %\"");
    CHECK(after(station + "failures.repair+=\"1 h\"", station + "failures.repair") == "\"150 min\"");
}

TEST_CASE("of a random duration the mean is changed and the shape stays", "[scenario][set]") {
    CHECK(after(station + "failures.uptime*=2", station + "failures.uptime") == "{ dist = \"exponential\", mean = \"100 h\" }");
    CHECK(after(station + "time*=2", station + "time") ==
          "{ dist = \"triangular\", max = \"30 min\", min = \"16 min\", mode = \"20 min\" }");
    // The mean is (8 + 10 + 15) / 3 = 11 min: 5.5 min more stretch all by 1.5.
    CHECK(after(station + "time+=\"5.5 min\"", station + "time") ==
          "{ dist = \"triangular\", max = \"22.5 min\", min = \"12 min\", mode = \"15 min\" }");
}

TEST_CASE("of arrays and tables of values each is changed, and only the numbers of pairs", "[scenario][set]") {
    CHECK(after("plant.works.line.main.ramp*=0.5", "plant.works.line.main.ramp") == "[[\"0 d\", 0.25], [\"10 d\", 0.5]]");
    CHECK(after("market.uz.tariff*=0", "market.uz.tariff") == "{ 8433 = 0.0, 8701 = 0.0 }");
}

TEST_CASE("dates keep their place when the values on them are changed", "[scenario][set]") {
    CHECK(after("market.uz.demand.part.price*=1.1", "market.uz.demand.part.price") == "[[2023-01-01, 110], [2023-07-01, 132]]");
    CHECK(after("market.kg.tariff*=2", "market.kg.tariff") == "[[2023-01-01, \"10 %\"], [2023-07-01, \"20 %\"]]");
    CHECK(after("market.uz.demand.part.orders*=2", "market.uz.demand.part.orders") ==
          "[{ date = 2023-03-01, due = \"30 d\", units = 1000 }, { date = 2023-06-01, units = { dist = \"poisson\", mean = 60 } }]");
}

TEST_CASE("an entry of an array is named by its number, as messages count", "[scenario][set]") {
    CHECK(after("calendar.day.shifts[1].to=\"17:00\"", "calendar.day.shifts[1].to") == "\"17:00\"");
    CHECK(after("calendar.day.shifts[1].to=\"17:00\"", "calendar.day.shifts[1].from") == "\"08:00\"");
    CHECK(after("calendar.day.shifts[1].breaks[1][2]=12:45", "calendar.day.shifts[1].breaks") == "[[\"12:00\", \"12:45\"]]");
    CHECK(after("market.uz.demand.part.price[2][2]=130", "market.uz.demand.part.price") == "[[2023-01-01, 100], [2023-07-01, 130]]");
    CHECK(after("market.uz.demand.part.price[2]*=1.5", "market.uz.demand.part.price") == "[[2023-01-01, 100], [2023-07-01, 180]]");
    CHECK(after("market.uz.demand.part.orders[2].units.mean=40", "market.uz.demand.part.orders[2].units.mean") == "40");
    CHECK(after("market.uz.demand.part.orders[2].units=7", "market.uz.demand.part.orders[2]") == "{ date = 2023-06-01, units = 7 }");
}

TEST_CASE("an entry that is not there is told with the number of those that are", "[scenario][set]") {
    CHECK(after("calendar.day.shifts[2].to=\"17:00\"", "x") ==
          "E030: there is no entry 2 in \"calendar.day.shifts\", which has 1 (entries are counted from 1)");
    CHECK(after("calendar.day.shifts[0].to=\"17:00\"", "x") ==
          "E030: there is no entry 0 in \"calendar.day.shifts\", which has 1 (entries are counted from 1)");
    CHECK(after(station + "failures[1].repair=\"2 h\"", "x") ==
          "E030: \"plant.works.line.main.station.weld.failures\" is no array: it has no entries (leave the number out)");
    CHECK(after("calendar.day.shifts.to=\"17:00\"", "x") ==
          "E030: leads into an array, \"shifts\" (name one of its entries, shifts[1], or change it as a whole)");
    CHECK(after("calendar.night.shifts[1].to=\"17:00\"", "x") == "E021: no calendar is called \"night\" (calendars here: \"day\")");
    CHECK(after("calendar.day.shifts[x].to=5", "x") == "E034: \"calendar.day.shifts[x].to\" is not a path of keys joined by dots ()");
}

TEST_CASE("a default can be changed as if it were written, a word cannot", "[scenario][set]") {
    CHECK(after(station + "servers*=2", station + "servers") == "2");
    CHECK(after("scenario.horizon*=2", "scenario.horizon") == "\"2 y\"");
    CHECK(after(station + "buffer*=2", station + "buffer") ==
          "E034: no number or duration stands here that could be changed (PATH=VALUE gives it one)");
    CHECK(after("plant.works.line.main.route*=2", "plant") == "E034: is \"weld\", neither a number nor a duration ()");
    CHECK(after("plant.works.line.main.station.weld*=2", "plant") ==
          "E034: no number or duration stands here that could be changed (PATH=VALUE gives it one)");
    CHECK(after("item.part.price*=twice", "item") ==
          "E034: cannot be multiplied by \"twice\", expected a number such as 1.1 or \"110 %\" ()");
    CHECK(after("item.part.price+=\"10 %\"", "item") ==
          "E034: \"10 %\" can only be added to a share (to raise by it write item.part.price*=1.1)");
}

TEST_CASE("an override changes what is there and invents nothing", "[scenario][set]") {
    CHECK(changed("plant.wrks.calendar=night").message == "E021: no plant is called \"wrks\" (did you mean \"works\" (plant.toml:7)?)");
    CHECK(changed("plant.works.line.main.station.wled.time=\"2 h\"").message ==
          "E021: no station is called \"wled\" (did you mean \"weld\" (plant.toml:14)?)");
    CHECK(changed("market={ru={tariff=0}}").message == "E021: no market is called \"ru\" (markets here: \"kg\", \"uz\")");
    CHECK(changed("market.kg.demand.part.per_year=5").message.starts_with("E021: no demand is called \"part\""));
    CHECK(changed("plant.works.crew.welder.size=5").message ==
          "E021: no crew is called \"welder\" (--set changes what is there; a file that extends this one can bring more)");
}

TEST_CASE("the store of an item is there without being written", "[scenario][set]") {
    CHECK(after("plant.works.store.kit.initial=5", "plant.works.store.kit.initial") == "5");
    CHECK(changed("plant.works.store.kti.initial=5").message.starts_with("E021: no store is called \"kti\""));
}
