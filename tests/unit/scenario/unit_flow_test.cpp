#include "scenario/scenario.hpp"

#include <fmt/format.h>
#include <catch2/catch_test_macros.hpp>

using namespace agrocap;

namespace {

/// A line of three stations; the keys of each are given in the order cut, weld, test.
struct ThreeStations {
    std::string line_keys, cut, weld, test;
};

/// The codes of all messages about the line, "E047 W046 ".
std::string codes_of(const ThreeStations& keys) {
    const std::string text = fmt::format(
        "schema = 1\n[item.part]\n[plant.p.line.l]\nmakes = \"part\"\nroute = [\"cut\", \"weld\", \"test\"]\n{}\n"
        "[plant.p.line.l.station.cut]\ntime = \"1 h\"\n{}\n[plant.p.line.l.station.weld]\ntime = \"1 h\"\n{}\n"
        "[plant.p.line.l.station.test]\ntime = \"1 h\"\n{}\n",
        keys.line_keys, keys.cut, keys.weld, keys.test);
    std::string codes;
    const ReadResult result = read_scenario_text(text);
    for (const Diagnostic& one : result.diagnostics.all()) codes += code_text(one) + " ";
    return codes;
}

const std::string back_to_weld = "rework = { share = 0.1, to = \"weld\" }";
const std::string back_to_cut = "rework = { share = 0.1, to = \"cut\" }";

}  // namespace

TEST_CASE("a loop of finite buffers can lock up, whatever closes it", "[scenario][deadlock]") {
    CHECK(codes_of({"", "", "", back_to_weld}) == "E047 ");
    CHECK(codes_of({"buffer = 5", "", "", back_to_weld}) == "E047 ");
    CHECK(codes_of(
              {"", "", "",
               "next = [{ to = \"weld\", share = 0.1 }, { to = \"done\", share = 0.9 }]\n[plant.p.line.l.station.done]\ntime = \"1 h\""}) ==
          "E047 W046 ");
}

TEST_CASE("one unlimited buffer on each way round clears a loop", "[scenario][deadlock]") {
    CHECK(codes_of({"", "", "buffer = \"unlimited\"", back_to_weld}).empty());
    CHECK(codes_of({"", "", "", "buffer = \"unlimited\"\n" + back_to_weld}).empty());
    CHECK(codes_of({"", "", "", back_to_cut}).empty());  // the first station's buffer is unlimited by default
}

TEST_CASE("an unlimited buffer beside the loop does not clear it", "[scenario][deadlock]") {
    CHECK(codes_of({"", "buffer = \"unlimited\"", "rework = { share = 0.1, to = \"cut\" }", back_to_weld}) == "E047 ");
}

TEST_CASE("rework at the same station, or of share 0, locks nothing up", "[scenario][deadlock]") {
    CHECK(codes_of({"", "", "rework = { share = 0.1, to = \"weld\" }", ""}).empty());
    CHECK(codes_of({"", "", "", "rework = { share = 0.0, to = \"weld\" }"}).empty());
}

TEST_CASE("fewer units on the line than places on the loop cannot fill it", "[scenario][deadlock]") {
    // weld: 1 server and 2 places in front; test: 1 server. Four units fill both.
    CHECK(codes_of({"release = { wip = 3 }", "", "buffer = 2", back_to_weld}).empty());
    CHECK(codes_of({"release = { wip = 4 }", "", "buffer = 2", back_to_weld}) == "E047 ");
}

TEST_CASE("a saturated line leaves the buffer of its first station free for what comes back, orders fill it", "[scenario][deadlock]") {
    const ThreeStations saturated{"", "buffer = 1", "", back_to_cut};
    ThreeStations ordered = saturated;
    ordered.line_keys = "release = { every = \"1 h\" }";
    ThreeStations without_room = saturated;
    without_room.cut = "buffer = 0";

    CHECK(codes_of(saturated).empty());
    CHECK(codes_of(ordered) == "E047 ");
    CHECK(codes_of(without_room) == "E047 ");
}

TEST_CASE("units must be able to leave, by the end of the route or as scrap", "[scenario][routes]") {
    const std::string in_a_circle = "buffer = \"unlimited\"\nnext = [{ to = \"weld\", share = 1 }]";

    CHECK(codes_of({"", "", "", in_a_circle}) == "E046 ");
    CHECK(codes_of({"", "", "", in_a_circle + "\nscrap = 0.1"}) == "E046 ");  // all that goes in comes to nothing
    CHECK(codes_of({"", "", "", "scrap = 0.1"}).empty());
}
