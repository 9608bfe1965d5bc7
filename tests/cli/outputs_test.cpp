#include "cli/program.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <filesystem>
#include <string>
#include <vector>

using namespace agrocap;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;

namespace {

const std::string study =
    "[study.s]\nvary = { \"plant.works.line.main.station.press.servers\" = [1, 2] }\n"
    "[target.t]\nmetric = \"output.total\"\nat_least = 10\n";

struct Clash {
    std::string command, message;
};

}  // namespace

TEST_CASE("no output overwrites another, nor what is read, however the names are spelt", "[cli][outputs]") {
    const Clash clash = GENERATE(values<Clash>({
        {"run plant.toml --db x --json x", "x: cannot write: --json would write over --db"},
        {"run plant.toml --db x --json ./sub/../x", "./sub/../x: cannot write: --json would write over --db"},
        {"run plant.toml --db link --json later", "later: cannot write: --json would write over --db"},
        {"run plant.toml --db later --json link", "link: cannot write: --json would write over --db"},
        {"run plant.toml --json there --db hard", "there: cannot write: --json would write over --db"},
        {"run plant.toml --db x --json x-wal", "x-wal: cannot write: --json would write over --db"},
        {"run plant.toml --json out/metrics.csv --csv sub/../out", "sub/../out/metrics.csv: cannot write: --csv would write over --json"},
        {"run plant.toml --json plant.toml", "plant.toml: cannot write: --json would write over the scenario"},
        {"run derived.toml --json sub/../plant.toml", "sub/../plant.toml: cannot write: --json would write over the scenario"},
        {"run plant.toml --db plant.toml", "plant.toml: cannot write: --db would write over the scenario"},
        {"check plant.toml --json x --junit x", "x: cannot write: --junit would write over --json"},
        {"check plant.toml --junit ./plant.toml", "./plant.toml: cannot write: --junit would write over the scenario"},
        {"compare plant.toml derived.toml --json derived.toml", "derived.toml: cannot write: --json would write over the scenario"},
        {"validate plant.toml --json x --sarif ./x", "./x: cannot write: --sarif would write over --json"},
        {"validate derived.toml --json plant.toml", "plant.toml: cannot write: --json would write over the scenario"},
        {"metrics derived.toml --json plant.toml", "plant.toml: cannot write: --json would write over the scenario"},
        {"sweep plant.toml --json s.study.db", "s.study.db: cannot write: --json would write over --db"},
        {"sweep plant.toml --json out/points.csv --csv out", "out/points.csv: cannot write: --csv would write over --json"},
        {"optimise plant.toml --json s.study.db", "s.study.db: cannot write: --json would write over --db"},
        {"run plant.toml --json x --csv x", "x: cannot write: --csv would write over --json"},
        {"sweep plant.toml --json x --csv ./x/", "./x: cannot write: --csv would write over --json"},
        {"trace plant.toml --json x --perfetto x", "x: cannot write: --perfetto would write over --json"},
        {"trace plant.toml --ocel link --perfetto later", "link: cannot write: --ocel would write over --perfetto"},
    }));
    const Workplace work;
    work.write_plant(study);
    work.write("derived.toml", "schema = 1\nextends = \"plant.toml\"\n");
    work.write("there", "");
    work.shell("mkdir sub out; ln -s later link; ln there hard");
    const std::string before = work.read("plant.toml");
    INFO(clash.command);
    const Ran ran = work.agrocap(clash.command);

    CHECK(ran.code == 2);
    CHECK(ran.err == "agrocap: " + clash.message + "\n");
    CHECK(ran.out.empty());
    CHECK(work.read("plant.toml") == before);
}

TEST_CASE("a file that the shell writes already is no output of ours", "[cli][outputs]") {
    const Workplace work;
    work.write_plant();
    const Ran ran = work.shell("\"$AGROCAP\" run plant.toml --json r.json > r.json");

    CHECK(ran.code == 2);
    CHECK(ran.err == "agrocap: r.json: cannot write: --json would write over stdout\n");
}

TEST_CASE("outputs that are apart, and devices, are no clash", "[cli][outputs]") {
    const Workplace work;
    work.write_plant(study);
    work.shell("mkdir other");

    CHECK(work.agrocap("check plant.toml --json /dev/null --junit /dev/null").code == 0);
    CHECK(work.agrocap("check plant.toml --json r --junit other/r --db other/r.db --csv other").code == 0);
    CHECK(work.agrocap("run plant.toml --db other/r.db --json r").code == 0);  // again, and over what it wrote itself
}

TEST_CASE("a link to a file that is not there yet stays a link", "[cli][outputs]") {
    const Workplace work;
    work.write_plant();
    work.shell("ln -s later link");

    CHECK(work.agrocap("run plant.toml --json link").code == 0);
    CHECK(std::filesystem::is_symlink(work.path("link")));
    CHECK_THAT(work.read("later"), ContainsSubstring("agrocap-results/1"));
}

TEST_CASE("a file that may not grow is an error of writing, and leaves nothing behind", "[cli][outputs]") {
    const Workplace work;
    work.write_plant();
    const Ran ran = work.shell("ulimit -f 1; trap '' XFSZ; \"$AGROCAP\" run plant.toml --json r.json --csv out");
    const Ran with_signal = work.shell("ulimit -f 1; \"$AGROCAP\" trace plant.toml --perfetto p.json");
    const Ran database = work.shell("ulimit -f 1; \"$AGROCAP\" run plant.toml --db r.db");

    CHECK(ran.code == 2);
    CHECK_THAT(ran.err, ContainsSubstring(": cannot write: File too large\n"));
    CHECK(with_signal.code == 2);
    CHECK(with_signal.err == "agrocap: p.json: cannot write: File too large\n");
    CHECK(database.code == 2);
    CHECK_THAT(database.err, StartsWith("agrocap: r.db: "));
    CHECK(work.shell("find . -name '*.part' -o -name 'p.json'").out.empty());
}

TEST_CASE("control characters in names are shown and not obeyed", "[cli][outputs]") {
    const Workplace work;
    work.write_plant();
    const std::string name = "\"$(printf '\\033[31m\\rplant\\007.toml')\"";
    work.shell("cp plant.toml " + name);

    const Ran sound = work.agrocap("validate " + name);
    CHECK(sound.out == "\\x1b[31m\\rplant\\x07.toml: no errors\n");
    const std::vector<std::string> commands{"run " + name + " --json " + name,     "run " + name + " --set scenario.horizon=1",
                                            "run \"$(printf 'no\\033[2J.toml')\"", "report \"$(printf 'no\\033[2J.json')\"",
                                            "\"$(printf 'frob\\033[2J')\"",        "run plant.toml --db " + name};
    for (const std::string& command : commands) {
        const Ran ran = work.agrocap(command);
        INFO(command << ran.err);
        CHECK(ran.code != 0);
        CHECK(ran.err.find_first_of("\x1b\r\x07") == std::string::npos);
    }
}

TEST_CASE("control characters of a scenario's names are shown in whatever is printed", "[cli][outputs]") {
    const Workplace work;
    work.write_plant(study);
    work.shell(R"(sed -i 's/^name = .*/name = "bell \\u0007 red \\u001b[31m end"/' plant.toml)");
    const std::string command =
        GENERATE("run plant.toml", "check plant.toml", "compare plant.toml --what-if item.part.price=1", "trace plant.toml --lines 3",
                 "explain plant.toml -n 4", "bound plant.toml", "sweep plant.toml", "optimise plant.toml", "graph plant.toml",
                 "graph plant.toml --format graphml", "reach plant.toml -n 4");
    INFO(command);
    const Ran ran = work.agrocap(command);

    CHECK(ran.code <= 5);
    CHECK_FALSE(ran.out.empty());
    CHECK((ran.out + ran.err).find_first_of("\x07\x1b") == std::string::npos);
}

TEST_CASE("files of results that this run does not write do not stay behind from another", "[cli][outputs]") {
    const Workplace work;
    work.write_plant(study);
    REQUIRE(work.agrocap("run plant.toml --csv out --series month --probability 'output.total>=10'").code == 0);
    REQUIRE((work.has("out/series.csv") && work.has("out/probabilities.csv")));
    work.write("out/mine.csv", "a,b\n");

    CHECK(work.agrocap("run plant.toml --csv out").code == 0);
    CHECK(work.shell("ls out").out == "metrics.csv\nmine.csv\nreplications.csv\ntargets.csv\n");
}
