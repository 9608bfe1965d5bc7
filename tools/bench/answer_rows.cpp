#include "bench/answer_rows.hpp"

#include <algorithm>
#include <fstream>

namespace agrocap {

void append_rows(const std::filesystem::path& path, const std::string& head, const std::string& rows) {
    const bool is_new = !std::filesystem::exists(path);
    std::ofstream(path, std::ios::app) << (is_new ? head + rows : rows) << std::flush;
}

double per_cent(std::size_t part, std::size_t all) {
    return 100.0 * static_cast<double>(part) / static_cast<double>(std::max<std::size_t>(all, 1));
}

}  // namespace agrocap
