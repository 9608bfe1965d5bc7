#include "unit/scenario/reading_text.hpp"

using namespace agrocap;

namespace {

LineSpec line_of(const std::string& text) { return read_sound(text).plant.at("p").line.at("l"); }

std::string with_line_keys(const std::string& keys) {
    std::string text = sound_scenario + "time = \"5 min\"\n";
    return text.insert(text.find("route"), keys + "\n");
}

StationSpec station_of(const std::string& keys) { return line_of(sound_scenario + keys + "\n").station.at("s"); }

}  // namespace

TEST_CASE("what a line makes is one item, equal shares, or a table of shares sorted by id", "[scenario][reader]") {
    CHECK(*line_of(with_line_keys("")).makes[1].second == 0.5);
    std::string text = with_line_keys("");
    text.replace(text.find("[\"part\", \"other\"]"), 17, "{ part = 0.7, other = 0.3 }");
    const LineSpec line = line_of(text);
    REQUIRE(line.makes.size() == 2);
    CHECK(*line.makes[0].first == "other");
    CHECK(*line.makes[0].second == 0.3);
    text.replace(text.find("{ part"), 27, "\"part\"");
    CHECK(*line_of(text).makes.at(0).second == 1.0);
}

TEST_CASE("a release is saturated, pull, at intervals or CONWIP", "[scenario][reader]") {
    CHECK(*line_of(with_line_keys("")).release == ReleaseKind::saturated);
    CHECK(*line_of(with_line_keys("release = { wip = 12 }")).wip == 12);
    const LineSpec line = line_of(with_line_keys("release = { every = \"1 h\", batch = { dist = \"poisson\", mean = 3 } }"));
    CHECK(*line.release == ReleaseKind::every);
    CHECK(line.every->mean == 3600e9);
    CHECK(line.batch->kind == DistributionKind::poisson);
    CHECK(*line_of(with_line_keys("sequence = \"random\"")).sequence == SequenceKind::random);
}

TEST_CASE("a chance is a share and may be written in per cent", "[scenario][reader]") {
    CHECK(station_of(R"(time = { dist = "geometric", p = "10 %", unit = "1 min" })").time->p == 0.1);
    CHECK(station_of(R"(time = { dist = "hyperexponential", p = "30 %", means = ["1 h", "5 h"] })").time->p == 0.3);
    const Scenario scenario = read_sound(sound_scenario + "time = \"5 min\"\n[plant.p.crew.c]\nabsence = \"6 %\"\n");
    CHECK(*scenario.plant.at("p").crew.at("c").absence == 0.06);
}

TEST_CASE("a ramp and an opening day are read", "[scenario][reader]") {
    const LineSpec line = line_of(with_line_keys("opens = 2023-06-01\nramp = [[\"0 d\", 0.3], [\"90 d\", 1.0]]"));
    CHECK(**line.opens == 19509);
    REQUIRE(line.ramp.size() == 2);
    CHECK(line.ramp[1].first == Duration(std::chrono::hours(90 * 24)));
    CHECK(line.ramp[0].second == 0.3);
}

TEST_CASE("failures and maintenance are a table or an array of tables, with a default for on_failure", "[scenario][reader]") {
    const StationSpec station = station_of(R"(time = "5 min"
on_failure = "scrap"
failures = [{ uptime = "60 h", repair = "2 h" }, { uptime = "9 h", repair = "1 h", on_failure = "restart", clock = "calendar" }]
maintenance = { every = "30 d", takes = { dist = "uniform", min = "6 h", max = "8 h" } })");
    REQUIRE(station.failures.size() == 2);
    CHECK(station.failures[0].on_failure == OnFailure::scrap);
    CHECK(station.failures[1].on_failure == OnFailure::restart);
    CHECK(station.failures[1].clock == FailureClock::calendar);
    REQUIRE(station.maintenance.size() == 1);
    CHECK(station.maintenance[0].takes->kind == DistributionKind::uniform);
}

TEST_CASE("a set-up is a duration, fixed or random, or a matrix from item to item", "[scenario][reader]") {
    CHECK(station_of("time = \"5 min\"\nsetup = { dist = \"exponential\", mean = \"1 h\" }").setup.any->value.kind ==
          DistributionKind::exponential);
    const SetupSpec matrix = station_of("time = \"5 min\"\nsetup = { default = \"0 s\", part = { other = \"40 min\" } }").setup;
    CHECK_FALSE(matrix.any);
    CHECK(matrix.matrix.at("part").at("other")->mean == 2400e9);
}

TEST_CASE("review stands beside a reorder policy or in it, not in both", "[scenario][reader]") {
    const std::string store = sound_scenario + "time = \"5 min\"\n[supplier.m.item.part]\n[plant.p.store.part]\n";
    CHECK(messages_of(store + "reorder = { policy = \"base-stock\", level = 2, review = \"7 d\" }\nreview = \"7 d\"\n")
              .find("`review` is given twice") != std::string::npos);
    CHECK(messages_of(store + "reorder = { policy = \"s,S\", s = 300, S = 100 }\n")
              .find("error[E032]: plant.p.store.part.reorder.S: `S` is 100, expected more than `s`, which is 300") != std::string::npos);
    CHECK(messages_of(store + "reorder = { policy = \"r,Q\", s = 3, Q = 1 }\n").find("the key \"r\" is missing") != std::string::npos);
}

TEST_CASE("all faults of a station are said at once, with line, column, path and hint", "[scenario][messages]") {
    const std::string text = sound_scenario + R"(time = "90"
servers = 0
sevrers = 2
buffer = "unlimitted"
scrap = 1.5
failures = { uptime = "0 h" }
rework = { share = nan, to = "Frame" }
)";
    CHECK(
        messages_of(text) ==
        R"(s.toml:13:8: error[E012]: plant.p.line.l.station.s.time: "90" has no unit, expected a duration such as "90 min", "90 h" or "90 d"
s.toml:14:11: error[E032]: plant.p.line.l.station.s.servers: 0 is out of range, expected from 1 to 100000
s.toml:15:1: error[E030]: plant.p.line.l.station.s.sevrers: unknown key "sevrers"
  hint: did you mean "servers"?
s.toml:16:10: error[E011]: plant.p.line.l.station.s.buffer: found "unlimitted", expected a whole number or "unlimited"
  hint: for no limit write "unlimited"
s.toml:17:9: error[E032]: plant.p.line.l.station.s.scrap: 1.5 is out of range, expected from 0 to 1
s.toml:18:12: error[E031]: plant.p.line.l.station.s.failures.repair: the key "repair" is missing
  hint: for example repair = { dist = "lognormal", mean = "2 h", cv = 1 }
s.toml:18:23: error[E032]: plant.p.line.l.station.s.failures.uptime: "0 h" is out of range, expected more than 0 s
s.toml:19:20: error[E036]: plant.p.line.l.station.s.rework.share: nan is beyond reason, expected a number of at most 9e15
s.toml:19:30: error[E015]: plant.p.line.l.station.s.rework.to: "Frame" is not an id, expected small letters, digits and hyphens such as "tractor-82"
  hint: write "frame"
)");
}

TEST_CASE("a scenario needs its version, and a version that is known", "[scenario][messages]") {
    CHECK(messages_of("[plant.p]\n")
              .find("s.toml:1:1: error[E031]: schema: the key \"schema\" is missing\n  hint: for example schema = 1\n") !=
          std::string::npos);
    CHECK(messages_of("schema = 2\n[plant.p]\n")
              .find("s.toml:1:10: error[E038]: schema: version 2 of the scenario language is not known, expected 1\n") !=
          std::string::npos);
}

TEST_CASE("targets, disruptions and studies are read", "[scenario][reader]") {
    const Scenario scenario = read_sound(sound_scenario + R"(time = "5 min"
[target.t]
metric = "output.total"
between = [1, 2.5]
kind = { probability = 0.9 }
[study.s]
vary = { "plant.p.line.l.station.s.servers" = { from = 1, to = 3, steps = 3 }, "plant.p.line.l.station.s.time" = ["5 min", "6 min"] }
)");
    const TargetSpec& target = scenario.target.at("t");
    CHECK(target.sense == TargetSense::between);
    CHECK(*target.low == 1);
    CHECK(*target.high == 2.5);
    CHECK(**target.probability == 0.9);
    const StudySpec& study = scenario.study.at("s");
    REQUIRE(study.vary.size() == 2);
    CHECK(study.vary[0].values == std::vector<std::string>{"1", "2", "3"});
    CHECK(study.vary[1].values == std::vector<std::string>{"\"5 min\"", "\"6 min\""});
    CHECK(messages_of(sound_scenario + "time = \"5 min\"\n[target.t]\nmetric = \"output.total\"\n")
              .find("one of the keys \"at_least\", \"at_most\", \"between\" is missing") != std::string::npos);
}

TEST_CASE("values between whole ends with whole distances are whole", "[scenario][reader]") {
    const Scenario scenario = read_sound(sound_scenario + R"(time = "5 min"
[study.s]
vary = { "plant.p.line.l.station.s.servers" = { from = 1, to = 40, steps = 40 } }
)");
    const std::vector<std::string>& values = scenario.study.at("s").vary[0].values;

    REQUIRE(values.size() == 40);
    for (std::size_t place = 0; place < values.size(); ++place) CHECK(values[place] == std::to_string(place + 1));
}

TEST_CASE("errors that merely follow from a misread value are not said", "[scenario][messages]") {
    std::string text = sound_scenario + "time = \"5 min\"\n";
    text.replace(text.find("route"), 5, "rotue");
    CHECK(messages_of(text) == "s.toml:9:1: error[E030]: plant.p.line.l.rotue: unknown key \"rotue\"\n  hint: did you mean \"route\"?\n");
}
