#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

namespace agrocap {

/// Appends rows to a table of answers, with its head if the file is new.
void append_rows(const std::filesystem::path& path, const std::string& head, const std::string& rows);

/// 0 of nothing.
double per_cent(std::size_t part, std::size_t all);

}  // namespace agrocap
