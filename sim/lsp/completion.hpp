#pragma once

#include "lsp/proposal.hpp"
#include "lsp/scenario_view.hpp"

namespace agrocap {

/// What may be typed where the cursor stands, by the schema and by what the file and its bases name. However broken the text is.
Proposals proposals_at(ScenarioView& view, std::size_t offset);

}  // namespace agrocap
