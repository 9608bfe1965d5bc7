#include "report/bound_report.hpp"

#include "base/version.hpp"
#include "base/visible_text.hpp"
#include "report/json_value.hpp"
#include "report/number_format.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <optional>

namespace agrocap {

namespace {

Json row_part(const StatedRow& row) { return {{"what", row.what}, {"constraint", row.constraint}}; }

void add_place(Json& part, const StatedRow& row) {
    part["file"] = row.line > 0 ? Json(row.file) : Json(nullptr);
    part["line"] = row.line > 0 ? Json(row.line) : Json(nullptr);
}

/// " (roads.toml:18)"
std::string place_behind(const StatedRow& row) {
    const std::string place = row.place();
    return place.empty() ? place : " (" + place + ")";
}

Json end_of(std::optional<double> range, double sign) { return range ? json_number(sign * *range) : Json(nullptr); }

Json binding_part(const std::string& unit, const StatedLimit& binding) {
    Json part = row_part(binding.row);
    part["period"] =
        binding.days ? Json{{"from_day", json_number(binding.days->from)}, {"to_day", json_number(binding.days->to)}} : Json(nullptr);
    add_place(part, binding.row);
    part["up"] = json_number(binding.up);
    part["down"] = json_number(binding.down);
    part["range"] = Json::array({end_of(binding.range_down, -1), end_of(binding.range_up, 1)});
    part["unit"] = fmt::format("{} per {}", unit, binding.measure);
    part["degenerate"] = binding.degenerate;
    return part;
}

/// A lane, fleet or place of the cut, and what it lets through in the simulated time, as a year's.
Json cut_part(const std::string& unit, const StatedCut& cut) {
    Json part = row_part(cut.row);
    add_place(part, cut.row);
    part["limit"] = json_decimal(cut.limit);
    part["unit"] = unit;
    return part;
}

Json bound_part(const StatedBound& bound) {
    Json part{{"metric", bound.metric}, {"sense", "at-most"}, {"of", "mean"}};
    part["bound"] = json_decimal(bound.value);
    part["optimum"] = json_decimal(bound.optimum);
    part["allowance"] = json_decimal(bound.allowance);
    part["unit"] = bound.unit;
    part["proof"] = bound.value ? Json(bound.proof) : Json(nullptr);
    if (bound.gap) part["gap"] = json_number(*bound.gap);
    part["left_out"] = bound.left_out;
    part["binding"] = Json::array();
    for (const StatedLimit& binding : bound.binding) part["binding"].push_back(binding_part(bound.unit, binding));
    part["cut"] = Json::array();
    for (const StatedCut& cut : bound.cut) part["cut"].push_back(cut_part(bound.unit, cut));
    return part;
}

/// "1.9 a year for each h more, up to 84 h; 2.1 lost for each less"
std::string worth_text(const StatedLimit& binding) {
    const std::string& measure = binding.measure;
    const auto reach = [&](std::optional<double> range) {
        return range ? fmt::format(", up to {} {}", grouped(*range, 1), measure) : std::string();
    };
    const std::string more = binding.up > worth_something
                                 ? fmt::format("{} a year for each {} more{}", significant(binding.up), measure, reach(binding.range_up))
                                 : fmt::format("no more for a {} more", measure);
    const std::string less = binding.down > worth_something
                                 ? fmt::format("{} lost for each less{}", significant(binding.down), reach(binding.range_down))
                                 : std::string("nothing lost for one less");
    return more + "; " + less;
}

std::string binding_text(const StatedBound& bound) {
    std::string text;
    for (const StatedLimit& binding : bound.binding) {
        text += fmt::format("  {}{}\n    {}\n", limit_name(binding), place_behind(binding.row), worth_text(binding));
    }
    return text.empty() ? text : "  what binds:\n" + text;
}

std::string cut_text(const StatedBound& bound) {
    if (bound.cut.empty()) return {};
    return fmt::format("  {}\n", cut_sentence(bound));
}

std::string bound_text(const StatedBound& bound) { return bound_sentence(bound) + "\n" + cut_text(bound) + binding_text(bound); }

}  // namespace

std::vector<ToldRelaxation> told_relaxations(const ReadResult& read, const Bound& bound, const std::vector<Relaxation>& relaxations) {
    std::vector<ToldRelaxation> told;
    for (const Relaxation& relaxation : relaxations) {
        const ProgramRow& row = bound.program.rows[relaxation.row];
        const StatedRow stated = stated_row(read, row);
        told.push_back({.what = stated.what,
                        .constraint = stated.constraint,
                        .share = relaxation.share,
                        .amount = relaxation.amount,
                        .unit = std::string(measure_of(row)) == "h" ? "h" : "units",
                        .file = stated.file,
                        .line = stated.line});
    }
    return told;
}

std::string bound_sentence(const StatedBound& bound) {
    if (!bound.value) return fmt::format("{}: nothing bounds it", bound.metric);
    std::string text = fmt::format("{}: at most {} {}", bound.metric, grouped(*bound.value, 1), bound.unit);
    if (bound.allowance.value_or(0) > 0)
        text += fmt::format(", of which {} for work in hand and stocks at the edges of time", grouped(*bound.allowance, 1));
    constexpr double seen = 0.05;  // beside a bound in tenths
    if (!bound.gap) return text + "; proven, an exact optimum";
    return text +
           (*bound.gap < seen ? std::string("; proven") : fmt::format("; proven, within {} of the optimum", significant(*bound.gap, 2)));
}

std::string limit_name(const StatedLimit& limit) {
    std::string name = fmt::format("{} of {}", limit.row.constraint, limit.row.what);
    if (limit.days) name += fmt::format(", until day {}", significant(limit.days->to, 4));
    return name;
}

std::string cut_sentence(const StatedBound& bound) {
    std::vector<std::string> names;
    for (const StatedCut& cut : bound.cut) {
        names.push_back(fmt::format("{}{}{}", cut.row.constraint == row_kind_name(RowKind::fleet) ? "fleet of " : "", cut.row.what,
                                    place_behind(cut.row)));
    }
    return fmt::format("transport alone decides, whatever is made: all goes through {}", fmt::join(names, ", "));
}

std::string left_out_sentence(const StatedBound& bound) {
    if (bound.left_out.empty()) return {};
    return fmt::format("Not counted, so that the truth may be lower: {}.", fmt::join(bound.left_out, ", "));
}

std::string bounds_json(const StatedBounds& stated) {
    Json files = Json::array();
    for (const ScenarioFile& file : stated.files) files.push_back({{"path", file.path}, {"sha256", file.sha256}});
    Json list = Json::array();
    for (const StatedBound& bound : stated.bounds) list.push_back(bound_part(bound));
    return json_page({{"format", "agrocap-bound/1"},
                      {"version", version()},
                      {"scenario", {{"name", stated.scenario}, {"files", std::move(files)}, {"set", stated.set}}},
                      {"bounds", std::move(list)}});
}

std::string bounds_text(const StatedBounds& stated) {
    std::string text = fmt::format("{}: what no luck and no dispatching exceeds on average\n\n", visible(stated.scenario));
    for (const StatedBound& bound : stated.bounds) text += bound_text(bound);
    if (!stated.bounds.empty() && !stated.bounds.front().left_out.empty()) text += "\n" + left_out_sentence(stated.bounds.front()) + "\n";
    return text;
}

}  // namespace agrocap
