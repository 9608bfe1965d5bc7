#pragma once

#include "experiment/series_tally.hpp"
#include "report/results_csv.hpp"
#include "report/table.hpp"

#include <string>
#include <vector>

namespace agrocap {

/// "2023-01" for a month, "2023" for a year, else the day on which it begins.
std::string period_text(const SeriesPeriod& period, Every every);

/// The metrics named, as far as they are followed, by period, and the first of them as bars.
///
/// Of very many periods the first are shown, and a note says so. `currency`: of money; `most`: metrics, since on a screen more do not fit
/// beside each other.
ReportTable series_table(const Series& series, const std::vector<std::string>& metrics, const std::string& currency, std::size_t most = 4);

/// What changes of the first metric that is followed, by period: the paired differences, and as bars those that are sure to be one.
struct ComparedSeries {
    const Series& base;
    const Series& whatif;
    const Series& difference;
};
ReportTable series_table(const ComparedSeries& compared, const std::string& title, const std::string& currency);

/// series.csv: one row a period and metric, full precision.
CsvFile series_csv(const Series& series);
inline constexpr const char* series_csv_name = "series.csv";

}  // namespace agrocap
