#pragma once

#include "experiment/digest.hpp"
#include "experiment/precision.hpp"
#include "experiment/verdict.hpp"
#include "observe/metrics.hpp"
#include "scenario/scenario.hpp"
#include "stats/estimate.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace agrocap {

/// A target of the scenario, which each point meets or not.
struct StudyTarget {
    std::string name;
    TargetSpec spec;
};

/// What is asked of a study.
struct StudyQuestion {
    std::vector<std::string> focus;  // metrics
    std::vector<StudyTarget> targets;
    bool is_grid = false;  // every combination of values was meant to be a point
    std::string currency = {};
    std::optional<PrecisionGoal> goal;  // in place of a number of replications
};

/// What the scenario asks of its study with this name. Requires: a scenario read without errors.
StudyQuestion question_of(const Scenario& scenario, const std::string& study, const std::optional<PrecisionGoal>& goal);

/// What one point of a study came to.
struct PointResult {
    std::vector<std::string> values;  // TOML text by varied key
    std::vector<Estimate> estimates;  // by focus metric
    std::int64_t replications = 0;    // finished
    std::string digest;               // as of a run with the same settings; empty without replications
    std::string refused;              // why it cannot be simulated; empty if it can
    std::vector<Verdict> verdicts;    // by target; none without replications
};

/// What a metric is on average where a varied key has this value, or one within this range of values.
struct LevelMean {
    std::string label;
    std::size_t points = 0;
    double mean = 0;  // of the points of a full grid; freed of the other keys where the design mixes them; NaN if nothing can be told
};

/// How much a metric depends on one varied key, with the others held equal.
///
/// On a full grid these are means over the other keys. Where a grid has holes only those combinations of the other keys count at which the
/// key has all its values: a model that fills the holes would praise values for points that nobody ran. Random designs have no
/// combinations, so there it is a term of an additive model of the points' means.
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
    std::string currency;
    std::vector<std::string> paths;  // varied keys
    std::vector<MetricInfo> focus;
    std::vector<StudyTarget> targets;
    bool is_grid = false;
    std::vector<PointResult> points;
    std::vector<MainEffect> effects;  // by metric, the largest range first
    bool has_holes = false;           // it is a grid, and some of its points have no results
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
    std::vector<MainEffect> effects_beside_holes(std::size_t metric) const;
    void judge(PointResult& point) const;
    /// Whether all combinations of the values that points with results have are such points.
    [[nodiscard]] bool is_full() const;

    StudyResult result_;
    std::vector<std::size_t> columns_;  // of the focus metrics in the point's replications
    std::vector<Row> rows_;             // points with all replications
    std::size_t paired_ = 0;            // replications that they all have
    Row row_;
    std::vector<std::size_t> asked_;           // of the targets' metrics in the point's replications
    std::vector<std::vector<double>> judged_;  // their values, by target and replication
    std::unique_ptr<ResultDigest> digest_;
};

}  // namespace agrocap
