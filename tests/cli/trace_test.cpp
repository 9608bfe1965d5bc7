#include "cli/program.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <nlohmann/json.hpp>

#include <cstdint>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

using namespace agrocap;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;
using Json = nlohmann::json;

namespace {

/// The page's console blocks: commands after "$ ", then what they print together.
struct Console {
    std::string commands, output;
};
std::vector<Console> consoles_of(const std::string& page) {
    std::vector<Console> blocks;
    std::ifstream file(page);
    bool inside = false;
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("```")) {
            inside = line == "```console";
            if (inside) blocks.emplace_back();
        } else if (inside && line.starts_with("$ ")) {
            blocks.back().commands += line.substr(2) + "\n";
        } else if (inside) {
            blocks.back().output += line + "\n";
        }
    }
    return blocks;
}

std::string without_carriage_returns(std::string text) {
    std::erase(text, '\r');
    return text;
}

}  // namespace

TEST_CASE("trace prints the first events and how many more there are", "[cli][trace]") {
    const Workplace work;
    work.write_plant();
    const Ran ran = work.agrocap("trace plant.toml --lines 4");

    CHECK(ran.code == 0);
    CHECK(ran.err.empty());
    // 8760 units leave, each after release, start and finish; one more is begun at the last instant.
    CHECK(ran.out ==
          "One hour a unit\n"
          "replication 1, seed 7, 2023-01-01 00:00:00 to 2024-01-01 00:00:00\n\n"
          "2023-01-01 00:00:00.000  release    works.main              unit 1         part\n"
          "2023-01-01 00:00:00.000  start      works.main.press        unit 1         part\n"
          "2023-01-01 01:00:00.000  finish     works.main.press        unit 1         part\n"
          "2023-01-01 01:00:00.000  leave      works.main              unit 1         part\n"
          "\n35 038 more events; --lines N shows more, --csv, --perfetto or --ocel writes all\n");
}

TEST_CASE("the page on traces shows what the program prints", "[cli][trace]") {
    const std::vector<Console> blocks = consoles_of(AGROCAP_SOURCE_DIR "/docs/trace.md");
    const Workplace work;

    CHECK(blocks.size() >= 2);
    for (const Console& block : blocks) {
        const Ran ran =
            work.shell("ln -sfn '" AGROCAP_SOURCE_DIR "/scenarios' scenarios; agrocap() { \"$AGROCAP\" \"$@\"; }\n" + block.commands);
        CHECK(ran.code == 0);
        CHECK(without_carriage_returns(ran.out) == block.output);
    }
}

TEST_CASE("trace writes all formats at once, and says so", "[cli][trace]") {
    const Workplace work;
    work.write_plant();
    const Ran ran = work.agrocap("trace plant.toml --to \"2 d\" --csv log --perfetto p.json --ocel o.json --json r.json");

    CHECK(ran.code == 0);
    CHECK(
        ran.out ==
        "replication 1, seed 7, 2023-01-01 00:00:00 to 2023-01-03 00:00:00: 194 events, 48 states\n  log\n  p.json\n  o.json\n  r.json\n");
    CHECK_THAT(work.read("log/events.csv"),
               EndsWith("172800,2023-01-03T00:00:00.000,start,unit,49,plant.works.line.main.station.press,part,1,\r\n"));
    CHECK_THAT(work.read("log/states.csv"), ContainsSubstring("\r\n0,3600,") && EndsWith(",working,48,part\r\n"));
    CHECK_THAT(work.read("log/levels.csv"), ContainsSubstring(",in store,plant.works.store.part,47\r\n"));
    CHECK(Json::parse(work.read("p.json"))["otherData"]["scenario"] == "One hour a unit");
    CHECK(Json::parse(work.read("o.json"))["events"].size() == 194);
    CHECK(work.agrocap("trace plant.toml --csv log --quiet").out.empty());
}

TEST_CASE("a trace shows the thread as a red track without a gap", "[cli][trace][thread]") {
    const Workplace work;
    work.write_plant("failures = { uptime = \"99 h\", repair = \"1 h\" }\n");
    const Ran ran = work.agrocap("trace plant.toml --perfetto all.json --thread --to \"10 d\"");
    CHECK(ran.code == 0);
    std::int64_t at = 0;
    bool meets = true;
    std::vector<std::string> names;
    const Json all = Json::parse(work.read("all.json"));
    for (const Json& record : all["traceEvents"]) {
        if (record.value("cat", "") != "thread") continue;
        meets = meets && record["ts"] == at && record["cname"] == "terrible";
        at += record["dur"].get<std::int64_t>();
        names.push_back(record["name"]);
    }
    CHECK(meets);
    CHECK(at == std::int64_t{240} * 3'600'000'000);  // 99 h of work, one of repair, twice; then 40 h
    CHECK(names == std::vector<std::string>{"press: working", "press: down", "press: working", "press: down", "press: working"});

    const Ran alone = work.agrocap("trace plant.toml --thread");
    CHECK(alone.code == 2);
    CHECK_THAT(alone.err, ContainsSubstring("add --perfetto FILE"));
}

TEST_CASE("trace follows the very replication of run", "[cli][trace]") {
    const Workplace work;
    const std::string scenario =
        AGROCAP_SOURCE_DIR "/scenarios/teaching/22_disruption.toml --set scenario.horizon='\"90 d\"' --set experiment.replications=2 ";
    const Json run = Json::parse(work.agrocap("run " + scenario + "--replications 1 --json -").out);
    const Json trace = Json::parse(work.agrocap("trace " + scenario + "--json -").out);
    CHECK(trace["digest"] == run["digest"]);
    CHECK(trace["metrics"] == run["metrics"]);

    work.agrocap("run " + scenario + "--csv both");
    work.agrocap("trace " + scenario + "--replication 2 --json second.json");
    const double second = Json::parse(work.read("second.json"))["metrics"]["sales.total"]["mean"];
    CHECK_THAT(work.read("both/replications.csv"), ContainsSubstring("\r\n2,sales.total," + Json(second).dump().substr(0, 6)));
}

TEST_CASE("one trace can go to stdout, alone", "[cli][trace]") {
    const Workplace work;
    work.write_plant();

    CHECK(Json::parse(work.agrocap("trace plant.toml --to \"1 d\" --perfetto -").out).contains("traceEvents"));
    CHECK(Json::parse(work.agrocap("trace plant.toml --to \"1 d\" --ocel -").out).contains("objects"));
    const Ran two = work.agrocap("trace plant.toml --ocel - --perfetto -");
    CHECK(two.code == 2);
    CHECK(two.err == "agrocap trace: only one of --perfetto, --ocel and --json can go to stdout\n");
}

TEST_CASE("a reader that goes away is no fault of a trace", "[cli][trace]") {
    const Workplace work;
    work.write_plant();
    const Ran ran = work.shell("{ \"$AGROCAP\" trace plant.toml --perfetto -; echo $? > code; } | head -c 10");

    CHECK(ran.out == "{\"displayT");
    CHECK(work.read("code") == "0\n");
    CHECK(ran.err.empty());
}

TEST_CASE("trace says what is wrong with a window, a path or an option", "[cli][trace]") {
    const Workplace work;
    work.write_plant();
    const auto refused = [&work](const std::string& options, const std::string& message) {
        const Ran ran = work.agrocap("trace plant.toml " + options);
        CHECK(ran.code == 2);
        CHECK(ran.out.empty());
        CHECK_THAT(ran.err, StartsWith("agrocap trace: " + message + "\n"));
    };
    const std::string moment =
        "expected a date (2023-03-01), a date with a time (\"2023-03-01 08:00\") or a duration since the start (\"90 d\")";
    for (const char* word : {"march", "2023-02-30", "2023-03-01 25:00", "2023-03-01x", "90", "-1 d", ""})
        refused("--from '" + std::string(word) + "'", "--from: found \"" + std::string(word) + "\", " + moment);
    refused("--from 2022-12-31", "--from: 2022-12-31 is not in the simulated time, 2023-01-01 00:00:00 to 2024-01-01 00:00:00");
    refused("--to '2 y'", "--to: 2 y is not in the simulated time, 2023-01-01 00:00:00 to 2024-01-01 00:00:00");
    refused("--from 2023-03-02 --to 2023-03-01", "nothing lies between 2023-03-02 00:00:00 (--from) and 2023-03-01 00:00:00 (--to)");
    refused("--only works.mian", "--only: the scenario has no plant or line \"works.mian\"");
    refused("--sample 0", "--sample: found \"0\", expected a whole number from 1 to 1000000000");
    refused("--replication 0", "--replication: found \"0\", expected a whole number from 1 to 1000000");
    refused("--replications 5", "--replications: a trace is of one replication; --replication K says which");
    refused("--limit 1000 --perfetto p.json", "more than 1 000 records, more than viewers bear");
    CHECK(!work.has("p.json"));
    CHECK_THAT(work.agrocap("trace plant.toml --only plant.work").err, EndsWith("  hint: did you mean \"plant.works\"?\n"));
}

TEST_CASE("a trace of a plant or a line is asked for by path or as results name it", "[cli][trace]") {
    const Workplace work;
    work.write_plant();
    const std::string all = work.agrocap("trace plant.toml --to \"1 d\"").out;

    for (const char* only : {"plant.works", "works", "plant.works.line.main", "works.main"}) {
        const Ran ran = work.agrocap("trace plant.toml --to \"1 d\" --only " + std::string(only));
        CHECK(ran.code == 0);
        CHECK_THAT(ran.out, ContainsSubstring("works.main.press") && ContainsSubstring("unit 9 "));
    }
}

TEST_CASE("a trace that cannot be written names the file", "[cli][trace]") {
    const Workplace work;
    work.write_plant();
    const std::string scenario = work.read("plant.toml");

    CHECK(work.agrocap("trace plant.toml --perfetto no/p.json").err == "agrocap: no/p.json: cannot write: No such file or directory\n");
    CHECK(work.agrocap("trace plant.toml --ocel plant.toml").err ==
          "agrocap: plant.toml: cannot write: --ocel would write over the scenario\n");
    CHECK(work.agrocap("trace plant.toml --csv plant.toml").code == 2);
    CHECK(work.agrocap("trace plant.toml --perfetto /dev/full").err == "agrocap: /dev/full: cannot write: No space left on device\n");
    CHECK(work.read("plant.toml") == scenario);
}

TEST_CASE("an interrupted trace writes nothing and gives 130", "[cli][trace]") {
    const Workplace work;
    work.write_plant();
    // A year of seconds: minutes of work, were it not interrupted.
    const Ran ran = work.shell(
        "\"$AGROCAP\" trace plant.toml --set 'plant.works.line.main.station.press.time=\"1 s\"' --csv log --perfetto p.json --limit "
        "1000000000 &\n"
        "program=$!; while [ ! -e log ]; do sleep 0.05; done; sleep 0.2; kill -INT $program; wait $program; echo code $?");

    CHECK(ran.out == "code 130\n");
    CHECK(ran.err == "interrupted: nothing was written\n");
    CHECK(!work.has("p.json"));
    CHECK(work.shell("ls -A log; ls -A | grep part").out.empty());
}
