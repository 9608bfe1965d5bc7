#pragma once

#include <cstdint>
#include <string>

namespace agrocap::bench {

/// How far goods go in a generated network: within a region of ten hubs, or over all of it.
///
/// Regions make a large network many times a smaller one: as many orders on the road for a plant, as many plants that may serve one.
/// Without them both grow with the network, for its ways grow longer.
enum class Reach { region, everywhere };

/// How large a generated network is: ten stations a plant on two lines, two lanes a plant, a market for each five plants.
struct NetworkSize {
    std::uint32_t plants = 10;  // ten, or a multiple of a hundred
    std::uint32_t days = 60;    // measured time
    Reach reach = Reach::region;
};

/// A scenario of the size: ten machines, each made by a fifth of the plants and asked for by half the markets. Ten plants share a hub and a
/// supplier of kits; the hubs of a region form a ring. Demand takes some 85 % of what the lines can make.
///
/// Gives: the same text for the same size and seed.
std::string network_text(const NetworkSize& size, std::uint64_t seed);

}  // namespace agrocap::bench
