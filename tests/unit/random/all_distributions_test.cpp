#include "random/all_distributions.hpp"

#include <catch2/catch_test_macros.hpp>
#include <limits>
#include <set>

using namespace agrocap;

namespace {

using Kind = DistributionKind;

DistributionSpec spec_of(Kind kind) {
    DistributionSpec spec;
    spec.kind = kind;
    return spec;
}

std::string fault_of(const DistributionSpec& spec) {
    const auto fault = parameter_fault(spec);
    return fault ? std::string(fault->parameter) + " " + fault->found_and_expected : "";
}

}  // namespace

TEST_CASE("every kind but the constant has one row, with a name of its own", "[random][all_distributions]") {
    std::set<std::string_view> names;
    std::set<Kind> kinds;
    for (const DistributionRow& row : all_distributions()) {
        names.insert(row.name);
        kinds.insert(row.kind);
        CHECK(find_distribution(row.name) == &row);
    }

    CHECK(names.size() == 14);
    CHECK(kinds.size() == 14);
    CHECK_FALSE(kinds.contains(Kind::constant));
    CHECK(find_distribution("gaussian") == nullptr);
}

TEST_CASE("every parameter has one place, and stands in the example of its distribution", "[random][all_distributions]") {
    for (const DistributionRow& row : all_distributions()) {
        CAPTURE(row.name);
        CHECK(row.doc.ends_with('.'));
        CHECK(row.example.find("dist = \"" + std::string(row.name) + "\"") != std::string_view::npos);
        for (const DistributionParameter& parameter : row.parameters) {
            CAPTURE(parameter.name);
            CHECK((parameter.number != nullptr) + (parameter.whole != nullptr) + (parameter.list != nullptr) == 1);
            CHECK(parameter.low < parameter.high);
            CHECK(row.example.find(" " + std::string(parameter.name) + " = ") != std::string_view::npos);
        }
    }
}

TEST_CASE("values outside their range are named with what is expected", "[random][all_distributions]") {
    DistributionSpec spec = spec_of(Kind::exponential);
    spec.mean = -1;
    CHECK(fault_of(spec) == "mean must not be negative");
    spec.mean = std::numeric_limits<double>::quiet_NaN();
    CHECK(fault_of(spec) == "mean must not be negative");
    spec = spec_of(Kind::constant);
    spec.mean = -1;
    CHECK(fault_of(spec) == "value must not be negative");

    spec = spec_of(Kind::erlang);
    spec.k = 0;
    CHECK(fault_of(spec) == "k must be between 1 and 1000000");
    spec = spec_of(Kind::gamma);
    spec.cv = -0.1;
    CHECK(fault_of(spec) == "cv must not be negative");
    CHECK(fault_of(spec_of(Kind::weibull)) == "shape must be at least 0.02");
    spec = spec_of(Kind::normal);
    spec.mean = -5;
    spec.sd = -1;
    CHECK(fault_of(spec) == "sd must not be negative");
    spec = spec_of(Kind::geometric);
    CHECK(fault_of(spec) == "p must be above 0 and at most 1");
    spec.p = 1;
    CHECK(fault_of(spec) == "unit must be above 0");
}

TEST_CASE("least, most likely and most must be in this order", "[random][all_distributions]") {
    DistributionSpec spec = spec_of(Kind::triangular);
    spec.min = 3;
    spec.mode = 3;
    spec.max = 2;
    CHECK(fault_of(spec) == "min must not be above max");
    spec.max = 4;
    spec.mode = 5;
    CHECK(fault_of(spec) == "mode must not be above max");
    spec.mode = 2;
    CHECK(fault_of(spec) == "mode must not be below min");
    spec.kind = Kind::uniform;  // has no mode
    CHECK(fault_of(spec) == "");
    spec.kind = Kind::uniform_int;
    spec.max = 4.5;
    CHECK(fault_of(spec) == "max must be a whole number");
}

TEST_CASE("lists have the lengths that their distribution needs", "[random][all_distributions]") {
    DistributionSpec spec = spec_of(Kind::hyperexponential);
    spec.p = 0.5;
    spec.means = {1, 2, 3};
    CHECK(fault_of(spec) == "means must be two values");
    spec.means = {1, -2};
    CHECK(fault_of(spec) == "means must not be negative");

    spec = spec_of(Kind::empirical);
    CHECK(fault_of(spec) == "values must not be empty");
    spec.values = {1, 2};
    CHECK(fault_of(spec) == "");
    spec.weights = {1};
    CHECK(fault_of(spec) == "weights must be as many as values");
    spec.weights = {0, 0};
    CHECK(fault_of(spec) == "weights must not all be 0");
    spec.weights = {0, 0.1};
    CHECK(fault_of(spec) == "");
}
