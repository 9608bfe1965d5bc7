#include "network/bundles.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

namespace agrocap {

namespace {

using Nodes = std::set<std::uint32_t>;
using Targets = std::map<std::uint32_t, Nodes>;  // by source

constexpr std::size_t compared_sources_max = 300;

Nodes common(const Nodes& one, const Nodes& other) {
    Nodes both;
    std::set_intersection(one.begin(), one.end(), other.begin(), other.end(), std::inserter(both, both.end()));
    return both;
}

struct Candidate {
    Nodes sources, targets;

    [[nodiscard]] std::int64_t saving() const {
        const auto from = static_cast<std::int64_t>(sources.size());
        const auto to = static_cast<std::int64_t>(targets.size());
        return from * to - from - to;
    }
};

/// All sources that have these targets, and all targets that these sources have.
Candidate closed(const Targets& targets_of, const Nodes& targets) {
    Candidate candidate;
    bool is_first = true;
    for (const auto& [source, own] : targets_of) {
        if (!std::includes(own.begin(), own.end(), targets.begin(), targets.end())) continue;
        candidate.sources.insert(source);
        candidate.targets = is_first ? own : common(candidate.targets, own);
        is_first = false;
    }
    return candidate;
}

Candidate best_of(const Targets& targets_of) {
    Candidate best;
    std::set<Nodes> seen;
    const bool few = targets_of.size() <= compared_sources_max;
    for (auto one = targets_of.begin(); one != targets_of.end(); ++one) {
        for (auto other = one; other != targets_of.end(); ++other) {
            const Nodes targets = few ? common(one->second, other->second) : one->second;
            if (targets.size() < 2 || !seen.insert(targets).second) {
                if (!few) break;
                continue;
            }
            if (Candidate candidate = closed(targets_of, targets); candidate.saving() > best.saving()) best = std::move(candidate);
            if (!few) break;
        }
    }
    return best;
}

}  // namespace

std::vector<Bundle> bundles_of(const Graph& graph) {
    Targets targets_of;
    for (const auto& [from, to] : graph.edges) targets_of[from].insert(to);
    std::vector<Bundle> bundles;
    for (;;) {
        const Candidate best = best_of(targets_of);
        if (best.saving() <= 0) return bundles;
        Bundle bundle{{best.sources.begin(), best.sources.end()}, {best.targets.begin(), best.targets.end()}, {}};
        for (std::size_t edge = 0; edge < graph.edges.size(); ++edge)
            if (best.sources.contains(graph.edges[edge].from) && best.targets.contains(graph.edges[edge].to) &&
                targets_of[graph.edges[edge].from].contains(graph.edges[edge].to))
                bundle.edges.push_back(edge);
        for (const std::uint32_t source : best.sources)
            for (const std::uint32_t target : best.targets) targets_of[source].erase(target);
        bundles.push_back(std::move(bundle));
    }
}

}  // namespace agrocap
