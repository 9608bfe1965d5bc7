#include "report/explain_report.hpp"

#include "report/bottleneck_table.hpp"
#include "report/number_format.hpp"
#include "report/table_csv.hpp"
#include "report/text_width.hpp"
#include "report/thread_table.hpp"
#include "report/thread_text.hpp"
#include "report/waterfall.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <sstream>
#include <utility>
#include <vector>

namespace agrocap {

namespace {

constexpr std::size_t bar_least = 12, bar_most = 60;  // columns
constexpr std::size_t causes_named = 3;               // in the headline

std::string subtitle_of(const Explanation& explanation) {
    std::string text = days_text(explanation.measured_days) + " measured";
    if (explanation.warmup_days > 0) text += " after " + days_text(explanation.warmup_days) + " of warm-up";
    text += fmt::format(", {}, seed {}", counted(explanation.replications, "replication"), explanation.seed);
    if (explanation.replications > 1)
        text += fmt::format("; ± is the half-width of the {} % confidence interval", exact_number(explanation.confidence * 100));
    return text;
}

/// "15 616 of 35 840 units/y: demand takes 16 320, material 2 400".
std::string headline_of(const Account& account) {
    std::vector<const Loss*> largest;
    for (const Loss& loss : account.losses)
        if (loss.clear() && *loss.loss.mean > 0) largest.push_back(&loss);
    std::stable_sort(largest.begin(), largest.end(),
                     [](const Loss* left, const Loss* right) { return *left->loss.mean > *right->loss.mean; });
    std::string text = fmt::format("Why not more? {}: {} of {} {}", account.metric, grouped(account.actual.mean.value_or(0), 0),
                                   grouped(account.nominal, 0), account.unit);
    for (std::size_t i = 0; i < std::min(largest.size(), causes_named); ++i)
        text += fmt::format("{} {}{}", i == 0 ? ":" : ",", cause_word(largest[i]->cause),
                            (i == 0 ? fmt::format(" {} ", takes_word(largest[i]->cause)) : " ") + grouped(*largest[i]->loss.mean, 0));
    return text;
}

/// "semey.main.paint" for a station's path, "kit-82 from minsk" for a supplier's item.
std::string part_shown(const std::string& what) {
    std::vector<std::string> words;
    std::istringstream path(what);
    for (std::string word; std::getline(path, word, '.');) words.push_back(word);
    if (words.front() == "supplier" && words.size() == 4) return words[3] + " from " + words[1];
    if (words.size() < 2) return what;
    std::string shown = words[1];
    for (std::size_t i = 3; i < words.size(); i += 2) shown += "." + words[i];
    return shown;
}

/// A step of the waterfall, between two levels of output.
struct Stair {
    double from = 0, to = 0;
};

struct Waterfall {
    ReportTable table;
    std::vector<Stair> stairs;  // by row of the table
};

Cell rounded(std::optional<double> value) {
    Cell cell(value);
    cell.decimals = 0;
    return cell;
}

Cell half_width_of(const Estimate& estimate) { return estimate.half_width ? rounded(estimate.half_width) : Cell(); }

void add_stair(Waterfall& waterfall, const std::string& name, double value, Stair stair, int level = 0) {
    waterfall.table.add({Cell(name), rounded(value), Cell(), Cell()}, level);
    waterfall.stairs.push_back(stair);
}

void add_loss(Waterfall& waterfall, const std::string& name, const Estimate& loss, Stair stair, int level) {
    const bool is_told = Loss::is_clear(loss) || (loss.mean == 0.0 && loss.half_width == 0.0);
    waterfall.table.add(
        {Cell(name), rounded(-loss.mean.value_or(0)), half_width_of(loss), is_told ? Cell() : Cell("not clear", Tone::doubtful)}, level);
    waterfall.stairs.push_back(stair);
}

Waterfall waterfall_of(const Account& account) {
    Waterfall waterfall;
    waterfall.table.title = headline_of(account);
    waterfall.table.short_title = "Why not more";
    waterfall.table.columns = {
        {"", "", Align::left}, {"", account.unit}, {"±", account.unit, Align::right, Digits::like_previous}, {"", "", Align::left}};
    add_stair(waterfall, "around the clock", account.around_the_clock, {});
    add_stair(waterfall, "nominal", account.nominal, {0, account.nominal});
    double level = account.nominal;
    for (const Loss& loss : account.losses) {
        const double next = level - loss.loss.mean.value_or(0);
        add_loss(waterfall, std::string(cause_word(loss.cause)), loss.loss, {level, next}, 0);
        for (const LossPart& part : loss.parts) {
            const double after = level - part.loss.mean.value_or(0);
            add_loss(waterfall, part_shown(part.what), part.loss, {level, after}, 1);
            level = after;
        }
        level = next;
    }
    waterfall.table.add({Cell("actual"), rounded(account.actual.mean), half_width_of(account.actual), Cell()});
    waterfall.stairs.push_back({0, account.actual.mean.value_or(0)});
    return waterfall;
}

/// The widest of the table's rows; titles and notes are broken where they are wider.
std::size_t rows_width(ReportTable table) {
    table.title.clear();
    table.notes.clear();
    std::size_t widest = 0;
    std::istringstream lines(text_of(table));
    for (std::string line; std::getline(lines, line);) widest = std::max(widest, text_width(line));
    return widest;
}

void add_bars(Waterfall& waterfall, std::size_t columns) {
    double full = 0;
    for (const Stair& stair : waterfall.stairs) full = std::max({full, stair.from, stair.to});
    if (!(full > 0)) return;
    for (std::size_t row = 0; row < waterfall.stairs.size(); ++row) {
        const auto [low, high] = std::minmax({waterfall.stairs[row].from, waterfall.stairs[row].to});
        waterfall.table.rows[row].cells[1].bar = CellBar{std::max(low, 0.0) / full, std::max(high, 0.0) / full};
    }
    constexpr std::size_t gap = 2;
    const std::size_t taken = rows_width(waterfall.table) + gap;
    if (columns < taken + bar_least) return;
    const std::size_t width = std::min(columns - taken, bar_most);
    waterfall.table.columns.push_back({"", "", Align::left});
    for (std::size_t row = 0; row < waterfall.table.rows.size(); ++row) {
        const Stair& stair = waterfall.stairs[row];
        const double low = std::max(std::min(stair.from, stair.to), 0.0);
        waterfall.table.rows[row].cells.emplace_back(waterfall_bar(low, std::max(low, std::max(stair.from, stair.to)), full, width));
    }
}

}  // namespace

RunReport explain_report(const Explanation& explanation, std::size_t columns) {
    RunReport report;
    const std::string file = explanation.files.empty() ? std::string("scenario") : explanation.files.front().path;
    report.title = explanation.scenario.empty() ? file : explanation.scenario;
    report.subtitle = subtitle_of(explanation);
    Waterfall waterfall = waterfall_of(explanation.account);
    add_bars(waterfall, columns);
    waterfall.table.notes.emplace_back(
        "nominal: every line open in its hours, at full speed; each loss is an average over the orders of causes");
    for (std::string& sentence : thread_sentences(explanation.threads)) waterfall.table.notes.push_back(std::move(sentence));
    report.tables.push_back(std::move(waterfall.table));
    if (ReportTable bottlenecks = bottleneck_table(explanation); !bottlenecks.empty()) report.tables.push_back(std::move(bottlenecks));
    if (explanation.interrupted)
        report.remarks.push_back("interrupted: this rests on " + counted(explanation.replications, "finished replication"));
    return report;
}

std::vector<CsvFile> explain_csv(const Explanation& explanation) {
    const Account& account = explanation.account;
    ReportTable table;
    for (const char* title : {"step", "part", "value", "half_width", "clear"}) table.columns.push_back({.title = title});
    const auto add = [&table](const std::string& step, const std::string& part, const Estimate& estimate) {
        table.add({Cell(step), Cell(part), Cell(estimate.mean), Cell(estimate.half_width), Cell(Loss::is_clear(estimate) ? "yes" : "no")});
    };
    table.add({Cell("around_the_clock"), Cell(), Cell(account.around_the_clock), Cell(), Cell()});
    table.add({Cell("nominal"), Cell(), Cell(account.nominal), Cell(), Cell()});
    for (const Loss& loss : account.losses) {
        add(std::string(cause_word(loss.cause)), "", loss.loss);
        for (const LossPart& part : loss.parts) add(std::string(cause_word(loss.cause)), part.what, part.loss);
    }
    table.add({Cell("actual"), Cell(), Cell(account.actual.mean), Cell(account.actual.half_width), Cell()});
    const std::vector<std::string> names = explain_csv_names();
    return {
        {names[0], csv_of(table)}, {names[1], csv_of(thread_rows(explanation.threads))}, {names[2], csv_of(bottleneck_rows(explanation))}};
}

std::vector<std::string> explain_csv_names() { return {"account.csv", "thread.csv", "bottlenecks.csv"}; }

}  // namespace agrocap
