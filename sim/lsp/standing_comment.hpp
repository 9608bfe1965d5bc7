#pragma once

#include "lsp/scenario_view.hpp"

#include <string>

namespace agrocap {

/// What its author says of a value: the comment behind it on its line, else the lines of comment right above. Without the marks.
std::string standing_comment(ScenarioView& view, SourceSpan at);

}  // namespace agrocap
