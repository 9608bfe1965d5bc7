#include "scenario/reorder_policy.hpp"

#include <fmt/format.h>

#include <array>

namespace agrocap {

namespace {

/// 0 for a key that is missing: the reader has told.
std::int64_t number(const ReorderSpec& reorder, const char* key) {
    const auto found = reorder.numbers.find(key);
    return found == reorder.numbers.end() ? 0 : *found->second;
}

constexpr std::array s_S_keys{ReorderKey{"s", "at or below this, order up to `S`", "100"},
                              ReorderKey{"S", "level that an order fills up to", "300"}};
constexpr std::array r_Q_keys{ReorderKey{"r", "at or below this, order `Q`", "100"}, ReorderKey{"Q", "units in an order", "50"}};
constexpr std::array base_stock_keys{ReorderKey{"level", "every demand is ordered again, up to this level", "200"}};

std::optional<ReorderFault> s_S_fault(const ReorderSpec& reorder) {
    if (number(reorder, "s") < number(reorder, "S")) return std::nullopt;
    return ReorderFault{"S", fmt::format("`S` is {}, expected more than `s`, which is {}", number(reorder, "S"), number(reorder, "s"))};
}

std::optional<ReorderFault> r_Q_fault(const ReorderSpec& reorder) {
    if (number(reorder, "Q") >= 1) return std::nullopt;
    return ReorderFault{"Q", fmt::format("`Q` is {}, expected 1 or more", number(reorder, "Q"))};
}

std::optional<ReorderFault> base_stock_fault(const ReorderSpec& reorder) {
    if (number(reorder, "level") >= 0) return std::nullopt;
    return ReorderFault{"level", fmt::format("`level` is {}, expected 0 or more", number(reorder, "level"))};
}

constexpr std::array policies{
    ReorderPolicy{"s,S", s_S_keys,
                  [](const ReorderSpec& reorder) { return ReorderRule{.low = number(reorder, "s"), .high = number(reorder, "S")}; },
                  s_S_fault},
    ReorderPolicy{"r,Q", r_Q_keys,
                  [](const ReorderSpec& reorder) { return ReorderRule{.low = number(reorder, "r"), .lot = number(reorder, "Q")}; },
                  r_Q_fault},
    ReorderPolicy{
        "base-stock", base_stock_keys,
        [](const ReorderSpec& reorder) { return ReorderRule{.low = number(reorder, "level") - 1, .high = number(reorder, "level")}; },
        base_stock_fault},
};

}  // namespace

std::span<const ReorderPolicy> reorder_policies() { return policies; }

}  // namespace agrocap
