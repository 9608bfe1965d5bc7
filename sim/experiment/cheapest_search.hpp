#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace agrocap {

/// What a test says of a point: it meets all targets, it does not, or nobody can tell.
enum class Feasibility : std::uint8_t { feasible, infeasible, unknown };

/// What may be inferred from one point about others.
enum class SearchOrder : std::uint8_t {
    monotone,  // a point with no higher value anywhere than one that fails, fails, too
    none,
};

/// Finds the cheapest feasible point with few tests.
///
/// A feasible point makes all that are dearer uninteresting; with `monotone`, an infeasible one rules out all that have no more of
/// anything. The next to test is the one that leaves the least whatever comes of it: bisection, for any number of keys. The point with the
/// most of everything comes first: if even that fails, all do. Cost of `next`: O(points), some hundred times.
class CheapestSearch {
  public:
    /// `levels[p]`: places of the point's values in the lists of their keys; `ranks[p]`: its place by cost, 0 the cheapest.
    CheapestSearch(std::vector<std::vector<std::uint32_t>> levels, std::vector<std::size_t> ranks, SearchOrder order);

    /// The point to test next; nothing when no cheaper point than `best` is left.
    [[nodiscard]] std::optional<std::size_t> next() const;
    void tell(std::size_t point, Feasibility outcome);

    /// The cheapest point found feasible so far.
    [[nodiscard]] std::optional<std::size_t> best() const { return best_; }
    /// Points that nobody can tell about, and that are cheaper than `best`.
    [[nodiscard]] std::vector<std::size_t> doubtful() const;
    /// Points ruled out without a test of their own.
    [[nodiscard]] std::size_t inferred() const { return inferred_; }

  private:
    [[nodiscard]] bool is_candidate(std::size_t point) const;
    [[nodiscard]] bool is_below(std::size_t point, std::size_t other) const;

    enum class State : std::uint8_t { open, tested, unknown, inferred };

    std::vector<std::vector<std::uint32_t>> levels_;
    std::vector<std::size_t> ranks_;
    std::vector<std::size_t> by_rank_;
    std::vector<State> states_;
    SearchOrder order_;
    std::optional<std::size_t> best_;
    std::size_t inferred_ = 0;
};

}  // namespace agrocap
