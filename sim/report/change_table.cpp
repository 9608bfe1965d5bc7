#include "report/change_table.hpp"

#include "report/number_format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace agrocap {

namespace {

/// "+17" or "-412".
std::string with_sign(double value, int decimals) { return (value > 0 ? "+" : "") + grouped(value, decimals); }

int decimals_of(const ChangeAccount& account) {
    double narrowest = 0;
    for (const ChangeEffect& one : account.effects)
        if (const double width = one.effect.half_width.value_or(0); width > 0 && (narrowest == 0 || width < narrowest)) narrowest = width;
    return narrowest > 0 ? decimals_for_half_width(narrowest) : 0;
}

}  // namespace

bool brings_nothing(const ChangeEffect& effect) { return effect.effect.mean.value_or(0) == 0 && effect.effect.half_width.value_or(0) == 0; }

ReportTable change_table(const ChangeAccount& account, const std::string& unit) {
    const int decimals = std::min(decimals_of(account), 2);
    double difference = 0;
    for (const ChangeEffect& one : account.effects) difference += one.effect.mean.value_or(0);
    ReportTable table;
    table.section = change_section;
    table.title = fmt::format("{}: {} {}, by what is changed", account.metric, with_sign(difference, decimals), unit);
    table.short_title = account.metric + " by change";
    table.columns = {{"change", "", Align::left},
                     {.title = "brings", .unit = unit, .has_sign = true},
                     {"±", unit, Align::right, Digits::like_previous},
                     {"", "", Align::left}};
    std::size_t idle = 0;
    for (const ChangeEffect& one : account.effects) {
        if (brings_nothing(one)) {
            ++idle;
            continue;
        }
        const double mean = one.effect.mean.value_or(0), width = one.effect.half_width.value_or(0);
        Cell half_width(one.effect.half_width);
        half_width.decimals = decimals;
        table.add({Cell(one.what), Cell(mean, decimals), half_width,
                   one.effect.half_width && std::abs(mean) > width ? Cell() : Cell("not clear", Tone::doubtful)});
    }
    if (idle > 0) table.notes.push_back(fmt::format("{} that {} nothing", counted(idle, "change"), idle == 1 ? "brings" : "bring"));
    return table;
}

}  // namespace agrocap
