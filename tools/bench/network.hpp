#pragma once

#include <cstdint>
#include <string>

namespace agrocap::bench {

/// How large a generated network is: ten stations a plant on two lines, two lanes a plant, a market for each five plants.
struct NetworkSize {
    std::uint32_t plants = 10;  // a multiple of ten
    std::uint32_t days = 60;    // measured time
};

/// A scenario of the size: ten machines, each made by a fifth of the plants and asked for by half the markets, so that the number of
/// plants that may serve an order grows with the network. Ten plants share a hub and a supplier of kits; hubs form a ring. Demand takes
/// some 85 % of what the lines can make.
///
/// Gives: the same text for the same size and seed.
std::string network_text(const NetworkSize& size, std::uint64_t seed);

}  // namespace agrocap::bench
