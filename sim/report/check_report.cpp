#include "report/check_report.hpp"

#include "report/chance_tables.hpp"
#include "report/number_format.hpp"
#include "report/run_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace agrocap {

namespace {

int decimals_of(const TargetResult& target) {
    const double half_width = target.estimate.half_width.value_or(0.0);
    return half_width > 0 ? decimals_for_half_width(half_width) : decimals_for_magnitude(target.estimate.mean.value_or(0.0));
}

std::string check_subtitle(const ExperimentResult& result) {
    const std::string warmup = result.warmup_days > 0 ? fmt::format(" after {} of warm-up", days_text(result.warmup_days)) : "";
    return fmt::format("{} measured{}, {}, seed {}", days_text(result.measured_days), warmup, counted(result.values.size(), "replication"),
                       result.seed);
}

Cell with_decimals(std::optional<double> value, int decimals) {
    Cell cell(value);
    cell.decimals = decimals;
    return cell;
}

}  // namespace

std::optional<TargetMargin> margin_of(const TargetResult& target) {
    if (!target.estimate.mean) return std::nullopt;
    const double mean = *target.estimate.mean;
    const auto from = [](double margin, double threshold) {
        TargetMargin result{margin, std::nullopt};
        if (threshold != 0) result.part = margin / std::abs(threshold);
        return result;
    };
    const TargetSpec& spec = target.spec;
    if (spec.probability) return from(mean - **spec.probability, **spec.probability);
    const TargetMargin low = from(mean - *spec.low, *spec.low);
    const TargetMargin high = from(*spec.high - mean, *spec.high);
    if (spec.sense == TargetSense::at_least) return low;
    if (spec.sense == TargetSense::at_most) return high;
    return low.units <= high.units ? low : high;
}

std::string undecided_note(const TargetResult& target) {
    if (!target.estimate.mean) return *target.spec.metric + " had no value in any replication, and more would have none";
    return "replications ran out; raise max_replications, or give the target a wider indifference: how near to the threshold either "
           "verdict will do";
}

ReportTable verdict_table(const ExperimentResult& result) {
    ReportTable table;
    table.title = "Targets";
    table.columns = {{"target", "", Align::left},
                     {"metric", "", Align::left},
                     {"asked", "", Align::left},
                     {"estimate"},
                     {"±"},
                     {"to spare"},
                     {"to spare", "%"},
                     {"replications", "", Align::right, Digits::exact},
                     {"verdict", "", Align::left}};
    for (const TargetResult& target : result.targets) {
        const int decimals = decimals_of(target);
        const std::optional<TargetMargin> margin = margin_of(target);
        Cell units;
        Cell part;
        if (margin) units = Cell(margin->units, decimals);
        if (margin && margin->part) part = Cell(100 * *margin->part, 1);
        const bool ran_out = target.verdict == Verdict::undecided && !result.interrupted;
        const std::string note = "undecided: " + undecided_note(target);
        if (ran_out && std::find(table.notes.begin(), table.notes.end(), note) == table.notes.end()) table.notes.push_back(note);
        table.add({Cell(target.name), Cell(*target.spec.metric), Cell(threshold_of(target.spec)),
                   with_decimals(target.estimate.mean, decimals), with_decimals(target.estimate.half_width, decimals), units, part,
                   Cell(static_cast<double>(target.replications), 0), verdict_cell(target.verdict)});
    }
    return table;
}

RunReport check_report(const Scenario& scenario, const ExperimentResult& result) {
    const std::string file = scenario.files.empty() ? std::string("scenario") : scenario.files.front().path;
    RunReport report{scenario.name->empty() ? file : *scenario.name, check_subtitle(result), {}, {}};
    if (result.interrupted) report.remarks.emplace_back("interrupted: targets that were not decided yet are undecided");
    if (result.precision_missed) report.remarks.push_back(precision_remark(scenario, result));
    if (result.warmup) report.remarks.push_back(warmup_remark(result));
    report.tables.push_back(verdict_table(result));
    if (ReportTable likely = probability_table(result); !likely.empty()) report.tables.push_back(std::move(likely));
    return report;
}

std::string outcome_of(const ExperimentResult& result) {
    for (const Verdict verdict : {Verdict::impossible, Verdict::fail, Verdict::undecided})
        for (const TargetResult& target : result.targets)
            if (target.verdict == verdict) return verdict_word(verdict);
    return verdict_word(Verdict::pass);
}

std::string suite_line(const std::vector<std::string>& outcomes) {
    std::vector<std::string> words;
    for (const Verdict verdict : {Verdict::pass, Verdict::fail, Verdict::impossible, Verdict::undecided})
        words.emplace_back(verdict_word(verdict));
    for (const std::string& outcome : outcomes)
        if (std::find(words.begin(), words.end(), outcome) == words.end()) words.push_back(outcome);
    std::string text;
    for (const std::string& word : words)
        if (const auto count = std::count(outcomes.begin(), outcomes.end(), word); count > 0)
            text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, word);
    return fmt::format("{}: {}", counted(outcomes.size(), "scenario"), text);
}

std::string verdict_line(const TargetResult& target) {
    std::string text = std::string(verdict_word(target.verdict)) + ": ";
    if (!target.estimate.mean) return text + "nothing was observed; asked " + threshold_of(target.spec);
    const int decimals = decimals_of(target);
    text += "estimate " + grouped(*target.estimate.mean, decimals);
    if (target.interval)  // of a probability, which is not in its middle
        text += fmt::format(", from {} to {}", grouped(target.interval->low, decimals), grouped(target.interval->high, decimals));
    else if (target.estimate.half_width)
        text += " ± " + grouped(*target.estimate.half_width, decimals);
    text += ", asked " + threshold_of(target.spec);
    const std::optional<TargetMargin> margin = margin_of(target);
    const std::string part = margin->part ? fmt::format(" ({:.1f} %)", std::abs(100 * *margin->part)) : "";
    text += fmt::format(": {}{} {}", grouped(std::abs(margin->units), decimals), part, margin->units < 0 ? "short" : "to spare");
    return text + ", " + counted(target.replications, "replication");
}

}  // namespace agrocap
