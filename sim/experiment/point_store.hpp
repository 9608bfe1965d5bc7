#pragma once

#include "experiment/replication_store.hpp"
#include "experiment/study_store.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>

namespace agrocap {

/// What a study's store holds of a begun point's replication, or nothing.
using FindReplication = std::function<std::optional<ReplicationResult>(std::size_t point, std::uint64_t number)>;

/// One point of a study's store as the store of an experiment. Keeps references to all.
class PointStore final : public ReplicationStore {
  public:
    PointStore(StudyStore& store, const FindReplication& find, std::size_t point, const TomlValue& scenario)
        : store_(store), find_(find), point_(point), scenario_(scenario) {}

    void begin(const Contents& contents) override {
        store_.begin_point(
            point_, {.scenario = scenario_, .metrics = contents.metrics, .warmup_days = contents.warmup_days, .batches = contents.batches},
            0);
    }
    std::optional<ReplicationResult> find(std::uint64_t number) override { return find_(point_, number); }
    void keep(std::uint64_t number, const ReplicationResult& result) override { store_.keep(point_, number, result); }
    void foresee(std::uint64_t count) override { store_.foresee(point_, count); }

  private:
    StudyStore& store_;
    const FindReplication& find_;
    std::size_t point_;
    const TomlValue& scenario_;
};

}  // namespace agrocap
