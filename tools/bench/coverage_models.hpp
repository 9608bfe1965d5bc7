#pragma once

#include "scenario/scenario.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace agrocap {

/// A short model of which the mean of one metric is known exactly, from a cold start over a finite time.
struct CoverageModel {
    std::string name;
    std::string metric;
    double exact = 0;
    int hours = 0;  // measured
    std::string body;
    std::string why;  // how the exact value follows
};

/// Models whose metric is nearly normal, as sums over a year are, one kind of randomness each.
std::vector<CoverageModel> coverage_models();

/// Models whose metric is strongly skewed: runs too short for what happens in them.
std::vector<CoverageModel> skewed_models();

/// Values of the model's metric over replications. Requires: the model reads without errors.
std::vector<double> values_of(const CoverageModel& model, std::size_t replications, std::uint64_t seed);

/// The scenario of a model, with the target's table or other text behind it.
Scenario scenario_of_model(const CoverageModel& model, const std::string& more = "");

/// Share of the experiments, `size` replications each, whose interval holds the exact value.
double coverage_of(const std::vector<double>& values, std::size_t size, double exact, double confidence);

/// What became of sequential tests of "at least `threshold`" on values taken one after the other.
struct CheckRates {
    std::size_t experiments = 0;
    double passed = 0;        // share of the experiments
    double replications = 0;  // mean
};

/// Runs tests one after the other until `experiments` are decided or the values are used up.
CheckRates check_rates(const std::vector<double>& values, const TargetSpec& target, std::size_t experiments);

/// Replications that one t test of a fixed size needs to be wrong with probability `error` at the edge of the zone.
double fixed_size(double sd, double zone, double error);

}  // namespace agrocap
