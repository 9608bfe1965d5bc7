#pragma once

#include "experiment/optimise.hpp"
#include "report/money_unit.hpp"
#include "report/run_report.hpp"
#include "report/study_report.hpp"

#include <string>

namespace agrocap {

/// What an optimisation tells of besides its result.
struct OptimumFrame {
    std::string study, scenario, currency;
    const Design& design;
    std::uint64_t seed = 1;
};

/// The answer in a sentence, the tested points in the order of cost, and how sure it is.
RunReport optimum_report(const Optimum& optimum, const OptimumFrame& frame);

/// The unit of a focus metric in all that is shown: of money that of the largest mean.
MoneyUnit unit_of(const Optimum& optimum, const OptimumFrame& frame, std::size_t metric);

/// A hash over the digests of the tested points, in the order of cost.
std::string optimum_digest(const Optimum& optimum);

/// The tested points as tested.csv: one row each, by cost, with every focus metric; values of keys as TOML.
std::vector<CsvFile> optimum_csv(const Optimum& optimum, const Design& design);
inline constexpr const char* optimum_csv_name = "tested.csv";

/// The same in the format "agrocap-optimum/1", ending in a newline.
std::string optimum_json(const Optimum& optimum, const OptimumFrame& frame, const StudyOriginText& origin);

}  // namespace agrocap
