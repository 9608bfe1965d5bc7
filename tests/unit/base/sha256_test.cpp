#include "base/sha256.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace agrocap;

TEST_CASE("SHA-256 gives the published digests", "[base][sha256]") {
    // Source: FIPS 180-4 example "abc"; the empty message is NIST's CAVP SHA256ShortMsg, Len = 0.
    CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("a digest of pieces is that of the whole", "[base][sha256]") {
    Sha256 hash;
    hash.add("a");
    hash.add("bc", 2);

    CHECK(hash.hex() == sha256_hex("abc"));
}
