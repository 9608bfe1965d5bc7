#pragma once

#include "experiment/series_tally.hpp"
#include "report/json_value.hpp"

#include <string>

namespace agrocap {

/// The value of "series" in a results file, one metric a line, each line but the first indented by `indent` and more.
std::string series_json(const Series& series, std::size_t indent);

/// The same as a value, for files that are not written by line.
Json series_value(const Series& series);

}  // namespace agrocap
