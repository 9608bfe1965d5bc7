#include "scenario/path_set.hpp"

namespace agrocap {

bool PathSet::has_within(const std::string& table) const {
    if (table.empty()) return !paths_.empty();
    if (paths_.contains(table)) return true;
    for (const char* mark : {".", "["}) {
        const std::string begin = table + mark;
        const auto next = paths_.lower_bound(begin);
        if (next != paths_.end() && next->starts_with(begin)) return true;
    }
    return false;
}

bool PathSet::covers(const std::string& path) const {
    if (paths_.empty()) return false;
    if (paths_.contains("") || paths_.contains(path)) return true;
    for (std::size_t end = 0; end < path.size(); ++end)
        if ((path[end] == '.' || path[end] == '[') && paths_.contains(path.substr(0, end))) return true;
    return false;
}

}  // namespace agrocap
