#pragma once

#include "scenario/diagnostic.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace agrocap {

/// What a row of a bound's program says: `docs/bound.md` proves each.
enum class RowKind : std::uint8_t {
    hours,
    repairs,
    people,
    units,
    arrivals,
    mix,
    leaving,
    output,
    stock,
    room,
    pulled,
    demand,
    orders,
    supply,
    lane,
    fleet,
    place
};

/// "hours", as results name it.
std::string_view row_kind_name(RowKind kind);

/// Names a column of a program.
using ColumnId = std::uint32_t;

struct ProgramTerm {
    ColumnId column = 0;
    double factor = 0;
};

/// The sum of the terms is at most `limit + allowance`.
struct ProgramRow {
    RowKind kind = RowKind::units;
    std::string what;  // path of the object that it is of
    SourceSpan at;     // where that is written; line 0: nowhere
    int period = 0;    // number of the stretch of time at whose end, or in which, it holds
    double limit = 0;
    double allowance = 0;  // what work in hand and stocks at the edges of time may add
    double scale = 1;      // units of the row's own measure in one of `limit`: hours
    std::vector<ProgramTerm> terms;
};

/// Maximise the sum of the objective's terms over columns that are not negative, all rows holding.
///
/// Every number is the exact value of its double: what had to be rounded was rounded to the side that allows more.
struct LinearProgram {
    std::vector<ProgramTerm> objective;
    std::vector<ProgramRow> rows;
    ColumnId columns = 0;
    std::int64_t numerator = 1, denominator = 1;  // what the sum is multiplied by in the end: a year over the measured time
};

}  // namespace agrocap
