#include "campaign/layout.hpp"

#include "base/fault.hpp"
#include "experiment/replication.hpp"
#include "experiment/study_point_read.hpp"
#include "experiment/warmup.hpp"
#include "model/compile/compile.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

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

std::vector<std::uint64_t> cut_by_time(const Campaign& campaign, const std::vector<PilotedPoint>& pilot, double task_seconds) {
    const std::uint64_t units = campaign.design.points.size() * static_cast<std::uint64_t>(campaign.origin.replications);
    if (pilot.empty()) return cut_evenly(units, campaign.design.points.size());
    std::vector<std::uint64_t> begins{0};
    std::size_t nearest = 0;
    double filled = 0;
    const std::uint64_t units_least = (units + campaign_tasks_max - 1) / campaign_tasks_max;
    for (std::uint64_t unit = 0; unit < units; ++unit) {
        const std::size_t point = campaign.point_of(unit);
        while (nearest + 1 < pilot.size() && pilot[nearest].point + pilot[nearest + 1].point < 2 * point) ++nearest;
        if (filled + pilot[nearest].seconds > task_seconds && unit - begins.back() >= units_least) {
            begins.push_back(unit);
            filled = 0;
        }
        filled += pilot[nearest].seconds;
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
