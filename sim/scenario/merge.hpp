#pragma once

#include "scenario/toml_value.hpp"

#include <string>
#include <vector>

namespace agrocap {

struct FieldDoc;

/// Lays `over` on `base`: tables key by key, all else replaced. Places stay those of where a value was written.
///
/// Requires: both are whole scenarios. Where keys exclude each other (`every` and `wip`, the parameters of two distributions), those of the
/// base give way to those laid over them.
void merge(TomlValue& base, TomlValue over);

/// The same for one value: `field` declares the key that both stand at; null where keys are names.
void merge_value(const FieldDoc* field, TomlValue& base, TomlValue over);

/// Takes the value at `path` away. Gives false if there is none.
bool take_away(TomlValue& root, const std::vector<std::string>& path);

}  // namespace agrocap
