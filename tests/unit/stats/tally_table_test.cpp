#include "stats/tally_table.hpp"

#include "stats/tally.hpp"

#include <catch2/catch_test_macros.hpp>

#include <random>
#include <vector>

using namespace agrocap;

TEST_CASE("a table of tallies has the bits of a tally for each cell, though it is told of no zeros", "[stats][tally_table]") {
    constexpr std::uint32_t rows = 3, columns = 40, observations = 12;
    TallyTable table(rows, columns);
    std::vector<Tally> each(static_cast<std::size_t>(rows) * columns);
    std::mt19937 random(1);  // column by column from never to nearly always other than 0
    for (std::uint32_t n = 0; n < observations; ++n) {
        table.begin();
        for (std::uint32_t row = 0; row < rows; ++row) {
            std::vector<std::uint32_t> told;
            std::vector<double> values;
            for (std::uint32_t column = 0; column < columns; ++column) {
                const double value = random() % columns < column ? static_cast<double>(random()) / 3e7 : 0;
                each[row * columns + column].add(value);
                if (value == 0) continue;
                told.push_back(column);
                values.push_back(value);
            }
            table.add(row, told, values);
        }
    }

    CHECK(table.count() == observations);
    for (std::uint32_t i = 0; i < rows * columns; ++i) {
        CAPTURE(i);
        const MeanAndSquares found = table.moments(i / columns, i % columns);
        CHECK(found.mean == each[i].mean());
        CHECK(found.sd(table.count()) == each[i].sd());
    }
    CHECK(!table.ever(0));
    CHECK(table.ever(columns - 1));
}
