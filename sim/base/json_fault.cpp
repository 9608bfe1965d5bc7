#include "base/json_fault.hpp"

#include <cstddef>

namespace agrocap {

std::string json_fault_text(std::string_view what) {
    constexpr std::string_view end_of_mark = "] ";
    const std::size_t end = what.starts_with("[json.") ? what.find(end_of_mark) : std::string_view::npos;
    if (end != std::string_view::npos) what.remove_prefix(end + end_of_mark.size());
    return std::string(what);
}

}  // namespace agrocap
