#include "scenario/random_value.hpp"

#include "random/all_distributions.hpp"
#include "unit/scenario/reading_text.hpp"

using namespace agrocap;

namespace {

auto time_of(const std::string& toml) { return read_one(toml, read_random_duration); }
auto count_of(const std::string& toml) { return read_one(toml, read_random_count); }

constexpr double hour_ns = 3600e9;

}  // namespace

TEST_CASE("the example of every distribution is read as its kind", "[scenario][distributions]") {
    for (const DistributionRow& row : all_distributions()) {
        const auto one = row.use == DistributionUse::counts ? count_of(std::string(row.example)) : time_of(std::string(row.example));
        INFO(row.example << one.message);
        REQUIRE(one.value);
        CHECK(one.value->kind == row.kind);
    }
}

TEST_CASE("the parameters of durations are in nanoseconds, those of counts plain", "[scenario][distributions]") {
    const auto pert = time_of(R"({ dist = "pert", min = "1 h", mode = "2 h", max = "4 h" })").value;
    REQUIRE(pert);
    CHECK(pert->min == hour_ns);
    CHECK(pert->mode == 2 * hour_ns);
    CHECK(pert->max == 4 * hour_ns);
    const auto observed = time_of(R"({ dist = "empirical", values = ["1 h", "2 h"], weights = [3, 1] })").value;
    REQUIRE(observed);
    CHECK(observed->values == std::vector<double>{hour_ns, 2 * hour_ns});
    CHECK(observed->weights == std::vector<double>{3, 1});
    CHECK(count_of(R"({ dist = "empirical", values = [1, 5] })").value->values == std::vector<double>{1, 5});
    CHECK(count_of("3").value == DistributionSpec::fixed(3));
    CHECK(time_of(R"("2 h")").value == DistributionSpec::fixed(2 * hour_ns));
}

TEST_CASE("impossible parameters are refused, each with its reason", "[scenario][distributions]") {
    CHECK(time_of(R"({ dist = "gamma", mean = "1 h", cv = -1 })").message == "E014: -1 must not be negative");
    CHECK(time_of(R"({ dist = "uniform", min = "2 h", max = "1 h" })").message == R"(E014: "2 h" must not be above max)");
    CHECK(time_of(R"({ dist = "triangular", min = "1 h", mode = "5 h", max = "4 h" })").message == R"(E014: "5 h" must not be above max)");
    CHECK(time_of(R"({ dist = "geometric", p = 0, unit = "1 min" })").message == "E014: 0 must be above 0 and at most 1");
    CHECK(time_of(R"({ dist = "hyperexponential", p = 1.5, means = ["1 h", "5 h"] })").message == "E014: 1.5 must be between 0 and 1");
    CHECK(time_of(R"({ dist = "hyperexponential", p = 0.5, means = ["1 h"] })").message == "E014: `means` must be two values");
    CHECK(time_of(R"({ dist = "empirical", values = ["1 h"], weights = [1, 2] })").message == "E014: `weights` must be as many as values");
    CHECK(time_of(R"({ dist = "empirical", values = ["1 h"], weights = [0] })").message == "E014: `weights` must not all be 0");
    CHECK(time_of(R"({ dist = "empirical", values = [] })").message == "E014: `values` must not be empty");
    CHECK(time_of(R"({ dist = "erlang", k = 3000000000, mean = "1 h" })").message == "E014: 3000000000 must be between 1 and 1000000");
    CHECK(count_of(R"({ dist = "uniform-int", min = 1.5, max = 3 })").message == "E014: 1.5 must be a whole number");
    CHECK(count_of(R"({ dist = "empirical", values = [1.5] })").message == "E014: 1.5 is not a whole number");
}

TEST_CASE("missing, unknown and misplaced words of a distribution are named", "[scenario][distributions]") {
    CHECK(time_of(R"({ dist = "gamma", mean = "1 h" })").message == R"(E031: the key "cv" is missing)");
    CHECK(time_of(R"({ mean = "1 h" })").message == R"(E031: the key "dist" is missing)");
    CHECK(time_of(R"({ dist = "exponential", mean = "1 h", cv = 1 })").message == R"(E030: unknown key "cv")");
    CHECK(time_of(R"({ dist = "exponential", mean = 1 })").message ==
          R"(E012: 1 has no unit, expected a duration such as "1 min", "1 h" or "1 d")");
    CHECK(time_of(R"({ dist = "poisson", mean = 3 })").message.starts_with(R"(E037: found "poisson", expected one of "exponential", )"));
    CHECK(count_of(R"({ dist = "gamma", mean = 3, cv = 1 })").message ==
          R"(E037: found "gamma", expected one of "empirical", "poisson", "uniform-int")");
    CHECK(count_of("2.5").message == "E011: found 2.5, expected a whole number");
}
