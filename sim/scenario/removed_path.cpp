#include "scenario/removed_path.hpp"

namespace agrocap {

std::string outermost_removed(const std::string& path, const TomlValue& changed) {
    const auto words = split_path(path);
    if (!words) return path;
    const TomlValue* table = &changed;
    std::string outermost;
    for (const std::string& word : *words) {
        outermost = joined_path(outermost, word);
        table = table->find(word);
        if (table == nullptr) break;
    }
    return outermost;
}

}  // namespace agrocap
