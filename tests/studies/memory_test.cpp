#include "bench/made_up_shards.hpp"
#include "studies/study.hpp"

#include <fmt/format.h>
#include <catch2/catch_test_macros.hpp>

using namespace agrocap;

namespace {

/// Peak resident memory of the program with these words, in kB, as the kernel tells it of a finished child.
long peak_kb(const Workplace& work, const std::string& words) {
    const Ran ran =
        work.shell(fmt::format("bash -c 'python3 - \"$0\" <<\"END\"\nimport resource, subprocess, sys\n"
                               "subprocess.run([sys.argv[1], *\"{}\".split()], stdout=subprocess.DEVNULL, check=True)\n"
                               "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\nEND\n' \"$AGROCAP\"",
                               words));
    INFO(ran.err);
    REQUIRE(ran.code == 0);
    return std::stol(ran.out);
}

void write_points(const Workplace& work, int points) {
    work.write_plant(fmt::format(
        "[study.size]\nvary = {{ \"plant.works.line.main.station.press.scrap\" = {{ from = 0.0, to = 0.5, steps = {} }} }}\n", points));
}

long peak_of_sweep(const Workplace& work, int points) {
    write_points(work, points);
    return peak_kb(work, fmt::format("sweep plant.toml --replications 5 --threads 2 --db {}.db", points));
}

/// Of a merge of 20 points with so many replications each, of 100 metrics: made-up results, real shards.
long peak_of_merge(const Workplace& work, int replications) {
    const std::string folder = fmt::format("c{}", replications);
    write_points(work, 20);
    REQUIRE(
        work.agrocap(fmt::format("campaign plan plant.toml --dir {} --replications {} --tasks 10 --quiet", folder, replications)).code ==
        0);
    CHECK(fill_with_made_up_results(work.path(folder), 100) == 20U * static_cast<unsigned>(replications));
    return peak_kb(work, "campaign merge " + folder);
}

}  // namespace

TEST_CASE("a thousand points take little more memory than ten", "[studies][memory]") {
    const Workplace work;

    // A point keeps its values, its estimates and a number a replication: some kB. One model each would be far more.
    CHECK(peak_of_sweep(work, 1000) - peak_of_sweep(work, 10) < 8'000);
}

TEST_CASE("the memory that a merge takes does not grow with what it merges", "[studies][campaign][memory]") {
    const Workplace work;

    // 40,000 results against 120,000 of 800 bytes each: 64 MB more, of which up to 32 wait for the disk, none in one merge and all in the
    // other if the disk has its moments; 9 bytes each stay.
    CHECK(peak_of_merge(work, 6000) - peak_of_merge(work, 2000) < 36'000);
}
