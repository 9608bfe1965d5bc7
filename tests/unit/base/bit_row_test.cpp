#include "base/bit_row.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cstddef>
#include <vector>

using namespace agrocap;

TEST_CASE("the next bit that is set is found from anywhere and before any end", "[base][bit_row]") {
    constexpr std::size_t size = 200;  // four words, the last in part
    const std::vector<std::vector<std::size_t>> sets{{}, {0}, {63, 64}, {5, 127, 128, 199}, {199}};
    for (const std::vector<std::size_t>& set : sets) {
        BitRow row;
        row.clear_to(size);
        for (const std::size_t i : set) row.set(i, true);
        for (std::size_t from = 0; from <= size; ++from) {
            for (const std::size_t end :
                 {std::size_t{0}, std::size_t{1}, std::size_t{64}, std::size_t{65}, std::size_t{128}, std::size_t{199}, size}) {
                std::size_t expected = end;
                for (std::size_t i = end; i-- > from;)
                    if (row[i]) expected = i;
                REQUIRE(row.next_set(from, end) == expected);
            }
        }
    }
}

TEST_CASE("a bit is set and taken back without its neighbours", "[base][bit_row]") {
    BitRow row;
    row.clear_to(130);
    for (std::size_t i = 0; i < 130; ++i) row.set(i, i % 3 != 1);
    row.set(64, false);
    row.set(64, false);

    for (std::size_t i = 0; i < 130; ++i) CHECK(row[i] == (i % 3 != 1 && i != 64));
    row.clear_to(70);
    CHECK(row.size() == 70);
    CHECK(row.next_set(0, 70) == 70);
}
