#pragma once

#include "scenario/toml_value.hpp"

#include <span>
#include <string>

namespace agrocap {

/// `toml_document` without some of the table's own members.
std::string toml_document_without(const TomlValue& table, std::span<const char* const> left_out);

}  // namespace agrocap
