#include "scenario/diff.hpp"

#include <set>

namespace agrocap {
namespace {

bool is_number(const TomlValue& value) { return value.kind == TomlKind::integer || value.kind == TomlKind::real; }

double number_of(const TomlValue& value) { return value.kind == TomlKind::integer ? static_cast<double>(value.integer) : value.real; }

bool is_same(const TomlValue& left, const TomlValue& right) {
    if (is_number(left) && is_number(right) && left.kind != right.kind) return number_of(left) == number_of(right);
    return left.kind == right.kind && toml_text(left) == toml_text(right);
}

std::optional<std::string> text_of(const TomlValue* value) { return value != nullptr ? std::optional(toml_text(*value)) : std::nullopt; }

bool is_full_table(const TomlValue* value) { return value != nullptr && value->is_table() && !value->members.empty(); }

/// Requires: one of the two is there.
void compare(const std::string& path, const TomlValue* left, const TomlValue* right, std::vector<ScenarioDifference>& out) {
    const bool both_tables = left != nullptr && right != nullptr && left->is_table() && right->is_table();
    // A table that one side lacks is told key by key; a table against a plain value is told as a whole.
    const bool one_table = (left == nullptr && is_full_table(right)) || (right == nullptr && is_full_table(left));
    if (!both_tables && !one_table) {
        if (left == nullptr || right == nullptr || !is_same(*left, *right)) out.push_back({path, text_of(left), text_of(right)});
        return;
    }
    std::set<std::string> keys;
    for (const TomlValue* side : {left, right})
        if (side != nullptr)
            for (const auto& [key, value] : side->members) keys.insert(key);
    for (const std::string& key : keys) {
        const TomlValue* left_member = left != nullptr ? left->find(key) : nullptr;
        const TomlValue* right_member = right != nullptr ? right->find(key) : nullptr;
        compare(joined_path(path, key), left_member, right_member, out);
    }
}

}  // namespace

std::vector<ScenarioDifference> differences(const TomlValue& left, const TomlValue& right) {
    std::vector<ScenarioDifference> out;
    compare("", &left, &right, out);
    return out;
}

ScenarioDiff diff_scenarios(const std::string& left, const std::string& right, const std::vector<std::string>& overrides) {
    ScenarioDiff diff{resolve_file(left, overrides), resolve_file(right, overrides), {}};
    diff.differences = differences(diff.left.root, diff.right.root);
    return diff;
}

}  // namespace agrocap
