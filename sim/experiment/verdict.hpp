#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace agrocap {

/// What became of a target. `impossible`: no plan could meet it, whatever the randomness; `undecided`: the replications do not tell.
enum class Verdict : std::uint8_t { pass, fail, undecided, impossible };

/// As it stands in tables and files: "pass".
constexpr const char* verdict_word(Verdict verdict) {
    switch (verdict) {
        case Verdict::pass: return "pass";
        case Verdict::fail: return "fail";
        case Verdict::undecided: return "undecided";
        case Verdict::impossible: return "impossible";
    }
    return "";
}

/// The verdict of that word, or nothing.
constexpr std::optional<Verdict> verdict_from(std::string_view word) {
    for (const Verdict verdict : {Verdict::pass, Verdict::fail, Verdict::undecided, Verdict::impossible})
        if (word == verdict_word(verdict)) return verdict;
    return std::nullopt;
}

}  // namespace agrocap
