#pragma once

#include "base/sha256.hpp"
#include "observe/metrics.hpp"

#include <span>
#include <string>
#include <vector>

namespace agrocap {

/// SHA-256 over the names of the metrics and every replication's every metric: equal digests mean equal results.
///
/// All NaN are one value, and so are 0 and -0.
class ResultDigest {
  public:
    explicit ResultDigest(const std::vector<MetricInfo>& metrics);

    /// Takes the next replication, in the order of their numbers.
    void add(std::span<const double> values);
    /// 64 hexadecimal digits. Requires: called once, at the end.
    std::string hex() { return hash_.hex(); }

  private:
    Sha256 hash_;
};

}  // namespace agrocap
