#include "bound/stated_bound.hpp"

#include <cstddef>

namespace agrocap {

namespace {

bool is_of_time(RowKind kind) { return kind == RowKind::hours || kind == RowKind::repairs || kind == RowKind::people; }

std::optional<DaySpan> days_of(const Bound& bound, const ProgramRow& row) {
    if (bound.periods.size() == 1) return std::nullopt;
    const TimeSpan period = bound.periods[static_cast<std::size_t>(row.period)];
    const auto days = [](Time at) { return in_hours(at - Time{}) / 24; };
    return DaySpan{days(period.from), days(period.to)};
}

StatedLimit stated_limit(const ReadResult& read, const Bound& bound, const BindingRow& binding) {
    const ProgramRow& row = bound.program.rows[binding.row];
    return {.row = stated_row(read, row),
            .days = days_of(bound, row),
            .up = binding.up,
            .down = binding.down,
            .range_up = binding.range_up,
            .range_down = binding.range_down,
            .measure = measure_of(row),
            .degenerate = binding.is_degenerate()};
}

StatedBound stated_bound(const ReadResult& read, const Bound& bound) {
    StatedBound stated{.metric = bound.metric,
                       .unit = bound.unit,
                       .value = {},
                       .optimum = {},
                       .allowance = {},
                       .proof = {},
                       .gap = {},
                       .left_out = bound.left_out,
                       .binding = {},
                       .cut = {}};
    if (bound.proof) {
        stated.value = bound.proof->value;
        stated.optimum = bound.proof->value - bound.proof->allowance;
        stated.allowance = bound.proof->allowance;
        stated.proof = proof_name(bound.proof->kind);
        if (bound.proof->kind == ProofKind::dual) stated.gap = bound.proof->gap;
    }
    for (const BindingRow& binding : bound.binding) stated.binding.push_back(stated_limit(read, bound, binding));
    const double per_year = static_cast<double>(bound.program.numerator) / static_cast<double>(bound.program.denominator);
    for (const std::size_t r : bound.cut) {
        const ProgramRow& row = bound.program.rows[r];
        stated.cut.push_back({stated_row(read, row), (row.limit + row.allowance) * per_year});
    }
    return stated;
}

}  // namespace

const char* measure_of(const ProgramRow& row) { return is_of_time(row.kind) ? "h" : "unit"; }

StatedRow stated_row(const ReadResult& read, const ProgramRow& row) {
    StatedRow stated{.what = row.what, .constraint = std::string(row_kind_name(row.kind)), .file = {}};
    if (row.at.line <= 0) return stated;
    stated.file = read.files[row.at.file];
    stated.line = static_cast<int>(row.at.line);
    return stated;
}

StatedBounds stated_bounds(const ReadResult& read, const std::vector<Bound>& bounds) {
    StatedBounds stated{.scenario = *read.scenario.name, .files = read.scenario.files, .set = read.scenario.set, .bounds = {}};
    for (const Bound& bound : bounds) stated.bounds.push_back(stated_bound(read, bound));
    return stated;
}

}  // namespace agrocap
