#include "bench/made_up_shards.hpp"

#include "campaign/campaign.hpp"
#include "campaign/shard.hpp"

#include <fmt/format.h>

#include <vector>

namespace agrocap {

namespace {

std::vector<MetricInfo> made_up_metrics(std::size_t count) {
    std::vector<MetricInfo> metrics{{"output.total", "units/y"}};
    for (std::size_t m = 1; m < count; ++m) metrics.push_back({fmt::format("throughput.works.line-{}", m), "units/h"});
    return metrics;
}

/// No two alike, with as many digits as results have: whatever is compressed or compared has its full work.
double made_up_value(std::size_t point, std::uint64_t number, std::size_t metric) {
    const auto mixed = (point * 1'000'003 + number * 7919 + metric * 104'729) % 1'000'003;
    return 1000 + static_cast<double>(mixed) / 1'000'003;
}

}  // namespace

std::uint64_t fill_with_made_up_results(const std::string& folder, std::size_t metrics) {
    const Campaign campaign = read_campaign(folder);
    const std::vector<MetricInfo> infos = made_up_metrics(metrics);
    ReplicationResult result;
    result.values.resize(metrics);
    std::uint64_t written = 0;
    for (std::size_t task = 0; task < campaign.tasks(); ++task) {
        const std::uint64_t begin = campaign.begins[task], end = campaign.begins[task + 1];
        ShardStore store(campaign, folder, task, std::vector<bool>(end - begin, true));
        const std::size_t last = campaign.point_of(end - 1);
        for (std::size_t point = campaign.point_of(begin); point <= last; ++point) {
            const StudyPoint simulated{.scenario = campaign.origin.resolved, .metrics = infos, .warmup_days = 0};
            for (const std::uint64_t number : store.begin_point(point, simulated, 0)) {
                for (std::size_t m = 0; m < metrics; ++m) result.values[m] = made_up_value(point, number, m);
                result.events = 1000 + number;
                store.keep(point, number, result);
                ++written;
            }
        }
        store.close();
    }
    return written;
}

}  // namespace agrocap
