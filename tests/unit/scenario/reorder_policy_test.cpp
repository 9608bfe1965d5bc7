#include "scenario/reorder_policy.hpp"

#include <catch2/catch_test_macros.hpp>

#include <set>
#include <string>

using namespace agrocap;

namespace {

/// The rule of `reorder = { policy = NAME, … }` with these numbers.
ReorderRule rule_with(std::string_view name, const std::map<std::string, std::int64_t>& numbers) {
    ReorderSpec spec;
    for (const ReorderPolicy& policy : reorder_policies()) {
        if (policy.name == name) spec.policy = &policy;
    }
    REQUIRE(spec.policy != nullptr);
    for (const auto& [key, number] : numbers) spec.numbers[key] = {number, {}, true};
    REQUIRE_FALSE(spec.policy->fault(spec));
    return rule_of(spec);
}

}  // namespace

TEST_CASE("s,S fills up to S at or below s", "[scenario][reorder]") {
    const ReorderRule rule = rule_with("s,S", {{"s", 100}, {"S", 300}});

    CHECK(rule.quantity_at(101) == 0);
    CHECK(rule.quantity_at(100) == 200);
    CHECK(rule.quantity_at(-7) == 307);
    CHECK(rule.highest() == 300);
}

TEST_CASE("r,Q orders Q at or below r", "[scenario][reorder]") {
    const ReorderRule rule = rule_with("r,Q", {{"r", 100}, {"Q", 50}});

    CHECK(rule.quantity_at(101) == 0);
    CHECK(rule.quantity_at(100) == 50);
    CHECK(rule.quantity_at(-7) == 50);
    CHECK(rule.highest() == 150);
}

TEST_CASE("base stock orders whatever is missing from its level", "[scenario][reorder]") {
    const ReorderRule rule = rule_with("base-stock", {{"level", 200}});

    CHECK(rule.quantity_at(200) == 0);
    CHECK(rule.quantity_at(199) == 1);
    CHECK(rule.quantity_at(0) == 200);
    CHECK(rule.highest() == 200);
}

TEST_CASE("every policy has a name of its own and keys with a sentence and an example", "[scenario][reorder]") {
    std::set<std::string_view> names;
    for (const ReorderPolicy& policy : reorder_policies()) {
        CHECK(names.insert(policy.name).second);
        CHECK_FALSE(policy.keys.empty());
        for (const ReorderKey& key : policy.keys) {
            CHECK_FALSE(key.sentence.empty());
            CHECK_FALSE(key.example.empty());
        }
    }
}
