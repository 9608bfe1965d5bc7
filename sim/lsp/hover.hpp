#pragma once

#include "lsp/scenario_view.hpp"

#include <optional>
#include <string>

namespace agrocap {

/// What an editor shows over a word: Markdown, and the stretch that it is about.
struct HoverText {
    std::string markdown;
    TextStretch about;
};

/// What the key, the name or the header at the cursor means; for a key its value after `extends`, where that was set, and the comment
/// that stands there.
std::optional<HoverText> hover_at(ScenarioView& view, std::size_t offset);

}  // namespace agrocap
