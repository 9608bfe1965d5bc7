#include "cli/program.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

using namespace agrocap;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;

namespace {

/// Begins a server on a free port, waits for its address, does `then`, ends it with a signal and says with what code it ended.
std::string with_server(const std::string& options, const std::string& then, const std::string& signal) {
    return "$AGROCAP serve --port 0 " + options +
           " > address 2> told & pid=$!; for i in $(seq 100); do [ -s address ] && break; sleep 0.05; done; " + then + "; kill -" + signal +
           " $pid; wait $pid; echo code $?";
}

}  // namespace

TEST_CASE("serve prints the address of its page and ends on a signal with 130", "[cli][serve]") {
    const std::string signal = GENERATE("TERM", "INT");
    const Workplace work;
    work.write_plant();

    const Ran ran = work.shell(with_server("", "true", signal));

    CHECK_THAT(ran.out, ContainsSubstring("code 130"));
    CHECK_THAT(work.read("address"), StartsWith("http://127.0.0.1:") && ContainsSubstring("/#token="));
    CHECK(work.read("told") == "Ctrl-C ends it\n");
}

TEST_CASE("serve says what it means to listen where others can reach it", "[cli][serve]") {
    const Workplace work;

    work.shell(with_server("--address 0.0.0.0", "true", "TERM"));

    CHECK_THAT(work.read("told"), ContainsSubstring("others on the network can reach this") && ContainsSubstring("not encrypted"));
}

TEST_CASE("serve refuses a folder that is none, a port that is taken, and an address that is none", "[cli][serve]") {
    const Workplace work;
    work.write("plant.toml", "schema = 1\n");

    const Ran nowhere = work.agrocap("serve nowhere --port 0");
    CHECK(nowhere.code == 2);
    CHECK(nowhere.err == "agrocap serve: \"nowhere\" is no folder that can be opened: No such file or directory\n");
    CHECK(work.agrocap("serve plant.toml --port 0").code == 2);
    const Ran no_address = work.agrocap("serve --address plant --port 0");
    CHECK(no_address.code == 2);
    CHECK_THAT(no_address.err, ContainsSubstring("\"plant\" is no address, expected one such as 127.0.0.1"));
    work.shell(with_server("", "$AGROCAP serve --port $(sed 's/.*:\\([0-9]*\\).*/\\1/' address) 2> taken; echo $? > code", "TERM"));
    CHECK_THAT(work.read("taken"), ContainsSubstring("cannot listen on 127.0.0.1 port") && ContainsSubstring("hint: --port"));
    CHECK(work.read("code") == "2\n");
}
