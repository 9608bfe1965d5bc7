#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace agrocap {

/// The charts that a page holds.
inline std::vector<nlohmann::json> charts_of(const std::string& html) {
    const std::string opens = "<figure><script type=\"application/json\">";
    std::vector<nlohmann::json> charts;
    for (std::size_t at = html.find(opens); at != std::string::npos; at = html.find(opens, at + 1)) {
        const std::size_t begin = at + opens.size();
        charts.push_back(nlohmann::json::parse(html.substr(begin, html.find("</script>", begin) - begin)));
    }
    return charts;
}

}  // namespace agrocap
