#pragma once

namespace agrocap {

/// The program's version, "0.1.0".
const char* version();

}  // namespace agrocap
