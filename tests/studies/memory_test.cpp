#include "studies/study.hpp"

#include <fmt/format.h>
#include <catch2/catch_test_macros.hpp>

using namespace agrocap;

namespace {

/// Peak resident memory of a sweep over so many points, in kB, as the kernel tells it of a finished child.
long peak_kb(const Workplace& work, int points) {
    work.write_plant(fmt::format(
        "[study.size]\nvary = {{ \"plant.works.line.main.station.press.scrap\" = {{ from = 0.0, to = 0.5, steps = {} }} }}\n", points));
    const Ran ran = work.shell(fmt::format(
        "bash -c 'python3 - \"$0\" <<\"END\"\nimport resource, subprocess, sys\n"
        "subprocess.run([sys.argv[1], \"sweep\", \"plant.toml\", \"--replications\", \"5\", \"--threads\", \"2\", \"--db\", \"{}.db\"],"
        " stdout=subprocess.DEVNULL, check=True)\nprint(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\nEND\n' \"$AGROCAP\"",
        points));
    INFO(ran.err);
    REQUIRE(ran.code == 0);
    return std::stol(ran.out);
}

}  // namespace

TEST_CASE("a thousand points take little more memory than ten", "[studies][memory]") {
    const Workplace work;

    // A point keeps its values, its estimates and a number a replication: some kB. One model each would be far more.
    CHECK(peak_kb(work, 1000) - peak_kb(work, 10) < 8'000);
}
