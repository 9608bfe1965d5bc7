#pragma once

#include "lsp/open_files.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace agrocap {

enum class ProposalKind : std::uint8_t { key, table, word, id, unit, metric, value };

/// One thing that may be typed at the cursor.
struct Proposal {
    std::string label;
    ProposalKind kind = ProposalKind::key;
    std::string detail;       // one line: what values look like
    std::string explanation;  // a sentence or more
    std::string put;          // what takes the place of `Proposals::replaced`
    std::string filter = {};  // what the editor compares with what was typed; empty: the label
    bool is_snippet = false;  // `put` has places to fill in: ${1:…}
};

struct Proposals {
    TextStretch replaced;
    std::vector<Proposal> all;  // the most likely first
    bool is_cut = false;        // there are more that begin as what has been typed
};

}  // namespace agrocap
