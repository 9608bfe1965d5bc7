#include "experiment/warmup.hpp"

#include "base/fault.hpp"
#include "model/compile/compile.hpp"
#include "model/run/run_model.hpp"
#include "model/state/run.hpp"
#include "stats/mser5.hpp"

#include <algorithm>
#include <exception>
#include <mutex>
#include <utility>

namespace agrocap {

namespace {

constexpr std::size_t pilots = 10;
constexpr std::uint64_t first_pilot = 1'000'000'000'000;  // beyond any replication that is asked for
constexpr std::int64_t intervals = 500;
constexpr std::int64_t batch = 5;  // MSER-5
constexpr std::int64_t fewest_batches = 8;
constexpr Duration hour{3'600'000'000'000};
constexpr Duration day = 24 * hour;
constexpr Duration week = 7 * day;

Duration interval_for(const Scenario& scenario) {
    const Duration horizon = *scenario.horizon;
    if (scenario.calendar.empty()) return std::max(horizon / intervals, Duration{1});
    for (const Duration period : {week, day}) {
        // Several weeks a batch on very long runs: the number of observations stays near 500.
        const std::int64_t periods = std::max<std::int64_t>(1, horizon / (period * (intervals / batch)));
        if (horizon >= fewest_batches * periods * period) return periods * period / batch;
    }
    return std::max(horizon / intervals, Duration{1});
}

/// Up to whole weeks where calendars rule, else to whole days, or hours where a day is a good part of the run.
Duration rounded_up(Duration cut, const Scenario& scenario) {
    const Duration horizon = *scenario.horizon;
    const Duration unit = !scenario.calendar.empty() && horizon >= fewest_batches * week ? week : horizon >= 30 * day ? day : hour;
    return (cut + unit - Duration{1}) / unit * unit;
}

/// By line and interval: units that left, and work in progress.
struct PilotSeries {
    std::vector<std::vector<double>> output, wip;
};

PilotSeries observed(const Model& model, RunState& state, std::uint64_t number, Duration interval) {
    Run run{model, state};
    begin(run, number);
    const auto steps = static_cast<std::size_t>(model.measured() / interval);
    const std::size_t lines = model.lines.size();
    PilotSeries series{std::vector(lines, std::vector<double>(steps)), std::vector(lines, std::vector<double>(steps))};
    std::vector<double> left_before(lines, 0);
    std::vector<double> area_before(lines, 0);
    for (std::size_t step = 0; step < steps; ++step) {
        advance(run, model.warmup_end + interval * static_cast<std::int64_t>(step + 1));
        for (std::uint32_t i = 0; i < lines; ++i) {
            const LineStatus& line = state.lines[LineId(i)];
            const auto left = static_cast<double>(line.left_ever);
            const double area = line.wip.area(run.now(), line.in_line);
            series.output[i][step] = left - left_before[i];
            series.wip[i][step] = (area - area_before[i]) / static_cast<double>(interval.count());
            left_before[i] = left;
            area_before[i] = area;
        }
    }
    return series;
}

/// All pilots, on all threads, in the order of their numbers.
std::vector<PilotSeries> run_pilots(const Model& model, const WarmupOptions& options, Duration interval) {
    std::vector<PilotSeries> series(pilots);
    std::vector<std::exception_ptr> faults(pilots);
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
        RunState state;
        state.stop = options.stop;
        for (;;) {
            const std::size_t number = next++;
            if (number >= pilots || (options.stop != nullptr && options.stop->load())) return;
            try {
                series[number] = observed(model, state, first_pilot + number, interval);
            } catch (const RunStopped&) {
                return;
            } catch (...) {
                faults[number] = std::current_exception();
            }
        }
    };
    work_together(static_cast<unsigned>(std::min<std::size_t>(options.threads, pilots)), work, options.short_of_threads);
    for (const std::exception_ptr& fault : faults) {
        if (fault) std::rethrow_exception(fault);
    }
    return series;
}

std::vector<double> mean_over(const std::vector<PilotSeries>& series, std::vector<std::vector<double>> PilotSeries::*kind,
                              std::size_t line) {
    std::vector<double> mean((series.front().*kind)[line].size(), 0);
    for (const PilotSeries& one : series) {
        for (std::size_t i = 0; i < mean.size(); ++i) mean[i] += (one.*kind)[line][i] / static_cast<double>(series.size());
    }
    return mean;
}

}  // namespace

WarmupEvidence find_warmup(const Scenario& scenario, const WarmupOptions& options) {
    Scenario cold = scenario;
    cold.warmup.value = Duration{};
    Model model = compile(cold);
    model.seed = options.seed;
    WarmupEvidence evidence;
    evidence.interval = interval_for(scenario);
    evidence.pilots = pilots;
    const std::vector<PilotSeries> series = run_pilots(model, options, evidence.interval);
    if (options.stop != nullptr && options.stop->load()) return evidence;

    Duration longest{};
    for (std::uint32_t i = 0; i < model.lines.size(); ++i) {
        const Line& line = model.lines[LineId(i)];
        LineWarmup found{model.plants[line.plant].id + "." + line.id, {}, {}};
        for (const auto& [kind, cut] : {std::pair{&PilotSeries::output, &found.output}, std::pair{&PilotSeries::wip, &found.wip}}) {
            const auto observations = mser5_cut(mean_over(series, kind, i));
            if (observations) *cut = evidence.interval * static_cast<std::int64_t>(*observations);
            evidence.settled = evidence.settled && cut->has_value();
            longest = std::max(longest, cut->value_or(*scenario.horizon / 2));
        }
        evidence.lines.push_back(std::move(found));
    }
    evidence.chosen = rounded_up(longest, scenario);
    return evidence;
}

}  // namespace agrocap
