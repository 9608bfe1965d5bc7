#include "studies/study.hpp"

#include <fmt/format.h>
#include <catch2/catch_test_macros.hpp>

using namespace agrocap;

namespace {

/// Peak resident memory of a command in kB, as the kernel tells it of a finished child.
long peak_kb(const Workplace& work, const std::string& words) {
    const Ran ran = work.shell("bash -c 'python3 - \"$0\" " + words +
                               " <<\"END\"\nimport resource, subprocess, sys\n"
                               "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)\n"
                               "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\nEND\n' \"$AGROCAP\"");
    INFO(ran.err);
    REQUIRE(ran.code == 0);
    return std::stol(ran.out);
}

/// Of a sweep over so many points.
long sweep_kb(const Workplace& work, int points) {
    work.write_plant(fmt::format(
        "[study.size]\nvary = {{ \"plant.works.line.main.station.press.scrap\" = {{ from = 0.0, to = 0.5, steps = {} }} }}\n", points));
    return peak_kb(work, fmt::format("sweep plant.toml --replications 5 --threads 2 --db {}.db", points));
}

/// Of merging a campaign of 20 points of a day each, in ten tasks.
long merge_kb(const Workplace& work, int replications) {
    work.write_plant("[study.size]\nvary = { \"plant.works.line.main.station.press.scrap\" = { from = 0.0, to = 0.5, steps = 20 } }\n");
    const std::string folder = fmt::format("campaign-{}", replications);
    REQUIRE(work.agrocap(fmt::format("campaign plan plant.toml --set scenario.horizon=1d --dir {} --tasks 10 --replications {}", folder,
                                     replications))
                .code == 0);
    for (int task = 0; task < 10; ++task) REQUIRE(work.agrocap(fmt::format("campaign work {} --task {}", folder, task)).code == 0);
    return peak_kb(work, "campaign merge " + folder);
}

}  // namespace

TEST_CASE("a thousand points take little more memory than ten", "[studies][memory]") {
    const Workplace work;

    // A point keeps its values, its estimates and a number a replication: some kB. One model each would be far more.
    CHECK(sweep_kb(work, 1000) - sweep_kb(work, 10) < 8'000);
}

TEST_CASE("merging takes nine bytes a replication more, and no line of them", "[studies][campaign][memory]") {
    const Workplace work;
    const long few = merge_kb(work, 100), many = merge_kb(work, 5'000);

    // 98,000 replications more: 0.9 MB to know what was found, where their lines have 60 MB.
    CHECK(many - few < 3'000);
}
