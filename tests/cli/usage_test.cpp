#include "cli/program.hpp"

#include <fmt/format.h>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

using namespace agrocap;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;

namespace {

struct Wrong {
    const char* arguments;
    const char* message;
};

}  // namespace

TEST_CASE("help goes to stdout and lists every command", "[cli][help]") {
    const Workplace work;
    const Ran ran = work.agrocap("help");

    CHECK(ran.code == 0);
    CHECK(ran.err.empty());
    for (const char* command :
         {"run",  "check", "bound", "explain", "compare", "sweep", "optimise", "reach", "report", "reproduce",  "serve", "validate",
          "diff", "trace", "graph", "metrics", "schema",  "new",   "lsp",      "sheet", "import", "completion", "help"})
        CHECK_THAT(ran.out, ContainsSubstring(std::string("\n  ") + command + " "));
    CHECK(work.agrocap("--help").out == ran.out);
    CHECK(work.agrocap("-h").out == ran.out);
}

TEST_CASE("every command has a page, by help and by --help", "[cli][help]") {
    const std::string command =
        GENERATE("run", "check", "bound", "explain", "compare", "sweep", "optimise", "reach", "report", "reproduce", "serve", "validate",
                 "diff", "trace", "graph", "metrics", "schema", "new", "lsp", "sheet", "import", "completion", "help");
    const Workplace work;
    const Ran ran = work.agrocap("help " + command);

    CHECK(ran.code == 0);
    CHECK_THAT(ran.out, StartsWith("agrocap " + command + ": "));
    CHECK_THAT(ran.out, ContainsSubstring("usage: agrocap " + command));
    CHECK(work.agrocap(command + " --help").out == ran.out);
}

TEST_CASE("the version is told", "[cli][help]") {
    const Workplace work;
    const Ran ran = work.agrocap("--version");

    CHECK(ran.code == 0);
    CHECK_THAT(ran.out, StartsWith("agrocap 0."));
}

TEST_CASE("wrong usage is exit code 2, one line and a hint on stderr", "[cli][usage]") {
    const Wrong wrong = GENERATE(values<Wrong>({
        {"", "agrocap: COMMAND is missing\n  hint: \"agrocap help\" lists the commands\n"},
        {"rnu", "agrocap: there is no command \"rnu\"\n  hint: did you mean \"run\"?\n"},
        {"--versoin", "agrocap: there is no option \"--versoin\"\n  hint: did you mean \"--version\"?\n"},
        {"plant.toml", "agrocap: COMMAND is missing before \"plant.toml\"\n  hint: agrocap run plant.toml\n"},
        {"help vlaidate", "agrocap help: there is no command \"vlaidate\"\n  hint: did you mean \"validate\"?\n"},
        {"run", "agrocap run: SCENARIO is missing\n  hint: \"agrocap help run\" shows how it is used\n"},
        {"run a.toml b.toml", "agrocap run: \"b.toml\" is one word too many\n  hint: \"agrocap help run\" shows how it is used\n"},
        {"run a.toml --jsn x", "agrocap run: there is no option \"--jsn\"\n  hint: did you mean \"--json\"?\n"},
        {"run a.toml --repl 3", "agrocap run: there is no option \"--repl\"\n  hint: did you mean \"--replications\"?\n"},
        {"run a.toml --csv -",
         "agrocap run: --csv: found \"-\", expected a directory: several files do not go to stdout\n  hint: \"agrocap help run\" shows how "
         "it is used\n"},
        {"run a.toml --db -",
         "agrocap run: --db: found \"-\", expected a file: a database does not go to stdout\n  hint: \"agrocap help run\" shows how it is "
         "used\n"},
        {"bound a.toml --json - --certificate -", "agrocap bound: only one of --json and --certificate can go to stdout\n"},
        {"run a.toml --json", "agrocap run: --json: FILE is missing\n  hint: \"agrocap help run\" shows how it is used\n"},
        {"run a.toml --quiet=1", "agrocap run: --quiet: takes no value\n  hint: \"agrocap help run\" shows how it is used\n"},
        {"run a.toml --seed 1 --seed 2", "agrocap run: --seed: given more than once\n  hint: \"agrocap help run\" shows how it is used\n"},
        {"run a.toml --replications 3 --precision 0.1",
         "agrocap run: --replications and --precision exclude each other\n  hint: \"agrocap help run\" shows how it is used\n"},
        {"completion tcsh",
         "agrocap completion: SHELL: found \"tcsh\", expected bash, zsh or fish\n  hint: \"agrocap help completion\" shows how it is "
         "used\n"},
    }));
    const Workplace work;
    const Ran ran = work.agrocap(wrong.arguments);

    CHECK(ran.code == 2);
    CHECK(ran.out.empty());
    CHECK(ran.err == wrong.message);
}

TEST_CASE("values out of range are wrong usage, with what was found and expected", "[cli][usage]") {
    const Wrong wrong = GENERATE(values<Wrong>({
        {"--replications 0", "--replications: found \"0\", expected a whole number from 1 to 1 000 000"},
        {"--replications -5", "--replications: found \"-5\", expected a whole number from 1 to 1 000 000"},
        {"--replications 1000001", "--replications: found \"1000001\", expected a whole number from 1 to 1 000 000"},
        {"--replications 3x", "--replications: found \"3x\", expected a whole number from 1 to 1 000 000"},
        {"--threads 1025", "--threads: found \"1025\", expected a whole number from 1 to 1 024"},
        {"--precision 0", "--precision: found \"0\", expected a share more than 0 and less than 1, such as 0.01"},
        {"--precision 5", "--precision: found \"5\", expected a share more than 0 and less than 1, such as 0.01: 5 % is 0.05"},
        {"--precision nan", "--precision: found \"nan\", expected a share more than 0 and less than 1, such as 0.01"},
        {"--precision 1,5%", "--precision: found \"1,5%\", expected a share more than 0 and less than 1, such as 0.01"},
        {"--confidence 1", "--confidence: found \"1\", expected a share from 0.01 to 0.999999999, such as 0.95"},
        {"--confidence 95", "--confidence: found \"95\", expected a share from 0.01 to 0.999999999, such as 0.95: 95 % is 0.95"},
        {"--confidence '100 %'", "--confidence: found \"100 %\", expected a share from 0.01 to 0.999999999, such as 0.95"},
        {"--seed -1", "--seed: found \"-1\", expected a whole number from 0 to 18446744073709551615"},
        {"--set plant", "--set: found \"plant\", expected PATH=VALUE, such as plant.a.calendar=\"two-shift\""},
        {"--json ''", "--json: found \"\", expected a file or \"-\""},
    }));
    const Workplace work;
    const Ran ran = work.agrocap(std::string("run a.toml ") + wrong.arguments);

    CHECK(ran.code == 2);
    CHECK_THAT(ran.err, StartsWith(std::string("agrocap run: ") + wrong.message + "\n"));
}

TEST_CASE("shares of options are written as those of scenarios: a per cent is one", "[cli][usage]") {
    const Workplace work;
    work.write_plant();

    CHECK(work.agrocap("run plant.toml --json - --confidence '95 %'").out == work.agrocap("run plant.toml --json - --confidence 0.95").out);
    CHECK(work.agrocap("run plant.toml --json - --precision 5%").out == work.agrocap("run plant.toml --json - --precision 0.05").out);
}

TEST_CASE("a scenario whose name begins with a dash follows two dashes", "[cli][usage]") {
    const Workplace work;
    work.write_plant();
    work.shell("mv plant.toml ./-plant.toml");

    CHECK(work.agrocap("validate -- -plant.toml").code == 0);
    CHECK(work.agrocap("validate -plant.toml").code == 2);
}

TEST_CASE("completion scripts hold commands and options, and bash takes its own", "[cli][completion]") {
    const Workplace work;
    for (const char* shell : {"bash", "zsh", "fish"}) {
        const Ran ran = work.agrocap(std::string("completion ") + shell);
        CHECK(ran.code == 0);
        CHECK_THAT(ran.out, ContainsSubstring("validate") && ContainsSubstring("replications"));
    }

    const Ran completed = work.shell(
        "bash -c 'source <(\"$AGROCAP\" completion bash); COMP_WORDS=(agrocap run --rep); COMP_CWORD=2; _agrocap; echo "
        "\"${COMPREPLY[@]}\"'");
    CHECK(completed.out == "--replications\n");
}

TEST_CASE("bash is offered what an option or a command takes, names with blanks whole", "[cli][completion]") {
    const Workplace work;
    work.shell("mkdir folder; touch 'my plant.toml' run.json study.db notes.txt");
    const auto offered = [&work](const std::string& words, int place) {
        return work
            .shell(fmt::format("bash -c 'source <(\"$AGROCAP\" completion bash); COMP_WORDS=({}); COMP_CWORD={}; _agrocap 2> /dev/null; "
                               "printf \"%s\\n\" \"${{COMPREPLY[@]}}\" | grep -v \"^[.]\" | sort'",
                               words, place))
            .out;
    };

    CHECK(offered("agrocap run \"\"", 2) == "folder\nmy plant.toml\n");
    CHECK(offered("agrocap report \"\"", 2) == "folder\nrun.json\nstudy.db\n");
    CHECK(offered("agrocap run x.toml --csv \"\"", 4) == "folder\n");
    CHECK(offered("agrocap run x.toml --db \"\"", 4) == "folder\nstudy.db\n");
    CHECK(offered("agrocap check x.toml --junit \"\"", 4) == "folder\nmy plant.toml\nnotes.txt\nrun.json\nstudy.db\n");
    CHECK(offered("agrocap graph --format \"\"", 3) == "dot\ngraphml\n");
    CHECK(offered("agrocap run --seed \"\"", 3) == "\n");
    CHECK(offered("agrocap completion \"\"", 2) == "bash\nfish\nzsh\n");
    CHECK(offered("agrocap run --discard\"\"", 2) == "--discard-damaged\n");
}

TEST_CASE("every simulating command takes the options that all share, or says why not", "[cli][usage]") {
    const Workplace work;
    work.write_plant(
        "[target.enough]\nmetric = \"output.total\"\nat_least = 8000\n[study.s]\nvary = { \"plant.works.line.main.buffer\" = [1, 2] }\n");
    work.write("whatif.toml", "extends = \"plant.toml\"\n");
    const std::string shared =
        "--set item.part.name='\"Part\"' --confidence 0.9 --seed 3 --threads 1 --json r.json --csv out --xlsx r.xlsx --html r.html "
        "--timing --quiet ";
    for (const char* command : {"run plant.toml --db r.db", "check plant.toml --db c.db", "compare plant.toml whatif.toml",
                                "sweep plant.toml --db s.db", "optimise plant.toml --db o.db"}) {
        CAPTURE(command);
        CHECK(work.agrocap(std::string(command) + " --replications 20 " + shared).code == 0);
    }
    for (const char* command : {"run plant.toml", "check plant.toml", "compare plant.toml whatif.toml", "sweep plant.toml --db p.db"}) {
        CAPTURE(command);
        CHECK(work.agrocap(std::string(command) + " --precision 0.1").code == 0);
    }
    const std::string apart = "--seed 3 --threads 1 --json e.json --csv out --xlsx e.xlsx --html e.html --timing --quiet ";
    for (const char* command : {"explain plant.toml --no-bottlenecks --replications 2", "reach plant.toml --changes 1 --sets 1"}) {
        CAPTURE(command);
        const Ran ran = work.agrocap(std::string(command) + " " + apart);
        CHECK(ran.code == 0);
        CHECK(ran.err.find(" replication") != std::string::npos);
        CHECK(ran.err.ends_with(" s\n"));
    }
    for (const char* command : {"optimise plant.toml --precision 0.1", "reproduce r.json --seed 4", "explain plant.toml --db e.db",
                                "reach plant.toml --db e.db", "reach plant.toml --precision 0.1"}) {
        CAPTURE(command);
        const Ran ran = work.agrocap(command);
        CHECK(ran.code == 2);
        CHECK(ran.err.find("there is no option") == std::string::npos);
        CHECK(ran.err.find("this command does not have this option") == std::string::npos);
    }
}

TEST_CASE("what is written often has a short name", "[cli][usage]") {
    const Workplace work;
    work.write_plant();
    const std::string in_full = work.agrocap("run plant.toml --replications 4 --seed 3 --threads 1 --quiet --json -").out;

    CHECK(work.agrocap("run -n 4 -s 3 -j1 -q plant.toml --json -").out == in_full);
    CHECK_THAT(work.agrocap("help run").out, ContainsSubstring("  --replications, -n N ") && ContainsSubstring("  --quiet, -q "));
    CHECK_THAT(work.agrocap("run plant.toml -n").err, StartsWith("agrocap run: --replications: N is missing\n"));
    CHECK_THAT(work.agrocap("run plant.toml -n 0").err, StartsWith("agrocap run: --replications: found \"0\", expected "));
    CHECK_THAT(work.agrocap("run plant.toml -x").err, StartsWith("agrocap run: there is no option \"-x\"\n"));
    CHECK_THAT(work.agrocap("plant.toml").err, ContainsSubstring("hint: agrocap run plant.toml\n"));
}

TEST_CASE("a map is read and judged before anything is simulated, and belongs to a page", "[cli][usage]") {
    const Workplace work;
    work.write_plant();
    work.write("no.json", "{\"type\": \"Point\"}");
    const auto err = [&work](const std::string& options) { return work.agrocap("run plant.toml " + options).err; };

    CHECK_THAT(err("--html o.html --map nofile"), StartsWith("agrocap run: --map: nofile: cannot be read: No such file or directory\n"));
    CHECK_THAT(err("--html o.html --map no.json"), StartsWith("agrocap run: --map: no.json: holds no coastlines: expected"));
    CHECK(err("--map no.json") ==
          "agrocap run: --map: no.json: holds no coastlines: expected a FeatureCollection of polygons or lines\n"
          "  hint: \"agrocap help run\" shows how it is used\n");
    work.write("land.json", "{\"type\": \"FeatureCollection\", \"features\": []}");
    CHECK(err("--map land.json") == "agrocap run: --map is drawn in a page\n  hint: add --html FILE\n");
    CHECK(work.agrocap("run plant.toml --map land.json --html o.html").code == 0);
    CHECK_FALSE(work.agrocap("run plant.toml --html nowhere.html --map nofile").code == 0);
    CHECK_FALSE(work.has("nowhere.html"));
}
