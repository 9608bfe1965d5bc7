#pragma once

#include "experiment/digest.hpp"
#include "observe/metrics.hpp"
#include "stats/estimate.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace agrocap {

/// What one point of a study came to.
struct PointResult {
    std::vector<std::string> values;  // TOML text by varied key
    std::vector<Estimate> estimates;  // by focus metric
    std::int64_t replications = 0;    // finished
    std::string digest;               // as of a run with the same settings; empty without replications
    std::string refused;              // why it cannot be simulated; empty if it can
};

/// What a metric is on average where a varied key has this value, or one within this range of values.
struct LevelMean {
    std::string label;
    std::size_t points = 0;
    double mean = 0;  // of the points of a full grid; freed of the other keys where the design mixes them
};

/// How much a metric depends on one varied key, with the others held equal: terms of an additive model of the points' means.
struct MainEffect {
    std::size_t metric = 0, parameter = 0;
    std::vector<LevelMean> levels;  // in the order of the values
    std::size_t low = 0, high = 0;  // the levels with the smallest and the largest mean
    Estimate range;                 // mean of the one minus mean of the other, from differences within each replication
    double variance_share = 0;      // of the variance between points; on a full grid they sum to 1 less what keys do together
};

/// The results of a study: what its tables and files are made from.
struct StudyResult {
    std::string name, scenario;
    std::vector<std::string> paths;  // varied keys
    std::vector<MetricInfo> focus;
    std::vector<PointResult> points;
    std::vector<MainEffect> effects;  // by metric, the largest range first
    std::size_t skipped = 0;          // points that the constraint took out
    std::int64_t replications = 0;    // asked for, at each point; 0 = as many as it took
    std::optional<double> precision;  // asked for, in place of a number of replications
    double confidence = 0.95;
    std::uint64_t seed = 1;
    std::string digest;        // over the digests of all points
    bool interrupted = false;  // some points lack replications

    [[nodiscard]] std::size_t refused() const;
};

/// Takes a study's replications, point by point and in order, and keeps only what its tables need.
///
/// Memory: a number a point, focus metric and replication at most. Method of the effects: the same replications of all points share
/// their random numbers, so each gives one difference between levels, and Student's t over them an interval.
/// Source: Law, Simulation Modeling and Analysis, 5th ed., 12.2 (main effects) and 11.2 (common random numbers).
class StudySummary {
  public:
    /// `frame`: the result with everything but points, effects and digest.
    explicit StudySummary(StudyResult frame) : result_(std::move(frame)) {}

    /// Begins the next point. `metrics` names what its replications hold.
    void begin_point(std::vector<std::string> values, const std::vector<MetricInfo>& metrics);
    /// Enters the next point as one that cannot be simulated.
    void refuse_point(std::vector<std::string> values, const std::string& reason);
    /// Takes the next replication of the point.
    void add(std::span<const double> values);
    /// `complete`: the point has what a precision takes; with a number of replications asked for, they are counted.
    void end_point(bool complete = false);

    StudyResult finish();

  private:
    struct Row {
        std::size_t point;
        std::vector<std::vector<double>> values;  // by focus metric, then replication
    };

    std::vector<MainEffect> effects_of(std::size_t metric) const;

    StudyResult result_;
    std::vector<std::size_t> columns_;  // of the focus metrics in the point's replications
    std::vector<Row> rows_;             // points with all replications
    std::size_t paired_ = 0;            // replications that they all have
    Row row_;
    std::unique_ptr<ResultDigest> digest_;
};

}  // namespace agrocap
