#include "experiment/cheapest_search.hpp"

#include <algorithm>
#include <utility>

namespace agrocap {

namespace {

/// As many points are looked at for the next test, spread evenly over the candidates: the best of these is nearly the best of all.
constexpr std::size_t pivots_max = 200;

}  // namespace

CheapestSearch::CheapestSearch(std::vector<std::vector<std::uint32_t>> levels, std::vector<std::size_t> ranks, SearchOrder order)
    : levels_(std::move(levels)), ranks_(std::move(ranks)), by_rank_(ranks_.size()), states_(ranks_.size()), order_(order) {
    for (std::size_t point = 0; point < ranks_.size(); ++point) by_rank_[ranks_[point]] = point;
}

bool CheapestSearch::is_candidate(std::size_t point) const {
    return states_[point] == State::open && (!best_ || ranks_[point] < ranks_[*best_]);
}

bool CheapestSearch::is_below(std::size_t point, std::size_t other) const {
    for (std::size_t i = 0; i < levels_[point].size(); ++i)
        if (levels_[point][i] > levels_[other][i]) return false;
    return true;
}

std::optional<std::size_t> CheapestSearch::next() const {
    std::vector<std::size_t> candidates;
    for (const std::size_t point : by_rank_)
        if (is_candidate(point)) candidates.push_back(point);
    if (candidates.empty()) return std::nullopt;
    if (order_ == SearchOrder::none) return candidates.front();

    const bool is_first = std::all_of(states_.begin(), states_.end(), [](State state) { return state == State::open; });
    std::size_t chosen = candidates.front();
    std::size_t chosen_left = candidates.size() + 1;
    const std::size_t step = std::max<std::size_t>(1, candidates.size() / pivots_max);
    for (std::size_t i = 0; i < candidates.size(); i += step) {
        const std::size_t pivot = candidates[i];
        const auto below = static_cast<std::size_t>(
            std::count_if(candidates.begin(), candidates.end(), [&](std::size_t point) { return is_below(point, pivot); }));
        const std::size_t left_if_feasible = i;
        const std::size_t left_if_not = candidates.size() - below;
        if (is_first && left_if_not == 0) return pivot;
        const std::size_t left = std::max(left_if_feasible, left_if_not);
        if (left < chosen_left) {
            chosen = pivot;
            chosen_left = left;
        }
    }
    return chosen;
}

void CheapestSearch::tell(std::size_t point, Feasibility outcome) {
    states_[point] = outcome == Feasibility::unknown ? State::unknown : State::tested;
    if (outcome == Feasibility::feasible && (!best_ || ranks_[point] < ranks_[*best_])) best_ = point;
    if (outcome != Feasibility::infeasible || order_ == SearchOrder::none) return;
    for (std::size_t other = 0; other < states_.size(); ++other) {
        if (states_[other] != State::open || !is_below(other, point)) continue;
        states_[other] = State::inferred;
        ++inferred_;
    }
}

std::vector<std::size_t> CheapestSearch::doubtful() const {
    std::vector<std::size_t> points;
    for (const std::size_t point : by_rank_)
        if (states_[point] == State::unknown && (!best_ || ranks_[point] < ranks_[*best_])) points.push_back(point);
    return points;
}

}  // namespace agrocap
