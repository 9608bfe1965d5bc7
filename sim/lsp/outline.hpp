#pragma once

#include "lsp/line_text.hpp"
#include "lsp/loose_toml.hpp"

#include <string>
#include <vector>

namespace agrocap {

/// A table or a key, with what stands below it.
struct OutlinePart {
    std::string name;    // what it adds to the part around it: "station.weld"
    std::string detail;  // of a key: its value, cut if long
    bool is_table = false;
    TextStretch whole, title;
    std::vector<OutlinePart> parts;
};

/// Tables in the tables whose headers begin as theirs do.
std::vector<OutlinePart> outline_of(const LooseDocument& document, std::string_view text);

/// What can be folded: tables, arrays over several lines, blocks of comment lines.
struct Fold {
    TextStretch stretch;
    bool is_comment = false;
};
std::vector<Fold> folds_of(const LooseDocument& document, const LineText& text);

}  // namespace agrocap
