#include "page/floor_charts.hpp"
#include "page/mark_text.hpp"
#include "page/run_page.hpp"
#include "report/metric_lookup.hpp"
#include "report/run_tables.hpp"
#include "scenario/metric_table.hpp"

#include <fmt/format.h>

namespace agrocap {

namespace {

constexpr double all_sold = 0.98;    // of demand: what is left is on its way over the year's end
constexpr double hardly_idle = 0.9;  // of nominal capacity

std::string target_sentence(const TargetResult& target, const std::string& unit) {
    const char* verdict = target.verdict == Verdict::pass         ? "holds"
                          : target.verdict == Verdict::fail       ? "is missed"
                          : target.verdict == Verdict::impossible ? "is impossible"
                                                                  : "is undecided";
    const std::string shown = target.spec.probability ? "share" : unit;
    return fmt::format(" The target {} ({} {}) {}: {}.", target.name, *target.spec.metric, threshold_of(target.spec), verdict,
                       estimate_text(target.estimate, shown));
}

/// What stands in the way of more, as far as a run alone can tell.
std::string binding_sentence(const Scenario& scenario, const MetricLookup& metrics) {
    const double demand = metrics.mean_or_zero(metric_name("demand.total"));
    const double sales = metrics.mean_or_zero(metric_name("sales.total"));
    const bool is_idle = metrics.mean_or_zero(metric_name("utilisation.total")) < hardly_idle;
    if (demand > 0 && sales >= all_sold * demand && is_idle)
        return fmt::format(" What binds is the market: {} of what it asks for is sold, and the lines could make more.",
                           per_cent_text(sales / demand));
    const std::string tightest = tightest_text(scenario, metrics);
    return tightest.empty() ? "" : fmt::format(" The most occupied station is {}.", tightest);
}

}  // namespace

Tone tone_of_targets(const ExperimentResult& result) {
    if (result.targets.empty()) return Tone::plain;
    Tone tone = Tone::good;
    for (const TargetResult& target : result.targets) {
        if (target.verdict == Verdict::fail || target.verdict == Verdict::impossible) return Tone::bad;
        if (target.verdict == Verdict::undecided) tone = Tone::doubtful;
    }
    return tone;
}

std::string run_answer(const Scenario& scenario, const ExperimentResult& result) {
    const MetricLookup metrics(result);
    std::string answer = estimate_text(metrics.estimate(metric_name("output.total")), "units a year are made");
    if (const auto used = metrics.mean(metric_name("utilisation.total")))
        answer += fmt::format(", {} of nominal capacity", per_cent_text(*used));
    answer += ".";
    for (const TargetResult& target : result.targets) answer += target_sentence(target, metrics.unit(*target.spec.metric));
    return answer + binding_sentence(scenario, metrics);
}

}  // namespace agrocap
