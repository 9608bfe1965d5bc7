// By which causes bounds of made-up factories lie above the truth: each cause that a scenario has is switched off and on, in orders drawn
// for each scenario and in their reverse, in the simulation and in the program. What the gap grows by is charged to the cause that came.
// AGROCAP_BOUND_CASES=160 build/release/bound_tests "[gaps]" prints the table of docs/bound.md; AGROCAP_BOUND_HORIZON="365 d" measures a
// year.

#include "base/fault.hpp"
#include "bound/bound.hpp"
#include "explain/switch_off.hpp"
#include "explain/variants.hpp"
#include "properties/random_factory.hpp"

#include <fmt/format.h>
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

using namespace agrocap;

namespace {

constexpr int replications = 8, orders = 2;

std::string factory(std::uint64_t seed) {
    std::string text = random_factory(seed);
    const std::string horizon = "horizon = \"20 d\"";
    if (const char* other = std::getenv("AGROCAP_BOUND_HORIZON"))
        text.replace(text.find(horizon), horizon.size(), fmt::format("horizon = \"{}\"", other));
    return text;
}

/// Of one scenario, as shares of what it makes on average.
struct Gap {
    double all = 0, allowance = 0;
    double rest = 0;                   // with every cause off
    std::map<Cause, double> by_cause;  // what the gap grows by when it comes
};

class GapAccount {
  public:
    /// Bought goods never run out where `has_all_goods`: a factory whose stock is not filled again stands still, and has nothing to tell.
    GapAccount(const Scenario& scenario, bool has_all_goods) : variants_(scenario, CountedOutput{}, 7) {
        for (const Cause cause : variants_.causes()) {
            const bool stays = cause == Cause::demand || cause == Cause::transport || cause == Cause::material;
            if (cause == Cause::material && has_all_goods) continue;
            if (stays) always_ = always_.with(cause);
            if (!stays) causes_.push_back(cause);
        }
    }

    /// None where nothing bounds some variant, or nothing is made.
    std::optional<Gap> told(std::uint64_t seed) {
        CauseSet all = always_;
        for (const Cause cause : causes_) all = all.with(cause);
        Gap gap{.all = gap_of(all), .allowance = allowance_, .rest = gap_of(always_), .by_cause = {}};
        const double made = made_;
        std::mt19937_64 engine(seed);
        for (int order = 0; order < orders; ++order) {
            for (std::size_t i = causes_.size(); i > 1; --i) std::swap(causes_[i - 1], causes_[engine() % i]);
            for (int direction = 0; direction < 2; ++direction) {
                walk(gap);
                std::reverse(causes_.begin(), causes_.end());
            }
        }
        if (is_unbounded_ || !(made > 0)) return std::nullopt;
        gap.all /= made, gap.allowance /= made, gap.rest /= made;
        for (auto& [cause, part] : gap.by_cause) part /= made * 2 * orders;
        return gap;
    }

  private:
    void walk(Gap& gap) {
        CauseSet on = always_;
        double before = gap_of(on);
        for (const Cause cause : causes_) {
            on = on.with(cause);
            const double now = gap_of(on);
            gap.by_cause[cause] += now - before;
            before = now;
        }
    }

    double gap_of(CauseSet on) {
        const auto [known, is_new] = gaps_.try_emplace(on, 0.0);
        if (!is_new) return known->second;
        Scenario scenario = variants_.scenario();
        for (const Cause cause : variants_.causes())
            if (!on.has(cause)) switch_off(scenario, cause);
        const Bound bound = bounds_of(scenario, {"output.total"}).front();
        is_unbounded_ = is_unbounded_ || !bound.proof;
        if (!bound.proof) return 0;
        double sum = 0;
        const int runs = on.has(Cause::variability) ? replications : 1;
        for (int r = 0; r < runs; ++r) sum += variants_.output(state_, static_cast<std::uint64_t>(r), Variant{.on = on});
        if (gaps_.size() == 1) made_ = sum / runs, allowance_ = bound.proof->allowance;  // the scenario as it is comes first
        return known->second = bound.proof->value - sum / runs;
    }

    Variants variants_;
    RunState state_;
    CauseSet always_;
    std::vector<Cause> causes_;
    std::map<CauseSet, double> gaps_;
    double made_ = 0, allowance_ = 0;
    bool is_unbounded_ = false;
};

std::vector<Gap> gaps_of(std::uint64_t cases, bool has_all_goods) {
    std::vector<Gap> gaps;
    for (std::uint64_t seed = 1; seed <= cases; ++seed) {
        const ReadResult read = read_scenario_text(factory(seed));
        if (read.diagnostics.has_errors()) continue;
        try {
            if (const std::optional<Gap> gap = GapAccount(read.scenario, has_all_goods).told(seed)) gaps.push_back(*gap);
        } catch (const ScenarioFault&) {  // it stands still
        }
    }
    return gaps;
}

void print_table(std::vector<Gap> gaps, const std::string& what) {
    std::sort(gaps.begin(), gaps.end(), [](const Gap& one, const Gap& other) { return one.all < other.all; });
    const auto at = [&](std::size_t quarters) { return 100 * gaps[gaps.size() * quarters / 4].all; };
    fmt::print("{}: {} factories, quarters {:.0f} %, {:.0f} %, {:.0f} %\n", what, gaps.size(), at(1), at(2), at(3));
    std::map<std::string, double> shares;
    std::map<std::string, int> largest;
    double count = 0;
    for (const Gap& gap : gaps) {
        if (gap.all < 0.05) continue;
        std::map<std::string, double> parts{{"rest", (gap.rest - gap.allowance) / gap.all}, {"allowance", gap.allowance / gap.all}};
        for (const auto& [cause, part] : gap.by_cause) parts[std::string(cause_word(cause))] = part / gap.all;
        for (const auto& [name, share] : parts) shares[name] += share;
        ++largest[std::max_element(parts.begin(), parts.end(), [](auto& a, auto& b) { return a.second < b.second; })->first];
        ++count;
    }
    for (const auto& [name, share] : shares) fmt::print("| {} | {:.0f} % | {} |\n", name, 100 * share / count, largest[name]);
}

}  // namespace

TEST_CASE("the parts of a made-up factory's gap sum to it", "[bound][gaps]") {
    const char* asked = std::getenv("AGROCAP_BOUND_CASES");
    const std::uint64_t cases = asked != nullptr ? std::strtoull(asked, nullptr, 10) : 5;
    for (const bool has_all_goods : {false, true}) {
        const std::vector<Gap> gaps = gaps_of(cases, has_all_goods);
        CHECK(gaps.size() > cases / 2);
        for (const Gap& gap : gaps) {
            double sum = gap.rest;
            for (const auto& [cause, part] : gap.by_cause) sum += part;
            CHECK(std::abs(sum - gap.all) < 1e-9 * (1 + std::abs(gap.all)));
        }
        if (asked != nullptr) print_table(gaps, has_all_goods ? "bought goods without end" : "as they are");
    }
}
