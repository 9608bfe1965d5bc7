#pragma once

#include <cstdint>
#include <string>

namespace agrocap {

/// The text of a small supply network made up from a seed: suppliers, plants, lanes, crossings, markets and every feature of them on or off
/// by chance.
///
/// Equal seeds give equal texts on every machine. A few are refused by the reader or come to a standstill.
std::string random_network(std::uint64_t seed);

}  // namespace agrocap
