#pragma once

#include "scenario/schema.hpp"

#include <string>
#include <vector>

namespace agrocap {

/// The scenario language as a JSON Schema (draft 4) with descriptions, for editors. Ends with a line break.
///
/// Keys that a scenario must have are not demanded of a file that extends another, since its base may have them.
std::string json_schema();

/// The reference page of the scenario language in Markdown: docs/scenario-reference.md is this text.
std::string scenario_reference_markdown();

/// Every kind of table, each once, in the order in which a reader meets them; the first is the document itself.
std::vector<const TableDoc*> all_tables();

}  // namespace agrocap
