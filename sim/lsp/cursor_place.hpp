#pragma once

#include "lsp/loose_toml.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace agrocap {

/// What the cursor stands in.
struct CursorPlace {
    enum class Where : std::uint8_t { header, key, value, nothing };

    Where where = Where::nothing;
    std::vector<std::string> path;       // header, key: of the table; value: of its key
    TextStretch word;                    // what is being typed there, quotes left out; empty where nothing is
    std::string typed;                   // of it, what stands before the cursor
    const LooseTable* table = nullptr;   // whose header it is, or whose entry
    const LooseEntry* entry = nullptr;   // the innermost whose key or value it is; null where a new key may begin
    const LooseValue* value = nullptr;   // the innermost value; null where none has been typed
    const LooseValue* braces = nullptr;  // the innermost table in braces around the cursor
    bool is_in_array = false;            // directly
};

/// Where the cursor stands; the document must be that of the text, and outlive what is given.
CursorPlace cursor_place(const LooseDocument& document, std::string_view text, std::size_t offset);

/// The texts of a key's parts, behind a path.
std::vector<std::string> path_with(std::vector<std::string> path, const std::vector<LooseKey>& key);

}  // namespace agrocap
