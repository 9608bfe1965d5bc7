#include "cli/program.hpp"

#include <fmt/format.h>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <string>

using namespace agrocap;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;

namespace {

const std::string study =
    "[study.s]\nvary = { \"plant.works.line.main.station.press.servers\" = [1, 2, 3, 4] }\n"
    "[target.t]\nmetric = \"output.total\"\nat_least = 10\n";

/// The address sanitizer maps terabytes that nobody has, so that no limit of addresses can be set.
void skip_where_addresses_are_checked() {
#ifdef __SANITIZE_ADDRESS__
    SKIP("a program with the address sanitizer does not start under a limit of addresses");
#endif
}

}  // namespace

TEST_CASE("where the system gives no further thread, those that there are do the work, and it is said", "[cli][limits]") {
    skip_where_addresses_are_checked();
    const std::string command = GENERATE("run plant.toml --replications 12", "check plant.toml", "compare plant.toml plant.toml",
                                         "sweep plant.toml", "optimise plant.toml", "run plant.toml --replications 12 --db r.db");
    const Workplace work;
    work.write_plant(study);
    // A stack of 2 GB a thread, and memory for one: the system refuses the next.
    const Ran few = work.shell("ulimit -s 2000000; ulimit -v 3500000; \"$AGROCAP\" " + command + " --threads 12 --json -");
    work.shell("rm -f *.db");
    const Ran many = work.agrocap(command + " --threads 2 --json -");

    INFO(command << few.err);
    CHECK(few.code == many.code);
    CHECK(few.out == many.out);
    CHECK_THAT(few.err, StartsWith("the system gives "));
    CHECK_THAT(few.err, ContainsSubstring(" only, of "));
}

TEST_CASE("no confidence brings a message of a library", "[cli][limits]") {
    const Workplace work;
    work.write_plant(study);
    for (const char* confidence : {"0.01", "0.999999999"}) {
        for (const char* command : {"run", "check", "sweep", "optimise"}) {
            const Ran ran = work.agrocap(fmt::format("{} plant.toml --confidence {}", command, confidence));
            INFO(command << confidence << ran.err);
            CHECK(ran.code == 0);
        }
        CHECK(work.agrocap(fmt::format("compare plant.toml plant.toml --confidence {}", confidence)).code == 0);
    }
    for (const char* confidence : {"0.9999999999999999", "1e-300", "0", "1", "nan", "-1", "0.009", "1e300"}) {
        const Ran option = work.agrocap(fmt::format("check plant.toml --confidence {}", confidence));
        CHECK(option.code == 2);
        CHECK_THAT(option.err, ContainsSubstring("expected a share from 0.01 to 0.999999999, such as 0.95"));
        for (const char* key : {"experiment", "target.t"}) {
            const Ran written = work.agrocap(fmt::format("check plant.toml --set {}.confidence={}", key, confidence));
            CHECK(written.code == 3);
            CHECK_THAT(written.err, ContainsSubstring("confidence: "));
        }
    }
}

TEST_CASE("a design that no table and no memory can hold is refused", "[cli][limits]") {
    const Workplace work;
    const auto with_keys = [&work](int keys, const std::string& design, int points) {
        std::string text;
        for (int i = 0; i < keys; ++i) text += fmt::format("\"plant.works.line.main.station.press.servers{}\" = [1, 2]\n", i);
        work.write_plant(fmt::format("[study.s]\ndesign = \"{}\"\npoints = {}\n[study.s.vary]\n{}", design, points, text));
        return work.agrocap("sweep plant.toml").err;
    };

    CHECK_THAT(with_keys(3668, "sobol", 2), ContainsSubstring("error[E032]: study.s.design: 3668 keys, at most 3667 are possible"));
}

TEST_CASE("memory that is not there is told as such", "[cli][limits]") {
    skip_where_addresses_are_checked();
    const Workplace work;
    work.write_plant();
    const Ran ran =
        work.shell("ulimit -v 50000; \"$AGROCAP\" run plant.toml --threads 1 --set plant.works.line.main.station.press.servers=100000");

    INFO(ran.err);
    CHECK(ran.code == 2);
    CHECK_THAT(ran.err, StartsWith("agrocap: there is not enough memory for this\n"));
}

TEST_CASE("one SIGTERM ends whatever runs within two seconds", "[cli][limits]") {
    const Workplace work;
    work.write_plant(study);
    // A year of a millisecond a unit would take hours; nobody ever reads the pipe.
    const std::string long_one = " --set plant.works.line.main.station.press.time='\"1e-3 s\"'";
    const std::string command =
        GENERATE_COPY("run plant.toml" + long_one, "check plant.toml" + long_one, "compare plant.toml plant.toml" + long_one,
                      "sweep plant.toml" + long_one, "optimise plant.toml" + long_one, "run plant.toml --batches 4" + long_one,
                      std::string("run plant.toml --json pipe"), std::string("trace plant.toml --perfetto pipe"),
                      "run plant.toml --set scenario.warmup='\"auto\"'" + long_one);
    const Ran ran = work.shell("mkfifo pipe; \"$AGROCAP\" " + command +
                               " > log 2>&1 & sleep 1.5; kill -TERM $!; begun=$(date +%s%N); wait $!; echo code $?; "
                               "echo ms $((($(date +%s%N) - begun) / 1000000))");
    INFO(command << ran.out << work.read("log"));
    CHECK_THAT(ran.out, StartsWith("code 130\n"));
    CHECK(std::stoi(ran.out.substr(ran.out.find("ms ") + 3)) < 2500);  // two seconds, and what a busy machine takes
}

TEST_CASE("what has no orderly end ends at once on SIGTERM and Ctrl-C, with a word and its exit code", "[cli][limits]") {
    const Workplace work;
    work.write_plant(study);
    const std::string long_one = " --set plant.works.line.main.station.press.time='\"1e-3 s\"'";
    const std::string command =
        GENERATE_COPY("campaign plan plant.toml --dir d -q" + long_one, "explain plant.toml --unit 9" + long_one, std::string("lsp"));
    const std::string sign = GENERATE("TERM", "INT");
    const Ran ran = work.shell("mkfifo pipe; (sleep 60 > pipe &) ; env --default-signal=INT \"$AGROCAP\" " + command +
                               " < pipe > log 2>&1 & sleep 1.5; kill -" + sign + " $!; wait $!; echo code $?");
    INFO(command << sign);
    CHECK(ran.out == "code 130\n");
    CHECK(work.read("log") == "interrupted\n");
    CHECK_FALSE(work.has("d"));
}
