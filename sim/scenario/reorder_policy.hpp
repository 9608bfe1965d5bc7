#pragma once

#include "scenario/scenario.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace agrocap {

/// What a policy comes to: at an inventory position at or below `low` so much is ordered. Whoever orders, checks or foresees orders reads
/// this and knows no policy.
struct ReorderRule {
    std::int64_t low = 0;
    std::int64_t high = 0;  // an order fills up to this, unless …
    std::int64_t lot = 0;   // … it is of so many units

    /// Units to order at a position; 0: none.
    [[nodiscard]] std::int64_t quantity_at(std::int64_t position) const {
        if (position > low) return 0;
        return lot > 0 ? lot : high - position;
    }

    /// How many orders after the first lift a position above `low`.
    [[nodiscard]] std::int64_t more_orders_at(std::int64_t position) const {
        return lot > 0 && position <= low ? (low - position) / lot : 0;
    }

    /// The highest position to which an order can lead.
    [[nodiscard]] std::int64_t highest() const { return lot > 0 ? low + lot : high; }
};

/// A key of a policy: a whole number.
struct ReorderKey {
    std::string_view key, sentence, example;
};

/// Which key's number does not fit, and how.
struct ReorderFault {
    std::string key;
    std::string text;
};

/// A reorder policy: all that is to be said of it.
struct ReorderPolicy {
    std::string_view name;
    std::span<const ReorderKey> keys;
    /// What it comes to.
    ReorderRule (*rule)(const ReorderSpec&);
    /// What is wrong with its numbers. Requires: all keys are given.
    std::optional<ReorderFault> (*fault)(const ReorderSpec&);
};

/// All policies, in the order of the manual.
std::span<const ReorderPolicy> reorder_policies();

/// Whether the store orders by a policy.
inline bool reorders(const StoreSpec& store) { return store.reorder.policy != nullptr; }

/// What the policy comes to. Requires: a policy.
inline ReorderRule rule_of(const ReorderSpec& reorder) { return reorder.policy->rule(reorder); }

}  // namespace agrocap
