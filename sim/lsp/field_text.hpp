#pragma once

#include "scenario/schema.hpp"

#include <set>
#include <string>
#include <vector>

namespace agrocap {

/// "duration, may be random · default "0 s" · more than 0 s", for one line beside a key.
std::string field_detail(const FieldDoc& field);

/// All that the schema says of a key, in Markdown.
std::string field_explanation(const FieldDoc& field);

/// A text as it stands in a snippet of the Language Server Protocol: `$`, `}` and `\` escaped.
std::string snippet_text(const std::string& text);

/// Keys that a table cannot do without, in the order of the schema: required ones, and the usual one of those of which one is needed.
std::vector<const FieldDoc*> needed_fields(const TableDoc& table);

/// `key = ${N:example}`, with the number of its place to fill in.
std::string field_snippet(const FieldDoc& field, std::size_t place);

/// The header with what the table needs, each on a line: "[plant.${1:PLANT}]\n…". `header` is a snippet already, with places up to
/// `places`.
std::string table_snippet(const std::string& header, const TableDoc& table, std::size_t places);

}  // namespace agrocap
