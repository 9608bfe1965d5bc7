#pragma once

#include "scenario/diagnostic.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace agrocap {

/// The lines of files, for messages that show them.
class SourceLines {
  public:
    /// `texts` by the index of `SourceSpan::file`; they must outlive this.
    explicit SourceLines(const std::vector<std::string>& texts) : texts_(texts), begins_(texts.size()) {}

    /// "   41 | route = [\"weld\"]\n      |         ^\n": the line, and a caret below the place. A long line is cut on both sides of it.
    /// Empty if the place is nowhere, or not within the text.
    std::string shown(SourceSpan at);

  private:
    [[nodiscard]] std::string_view line(SourceSpan at);

    const std::vector<std::string>& texts_;
    std::vector<std::vector<std::size_t>> begins_;  // of the lines of each text, found when first asked
};

}  // namespace agrocap
