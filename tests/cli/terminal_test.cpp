#include "cli/program.hpp"

#include "report/text_width.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <algorithm>
#include <cstddef>
#include <string>

using namespace agrocap;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;

namespace {

/// Runs the program on a terminal of its own, which `script` makes; what stands on it comes back as stdout.
std::string on_terminal(const Workplace& work, const std::string& settings, const std::string& arguments) {
    return work.shell("export TERM=xterm; unset NO_COLOR; " + settings + " script -qec '\"$AGROCAP\" " + arguments + "' /dev/null").out;
}

/// Some machines that build have no terminals to give away.
void require_terminal(const Workplace& work) {
    const Ran ran = work.shell("script -qec 'test -t 1 && echo there' /dev/null");
    if (ran.out.find("there") == std::string::npos) SKIP("no terminal can be opened here: " + ran.err);
}

}  // namespace

TEST_CASE("a terminal shows the progress and has it taken away again", "[cli][terminal]") {
    const Workplace work;
    require_terminal(work);
    work.write_plant();
    const std::string screen = on_terminal(work, "", "run plant.toml > /dev/null");

    CHECK_THAT(screen, StartsWith("\rreplications  0/3  [------------------------------]    0 %\x1b[K"));
    CHECK_THAT(screen, EndsWith("\r\x1b[K"));
}

TEST_CASE("no progress is shown with --quiet, on a dumb terminal or in a pipe", "[cli][terminal]") {
    const Workplace work;
    require_terminal(work);
    work.write_plant();

    CHECK(on_terminal(work, "", "run plant.toml --quiet > /dev/null").empty());
    CHECK(on_terminal(work, "TERM=dumb", "run plant.toml > /dev/null").empty());
    CHECK(work.agrocap("run plant.toml").err.empty());
}

TEST_CASE("colour is for terminals, unless NO_COLOR is set", "[cli][terminal]") {
    const Workplace work;
    require_terminal(work);
    work.write_plant("[target.dream]\nmetric = \"output.total\"\nat_least = 10000\n");

    CHECK_THAT(on_terminal(work, "", "run plant.toml --quiet"), ContainsSubstring("\x1b[31mfail\x1b[0m"));
    CHECK(on_terminal(work, "NO_COLOR=1", "run plant.toml --quiet").find('\x1b') == std::string::npos);
    CHECK(work.agrocap("run plant.toml").out.find('\x1b') == std::string::npos);
}

TEST_CASE("a table is no wider than the terminal, and in a pipe nothing is cut", "[cli][terminal]") {
    const Workplace work;
    require_terminal(work);
    work.write_plant(
        "[target.a-target-with-a-long-name]\nmetric = \"output.total\"\nat_least = 8000\n[target.b]\nmetric = \"utilisation.total\"\n"
        "at_least = 0.5\n[market.town]\ncountry = \"KZ\"\n[market.town.demand]\npart = { per_year = 2000, price = 20000 }\n");
    for (const std::size_t columns : {60, 80, 120}) {
        const std::string screen = on_terminal(work, "NO_COLOR=1 COLUMNS=" + std::to_string(columns), "run plant.toml --quiet");
        std::size_t widest = 0;
        for (std::size_t at = 0; at < screen.size();) {
            const std::size_t end = std::min(screen.find('\n', at), screen.size());
            widest = std::max(widest, text_width(screen.substr(at, end - at)));
            at = end + 1;
        }
        CHECK(widest <= columns);
        CHECK_THAT(screen, ContainsSubstring("a-target-with-a-long-name") && ContainsSubstring("pass"));
    }
    CHECK(work.shell("COLUMNS=60 \"$AGROCAP\" run plant.toml --quiet").out == work.agrocap("run plant.toml --quiet").out);
}

TEST_CASE("the time left stays in a narrow terminal", "[cli][terminal]") {
    const Workplace work;
    require_terminal(work);
    work.write_plant();
    const std::string screen = on_terminal(work, "COLUMNS=45", "run plant.toml --replications 3000 > /dev/null");

    CHECK_THAT(screen, ContainsSubstring(" left\x1b[K"));
    CHECK(screen.find("…") == std::string::npos);
}
