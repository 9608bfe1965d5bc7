#include "outputs.hpp"

#include "console.hpp"
#include "page/run_page.hpp"
#include "report/atomic_file.hpp"
#include "report/check_report.hpp"
#include "report/run_report.hpp"

#include <filesystem>
#include <set>
#include <string>

namespace agrocap {

namespace {

std::string json_of(const SimulationRequest& request, const FinishedResult& one) {
    return results_json(one.scenario, one.result, {request.timing, one.warnings, one.asked, one.bound, one.relaxations});
}

Page page_of(const FinishedResult& one) {
    PageOrigin origin = one.origin;
    origin.bound = one.bound;
    return one.asked == Asked::check ? check_page(one.scenario, one.result, origin) : run_page(one.scenario, one.result, origin);
}

WorkbookOrigin origin_of_result(const FinishedResult& one) {
    return {one.asked == Asked::check ? "check" : "run", *one.scenario.name, one.scenario.files, one.scenario.set};
}

Workbook workbook_of(const FinishedResult& one) {
    const RunReport report = one.asked == Asked::check ? check_report(one.scenario, one.result) : run_report(one.scenario, one.result);
    return run_workbook(origin_of_result(one), report, one.result, focus_of(one.scenario));
}

}  // namespace

std::string inside(const std::string& directory, const std::string& name) { return (std::filesystem::path(directory) / name).string(); }

void write_text(const std::string& path, const std::string& text) {
    if (path == "-")
        print(text);
    else if (!path.empty())
        write_file(path, text);
}

void write_csv_files(const std::string& directory, const std::vector<CsvFile>& files) {
    for (const CsvFile& file : files) write_file(inside(directory, file.name), file.text);
}

void write_workbook(const std::string& path, const std::function<Workbook()>& workbook) {
    if (!path.empty()) write_file(path, xlsx_of(workbook()));
}

void write_outputs(const SimulationRequest& request, const FinishedResult& finished) {
    write_workbook(request.xlsx, [&finished] { return workbook_of(finished); });
    if (!request.json.empty()) write_text(request.json, json_of(request, finished));
    if (!request.csv.empty()) write_csv_files(request.csv, results_csv(finished.result));
    if (!request.page.html.empty()) write_page(request.page, page_of(finished));
}

void write_all_outputs(const SimulationRequest& request, const std::vector<FinishedResult>& finished, const std::string& outcome) {
    write_workbook(request.xlsx, [&] {
        std::vector<CheckedScenario> checked;
        for (const FinishedResult& one : finished) checked.push_back({origin_of_result(one), one.result});
        return suite_workbook(checked, outcome);
    });
    std::string array = "[";
    std::set<std::string> used;
    for (const FinishedResult& one : finished) {
        const std::string json = json_of(request, one);
        array += (array.size() == 1 ? "\n" : ",\n") + json.substr(0, json.size() - 1);
        if (request.csv.empty()) continue;
        const std::string stem = std::filesystem::path(one.scenario.files.front().path).stem().string();
        std::string name = stem;
        for (int again = 2; !used.insert(name).second; ++again) name = stem + "-" + std::to_string(again);
        make_directory(inside(request.csv, name));
        write_csv_files(inside(request.csv, name), results_csv(one.result));
    }
    write_text(request.json, array + "\n]\n");
    if (request.page.html.empty()) return;
    std::vector<Page> pages;
    for (const FinishedResult& one : finished) pages.push_back(page_of(one));
    write_page(request.page, joined_pages(pages));
}

}  // namespace agrocap
