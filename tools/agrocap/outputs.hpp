#pragma once

#include "answer/finished_result.hpp"
#include "page_output.hpp"
#include "report/results_csv.hpp"
#include "simulation_options.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace agrocap {

/// The path of a file in a directory.
std::string inside(const std::string& directory, const std::string& name);

/// Writes a text to a file, or for "-" to stdout; nowhere without a name. Errors: `OutputFault`.
void write_text(const std::string& path, const std::string& text);

/// Writes the files of a directory of results. Those of `names`, all that the command may write there, that this time it does not write are
/// what an earlier one left behind, and go: beside these results they would pass for theirs. Errors: `OutputFault`.
void write_csv_files(const std::string& directory, const std::vector<CsvFile>& files, const std::vector<std::string>& names);

/// Writes a workbook, if a file is asked for. Errors: `OutputFault`.
void write_workbook(const std::string& path, const std::function<Workbook()>& workbook);

/// Writes the files asked for. Errors: `OutputFault`.
void write_outputs(const SimulationRequest& request, const FinishedResult& finished);

/// What `--timing` says where runs of many scenarios are asked at once.
class Stopwatch {
  public:
    /// "40 replications at 4 points in 1.2 s", since the watch was made; `where` is " at 4 points".
    [[nodiscard]] std::string line_of(std::size_t replications, const std::string& where = "") const;

  private:
    std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
};

/// Writes the files asked for, for several scenarios: one JSON array, one workbook with `outcome` above it, and a CSV directory for each,
/// named by its file, inside the one asked for. Errors: `OutputFault`.
void write_all_outputs(const SimulationRequest& request, const std::vector<FinishedResult>& finished, const std::string& outcome);

}  // namespace agrocap
