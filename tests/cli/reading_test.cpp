#include "cli/program.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <nlohmann/json.hpp>

using namespace agrocap;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;
using nlohmann::json;

TEST_CASE("validate counts what is wrong a file, and exits 3 if any has errors", "[cli][validate]") {
    const Workplace work;
    work.write_plant();
    work.write("broken.toml", "schema = 1\nnonsense = 2\n");

    const Ran good = work.agrocap("validate plant.toml");
    CHECK(good.code == 0);
    CHECK(good.out == "plant.toml: no errors\n");
    CHECK(good.err.empty());

    const Ran both = work.agrocap("validate broken.toml plant.toml");
    CHECK(both.code == 3);
    CHECK_THAT(both.out, StartsWith("broken.toml: ") && ContainsSubstring(" error") && ContainsSubstring("plant.toml: no errors\n"));
    CHECK_THAT(both.err, ContainsSubstring("broken.toml:2:1: error[E0"));
}

TEST_CASE("what is to be mended is one or many", "[cli][validate]") {
    const Workplace work;
    work.write("one.toml", "schema = 1\nextends = \"no.toml\"\n");
    work.write("two.toml", "schema = 1\nextends = \"no.toml\"\n[market.m.demand.part]\norders = \"no.csv\"\n");

    CHECK(work.agrocap("validate one.toml").out == "one.toml: 1 error; mend it and ask again: what leans on it was not judged\n");
    CHECK(work.agrocap("validate two.toml").out == "two.toml: 2 errors; mend them and ask again: what leans on them was not judged\n");
}

TEST_CASE("validate takes --set", "[cli][validate]") {
    const Workplace work;
    work.write_plant();

    CHECK(work.agrocap("validate plant.toml --set 'plant.works.line.main.station.press.time=\"3\"'").code == 3);
}

TEST_CASE("a new scenario is sound, runs, and is never written over another", "[cli][new]") {
    const Workplace work;
    const Ran made = work.agrocap("new my-plant");

    CHECK(made.code == 0);
    CHECK_THAT(made.out, ContainsSubstring("my-plant.toml") && ContainsSubstring("agrocap run my-plant.toml"));
    CHECK(work.agrocap("validate my-plant.toml").out == "my-plant.toml: no errors\n");
    CHECK(work.agrocap("run my-plant.toml --replications 2").code == 0);

    const std::string before = work.read("my-plant.toml");
    const Ran again = work.agrocap("new my-plant.toml");
    CHECK(again.code == 2);
    CHECK_THAT(again.err, StartsWith("agrocap: my-plant.toml: cannot write: File exists\n"));
    CHECK(work.read("my-plant.toml") == before);
}

TEST_CASE("the schema is JSON of draft 4", "[cli][schema]") {
    const Workplace work;
    const Ran ran = work.agrocap("schema");

    CHECK(ran.code == 0);
    const json schema = json::parse(ran.out);
    CHECK_THAT(schema["$schema"].get<std::string>(), ContainsSubstring("draft-04"));
    CHECK(schema["properties"].contains("plant"));
}

TEST_CASE("diff shows each key that differs, and nothing for equal scenarios", "[cli][diff]") {
    const Workplace work;
    work.write_plant();
    work.write("what-if.toml", "extends = \"plant.toml\"\n[plant.works.line.main.station.press]\ntime = \"2 h\"\n");

    const Ran ran = work.agrocap("diff plant.toml what-if.toml");
    CHECK(ran.code == 0);
    CHECK_THAT(ran.out, ContainsSubstring("plant.works.line.main.station.press.time"));
    CHECK(work.agrocap("diff plant.toml plant.toml").code == 0);
    CHECK(work.agrocap("diff plant.toml nowhere.toml").code == 3);
}

TEST_CASE("a message shows its line of the file, also where nobody looks at a screen", "[cli][validate]") {
    const Workplace work;
    work.write_plant();
    work.write("broken.toml", "extends = \"plant.toml\"\n[plant.works.line.main.station.press]\ntime = 12\n");

    CHECK_THAT(work.agrocap("validate broken.toml").err, ContainsSubstring("\n    3 | time = 12\n      |        ^\n"));
    CHECK_THAT(work.agrocap("run plant.toml --set plant.works.line.main.buffer=much").err,
               ContainsSubstring("\n    1 | plant.works.line.main.buffer=much\n      |                              ^\n"));
}

TEST_CASE("validate gives its messages as JSON and as SARIF", "[cli][validate]") {
    const Workplace work;
    work.write_plant();
    work.write("my broken.toml", "extends = \"plant.toml\"\n[plant.works.line.main.station.press]\ntime = \"12 m\"\n");

    const Ran ran = work.agrocap("validate plant.toml 'my broken.toml' --json - --sarif messages.sarif");
    CHECK(ran.code == 3);
    const json list = json::parse(ran.out);  // stdout is the JSON alone
    REQUIRE(list.size() == 1);
    CHECK(list[0]["file"] == "my broken.toml");
    CHECK(list[0]["line"] == 3);
    CHECK(list[0]["column"] == 8);
    CHECK(list[0]["severity"] == "error");
    CHECK(list[0]["code"] == "E012");
    CHECK(list[0]["path"] == "plant.works.line.main.station.press.time");
    CHECK(list[0]["hint"] == "did you mean \"min\"?");

    const json sarif = json::parse(work.read("messages.sarif"));
    CHECK(sarif["version"] == "2.1.0");
    const json& result = sarif["runs"][0]["results"][0];
    CHECK(result["ruleId"] == "E012");
    CHECK(result["level"] == "error");
    const json& place = result["locations"][0]["physicalLocation"];
    CHECK(place["artifactLocation"]["uri"] == "my%20broken.toml");
    CHECK(place["region"]["startLine"] == 3);
    CHECK(sarif["runs"][0]["tool"]["driver"]["rules"][0]["id"] == "E012");
    CHECK(json::parse(work.agrocap("validate plant.toml --json -").out) == json::array());
}

TEST_CASE("help tells what a code means and what to do", "[cli][help]") {
    const Workplace work;
    const Ran ran = work.agrocap("help E031");

    CHECK(ran.code == 0);
    CHECK(ran.out == "E031: a key that must be there is missing\n\nAdd it; the hint has an example.\n");
    CHECK(work.agrocap("help w061").code == 0);
    CHECK(work.agrocap("help E777").code == 2);
    CHECK_THAT(work.agrocap("help E777").err, StartsWith("agrocap help: there is no error E777\n"));
}

TEST_CASE("a what-if without a name of its own is told apart by its file", "[cli][check]") {
    const Workplace work;
    work.write_plant();
    work.write("faster.toml", "extends = \"plant.toml\"\n[plant.works.line.main.station.press]\ntime = \"1 min\"\n");
    const auto name = [&](const std::string& file) {
        return json::parse(work.agrocap("run " + file + " --replications 2 --json -").out)["scenario"]["name"].get<std::string>();
    };

    CHECK(name("faster.toml") == name("plant.toml") + " (faster)");
}

TEST_CASE("validate writes one of its two forms to stdout", "[cli][validate]") {
    const Workplace work;
    work.write_plant();
    const Ran ran = work.agrocap("validate plant.toml --json - --sarif -");

    CHECK(ran.code == 2);
    CHECK(ran.err == "agrocap validate: only one of --json and --sarif can go to stdout\n");
}

TEST_CASE("a new scenario names only commands that are there", "[cli][new]") {
    const Workplace work;
    work.agrocap("new plant");
    const std::string text = work.read("plant.toml");
    std::size_t named = 0;
    for (std::size_t at = text.find("agrocap "); at != std::string::npos; at = text.find("agrocap ", at + 1)) {
        const std::size_t begin = at + std::string("agrocap ").size();
        const std::string command = text.substr(begin, text.find_first_of(" `\"", begin) - begin);
        CAPTURE(command);
        CHECK(work.agrocap("help " + command).code == 0);
        ++named;
    }
    CHECK(named >= 3);
}

TEST_CASE("a scenario comes from standard input, too", "[cli][usage]") {
    const Workplace work;
    work.write_plant();

    CHECK(work.shell("\"$AGROCAP\" validate - < plant.toml").out == "/dev/stdin: no errors\n");
    CHECK(work.shell("cat plant.toml | \"$AGROCAP\" validate -").out == "/dev/stdin: no errors\n");
    CHECK(work.shell("bash -c '\"$AGROCAP\" validate <(cat plant.toml)'").code == 0);
    CHECK(work.shell("cat plant.toml | \"$AGROCAP\" compare - --what-if plant.works.line.main.station.press.servers=2").code == 0);
}

TEST_CASE("files that a piped scenario names are looked for from the present directory", "[cli][usage]") {
    const Workplace work;
    work.write_plant("[market.m.demand.part]\norders = \"sub/orders.csv\"\n");
    work.shell("mkdir sub");
    work.write("sub/orders.csv", "date,units\n2023-01-03,5\n");
    work.write("whatif.toml", "extends = \"plant.toml\"\n[plant.works.line.main]\nbuffer = 3\n");

    CHECK(work.shell("\"$AGROCAP\" run - --quiet --json - < plant.toml | grep digest").out ==
          work.shell("\"$AGROCAP\" run plant.toml --quiet --json - | grep digest").out);
    CHECK(work.shell("\"$AGROCAP\" diff whatif.toml - < whatif.toml").out == "no differences\n");
    CHECK(work.shell("cat whatif.toml | \"$AGROCAP\" diff whatif.toml -").code == 0);
}

TEST_CASE("what leads back to the scenario's file needs one", "[cli][usage]") {
    const Workplace work;
    work.write_plant("[target.t]\nmetric = \"output.total\"\nat_least = 10\n");

    for (const char* command : {"sheet - -o plant.xlsx", "reach - --write out"}) {
        CAPTURE(command);
        const Ran ran = work.shell(std::string("cat plant.toml | \"$AGROCAP\" ") + command);
        CHECK(ran.code == 2);
        CHECK(ran.err.find("standard input is none") != std::string::npos);
    }
}
