#include "page_output.hpp"

#include "console.hpp"
#include "page/map_file.hpp"
#include "report/atomic_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace agrocap {

namespace {

Take file_into(std::string& path) {
    return [&path](const std::string& word) -> std::string {
        if (word == "-") return "expected a file: a page is looked at, not piped";
        path = word;
        return {};
    };
}

Take map_into(PageRequest& request) {
    return [&request](const std::string& word) -> std::string {
        try {
            request.land = read_map_file(word);
        } catch (const MapFault& fault) {
            return fmt::format("{}: {}", word, fault.what());
        }
        request.map = word;
        return {};
    };
}

}  // namespace

void add_page_options(CommandLine& line, PageRequest& request) {
    line.options.push_back(
        {"--html", {Takes::file, "FILE"}, "write the results as a page for a browser: one file, no network", file_into(request.html)});
    line.options.push_back({"--map",
                            {Takes::file, "FILE"},
                            "coastlines and borders of the page's map (GeoJSON), in place of those built in",
                            map_into(request)});
    line.companions.push_back({"--map", "--html", "is drawn in a page"});
}

void write_page(const PageRequest& request, Page page) {
    if (request.html.empty()) return;
    if (!request.map.empty()) page.land = request.land;
    write_file(request.html, html_of(page));
}

}  // namespace agrocap
