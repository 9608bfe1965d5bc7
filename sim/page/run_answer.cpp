#include "page/mark_text.hpp"
#include "page/run_page.hpp"
#include "report/metric_lookup.hpp"
#include "report/money_unit.hpp"
#include "report/run_tables.hpp"
#include "scenario/metric_table.hpp"

#include <fmt/format.h>

namespace agrocap {

namespace {

const char* verdict_told(Verdict verdict) {
    switch (verdict) {
        case Verdict::pass: return "holds";
        case Verdict::fail: return "is missed";
        case Verdict::impossible: return "is impossible";
        case Verdict::undecided: break;
    }
    return "is undecided";
}

}  // namespace

std::string target_estimate_text(const TargetResult& target, const std::string& unit) {
    if (!target.interval || !target.estimate.mean) return estimate_text(target.estimate, target.spec.probability ? "share" : unit);
    // The interval of a probability is not the same on both sides: "100 ± 20 %" would reach beyond what can be.
    return fmt::format("{}, from {} to {}", per_cent_text(*target.estimate.mean), per_cent_text(target.interval->low),
                       per_cent_text(target.interval->high));
}

std::string target_sentence(const TargetResult& target, const std::string& unit) {
    return fmt::format("The target {} ({} {}) {}: {}.", target.name, *target.spec.metric, threshold_of(target.spec),
                       verdict_told(target.verdict), target_estimate_text(target, unit));
}

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
    const bool is_of_trade_alone = metrics.mean_or_zero(metric_name("nominal.total")) == 0 && metrics.has(metric_name("sales.total"));
    std::string answer =
        is_of_trade_alone ? fmt::format("{}, of {} that are asked for", yearly_text(metrics.estimate(metric_name("sales.total")), "sold"),
                                        amount_text(metrics.mean_or_zero(metric_name("demand.total"))))
                          : yearly_text(metrics.estimate(metric_name("output.total")), "made");
    if (const auto used = metrics.mean(metric_name("utilisation.total")); used && !is_of_trade_alone)
        answer += fmt::format(", {} of nominal capacity", per_cent_text(*used));
    answer += ".";
    for (const TargetResult& target : result.targets)
        answer += " " + target_sentence(target, plain_unit(metrics.unit(*target.spec.metric), *scenario.currency));
    return answer;
}

}  // namespace agrocap
