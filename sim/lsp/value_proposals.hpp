#pragma once

#include "lsp/cursor_place.hpp"
#include "lsp/proposal.hpp"
#include "lsp/scenario_view.hpp"
#include "lsp/schema_place.hpp"

namespace agrocap {

/// More help nobody at a cursor, and a large network has tens of thousands of metrics.
inline constexpr std::size_t listed_at_most = 1000;

/// What may stand as the value at the cursor: words, ids of the kind that is asked, metrics, distributions, numbers with units.
void propose_values(ScenarioView& view, const CursorPlace& cursor, const SchemaPlace& place, std::vector<Proposal>& out);

/// Ids of the kind; where they stand as values, in quotes.
void propose_ids(ScenarioView& view, std::string_view kind, const CursorPlace& cursor, std::vector<Proposal>& out);

/// Names that are keys in the table at the cursor: ids, parameters of a distribution.
void propose_inner_keys(ScenarioView& view, const CursorPlace& cursor, const SchemaPlace& place, std::vector<Proposal>& out);

/// Paths of objects and of their keys, part by part.
void propose_paths(ScenarioView& view, std::string_view kind, const CursorPlace& cursor, std::vector<Proposal>& out);

}  // namespace agrocap
