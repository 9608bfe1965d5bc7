#pragma once

#include "explain/explanation.hpp"
#include "report/table.hpp"

namespace agrocap {

/// The bottleneck of each line with what speaks for it; of few lines all stations that were tried. Empty where none was looked for.
ReportTable bottleneck_table(const Explanation& explanation);

/// All of it with one row a station that was tried, for a file; a line of which none was tried has a row without a station.
ReportTable bottleneck_rows(const Explanation& explanation);

/// "bottleneck", "tie" or "cannot-tell", and back.
const char* verdict_name(BottleneckVerdict verdict);

}  // namespace agrocap
