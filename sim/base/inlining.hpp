#pragma once

// What the compiler is told about the shape of the inner loop. None of these changes what a function does.

/// Everything that the function calls stands in it, so that what an event needs lies in one piece. Only where it is measured to pay, and
/// only in optimised builds: the sanitizers' checks in one piece of that size take the compiler many minutes. What it calls and few models
/// need is `AGROCAP_APART`, or it stands there in copies.
#ifdef NDEBUG
#define AGROCAP_WHOLE [[gnu::flatten]]
#else
#define AGROCAP_WHOLE
#endif

/// The function stands apart from its callers: it is seldom called, or so large that they would lose their registers to it.
#define AGROCAP_APART [[gnu::noinline]]
