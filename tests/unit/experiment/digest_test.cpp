#include "experiment/digest.hpp"

#include <catch2/catch_test_macros.hpp>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

using namespace agrocap;

namespace {

std::string digest_of(const std::vector<double>& values) {
    ResultDigest digest({});
    digest.add(values);
    return digest.hex();
}

}  // namespace

TEST_CASE("a digest is SHA-256 over the names, a line each, and the numbers as little-endian doubles", "[experiment][digest]") {
    // Reckoned with Python's hashlib and struct.pack("<d", …).
    CHECK(digest_of({1.0}) == "6c3c396ed6b5c36dcae172271f462051b1266b851e92df3deea8ac65478fd712");
    ResultDigest named({{"a", "units"}, {"b", "h"}});
    named.add(std::vector{1.0, 0.1});
    CHECK(named.hex() == "73442a8d92185b4448f8ec064d62a0984a7f0e5e752993e9b3e5bd6e2b8faa8d");
}

TEST_CASE("every bit of every number is in the digest", "[experiment][digest]") {
    const std::string whole = digest_of({2.5, 1.0, 3.0});
    for (int bit = 0; bit < 64; ++bit) {
        INFO(bit);
        const double other = std::bit_cast<double>(std::bit_cast<std::uint64_t>(1.0) ^ std::uint64_t{1} << bit);
        CHECK(digest_of({2.5, other, 3.0}) != whole);
    }
}

TEST_CASE("all NaN are one value for a digest, and so are 0 and -0", "[experiment][digest]") {
    CHECK(digest_of({std::nan("1")}) == digest_of({-std::numeric_limits<double>::quiet_NaN()}));
    CHECK(digest_of({0.0}) == digest_of({-0.0}));
    CHECK(digest_of({0.0}) != digest_of({std::nan("")}));
}
