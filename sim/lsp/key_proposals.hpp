#pragma once

#include "lsp/cursor_place.hpp"
#include "lsp/proposal.hpp"
#include "lsp/schema_place.hpp"

namespace agrocap {

/// The keys that the table at the cursor may have and has not yet, and whole tables where a line may begin.
void propose_keys(const LooseDocument& document, const CursorPlace& cursor, const SchemaPlace& place, std::vector<Proposal>& out);

/// What may come next in a header.
void propose_header_parts(const SchemaPlace& place, std::vector<Proposal>& out);

/// The words of a choice, true and false.
void propose_words(const FieldDoc& field, bool in_quotes, std::vector<Proposal>& out);

/// The keys that stand in a table, however they are written: on lines, in braces, in headers.
std::set<std::string> keys_there(const LooseDocument& document, const std::vector<std::string>& path);

}  // namespace agrocap
