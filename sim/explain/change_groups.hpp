#pragma once

#include "scenario/diff.hpp"
#include "scenario/resolve.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace agrocap {

/// Changed keys that are switched together: alone they would be no sound scenario, or there are too many of them.
struct ChangeGroup {
    std::vector<ScenarioDifference> changes;

    /// The key; of several what their paths have in common, and how many they are.
    [[nodiscard]] std::string name() const;
};

/// Two scenarios as groups of changes of which any may be made alone.
class GroupedChanges {
  public:
    /// Keeps references to both. Names, targets, studies and what an experiment asks change no run and are left out.
    GroupedChanges(const ResolvedText& base, const ResolvedText& whatif);

    [[nodiscard]] const std::vector<ChangeGroup>& groups() const { return groups_; }
    /// The base with some of the groups changed: bit i is that of group i. Requires: `make_sound` has seen the set.
    [[nodiscard]] const Scenario& scenario(std::uint32_t changed) { return read(changed).scenario; }
    /// Puts groups together until each of the orders, and its reverse, is sound at every step. Orders are drawn anew for fewer groups.
    ///
    /// `orders(count)`: of so many groups. Gives: false where even all of them together are not.
    template <class Orders>
    bool make_sound(const Orders& orders) {
        for (;;) {
            const std::vector<std::vector<std::size_t>> all = orders(groups_.size());
            if (groups_.size() <= 1 || all_sound(all)) return is_sound((1U << groups_.size()) - 1);
        }
    }

  private:
    const ReadResult& read(std::uint32_t changed);
    bool is_sound(std::uint32_t changed) { return !read(changed).diagnostics.has_errors(); }
    bool all_sound(const std::vector<std::vector<std::size_t>>& orders);
    /// Puts two groups together because of a set that is not sound.
    void mend(std::uint32_t changed);
    void put_together(std::size_t one, std::size_t other);

    const ResolvedText& base_;
    const ResolvedText& whatif_;
    std::vector<ChangeGroup> groups_;
    std::map<std::uint32_t, ReadResult> read_;
};

}  // namespace agrocap
