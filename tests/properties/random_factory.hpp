#pragma once

#include <cstdint>
#include <string>

namespace agrocap {

/// The text of a small factory made up from a seed: lines, stations and every feature of the language on or off by chance.
///
/// Equal seeds give equal texts on every machine. Some are refused by the reader (a loop of finite buffers, say) or come to a standstill:
/// that is part of the point.
std::string random_factory(std::uint64_t seed);

}  // namespace agrocap
