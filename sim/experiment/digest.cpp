#include "experiment/digest.hpp"

#include <bit>
#include <cmath>
#include <cstdint>

namespace agrocap {

ResultDigest::ResultDigest(const std::vector<MetricInfo>& metrics) {
    for (const MetricInfo& metric : metrics) {
        hash_.add(metric.name);
        hash_.add("\n");
    }
}

void ResultDigest::add(std::span<const double> values) {
    for (const double value : values) {
        const std::uint64_t bits = std::isnan(value) ? 0x7FF8000000000000ULL : std::bit_cast<std::uint64_t>(value == 0 ? 0.0 : value);
        unsigned char bytes[8];
        for (int i = 0; i < 8; ++i) bytes[i] = static_cast<unsigned char>(bits >> (8 * i));
        hash_.add(bytes, sizeof bytes);
    }
}

}  // namespace agrocap
