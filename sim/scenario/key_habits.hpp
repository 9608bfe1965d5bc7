#pragma once

#include <string_view>

namespace agrocap {

/// A word that people bring from other programs or from plain speech, and the key that it means here.
struct KeyHabit {
    std::string_view table, word;  // "station", "mtbf"
    std::string_view key;          // "failures"
    std::string_view hint;         // what to write; empty: "did you mean KEY?"
};

/// Gives null if nothing is known of the word in this kind of table.
const KeyHabit* key_habit(std::string_view table, std::string_view word);

}  // namespace agrocap
