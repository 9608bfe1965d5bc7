#pragma once

#include <cstddef>

namespace agrocap {

inline constexpr std::size_t cache_line_bytes = 64;

/// Asks for the first `lines` cache lines of what begins here, so that they come while something else is done. Changes nothing else.
template <std::size_t lines = 1>
[[gnu::always_inline]] inline void fetch_lines(const void* begin) {
    for (std::size_t line = 0; line < lines; ++line) __builtin_prefetch(static_cast<const char*>(begin) + line * cache_line_bytes);
    asm volatile("");  // or the compiler finds that the function, and whoever calls it, does nothing, and leaves all of it out
}

}  // namespace agrocap
