#pragma once

#include "report/metric_lookup.hpp"

#include <string>
#include <vector>

namespace agrocap {

/// What could have served, and what it did instead.
struct IdleSource {
    std::string what;  // "supplier.far.item.kit"
    std::string note;  // "never asked"

    [[nodiscard]] std::string text() const { return note + ": " + what; }
};

/// What could have served and was never asked in the measured time of any replication; lanes that carried nothing; and lines that stood
/// while their item was owed elsewhere. Where there is no choice nothing is said.
std::vector<IdleSource> idle_sources(const Scenario& scenario, const MetricLookup& metrics);

}  // namespace agrocap
