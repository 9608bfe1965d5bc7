#include "random/stream.hpp"
#include "base/math.hpp"

#include "random/philox.hpp"

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <set>
#include <string>
#include <vector>

using namespace agrocap;

namespace {

std::vector<std::uint64_t> first_bits(Stream stream, int count) {
    std::vector<std::uint64_t> bits;
    for (int i = 0; i < count; ++i) bits.push_back(stream.bits());
    return bits;
}

}  // namespace

TEST_CASE("the generator gives the published known answers", "[random][stream]") {
    // Source: kat_vectors of the Random123 library, lines "philox4x32 10". Each is asked of both blocks of a pair.
    struct KnownAnswer {
        PhiloxCounter counter;
        PhiloxKey key;
        PhiloxCounter answer;
    };
    constexpr std::uint32_t ones = 0xffffffff;
    constexpr std::array known{
        KnownAnswer{{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
        KnownAnswer{{ones, ones, ones, ones}, {ones, ones}, {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
        KnownAnswer{{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},  // pi
                    {0xa4093822, 0x299f31d0},
                    {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
    };
    for (const auto& [counter, key, answer] : known) {
        CHECK(philox_blocks(counter, {1, 2, 3, 4}, key)[0] == answer);
        CHECK(philox_blocks({1, 2, 3, 4}, counter, key)[1] == answer);

        const auto joined = [](std::uint32_t lower, std::uint32_t upper) { return lower | std::uint64_t{upper} << 32; };
        const std::uint64_t block = joined(counter[0], counter[1]);
        const std::uint64_t lane = joined(counter[2], counter[3]), seed = joined(key[0], key[1]);
        const std::uint64_t low = joined(answer[0], answer[1]), high = joined(answer[2], answer[3]);
        const PhiloxNumbers as_first = philox_numbers(block, lane, seed), as_second = philox_numbers(block - 1, lane, seed);
        CHECK((as_first[0] == low && as_first[1] == high));
        CHECK((as_second[2] == low && as_second[3] == high));
    }
}

TEST_CASE("a stream gives the blocks of a rising counter, low words first", "[random][stream]") {
    // Seed 0 is key 0; the block number is the low half of the counter and the high half is the same for the whole stream.
    Stream stream(stream_name("a", "b"), 0x1111'2222'3333'4444, 7);
    const std::vector<std::uint64_t> bits = first_bits(stream, 8);

    std::set<std::uint64_t> distinct(bits.begin(), bits.end());
    CHECK(distinct.size() == 8);
    CHECK(bits[0] == 0xead3'3973'06ad'23a2);
    CHECK(bits[3] == 0x3d53'30a6'7ca6'3209);
    CHECK(bits[4] == 0xd48e'27ed'334f'0822);
    CHECK(bits[7] == 0x7bd8'60a5'9300'de93);
}

TEST_CASE("the name of a stream is the same on every machine", "[random][stream]") {
    CHECK(stream_name("", "") == 0x25fc'6dd3'6ce0'4b20);
    CHECK(stream_name("plant.semey.line.main.station.weld", "time") == 0xe579'fc31'7d1c'06a8);
}

TEST_CASE("path and purpose do not run into each other", "[random][stream]") {
    CHECK(stream_name("ab", "c") != stream_name("a", "bc"));
    CHECK(stream_name("a", "") != stream_name("", "a"));
}

TEST_CASE("the streams of a large model all differ", "[random][stream]") {
    std::set<StreamName> names;
    std::set<std::uint64_t> first;
    for (int i = 0; i < 20'000; ++i)
        for (const char* purpose : {"time", "repair"}) {
            const StreamName name = stream_name("plant.p.line.l.station.s" + std::to_string(i), purpose);
            names.insert(name);
            first.insert(Stream(name, 1, 0).bits());
        }

    CHECK(names.size() == 40'000);
    CHECK(first.size() == 40'000);  // 64 bits: a chance of 4e-11 that two of them are equal
}

TEST_CASE("seed, replication and name each give another stream", "[random][stream]") {
    const StreamName name = stream_name("store.steel", "lead");
    const auto one = first_bits(Stream(name, 1, 0), 4);

    CHECK(first_bits(Stream(name, 1, 0), 4) == one);
    CHECK(first_bits(Stream(name, 2, 0), 4) != one);
    CHECK(first_bits(Stream(name, 1ULL << 32 | 1, 0), 4) != one);
    CHECK(first_bits(Stream(name, 1, 1), 4) != one);
    CHECK(first_bits(Stream(name, 1, 1ULL << 40), 4) != one);
    CHECK(first_bits(Stream(name + 1, 1, 0), 4) != one);
}

TEST_CASE("neighbouring streams do not follow each other", "[random][stream]") {
    // Correlation of 1000 streams' first numbers in neighbouring replications: sd 1 / sqrt(1000) = 0.032 if independent; 4 sd.
    double sum = 0;
    for (std::uint64_t i = 0; i < 1000; ++i) sum += (Stream(5, 1, i).uniform() - 0.5) * (Stream(5, 1, i + 1).uniform() - 0.5) * 12;

    CHECK(std::abs(sum / 1000) < 4 / std::sqrt(1000.0));
}

TEST_CASE("a copy of a stream goes on as the stream itself", "[random][stream]") {
    Stream stream(9, 9, 9);
    stream.bits();
    Stream copy = stream;

    CHECK(first_bits(copy, 9) == first_bits(stream, 9));
}

TEST_CASE("logarithms and other draws of one stream take its numbers in turn", "[random][stream]") {
    Stream mixed(stream_name("a", "b"), 7, 3);
    Stream plain = mixed;

    // Stretches of every length from 1 to 9 of each kind, so that a change meets every state of the buffer.
    for (int length = 1; length < 10; ++length) {
        for (int i = 0; i < length; ++i) REQUIRE(mixed.log_uniform() == exact_log(plain.uniform()));
        for (int i = 0; i < 10 - length; ++i) REQUIRE(mixed.uniform() == plain.uniform());
    }
    for (int i = 0; i < 100; ++i) {
        REQUIRE(mixed.bits() == plain.bits());
        REQUIRE(mixed.log_uniform() == exact_log(plain.uniform()));
    }
}

TEST_CASE("uniform numbers fill the unit interval evenly", "[random][stream]") {
    // Chi-square of 100 cells over 100 000 numbers: mean 99, sd sqrt(198) = 14.1. Between the 0.0001 quantiles, 52.9 and 159.9 by
    // Wilson and Hilferty.
    Stream stream(stream_name("test", "uniform"), 1, 0);
    std::array<int, 100> cells{};
    for (int i = 0; i < 100'000; ++i) ++cells[static_cast<std::size_t>(stream.uniform() * 100)];

    double chi_square = 0;
    for (const int count : cells) chi_square += (count - 1000.0) * (count - 1000.0) / 1000;
    CHECK(chi_square > 52.9);
    CHECK(chi_square < 159.9);
}
