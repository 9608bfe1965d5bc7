#include "study_outputs.hpp"

#include "outputs.hpp"
#include "page/study_page.hpp"
#include "report/study_report.hpp"

namespace agrocap {

void write_sweep(const SimulationRequest& request, const StudyResult& result, const StudyOrigin& origin, const PageOrigin& page) {
    const StudyOriginText text = origin_text(origin.files, origin.set);
    if (!request.page.html.empty()) write_page(request.page, study_page(result, text, page));
    if (!request.json.empty()) write_text(request.json, study_json(result, text));
    write_workbook(request.xlsx, [&] { return study_workbook({"sweep", result.scenario, origin.files, origin.set}, result); });
    if (!request.csv.empty()) write_csv_files(request.csv, study_csv(result), study_csv_names());
}

void write_search(const SimulationRequest& request, const Optimum& optimum, const OptimumFrame& frame, const StudyOrigin& origin,
                  const PageOrigin& page) {
    const StudyOriginText text = origin_text(origin.files, origin.set);
    if (!request.page.html.empty()) write_page(request.page, optimum_page(optimum, frame, text, page));
    if (!request.json.empty()) write_text(request.json, optimum_json(optimum, frame, text));
    write_workbook(request.xlsx, [&] {
        return optimum_workbook({"optimise", frame.scenario, origin.files, origin.set}, optimum_report(optimum, frame), optimum,
                                frame.seed);
    });
    if (!request.csv.empty()) write_csv_files(request.csv, optimum_csv(optimum, frame.design), {optimum_csv_name});
}

}  // namespace agrocap
