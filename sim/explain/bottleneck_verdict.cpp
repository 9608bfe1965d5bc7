#include "explain/bottleneck_verdict.hpp"

#include "stats/simultaneous.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace agrocap {

namespace {

double mean_of(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// By how much one gains more than the other, replication by replication.
Estimate lead_of(const StationGains& one, const StationGains& other, double confidence) {
    std::vector<double> leads;
    for (std::size_t r = 0; r < one.gains.size(); ++r) leads.push_back(one.gains[r] - other.gains[r]);
    return estimate_mean(leads, confidence);
}

/// In how many of the replications each is first; where several are, each a part of it.
std::vector<double> first_shares(const std::vector<StationGains>& stations) {
    std::vector<double> shares(stations.size(), 0.0);
    const std::size_t replications = stations.front().gains.size();
    for (std::size_t r = 0; r < replications; ++r) {
        double most = stations.front().gains[r];
        for (const StationGains& station : stations) most = std::max(most, station.gains[r]);
        const auto firsts = std::count_if(stations.begin(), stations.end(), [&](const StationGains& one) { return one.gains[r] == most; });
        for (std::size_t s = 0; s < stations.size(); ++s)
            if (stations[s].gains[r] == most) shares[s] += 1.0 / static_cast<double>(firsts);
    }
    for (double& share : shares) share /= static_cast<double>(replications);
    return shares;
}

/// Whether the first is known to gain something, and the first `together` to gain more than the rest and about as much as each other.
bool is_sure(const std::vector<StationGains>& stations, std::size_t together, double confidence) {
    const double alone = confidence_of_each(confidence, stations.size());
    const double most = mean_of(stations.front().gains);
    const Estimate first = estimate_mean(stations.front().gains, alone);
    if (!first.half_width || most - *first.half_width <= 0) return false;
    for (std::size_t s = 1; s < stations.size(); ++s) {
        const Estimate lead = lead_of(stations.front(), stations[s], alone);
        if (s < together ? *lead.half_width > 2 * (1 - tie_share) * most : *lead.mean - *lead.half_width <= 0) return false;
    }
    return true;
}

}  // namespace

LineBottleneck judge_bottleneck(const std::string& line, std::vector<StationGains> stations, double output, const Certainty& certainty) {
    std::stable_sort(stations.begin(), stations.end(),
                     [](const StationGains& left, const StationGains& right) { return mean_of(left.gains) > mean_of(right.gains); });
    LineBottleneck judged;
    judged.what = line;
    const std::vector<double> first = first_shares(stations);
    for (std::size_t s = 0; s < stations.size(); ++s)
        judged.stations.push_back({.station = stations[s].station,
                                   .gain = estimate_mean(stations[s].gains, certainty.told),
                                   .share_of_thread = std::nullopt,
                                   .longest_active = stations[s].longest_active,
                                   .first_in = first[s]});
    const Estimate& best = judged.stations.front().gain;
    judged.outside = *best.mean + best.half_width.value_or(0) < gain_least * output;
    if (judged.outside) return judged;
    const double most = *best.mean;
    const auto together = static_cast<std::size_t>(
        std::count_if(stations.begin(), stations.end(), [&](const StationGains& one) { return mean_of(one.gains) >= tie_share * most; }));
    if (!is_sure(stations, together, certainty.sure)) return judged;
    judged.verdict = together == 1 ? BottleneckVerdict::bottleneck : BottleneckVerdict::tie;
    for (std::size_t s = 0; s < together; ++s) judged.named.push_back(stations[s].station);
    return judged;
}

}  // namespace agrocap
