#pragma once

#include "experiment/replication.hpp"
#include "observe/metrics.hpp"
#include "scenario/toml_value.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace agrocap {

/// What a point simulates and what its results will be.
struct StudyPoint {
    const TomlValue& scenario;  // merged, with the point's values
    const std::vector<MetricInfo>& metrics;
    double warmup_days = 0;
    std::size_t batches = 0;  // see `ReplicationStore::Contents`
};

/// Why a point cannot be simulated.
struct PointRefusal {
    std::string reason;                             // what the planner is told
    std::optional<std::uint64_t> replication = {};  // that came to a standstill; empty where none can be begun
};

/// Where the replications of a study's points are kept as they finish. Points are numbered from 0. Called by several threads at once.
class StudyStore {
  public:
    virtual ~StudyStore() = default;

    /// True if the first `count` replications of the point are stored: nothing is left to do, nor to read.
    virtual bool is_complete(std::size_t point, std::int64_t count) = 0;

    /// Gives: the numbers below `count` that are not stored yet, ascending.
    virtual std::vector<std::uint64_t> begin_point(std::size_t point, const StudyPoint& simulated, std::int64_t count) = 0;

    /// The point cannot be simulated.
    virtual void refuse_point(std::size_t point, const PointRefusal& refusal) = 0;

    /// Takes a replication that has just been finished, without waiting for a disk. Requires: `begin_point` for this point.
    virtual void keep(std::size_t point, std::uint64_t number, const ReplicationResult& result) = 0;

    /// See `ReplicationStore::foresee`.
    virtual void foresee(std::size_t /*point*/, std::uint64_t /*count*/) {}
};

}  // namespace agrocap
