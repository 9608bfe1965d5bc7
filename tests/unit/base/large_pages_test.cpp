#include "base/large_pages.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cstdint>
#include <random>
#include <utility>
#include <vector>

using namespace agrocap;

TEST_CASE("blocks in large pages are aligned, do not overlap, and their memory serves again", "[base]") {
    std::mt19937_64 random(1);
    std::vector<std::pair<unsigned char*, std::size_t>> blocks;
    const std::size_t used_before = shared_page_use().blocks;
    std::size_t owned_after_first_half = 0;
    for (int step = 0; step < 4000; ++step) {
        if (blocks.size() < 40 && random() % 2 == 0) {
            const std::size_t bytes = (std::size_t{32} << 10) + random() % (std::size_t{2} << 20);
            auto* const memory = static_cast<unsigned char*>(allocate_in_large_pages(bytes));
            REQUIRE(reinterpret_cast<std::uintptr_t>(memory) % 64 == 0);
            const auto mark = static_cast<unsigned char>(blocks.size() + 1);
            memory[0] = memory[bytes / 2] = memory[bytes - 1] = mark;
            blocks.emplace_back(memory, bytes);
        } else if (!blocks.empty()) {
            const auto [memory, bytes] = blocks.back();
            const auto mark = static_cast<unsigned char>(blocks.size());
            REQUIRE((memory[0] == mark && memory[bytes / 2] == mark && memory[bytes - 1] == mark));
            free_in_large_pages(memory, bytes);
            blocks.pop_back();
        }
        if (step == 2000) owned_after_first_half = shared_page_use().pages;
    }
    for (const auto& [memory, bytes] : blocks) free_in_large_pages(memory, bytes);
    CHECK(shared_page_use().blocks == used_before);
    CHECK(shared_page_use().pages <= 2 * owned_after_first_half);
    CHECK(shared_page_use().pages <= std::size_t{100} << 20);  // 40 blocks of 2 MB at most
}

TEST_CASE("large tables keep what was put into them", "[base]") {
    Rows<std::uint64_t> rows;
    for (std::uint64_t i = 0; i < 1'000'000; ++i) rows.push_back(i * i);
    for (std::uint64_t i = 0; i < 1'000'000; i += 999) REQUIRE(rows[i] == i * i);
}
