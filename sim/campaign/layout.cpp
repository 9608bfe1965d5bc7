#include "campaign/layout.hpp"

#include "base/fault.hpp"
#include "experiment/replication.hpp"
#include "experiment/study_point_read.hpp"
#include "experiment/warmup.hpp"
#include "model/compile/compile.hpp"

#include <algorithm>
#include <chrono>
#include <iterator>

namespace agrocap {

namespace {

using Clock = std::chrono::steady_clock;  // for the size of tasks only: nothing of it reaches a result

constexpr std::size_t piloted_points = 5;
constexpr double pilot_seconds = 1;
constexpr std::uint64_t pilot_replications = 10;

/// Seconds a replication of the point; 0 if it cannot be simulated. The first one is not counted where there are more: it fills memory.
double time_point(const Campaign& campaign, const ResolvedText& text, std::size_t point) {
    StudyPointRead read = read_point(text, campaign.design, point);
    if (!read.refused.empty()) return 0;
    const Clock::time_point begun = Clock::now();
    const auto elapsed = [&begun] { return std::chrono::duration<double>(Clock::now() - begun).count(); };
    try {
        if (read.scenario.warmup_auto)
            read.scenario.warmup.value = find_warmup(read.scenario, {.seed = campaign.origin.seed, .threads = 1, .stop = nullptr}).chosen;
        Model model = compile(read.scenario);
        model.seed = campaign.origin.seed;
        RunState state;
        run_replication(model, state, 0);
        const double first = elapsed();
        std::uint64_t number = 1;
        while (number < pilot_replications && elapsed() < pilot_seconds) run_replication(model, state, number++);
        return number == 1 ? first : (elapsed() - first) / static_cast<double>(number - 1);
    } catch (const ScenarioFault&) {
        return 0;  // a standstill: the task that meets it will say so
    }
}

const PilotedPoint& nearest_to(std::size_t point, const std::vector<PilotedPoint>& pilot) {
    const auto next =
        std::lower_bound(pilot.begin(), pilot.end(), point, [](const PilotedPoint& one, std::size_t p) { return one.point < p; });
    if (next == pilot.begin()) return *next;
    if (next == pilot.end() || point - std::prev(next)->point <= next->point - point) return *std::prev(next);
    return *next;
}

}  // namespace

std::vector<PilotedPoint> pilot(const Campaign& campaign) {
    const std::size_t points = campaign.design.points.size();
    const std::size_t count = std::min(points, piloted_points);
    const ResolvedText text = without_studies(campaign.text);
    std::vector<PilotedPoint> piloted;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t point = count == 1 ? 0 : i * (points - 1) / (count - 1);
        const double seconds = time_point(campaign, text, point);
        if (seconds > 0) piloted.push_back({point, seconds});
    }
    return piloted;
}

std::vector<std::uint64_t> cut(const std::vector<Stretch>& stretches, const Cutting& cutting) {
    std::uint64_t units = 0;
    for (const Stretch& stretch : stretches) units += stretch.count;
    if (cutting.tasks || cutting.pilot.empty()) return cut_evenly(units, cutting.tasks.value_or(stretches.size()));
    std::vector<std::uint64_t> begins{0};
    std::uint64_t unit = 0;
    double filled = 0;
    const std::uint64_t units_least = (units + campaign_tasks_max - 1) / campaign_tasks_max;
    for (const Stretch& stretch : stretches) {
        const double seconds = nearest_to(stretch.point, cutting.pilot).seconds;
        for (const std::uint64_t end = unit + stretch.count; unit < end; ++unit) {
            if (filled + seconds > cutting.task_seconds && unit - begins.back() >= units_least && unit > begins.back()) {
                begins.push_back(unit);
                filled = 0;
            }
            filled += seconds;
        }
    }
    begins.push_back(units);
    return begins;
}

std::vector<std::uint64_t> cut_evenly(std::uint64_t units, std::size_t tasks) {
    const std::uint64_t count = std::clamp<std::uint64_t>(tasks, 1, std::max<std::uint64_t>(units, 1));
    std::vector<std::uint64_t> begins;
    begins.reserve(count + 1);
    for (std::uint64_t task = 0; task <= count; ++task) begins.push_back(units / count * task + std::min(task, units % count));
    return begins;
}

}  // namespace agrocap
