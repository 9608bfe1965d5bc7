#pragma once

#include "lsp/scenario_view.hpp"
#include "lsp/whole_family.hpp"

#include <string>
#include <vector>

namespace agrocap {

/// A change that mends what a diagnostic tells of.
struct QuickFix {
    std::string title;  // "write \"paint\""
    std::vector<TextEdit> edits;
};

/// What the hint of the diagnostic says to do, and the key that it misses; nothing where the hint is no recipe. Each has been tried: with
/// it the diagnostic is gone. Requires: the diagnostic is of the open file.
std::vector<QuickFix> fixes_for(ScenarioView& view, const Diagnostic& diagnostic);

}  // namespace agrocap
