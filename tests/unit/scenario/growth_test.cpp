#include "unit/scenario/reading_text.hpp"

#include <fmt/format.h>

#include <ctime>
#include <functional>

using namespace agrocap;

namespace {

constexpr int tables = 30'000;

std::string repeated(const std::function<std::string(int)>& table) {
    std::string text = sound_scenario + "time = \"10 min\"\n";
    for (int i = 0; i < tables; ++i) text += table(i);
    return text;
}

/// Linear work takes some tenths of a second here, with sanitizers some seconds; a walk over all tables for each would take minutes.
void check_time(const std::string& text) {
    const std::clock_t begin = std::clock();  // of the processor: others may use the machine, too
    const ReadResult result = read_scenario_text(text, "s.toml");
    const std::clock_t end = std::clock();

    CHECK_FALSE(result.files.empty());
    CHECK((end - begin) / CLOCKS_PER_SEC < 30);
}

}  // namespace

TEST_CASE("work before a run grows with the tables, not with their square", "[scenario][growth]") {
    SECTION("items that nothing uses") {
        check_time(repeated([](int i) { return fmt::format("[item.i{}]\n", i); }));
    }
    SECTION("names that nothing has") {
        check_time(repeated([](int i) { return fmt::format("[item.i{}]\nuses = {{ j{}x = 1 }}\n", i, i); }));
    }
    SECTION("keys that do not exist") {
        check_time(repeated([](int i) { return fmt::format("[plant.q{}]\ncoutnry = \"KZ\"\n", i); }));
    }
    SECTION("ids that are none") {
        check_time(repeated([](int i) { return fmt::format("[item.I{}]\n", i); }));
    }
    SECTION("lanes that lead nowhere") {
        check_time(repeated([](int i) { return fmt::format("[lane.l{}]\nfrom = \"plant.q{}\"\nto = \"market.m{}\"\n", i, i, i); }));
    }
    SECTION("suppliers of one item") {
        check_time(repeated([](int i) {
            return fmt::format("[supplier.s{}.item.part]\n[plant.q{}.store.part]\nreorder = {{ policy = \"base-stock\", level = 5 }}\n", i,
                               i);
        }));
    }
    SECTION("plants that pass orders on") {
        check_time(repeated([](int i) {
            return fmt::format("[plant.q{}.store.part]\nreorder = {{ policy = \"base-stock\", level = 5 }}\nsource = {{ q{} = 1 }}\n", i,
                               (i + 1) % tables);
        }));
    }
    SECTION("markets behind one hub") {
        check_time(repeated([](int i) {
                       return fmt::format(
                           "[lane.a{0}]\nfrom = \"place.hub\"\nto = \"market.m{0}\"\n[market.m{0}.demand.part]\nper_year = 1\n", i);
                   }) +
                   "[place.hub]\n[lane.out]\nfrom = \"plant.p\"\nto = \"place.hub\"\n");
    }
    SECTION("stations in a loop") {
        std::string route;
        for (int i = 0; i < tables; ++i) route += fmt::format("\"s{}\", ", i);
        std::string text = "schema = 1\n[item.part]\n[plant.p.line.l]\nmakes = \"part\"\nroute = [" + route + "]\n";
        for (int i = 0; i < tables; ++i) text += fmt::format("[plant.p.line.l.station.s{}]\ntime = \"1 min\"\nbuffer = 5\n", i);
        check_time(text + "rework = { share = 0.1, to = \"s0\" }\n");
    }
}
