#include "bound/least_loss.hpp"

#include <algorithm>

namespace agrocap {

namespace {

constexpr double loss_slack = 1e-8;  // of means, far beyond what rounding does to them

/// A duration's moments, each on both sides.
struct Moments {
    double mean_least = 0, mean_most = 0, square_most = 0;
};

Moments moments_around(const DistributionSpec& spec) {
    const WorkFacts facts = work_facts(spec);
    return {.mean_least = std::max(0.0, facts.mean * (1 - loss_slack) - 1),
            .mean_most = facts.mean * (1 + loss_slack) + 2,
            .square_most = facts.spread * facts.mean * facts.mean * (1 + loss_slack) + 2};
}

/// Of repairs that began with a steady chance while the server worked, what goes on behind the end of each open stretch.
double beyond_closings(double rate, const Moments& repair, const OpenTime& open) {
    double beyond = 0;
    for (const double length : open.lengths) beyond += std::min(repair.square_most / 2, length * repair.mean_most);
    return rate * beyond;
}

}  // namespace

OpenTime open_time(const WorkClock& clock, TimeSpan stretch) {
    OpenTime open;
    Time end{};  // of the last piece: a ramp cuts open time where nobody goes home
    for (const WorkInterval& interval : clock.intervals) {
        const Time from = std::max(interval.open, stretch.from), to = std::min(interval.close, stretch.to);
        if (to <= from) continue;
        if (open.lengths.empty() || from > end) open.lengths.push_back(0);
        open.lengths.back() += static_cast<double>((to - from).count());
        open.sum += static_cast<double>((to - from).count());
        end = to;
    }
    return open;
}

LeastLoss least_loss(const FailureSpec& failure, const OpenTime& open, bool from_start) {
    const Moments uptime = moments_around(*failure.uptime), repair = moments_around(*failure.repair);
    if (!(uptime.mean_least > 1e9) || repair.mean_least <= 0) return {};
    const double share = repair.mean_least / uptime.mean_most;
    if (failure.uptime->kind == DistributionKind::exponential)
        return {.share = share, .free = beyond_closings(1 / uptime.mean_least, repair, open)};
    const WorkFacts times = work_facts(*failure.uptime);
    const bool is_busy = failure.clock == FailureClock::busy;
    if (open.lengths.size() > 1 || !(times.ages || (from_start && is_busy))) return {};
    // The failure that has not come yet, and what is left of a repair at the end.
    const double left = work_facts(*failure.repair).ages ? repair.mean_most
                                                         : repair.square_most / (2 * uptime.mean_least) + times.spread * repair.mean_most;
    return {.share = share, .free = repair.mean_most + left, .apart = !is_busy};
}

LeastCare least_care(const MaintenanceSpec& rule, double waits) {
    if (!rule.every.given || !rule.takes.given) return {};
    const Moments every = moments_around(*rule.every), takes = moments_around(*rule.takes);
    if (!work_facts(*rule.every).ages || !work_facts(*rule.takes).ages || !(every.mean_most > 1e9)) return {};
    const double share = takes.mean_least / (every.mean_most + waits + takes.mean_least);
    return {.share = share * (1 - loss_slack), .free = 2 * takes.mean_most};
}

}  // namespace agrocap
