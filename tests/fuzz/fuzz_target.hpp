#pragma once

#include <cstddef>
#include <cstdio>
#include <cstdlib>

/// What libFuzzer calls with bytes of its own, and the replay with those that are kept.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size);

namespace agrocap {

/// Ends the program where what must hold does not: libFuzzer keeps the bytes then.
inline void require(bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "broken: %s\n", what);
    std::abort();
}

}  // namespace agrocap
