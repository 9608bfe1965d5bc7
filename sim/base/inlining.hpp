#pragma once

// What the compiler is told about the shape of the inner loop. None of these changes what a function does.

/// The function stands apart from its callers: it is seldom called, or so large that they would lose their registers to it.
#define AGROCAP_APART [[gnu::noinline]]
