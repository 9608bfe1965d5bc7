#pragma once

#include "queues/order.hpp"

#include <cstdint>
#include <vector>

namespace agrocap::bench {

/// A pairing heap in one array of nodes, two-pass merging.
///
/// Source: Fredman, Sedgewick, Sleator, Tarjan, The pairing heap: a new form of self-adjusting heap, Algorithmica 1986.
class PairingHeap {
  public:
    void schedule(const Event& event) {
        std::uint32_t node;
        if (free_ != none) {
            node = free_;
            free_ = nodes_[node].sibling;
        } else {
            node = static_cast<std::uint32_t>(nodes_.size());
            nodes_.emplace_back();
        }
        nodes_[node] = {{event, sequence_++}, none, none};
        root_ = root_ == none ? node : link(root_, node);
    }

    Event pop() {
        const std::uint32_t old = root_;
        const Event event = nodes_[old].entry.event;
        root_ = merge_pairs(nodes_[old].child);
        nodes_[old].sibling = free_;
        free_ = old;
        return event;
    }

  private:
    static constexpr std::uint32_t none = 0xFFFFFFFF;
    struct Node {
        Entry entry;
        std::uint32_t child, sibling;
    };

    std::uint32_t link(std::uint32_t a, std::uint32_t b) {
        if (before(nodes_[b].entry, nodes_[a].entry)) std::swap(a, b);
        nodes_[b].sibling = nodes_[a].child;
        nodes_[a].child = b;
        return a;
    }

    std::uint32_t merge_pairs(std::uint32_t first) {
        std::uint32_t merged = none;
        while (first != none) {
            const std::uint32_t second = nodes_[first].sibling;
            std::uint32_t pair = first;
            std::uint32_t next = none;
            if (second != none) {
                next = nodes_[second].sibling;
                pair = link(first, second);
            }
            nodes_[pair].sibling = merged;
            merged = pair;
            first = next;
        }
        std::uint32_t root = none;
        while (merged != none) {
            const std::uint32_t next = nodes_[merged].sibling;
            nodes_[merged].sibling = none;
            root = root == none ? merged : link(root, merged);
            merged = next;
        }
        return root;
    }

    std::vector<Node> nodes_;
    std::uint32_t root_ = none, free_ = none;
    std::uint64_t sequence_ = 0;
};

}  // namespace agrocap::bench
