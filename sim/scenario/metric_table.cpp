#include "scenario/metric_table.hpp"

#include <algorithm>
#include <cassert>

namespace agrocap {

namespace {

/// Takes the first word off a dotted name.
std::string_view next_word(std::string_view& rest) {
    const std::size_t dot = std::min(rest.find('.'), rest.size());
    const std::string_view word = rest.substr(0, dot);
    rest.remove_prefix(std::min(dot + 1, rest.size()));
    return word;
}

bool stands_for_id(std::string_view word) { return word.front() >= 'A' && word.front() <= 'Z'; }

bool has_form(std::string_view name, std::string_view pattern) {
    while (!name.empty() && !pattern.empty()) {
        const std::string_view wanted = next_word(pattern);
        const std::string_view word = next_word(name);
        if (word.empty() || (!stands_for_id(wanted) && word != wanted)) return false;
    }
    return name.empty() && pattern.empty();
}

}  // namespace

std::string metric_name(const MetricRow& row, std::span<const std::string> ids) {
    std::string name;
    auto id = ids.begin();
    for (std::string_view rest = row.pattern; !rest.empty();) {
        const std::string_view word = next_word(rest);
        if (!name.empty()) name += '.';
        if (stands_for_id(word)) {
            assert(id != ids.end());
            name += *id++;
        } else {
            name += word;
        }
    }
    assert(id == ids.end());
    return name;
}

std::string metric_name(MetricPattern pattern, const std::vector<std::string>& ids) { return metric_name(pattern.row, ids); }

const MetricRow* metric_row_like(std::string_view name) {
    const auto found =
        std::find_if(metric_rows.begin(), metric_rows.end(), [&](const MetricRow& row) { return has_form(name, row.pattern); });
    return found == metric_rows.end() ? nullptr : &*found;
}

bool is_proper_share(const MetricRow& row) { return row.unit == "share" && row.range == MetricRange::by_unit; }

}  // namespace agrocap
