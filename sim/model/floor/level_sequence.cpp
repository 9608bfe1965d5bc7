#include "model/floor/level_sequence.hpp"

#include "base/inlining.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace agrocap {

namespace {

/// The items of one line at one choice. Nodes 1 to count - 1 are comparisons of the two below them, 2n and 2n + 1; from `count` on they
/// are the items.
struct LevelTree {
    const LineItem* made;
    LineItemStatus* items;
    LevelNode* nodes;
    std::uint32_t count = 0;
    std::int64_t choice = 0;

    [[nodiscard]] std::int64_t credit(std::uint32_t item) const {
        return items[item].credit + (choice - items[item].credited) * made[item].weight;
    }
    [[nodiscard]] std::uint32_t ahead_at(std::uint32_t node) const { return node < count ? nodes[node].ahead : node - count; }
    [[nodiscard]] std::int64_t sure_until(std::uint32_t node) const {
        return node < count ? nodes[node].until : std::numeric_limits<std::int64_t>::max();
    }

    void compare(std::uint32_t node) const {
        std::uint32_t ahead = ahead_at(2 * node), other = ahead_at(2 * node + 1);
        std::int64_t lead = credit(ahead) - credit(other);
        if (lead < 0 || (lead == 0 && other < ahead)) {
            std::swap(ahead, other);
            lead = -lead;
        }
        std::int64_t until = std::min(sure_until(2 * node), sure_until(2 * node + 1));
        // When they are level, the one named first is ahead.
        if (const std::int64_t gain = made[other].weight - made[ahead].weight; gain > 0)
            until = std::min(until, choice + (other < ahead ? lead - 1 : lead) / gain);
        nodes[node] = {.ahead = ahead, .until = until};
    }

    /// Compares again where it is not sure any more.
    void refresh(std::uint32_t node) const {
        if (sure_until(node) >= choice) return;
        refresh(2 * node);
        refresh(2 * node + 1);
        compare(node);
    }
};

}  // namespace

AGROCAP_APART std::uint32_t level_choice(Run& run, const Line& line, LineStatus& status) {
    const LevelTree tree{.made = run.model.line_items.data() + line.items.first,
                         .items = run.state.line_items.data() + line.items.first,
                         .nodes = run.state.level_nodes.data() + line.items.first,
                         .count = line.items.count,
                         .choice = ++status.sequenced};
    tree.refresh(1);
    const std::uint32_t chosen = tree.ahead_at(1);
    tree.items[chosen].credit = tree.credit(chosen) - line.weight_total;
    tree.items[chosen].credited = tree.choice;
    for (std::uint32_t node = (chosen + tree.count) / 2; node > 0; node /= 2) tree.compare(node);
    return line.items.first + chosen;
}

}  // namespace agrocap
