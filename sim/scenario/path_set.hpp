#pragma once

#include <set>
#include <string>

namespace agrocap {

/// Paths of keys, for the question which of them lie within others: "plant.a.line" lies within "plant.a", and so does "plant.a[2]".
class PathSet {
  public:
    void insert(std::string path) { paths_.insert(std::move(path)); }
    [[nodiscard]] bool empty() const { return paths_.empty(); }

    /// Whether some path of the set is `table` or lies within it; "" is the whole scenario. Cost: logarithmic.
    [[nodiscard]] bool has_within(const std::string& table) const;
    /// Whether `path` is in the set, or lies within one that is.
    [[nodiscard]] bool covers(const std::string& path) const;

  private:
    std::set<std::string> paths_;
};

}  // namespace agrocap
