#include "scenario/reorder_policy.hpp"
#include "scenario/scenario.hpp"

#include <catch2/catch_test_macros.hpp>

#include <filesystem>
#include <vector>

using namespace agrocap;
using namespace std::chrono_literals;

namespace {

constexpr double hour_ns = 3600e9;

std::string verification(const std::string& name) { return AGROCAP_SOURCE_DIR "/scenarios/verification/" + name + ".toml"; }

Scenario read_well(const std::string& path, const std::vector<std::string>& overrides = {}) {
    const ReadResult result = read_scenario(path, overrides);
    INFO(format_diagnostics(result.diagnostics, result.files));
    REQUIRE_FALSE(result.diagnostics.has_errors());
    return result.scenario;
}

}  // namespace

TEST_CASE("every scenario of the project reads without errors", "[scenario][reader]") {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(AGROCAP_SOURCE_DIR "/scenarios")) {
        if (entry.path().extension() != ".toml") continue;
        const ReadResult result = read_scenario(entry.path().string());
        INFO(format_diagnostics(result.diagnostics, result.files));
        CHECK_FALSE(result.diagnostics.has_errors());
        ++count;
    }
    CHECK(count > 20);
}

TEST_CASE("a queue is read with its times in nanoseconds and the places of its values", "[scenario][reader]") {
    const Scenario scenario = read_well(verification("queue-mm1"));

    CHECK(*scenario.name == "queue-mm1");
    CHECK(*scenario.horizon == Duration(200'000h));
    CHECK(*scenario.warmup == Duration(20'000h));
    CHECK(*scenario.start == 19358);  // 2023-01-01: 53 years of 365 d and 13 leap days after 1970
    CHECK(**scenario.experiment.replications == 20);
    CHECK(*scenario.experiment.seed == 1);
    const LineSpec& line = scenario.plant.at("p").line.at("l");
    CHECK(*line.release == ReleaseKind::every);
    CHECK(line.every->kind == DistributionKind::exponential);
    CHECK(line.every->mean == 3'999'999'999'996.0);  // 1.11111111111 h = 3999.999999996 s
    CHECK(*line.batch == DistributionSpec::fixed(1));
    CHECK(*line.station.at("s").time == [] {
        DistributionSpec spec;
        spec.kind = DistributionKind::exponential;
        spec.mean = hour_ns;
        return spec;
    }());
    CHECK(line.station.at("s").servers.at == SourceSpan{0, 25, 11});
    CHECK(line.station.at("s").time.at == SourceSpan{0, 26, 8});
    REQUIRE(scenario.files.size() == 1);
    CHECK(scenario.files[0].sha256.size() == 64);
}

TEST_CASE("shifts, breaks and holidays are read in seconds of the day and days since 1970", "[scenario][reader]") {
    const WorkCalendarSpec calendar = read_well(verification("calendar-one-shift")).calendar.at("day");

    REQUIRE(calendar.shifts.size() == 1);
    CHECK(calendar.shifts[0].days == 0b0011111);
    CHECK(calendar.shifts[0].from_s == 8 * 3600);
    CHECK(calendar.shifts[0].to_s == 16 * 3600 + 1800);
    CHECK(calendar.shifts[0].breaks == std::vector<std::pair<std::int32_t, std::int32_t>>{{12 * 3600, 12 * 3600 + 1800}});
    REQUIRE(calendar.holidays.size() == 1);
    CHECK(*calendar.holidays[0] == 19358 + 31 + 28 + 7);  // 8 March
    CHECK(read_well(verification("calendar-two-shifts")).calendar.at("day").shifts[1].to_s == 86400);
}

TEST_CASE("campaigns, set-ups and times by item are read", "[scenario][reader]") {
    const LineSpec line = read_well(verification("campaign-20")).plant.at("p").line.at("l");

    REQUIRE(line.makes.size() == 2);
    CHECK(*line.makes[0].first == "a");
    CHECK(*line.makes[1].second == 0.5);
    CHECK(*line.sequence == SequenceKind::campaign);
    CHECK(*line.campaign == 20);
    const StationSpec& station = line.station.at("s");
    CHECK(**station.setup.any == DistributionSpec::fixed(hour_ns));
    CHECK(*station.times.at("b") == DistributionSpec::fixed(0.75 * hour_ns));
}

TEST_CASE("failures, buffers and reorder policies are read", "[scenario][reader]") {
    const StationSpec station = read_well(verification("line-2-calendar-failures")).plant.at("p").line.at("l").station.at("s2");
    REQUIRE(station.failures.size() == 1);
    CHECK(station.failures[0].clock == FailureClock::calendar);
    CHECK(station.failures[0].repair->mean == 5 * hour_ns);
    CHECK(**station.buffer == 3);
    CHECK(**read_well(verification("conwip-3")).plant.at("p").line.at("l").station.at("s1").buffer == unlimited);

    const StoreSpec stock = read_well(verification("stock-rq")).market.at("m").stock.at("tractor");
    REQUIRE(reorders(stock));
    CHECK(stock.reorder.policy->name == "r,Q");
    CHECK(*stock.reorder.numbers.at("r") == 5);
    CHECK(*stock.reorder.numbers.at("Q") == 4);
    CHECK(*stock.initial == 9);
}

TEST_CASE("an override replaces one value and leaves the rest", "[scenario][reader]") {
    const Scenario scenario =
        read_well(verification("queue-mm1"), {"plant.p.line.l.station.s.time=\"2 h\"", "plant.p.line.\"l\".station.s.buffer = unlimited"});

    const StationSpec& station = scenario.plant.at("p").line.at("l").station.at("s");
    CHECK(*station.time == DistributionSpec::fixed(2 * hour_ns));
    CHECK(**station.buffer == unlimited);
    CHECK(*station.servers == 1);
}
