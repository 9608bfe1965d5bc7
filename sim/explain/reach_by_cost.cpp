#include "explain/reach_by_cost.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace agrocap {

namespace {

class CheapestReach {
  public:
    CheapestReach(Reach& reach, const SetQuestion& asked, const ReachQuestion& question, const ReachLooks& looks)
        : reach_(reach), question_(question), looks_(looks), runs_(asked) {}

    bool search() {
        bool finished = true;
        for (std::size_t size = 0; finished && size <= question_.changes_max && size <= reach_.catalogue.size(); ++size)
            finished = look_at_size(size);
        if (finished) finished = tell();
        reach_.replications += runs_.replications();
        return finished;
    }

  private:
    struct Standing {
        double cost = 0;
        bool bounded_out = false;  // its bound misses the target
        bool looked_at = false;    // simulated, whatever the bound says
        Meets meets = Meets::unclear;
    };

    [[nodiscard]] double cost_of(const ChangeSet& set) const {
        double cost = 0;
        for (const std::size_t change : set) cost += *reach_.catalogue[change].cost;
        return cost;
    }

    /// Sets of the size that cost less than what is known to do.
    bool look_at_size(std::size_t size) {
        std::vector<ChangeSet> sets = all_sets(reach_.catalogue.size(), size, question_.sets_max);
        if (sets.empty()) {
            is_exhaustive_ = false;
            sets = extended_sets(best_of_size_, reach_.catalogue.size(), question_.sets_max);
        }
        std::vector<std::size_t> fresh;
        for (ChangeSet& set : sets) {
            const double cost = cost_of(set);
            if (cost >= cheapest_) continue;
            fresh.push_back(runs_.add(std::move(set)));
            standings_.push_back({.cost = cost, .meets = runs_.is_refused(fresh.back()) ? Meets::no : Meets::unclear});
        }
        std::vector<std::size_t> open = not_bounded_out(fresh);
        for (std::size_t count = first_replications; !open.empty() && count <= looks_.most; count = looks_.after(count)) {
            if (!runs_.simulate(open, count)) return false;
            sift(open);
        }
        best_of_size_ = runs_.best_of(std::move(fresh));
        return true;
    }

    std::vector<std::size_t> not_bounded_out(const std::vector<std::size_t>& sets) {
        SiftedSets sifted = runs_.sifted(sets, reach_.threshold);
        for (const std::size_t set : sifted.ruled_out) standings_[set].bounded_out = true;
        for (const std::size_t set : sifted.open) standings_[set].looked_at = true;
        return std::move(sifted.open);
    }

    /// Leaves those that may still be the cheapest: neither sure to miss nor dearer than one that is sure to meet the target.
    void sift(std::vector<std::size_t>& open) {
        const Spread spread = pooled_spread(runs_.values());
        for (const std::size_t set : open) {
            standings_[set].meets = runs_.values()[set].empty() ? Meets::no : judged(runs_.values()[set], spread);
            if (standings_[set].meets == Meets::yes) cheapest_ = std::min(cheapest_, standings_[set].cost);
        }
        std::erase_if(open, [this](std::size_t set) {
            return standings_[set].meets == Meets::no || standings_[set].cost > cheapest_ || standings_[set].meets == Meets::yes;
        });
    }

    /// Against the threshold, at an error that all sets share.
    [[nodiscard]] Meets judged(const std::vector<double>& values, const Spread& spread) const {
        const double error = looks_.error(reach_.confidence, values.size()) / static_cast<double>(std::max<std::size_t>(runs_.size(), 1));
        const double mean = std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
        const std::optional<double> width = half_width_of_mean(values, spread, error);
        return width ? meets_target(reach_, mean, *width) : Meets::unclear;
    }

    /// Sets in the order of cost, each better by more than the indifference than all that cost less; the last is the answer, if there is
    /// one.
    [[nodiscard]] std::vector<std::size_t> frontier() const {
        std::vector<std::size_t> order(runs_.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::erase_if(order, [this](std::size_t set) { return runs_.values()[set].empty() || standings_[set].cost > cheapest_; });
        std::stable_sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
            if (standings_[a].cost != standings_[b].cost) return standings_[a].cost < standings_[b].cost;
            return runs_.mean(a) > runs_.mean(b);
        });
        std::vector<std::size_t> front;
        for (const std::size_t set : order)
            if (front.empty() || runs_.mean(set) > runs_.mean(front.back()) + reach_.indifference) front.push_back(set);
        const auto answer = std::find_if(order.begin(), order.end(), [this](std::size_t set) {
            return standings_[set].meets == Meets::yes && standings_[set].cost == cheapest_;
        });
        if (answer != order.end()) {
            std::erase_if(front, [&](std::size_t set) { return set != *answer && standings_[set].cost >= cheapest_; });
            if (front.empty() || front.back() != *answer) front.push_back(*answer);
        }
        if (front.size() > frontier_max) front.erase(front.begin() + 1, front.end() - (frontier_max - 1));
        return front;
    }

    bool tell() {
        std::vector<std::size_t> front = frontier();
        if (!runs_.simulate(front, looks_.planned)) return false;
        for (const std::size_t set : front) reach_.frontier.push_back(point_of(set));
        const std::optional<std::size_t> answer = reach_.found();
        if (answer) reach_.frontier.resize(*answer + 1);
        const double limit = answer ? reach_.frontier.back().cost : std::numeric_limits<double>::infinity();
        for (const Standing& standing : standings_)
            if (standing.cost < limit && !standing.bounded_out && standing.meets != Meets::no) ++reach_.open;
        return true;
    }

    [[nodiscard]] ReachPoint point_of(std::size_t set) const {
        ReachPoint point;
        point.changes = runs_.changes(set);
        point.cost = standings_[set].cost;
        judge_point(point, reach_, runs_.values()[set], looks_);
        point.exhaustive = is_exhaustive_;
        SetValues cheaper;
        for (std::size_t other = 0; other < runs_.size(); ++other) {
            if (standings_[other].cost > point.cost) continue;
            if (standings_[other].bounded_out && !standings_[other].looked_at) {
                ++point.bounded;
                continue;
            }
            ++(runs_.values()[other].empty() ? point.refused : point.sets);
            if (other != set) cheaper.push_back(runs_.values()[other]);
        }
        cheaper.push_back(runs_.values()[set]);
        point.probability = probability_of_best(cheaper, cheaper.size() - 1, reach_.indifference);
        return point;
    }

    Reach& reach_;
    const ReachQuestion& question_;
    const ReachLooks& looks_;
    SetRuns runs_;
    std::vector<Standing> standings_;  // by set
    std::vector<ChangeSet> best_of_size_;
    double cheapest_ = std::numeric_limits<double>::infinity();  // of those that are sure to meet the target
    bool is_exhaustive_ = true;
};

}  // namespace

bool reach_by_cost(Reach& reach, const SetQuestion& asked, const ReachQuestion& question, const ReachLooks& looks) {
    return CheapestReach(reach, asked, question, looks).search();
}

}  // namespace agrocap
