#include "page/mark_text.hpp"
#include "page/run_page.hpp"
#include "report/metric_lookup.hpp"
#include "report/run_tables.hpp"
#include "scenario/metric_table.hpp"

#include <fmt/format.h>

namespace agrocap {

namespace {

std::string target_sentence(const TargetResult& target, const std::string& unit) {
    const char* verdict = target.verdict == Verdict::pass         ? "holds"
                          : target.verdict == Verdict::fail       ? "is missed"
                          : target.verdict == Verdict::impossible ? "is impossible"
                                                                  : "is undecided";
    const std::string shown = target.spec.probability ? "share" : unit;
    return fmt::format(" The target {} ({} {}) {}: {}.", target.name, *target.spec.metric, threshold_of(target.spec), verdict,
                       estimate_text(target.estimate, shown));
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

std::string run_answer(const ExperimentResult& result) {
    const MetricLookup metrics(result);
    std::string answer = estimate_text(metrics.estimate(metric_name("output.total")), "units a year are made");
    if (const auto used = metrics.mean(metric_name("utilisation.total")))
        answer += fmt::format(", {} of nominal capacity", per_cent_text(*used));
    answer += ".";
    for (const TargetResult& target : result.targets) answer += target_sentence(target, metrics.unit(*target.spec.metric));
    return answer;
}

}  // namespace agrocap
