#pragma once

#include "experiment/experiment.hpp"
#include "page/html_page.hpp"
#include "page/page_origin.hpp"
#include "report/results_json.hpp"
#include "scenario/scenario.hpp"
#include "workbook/result_workbooks.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace agrocap {

/// What a run or a check came to, with all that its files say: whoever asked, the same words.
struct FinishedResult {
    Asked asked = Asked::run;
    Scenario scenario;
    ExperimentResult result;
    std::vector<std::string> warnings;
    PageOrigin origin = {};
    std::map<std::string, double> bound{};  // what means are proven not to exceed, by metric
    TargetRelaxations relaxations{};        // of targets that are impossible for such a bound
    std::optional<Reasons> why{};           // of a run: why no more is made
    std::vector<Gantt> gantts{};            // fortnights that were asked for
    BoundNotes bound_notes{};               // on bounds that are missing
};

enum class Timing : std::uint8_t { hidden, shown };

std::string json_of(const FinishedResult& finished, Timing timing = Timing::hidden);
Page page_of(const FinishedResult& finished);
WorkbookOrigin workbook_origin_of(const FinishedResult& finished);
Workbook workbook_of(const FinishedResult& finished);

/// Each warning, or each error, as one text with its hint, for a results file.
std::vector<std::string> warning_texts(const ReadResult& read);
std::vector<std::string> error_texts(const ReadResult& read);

}  // namespace agrocap
