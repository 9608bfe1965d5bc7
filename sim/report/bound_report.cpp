#include "report/bound_report.hpp"

#include "base/version.hpp"
#include "report/json_value.hpp"
#include "report/number_format.hpp"
#include "report/text_width.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>

namespace agrocap {

namespace {

/// Of rows that tell of time, hours; else units.
bool is_of_time(const ProgramRow& row) { return row.kind == RowKind::hours || row.kind == RowKind::repairs || row.kind == RowKind::people; }
const char* measure_of(const ProgramRow& row) { return is_of_time(row) ? "h" : "unit"; }

std::string place_text(const ReadResult& read, const ProgramRow& row) {
    return row.at.line > 0 ? fmt::format("{}:{}", read.files[row.at.file], row.at.line) : std::string();
}

Json end_of(std::optional<double> range, double sign) { return range ? json_number(sign * *range) : Json(nullptr); }

Json binding_part(const ReadResult& read, const Bound& bound, const BindingRow& binding) {
    const ProgramRow& row = bound.program.rows[binding.row];
    Json part{{"what", row.what}, {"constraint", row_kind_name(row.kind)}};
    const TimeSpan period = bound.periods[static_cast<std::size_t>(row.period)];
    const auto days = [](Time at) { return json_number(in_hours(at - Time{}) / 24); };
    part["period"] = bound.periods.size() == 1 ? Json(nullptr) : Json{{"from_day", days(period.from)}, {"to_day", days(period.to)}};
    part["file"] = row.at.line > 0 ? Json(read.files[row.at.file]) : Json(nullptr);
    part["line"] = row.at.line > 0 ? Json(row.at.line) : Json(nullptr);
    part["up"] = json_number(binding.up);
    part["down"] = json_number(binding.down);
    part["range"] = Json::array({end_of(binding.range_down, -1), end_of(binding.range_up, 1)});
    part["unit"] = fmt::format("{} per {}", bound.unit, measure_of(row));
    part["degenerate"] = binding.is_degenerate();
    return part;
}

/// A lane, fleet or place of the cut, and what it lets through in the simulated time, as a year's.
Json cut_part(const ReadResult& read, const Bound& bound, const ProgramRow& row) {
    const double per_year = static_cast<double>(bound.program.numerator) / static_cast<double>(bound.program.denominator);
    Json part{{"what", row.what}, {"constraint", row_kind_name(row.kind)}};
    part["file"] = row.at.line > 0 ? Json(read.files[row.at.file]) : Json(nullptr);
    part["line"] = row.at.line > 0 ? Json(row.at.line) : Json(nullptr);
    part["limit"] = json_decimal((row.limit + row.allowance) * per_year);
    part["unit"] = bound.unit;
    return part;
}

Json bound_part(const ReadResult& read, const Bound& bound) {
    Json part{{"metric", bound.metric}, {"sense", "at-most"}, {"of", "mean"}};
    const auto& proof = bound.proof;
    part["bound"] = json_decimal(proof ? std::optional(proof->value) : std::nullopt);
    part["optimum"] = json_decimal(proof ? std::optional(proof->value - proof->allowance) : std::nullopt);
    part["allowance"] = json_decimal(proof ? std::optional(proof->allowance) : std::nullopt);
    part["unit"] = bound.unit;
    part["proof"] = proof ? Json(proof_name(proof->kind)) : Json(nullptr);
    if (proof && proof->kind == ProofKind::dual) part["gap"] = json_number(proof->gap);
    part["left_out"] = bound.left_out;
    part["binding"] = Json::array();
    for (const BindingRow& binding : bound.binding) part["binding"].push_back(binding_part(read, bound, binding));
    part["cut"] = Json::array();
    for (const std::size_t row : bound.cut) part["cut"].push_back(cut_part(read, bound, bound.program.rows[row]));
    return part;
}

/// "1.9 a year for each h more, up to 84 h; 2.1 lost for each less"
std::string worth_text(const BindingRow& binding, const char* measure) {
    const auto reach = [&](std::optional<double> range) {
        return range ? fmt::format(", up to {} {}", grouped(*range, 1), measure) : std::string();
    };
    const std::string more = binding.up > 1e-9
                                 ? fmt::format("{:.3g} a year for each {} more{}", binding.up, measure, reach(binding.range_up))
                                 : fmt::format("no more for a {} more", measure);
    const std::string less = binding.down > 1e-9 ? fmt::format("{:.3g} lost for each less{}", binding.down, reach(binding.range_down))
                                                 : std::string("nothing lost for one less");
    return more + "; " + less;
}

std::string binding_text(const ReadResult& read, const Bound& bound) {
    std::string text;
    for (const BindingRow& binding : bound.binding) {
        const ProgramRow& row = bound.program.rows[binding.row];
        std::string when;
        if (bound.periods.size() > 1)
            when = fmt::format(", until day {:.4g}", in_hours(bound.periods[static_cast<std::size_t>(row.period)].to - Time{}) / 24);
        const std::string place = place_text(read, row);
        text += fmt::format("  {} of {}{}{}\n    {}\n", row_kind_name(row.kind), row.what, when, place.empty() ? "" : " (" + place + ")",
                            worth_text(binding, measure_of(row)));
    }
    return text.empty() ? text : "  what binds:\n" + text;
}

std::string cut_text(const ReadResult& read, const Bound& bound) {
    if (bound.cut.empty()) return {};
    std::vector<std::string> names;
    for (const std::size_t r : bound.cut) {
        const ProgramRow& row = bound.program.rows[r];
        const std::string place = place_text(read, row);
        names.push_back(
            fmt::format("{}{}{}", row.kind == RowKind::fleet ? "fleet of " : "", row.what, place.empty() ? "" : " (" + place + ")"));
    }
    return fmt::format("  transport alone decides, whatever is made: all goes through {}\n", fmt::join(names, ", "));
}

std::string bound_text(const ReadResult& read, const Bound& bound) {
    if (!bound.proof) return fmt::format("{}: nothing bounds it\n", bound.metric);
    const Proof& proof = *bound.proof;
    std::string text = fmt::format("{}: at most {} {}", bound.metric, grouped(proof.value, 1), bound.unit);
    if (proof.allowance > 0)
        text += fmt::format(", of which {} for work in hand and stocks at the edges of time", grouped(proof.allowance, 1));
    text += proof.kind == ProofKind::exact ? "; proven, an exact optimum\n"
                                           : fmt::format("; proven, within {:.2g} of the optimum\n", proof.gap);
    return text + cut_text(read, bound) + binding_text(read, bound);
}

/// What rows of a kind are about, as a planner would say.
const char* trade_word(RowKind kind) {
    switch (kind) {
        case RowKind::hours: return "hours of stations";
        case RowKind::repairs: return "hours of stations and repairs";
        case RowKind::people: return "people";
        case RowKind::arrivals: return "arrivals";
        case RowKind::room: return "room";
        case RowKind::stock: return "stocks at the start";
        case RowKind::pulled: return "orders";
        case RowKind::demand: return "buyers";
        case RowKind::orders: return "dealers' orders";
        case RowKind::supply: return "suppliers";
        case RowKind::lane:
        case RowKind::fleet:
        case RowKind::place: return "transport";
        default: return "the mix and units in hand";
    }
}

/// What each kind of limit makes of a bound, the most first, with the object that makes most of it.
struct Share {
    std::string word, object;
    double part = 0, most = 0;
};

std::vector<Share> shares_of(const Bound& bound) {
    std::vector<Share> shares;
    for (std::size_t r = 0; r < bound.program.rows.size(); ++r) {
        const ProgramRow& row = bound.program.rows[r];
        const double part = bound.proof->prices[r] * (row.limit + row.allowance);
        if (!(part > 0)) continue;
        const std::string word = trade_word(row.kind);
        auto share = std::find_if(shares.begin(), shares.end(), [&](const Share& one) { return one.word == word; });
        if (share == shares.end()) share = shares.insert(share, {.word = word, .object = {}});
        share->part += part;
        if (part > share->most) {
            share->most = part;
            share->object = row.what;
        }
    }
    std::stable_sort(shares.begin(), shares.end(), [](const Share& left, const Share& right) { return left.part > right.part; });
    return shares;
}

}  // namespace

std::vector<ToldRelaxation> told_relaxations(const ReadResult& read, const Bound& bound, const std::vector<Relaxation>& relaxations) {
    std::vector<ToldRelaxation> told;
    for (const Relaxation& relaxation : relaxations) {
        const ProgramRow& row = bound.program.rows[relaxation.row];
        told.push_back({.what = row.what,
                        .constraint = std::string(row_kind_name(row.kind)),
                        .share = relaxation.share,
                        .amount = relaxation.amount,
                        .unit = is_of_time(row) ? "h" : "units",
                        .file = row.at.line > 0 ? read.files[row.at.file] : std::string(),
                        .line = static_cast<int>(row.at.line)});
    }
    return told;
}

std::string bound_sentence(const std::vector<Bound>& bounds, Screen screen) {
    if (bounds.empty()) return {};
    const Bound& bound = bounds.front();
    double whole = 0;
    const std::vector<Share> shares = shares_of(bound);
    for (const Share& share : shares) whole += share.part;
    std::string text =
        fmt::format("no luck and no dispatching makes more than {} {} ({})", grouped(bound.proof->value, 0), bound.unit, bound.metric);
    if (!shares.empty()) text += fmt::format("; what binds: {}", shares[0].word);
    if (!shares.empty() && shares[0].most > 0.5 * whole) text += fmt::format(" ({})", shares[0].object);
    if (shares.size() > 1 && shares[1].part > 0.05 * whole) text += fmt::format(", then {}", shares[1].word);
    return "\n" + wrapped(text, screen.columns, 0) + "\n";
}

std::string bounds_json(const ReadResult& read, const std::vector<Bound>& bounds) {
    const Scenario& scenario = read.scenario;
    Json files = Json::array();
    for (const ScenarioFile& file : scenario.files) files.push_back({{"path", file.path}, {"sha256", file.sha256}});
    Json list = Json::array();
    for (const Bound& bound : bounds) list.push_back(bound_part(read, bound));
    return json_page({{"format", "agrocap-bound/1"},
                      {"version", version()},
                      {"scenario", {{"name", *scenario.name}, {"files", std::move(files)}, {"set", scenario.set}}},
                      {"bounds", std::move(list)}});
}

std::string bounds_text(const ReadResult& read, const std::vector<Bound>& bounds) {
    std::string text = fmt::format("{}: what no luck and no dispatching exceeds on average\n\n", *read.scenario.name);
    for (const Bound& bound : bounds) text += bound_text(read, bound);
    if (!bounds.empty() && !bounds.front().left_out.empty())
        text += fmt::format("\nNot counted, so that the truth may be lower: {}.\n", fmt::join(bounds.front().left_out, ", "));
    return text;
}

}  // namespace agrocap
