#include "outputs.hpp"

#include "console.hpp"
#include "page/run_page.hpp"
#include "page_output.hpp"
#include "report/atomic_file.hpp"
#include "report/number_format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>

namespace agrocap {

namespace {

Timing timing_of(const SimulationRequest& request) { return request.timing ? Timing::shown : Timing::hidden; }

}  // namespace

std::string Stopwatch::line_of(std::size_t replications, const std::string& where) const {
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - begun_;
    return fmt::format("{}{} in {:.1f} s\n", counted(replications, "replication"), where, passed.count());
}

std::string inside(const std::string& directory, const std::string& name) { return (std::filesystem::path(directory) / name).string(); }

void write_text(const std::string& path, const std::string& text) {
    if (path == "-")
        print(text);
    else if (!path.empty())
        write_file(path, text);
}

void write_csv_files(const std::string& directory, const std::vector<CsvFile>& files, const std::vector<std::string>& names) {
    for (const std::string& name : names) {
        const bool is_written = std::any_of(files.begin(), files.end(), [&name](const CsvFile& file) { return file.name == name; });
        if (!is_written) remove_file(inside(directory, name));
    }
    for (const CsvFile& file : files) write_file(inside(directory, file.name), file.text);
}

void write_workbook(const std::string& path, const std::function<Workbook()>& workbook) {
    if (!path.empty()) write_file(path, xlsx_of(workbook()));
}

void write_outputs(const SimulationRequest& request, const FinishedResult& finished) {
    write_workbook(request.xlsx, [&finished] { return workbook_of(finished); });
    if (!request.json.empty()) write_text(request.json, json_of(finished, timing_of(request)));
    if (!request.csv.empty()) write_csv_files(request.csv, results_csv(finished.result), results_csv_names());
    if (!request.page.html.empty()) write_page(request.page, page_of(finished));
}

void write_all_outputs(const SimulationRequest& request, const std::vector<FinishedResult>& finished, const std::string& outcome) {
    write_workbook(request.xlsx, [&] {
        std::vector<CheckedScenario> checked;
        checked.reserve(finished.size());
        for (const FinishedResult& one : finished) checked.push_back({workbook_origin_of(one), one.result});
        return suite_workbook(checked, outcome);
    });
    std::string array = "[";
    std::set<std::string> used;
    for (const FinishedResult& one : finished) {
        const std::string json = json_of(one, timing_of(request));
        array += (array.size() == 1 ? "\n" : ",\n") + json.substr(0, json.size() - 1);
        if (request.csv.empty()) continue;
        const std::string stem = std::filesystem::path(one.scenario.files.front().path).stem().string();
        std::string name = stem;
        for (int again = 2; !used.insert(name).second; ++again) name = stem + "-" + std::to_string(again);
        make_directory(inside(request.csv, name));
        write_csv_files(inside(request.csv, name), results_csv(one.result), results_csv_names());
    }
    write_text(request.json, array + "\n]\n");
    if (request.page.html.empty()) return;
    std::vector<Page> pages;
    pages.reserve(finished.size());
    for (const FinishedResult& one : finished) pages.push_back(page_of(one));
    write_page(request.page, joined_pages(pages, outcome));
}

}  // namespace agrocap
