#pragma once

#include "scenario/constraint.hpp"
#include "scenario/scenario.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace agrocap {

/// The points of a study: a value of every varied key, as TOML text.
struct Design {
    std::vector<std::string> paths;                // of the varied keys, sorted
    std::vector<std::vector<std::string>> points;  // by point, then by path
    std::size_t skipped = 0;                       // points that the constraint takes out

    /// The point as overrides: "plant.a.calendar=\"night\"".
    [[nodiscard]] std::vector<std::string> overrides(std::size_t point) const;
};

/// The most points that a design may have before its constraint.
inline constexpr std::size_t design_points_max = 1'000'000;
inline constexpr std::size_t design_values_max = 50'000'000;  // points times keys: what memory holds

/// Lays out a study's points. The same study gives the same points, whatever the seed of the simulation.
///
/// - Grid: every combination, the last path running fastest.
/// - Latin hypercube: each of N equal shares of every parameter's range is met once.
///   Source: McKay, Beckman, Conover, Technometrics 21 (1979).
/// - Sobol: the first N points of the sequence without its origin. Source: Joe & Kuo, ACM TOMS 29 (2003), as in Boost.Random.
///
/// The latter two take an array by its places, and a range from end to end: as whole numbers if both ends are written as such.
/// Errors (told with the study's place): E032 more points than `design_points_max` or values than `design_values_max`, or none left by the
/// constraint.
Design lay_out(const StudySpec& study, const std::string& name, Diagnostics& problems);

/// `count` points of the unit cube with one in each of `count` equal slices of every axis. Shape: by point, then by dimension.
std::vector<std::vector<double>> latin_hypercube(std::size_t count, const std::vector<std::string>& dimensions);

/// The first `count` points of Sobol's sequence in (0, 1): (1/2, 1/2), (3/4, 1/4), (1/4, 3/4) …
std::vector<std::vector<double>> sobol(std::size_t count, std::size_t dimensions);

}  // namespace agrocap
