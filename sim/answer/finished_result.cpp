#include "answer/finished_result.hpp"

#include "page/run_page.hpp"
#include "report/check_report.hpp"
#include "report/run_report.hpp"

#include <utility>

namespace agrocap {

namespace {

/// Each diagnostic of one severity as a text of its own.
std::vector<std::string> texts_of(const ReadResult& read, Severity severity) {
    std::vector<std::string> texts;
    for (const Diagnostic& one : read.diagnostics.all()) {
        if (one.severity != severity) continue;
        Diagnostics alone;
        if (severity == Severity::error) alone.error(one.code, one.at, one.path, one.text, one.hint);
        if (severity == Severity::warning) alone.warning(one.code, one.at, one.path, one.text, one.hint);
        std::string text = format_diagnostics(alone, read.files);
        while (!text.empty() && text.back() == '\n') text.pop_back();
        texts.push_back(std::move(text));
    }
    return texts;
}

}  // namespace

std::string json_of(const FinishedResult& finished, Timing timing) {
    return results_json(finished.scenario, finished.result,
                        {timing == Timing::shown, finished.warnings, finished.asked, finished.bound, finished.relaxations, finished.why,
                         finished.gantts, finished.bound_notes});
}

Page page_of(const FinishedResult& finished) {
    PageOrigin origin = finished.origin;
    origin.bound = finished.bound;
    if (finished.why) origin.why = why_sentence(*finished.why);
    origin.gantts = finished.gantts;
    return finished.asked == Asked::check ? check_page(finished.scenario, finished.result, origin)
                                          : run_page(finished.scenario, finished.result, origin);
}

WorkbookOrigin workbook_origin_of(const FinishedResult& finished) {
    return {finished.asked == Asked::check ? "check" : "run", *finished.scenario.name, finished.scenario.files, finished.scenario.set,
            *finished.scenario.currency};
}

Workbook workbook_of(const FinishedResult& finished) {
    RunReport report =
        finished.asked == Asked::check ? check_report(finished.scenario, finished.result) : run_report(finished.scenario, finished.result);
    if (finished.why) report.closing = why_sentence(*finished.why);
    return run_workbook(workbook_origin_of(finished), report, finished.result, focus_of(finished.scenario));
}

std::vector<std::string> warning_texts(const ReadResult& read) { return texts_of(read, Severity::warning); }

std::vector<std::string> error_texts(const ReadResult& read) { return texts_of(read, Severity::error); }

}  // namespace agrocap
