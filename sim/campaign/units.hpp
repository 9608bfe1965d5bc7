#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace agrocap {

/// Replications of one point that follow each other.
struct Stretch {
    std::size_t point = 0;
    std::uint64_t first = 0, count = 0;
};

/// The replications that a campaign has given out, numbered in the order in which it did: units.
class Units {
  public:
    /// Requires: none of them has been given out before.
    void add(const std::vector<Stretch>& stretches);

    [[nodiscard]] std::uint64_t count() const { return begins_.back(); }
    [[nodiscard]] const std::vector<Stretch>& stretches() const { return stretches_; }

    [[nodiscard]] std::size_t point_of(std::uint64_t unit) const { return stretches_[stretch_of(unit)].point; }
    [[nodiscard]] std::uint64_t replication_of(std::uint64_t unit) const;
    /// One past the last unit that follows this one in the same stretch.
    [[nodiscard]] std::uint64_t end_of_stretch(std::uint64_t unit) const { return begins_[stretch_of(unit) + 1]; }
    /// Nothing for a replication that was never given out.
    [[nodiscard]] std::optional<std::uint64_t> find(std::size_t point, std::uint64_t replication) const;

    /// Visits the units of a point, of its replications from `from` on: each run of them as [begin, end).
    void visit(std::size_t point, std::uint64_t from, const std::function<void(std::uint64_t begin, std::uint64_t end)>& visitor) const;

  private:
    [[nodiscard]] std::size_t stretch_of(std::uint64_t unit) const;
    /// Where the stretches of points from this one on, and of replications from `replication` on, begin in `by_point_`.
    [[nodiscard]] std::size_t place_of(std::size_t point, std::uint64_t replication) const;

    std::vector<Stretch> stretches_;
    std::vector<std::uint64_t> begins_{0};  // by stretch: its first unit; one more for the end
    std::vector<std::size_t> by_point_;     // places of stretches, sorted by point and first replication
};

}  // namespace agrocap
