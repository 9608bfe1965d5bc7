#include "stats/mser5.hpp"

#include <catch2/catch_test_macros.hpp>
#include <vector>

using namespace agrocap;

namespace {

/// Batches of five equal observations, so that the batch means are `means`.
std::vector<double> series_of(const std::vector<double>& means) {
    std::vector<double> series;
    for (const double mean : means) series.insert(series.end(), 5, mean);
    return series;
}

}  // namespace

TEST_CASE("the cut falls where the rest is steady", "[stats][mser5]") {
    // Statistic = sum of squares / n^2. Cut 0: large. Cut 2: six batches of 10 and 12, squares 6, 6 / 36 = 0.17. Cut 3: five, mean 11.2
    // (12 10 12 10 12), squares 4.8, 4.8 / 25 = 0.19. Cut 1 keeps the 40: mean 15.14, squares 726, / 49 = 14.8.
    CHECK(mser5_cut(series_of({0, 40, 10, 12, 10, 12, 10, 12})) == 10);
}

TEST_CASE("a steady series is not cut", "[stats][mser5]") {
    CHECK(mser5_cut(series_of({7, 7, 7, 7, 7, 7})) == 0);
    CHECK(mser5_cut(series_of({6, 8, 6, 8, 6, 8, 6, 8})) == 0);  // 8 / 64, against 6.86 / 49
}

TEST_CASE("a series that never settles has no cut", "[stats][mser5]") {
    CHECK_FALSE(mser5_cut(series_of({1, 2, 3, 4, 5, 6, 7, 8})).has_value());
}

TEST_CASE("two equal batches at the end do not win over a steady series", "[stats][mser5]") {
    CHECK(mser5_cut(series_of({0, 40, 10, 12, 10, 12, 10, 12, 10, 12, 10, 10})) == 10);
}

TEST_CASE("a series below 20 observations has no cut", "[stats][mser5]") {
    CHECK_FALSE(mser5_cut(std::vector<double>(19, 1.0)).has_value());
    CHECK(mser5_cut(std::vector<double>(20, 1.0)) == 0);
}
