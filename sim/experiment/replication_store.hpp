#pragma once

#include "experiment/replication.hpp"
#include "observe/metrics.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace agrocap {

/// Where the replications of one scenario are kept from one run of the program to the next.
class ReplicationStore {
  public:
    virtual ~ReplicationStore() = default;

    /// What the results will be. `batches`: the stored "replications" are so many parts of one long one; 0 = they are replications.
    struct Contents {
        const std::vector<MetricInfo>& metrics;
        double warmup_days = 0;
        std::size_t batches = 0;
    };

    /// Called once, before anything else. What was stored for other contents is not found.
    virtual void begin(const Contents& contents) = 0;

    /// A replication that was finished by an earlier run, or nothing. Called by several threads at once.
    virtual std::optional<ReplicationResult> find(std::uint64_t number) = 0;

    /// Takes a replication that has just been finished, without waiting for a disk. Called by several threads at once.
    virtual void keep(std::uint64_t number, const ReplicationResult& result) = 0;

    /// Is told how many replications, from the first, whoever looks at them means to look at before deciding anew, as far as can be
    /// told by now; and again as that changes. One thread at a time. Whoever runs them elsewhere learns so which.
    virtual void foresee(std::uint64_t /*count*/) {}
};

}  // namespace agrocap
