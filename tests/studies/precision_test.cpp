// Studies whose points run to a precision, through the real program.

#include "studies/study.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

using namespace agrocap;
using Catch::Matchers::ContainsSubstring;
using nlohmann::json;

TEST_CASE("a sweep to a precision runs each point as a run with that precision does", "[studies][precision]") {
    const Workplace work;
    write_study(work);
    const json study = swept(work, "--precision 0.001");
    const json run =
        json::parse(work.agrocap("run plant.toml --precision 0.001 --json - --set plant.works.line.main.station.press.servers=2 "
                                 "--set plant.works.line.main.station.press.scrap=0.1")
                        .out);

    CHECK(study["precision"] == 0.001);
    bool matched = false;
    for (const json& point : study["points"]) {
        CHECK(point["replications"] >= 20);
        const json& mean = point["metrics"]["output.total"]["mean"];
        CHECK(point["metrics"]["output.total"]["half_width"].get<double>() <= 0.001 * mean.get<double>());
        if (point["digest"] == run["digest"]) matched = point["replications"] == run["replications"];
    }
    CHECK(matched);
    CHECK(!study["effects"].empty());
}

TEST_CASE("a sweep to a precision resumes, tightens and widens without simulating anything twice", "[studies][precision]") {
    const Workplace work;
    write_study(work);
    const std::string straight = digest(work, "--precision 0.001 --db straight.db");

    digest(work, "--precision 0.003 --db grown.db");
    const std::size_t coarse = stored_in(work.path("grown.db"));
    CHECK(digest(work, "--precision 0.001 --db grown.db") == straight);
    CHECK(stored_in(work.path("grown.db")) == stored_in(work.path("straight.db")));
    CHECK(stored_in(work.path("grown.db")) > coarse);
    const Ran again = work.agrocap("sweep plant.toml --precision 0.001 --db grown.db --timing --json r.json");
    CHECK(counts(again.err).second == 0);
    // A database that holds more than the precision takes gives the same answer.
    digest(work, "--replications 200 --db more.db");
    CHECK(digest(work, "--precision 0.001 --db more.db") == straight);
}

TEST_CASE("a sweep to a precision does not depend on threads, and is reported and reproduced", "[studies][precision][threads]") {
    const Workplace work;
    write_study(work);
    std::string one = work.agrocap("sweep plant.toml --precision 0.002 --threads 1 --db 1.db --json 1.json").out;
    one.resize(one.find("\nevery replication is in "));

    for (const char* threads : {"2", "3", "8"}) {
        std::string other = work.agrocap(std::string("sweep plant.toml --precision 0.002 --threads ") + threads + " --db n.db").out;
        other.resize(other.find("\nevery replication is in "));
        CHECK(other == one);
    }
    for (const char* file : {"1.db", "1.json"}) {
        CAPTURE(file);
        CHECK(work.agrocap(std::string("report ") + file).out == one);
        CHECK(work.agrocap(std::string("reproduce ") + file).code == 0);
    }
}

TEST_CASE("a precision in the scenario counts for a sweep unless a number of replications is given", "[studies][precision]") {
    const Workplace work;
    write_study(work);
    work.shell("sed -i 's/^replications = 3$/precision = 0.002/' plant.toml");
    CHECK(swept(work, "")["precision"] == 0.002);
    CHECK(swept(work, "--replications 4")["replications"] == 4);
    CHECK(work.agrocap("sweep plant.toml --replications 4 --precision 0.1").code == 2);
}

TEST_CASE("a sweep to a precision that is cut short goes on", "[studies][precision][kill]") {
    const Workplace work;
    write_study(work);
    const std::string command = "sweep plant.toml --precision 0.0004 --quiet --db cut.db";
    for (int kill = 0; kill < 5; ++kill)
        work.shell("\"$AGROCAP\" " + command + " > /dev/null & sleep 0." + std::to_string(2 + kill) + "; kill -KILL $!; wait $!");
    const std::string resumed = digest(work, "--precision 0.0004 --db cut.db");

    CHECK(resumed == digest(work, "--precision 0.0004 --db straight.db"));
}
