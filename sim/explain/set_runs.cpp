#include "explain/set_runs.hpp"

#include "base/fault.hpp"
#include "bound/bound.hpp"
#include "experiment/replicator.hpp"
#include "explain/by_number.hpp"
#include "model/compile/compile.hpp"
#include "observe/metrics.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <utility>

namespace agrocap {

namespace {

constexpr std::size_t bounded_objects_max = 60;  // stations, lanes and demands: of so many a bound takes no longer than a few replications

}  // namespace

std::vector<ChangeSet> all_sets(std::size_t changes, std::size_t size, std::size_t most) {
    std::vector<ChangeSet> sets;
    ChangeSet set(size);
    std::iota(set.begin(), set.end(), std::size_t{0});
    if (size > changes) return sets;
    for (;;) {
        if (sets.size() == most) return {};
        sets.push_back(set);
        std::size_t place = size;
        while (place > 0 && set[place - 1] == changes - size + place - 1) --place;
        if (place == 0) return sets;
        ++set[place - 1];
        for (std::size_t i = place; i < size; ++i) set[i] = set[i - 1] + 1;
    }
}

std::vector<ChangeSet> extended_sets(const std::vector<ChangeSet>& sets, std::size_t changes, std::size_t most) {
    std::set<ChangeSet> extended;
    for (const ChangeSet& set : sets) {
        for (std::size_t change = 0; change < changes && extended.size() < most; ++change) {
            if (std::find(set.begin(), set.end(), change) != set.end()) continue;
            ChangeSet more = set;
            more.insert(std::upper_bound(more.begin(), more.end(), change), change);
            extended.insert(std::move(more));
        }
    }
    return {extended.begin(), extended.end()};
}

void SiftedSets::look_at_likeliest() {
    looked_at = std::min(ruled_out.size(), hopeless_shown);
    open.assign(ruled_out.begin(), ruled_out.begin() + static_cast<std::ptrdiff_t>(looked_at));
}

ReadResult SetRuns::read(const ChangeSet& set) const {
    ResolvedText text = question_.text;
    for (const std::size_t change : set) apply_overrides(text, question_.catalogue[change].set, "reach");
    ReadResult read = read_resolved(text);
    read.scenario.warmup = question_.scenario.warmup;
    return read;
}

std::size_t SetRuns::add(ChangeSet set) {
    OneSet one;
    if (const ReadResult changed = read(set); !changed.diagnostics.has_errors()) {
        auto model = std::make_unique<Model>(compile(changed.scenario));
        model->seed = question_.seed;
        const std::vector<MetricInfo> metrics = metric_infos(*model);
        while (one.metric < metrics.size() && metrics[one.metric].name != question_.metric) ++one.metric;
        if (one.metric < metrics.size()) one.model = std::move(model);
    }
    one.changes = std::move(set);
    sets_.push_back(std::move(one));
    values_.emplace_back();
    return sets_.size() - 1;
}

std::optional<double> SetRuns::bound(std::size_t set) const {
    if (!question_.more_is_better || !sets_[set].model || question_.scenario.warmup_auto) return std::nullopt;
    if (bounded_objects(question_.scenario) > bounded_objects_max || !can_be_bounded(question_.scenario, question_.metric))
        return std::nullopt;
    try {
        const std::vector<Bound> bounds = bounds_of(read(sets_[set].changes).scenario, {question_.metric});
        if (bounds.front().proof) return bounds.front().proof->value;
    } catch (const std::exception&) {  // what cannot be proven is simulated
    }
    return std::nullopt;
}

SiftedSets SetRuns::sifted(const std::vector<std::size_t>& sets, double threshold) const {
    SiftedSets sifted;
    std::vector<std::pair<double, std::size_t>> hopeless;
    for (const std::size_t set : sets) {
        if (is_refused(set)) continue;
        const std::optional<double> most = sets_[set].changes.empty() ? std::nullopt : bound(set);
        if (most && *most < threshold)
            hopeless.emplace_back(-*most, set);
        else
            sifted.open.push_back(set);
    }
    std::sort(hopeless.begin(), hopeless.end());
    for (const auto& [most, set] : hopeless) sifted.ruled_out.push_back(set);
    if (sifted.open.empty()) sifted.look_at_likeliest();
    return sifted;
}

std::vector<ChangeSet> SetRuns::best_of(std::vector<std::size_t> sets) const {
    std::erase_if(sets, [this](std::size_t set) { return values_[set].empty(); });
    std::stable_sort(sets.begin(), sets.end(), [this](std::size_t a, std::size_t b) { return mean(a) > mean(b); });
    sets.resize(std::min(sets.size(), extended_most));
    std::vector<ChangeSet> best;
    best.reserve(sets.size());
    for (const std::size_t set : sets) best.push_back(sets_[set].changes);
    return best;
}

bool SetRuns::simulate(const std::vector<std::size_t>& sets, std::size_t count) {
    std::size_t least = count;
    for (const std::size_t set : sets)
        if (!is_refused(set)) least = std::min(least, values_[set].size());
    if (least == count) return true;
    ByNumber<std::vector<std::optional<double>>> results;
    const auto replicate = [&](RunState& state, std::uint64_t number) {
        std::vector<std::optional<double>> row(sets.size());
        for (std::size_t i = 0; i < sets.size(); ++i) {
            const OneSet& one = sets_[sets[i]];
            if (!is_refused(sets[i]) && values_[sets[i]].size() <= least + number) row[i] = value_of(one, state, least + number);
        }
        results.keep(number, std::move(row));
        return ReplicationResult{};
    };
    Replicator replicator(replicate, question_.options);
    replicator.run_to(count - least);
    if (replicator.stopped()) return false;
    for (std::size_t i = 0; i < sets.size(); ++i) {
        OneSet& one = sets_[sets[i]];
        std::vector<double>& values = values_[sets[i]];
        if (is_refused(sets[i])) continue;
        for (const auto& [number, row] : results.values()) {
            if (values.size() > least + number) continue;
            one.stands_still |= !row[i];
            values.push_back(row[i].value_or(0));
            ++replications_;
        }
        if (one.stands_still) values.clear();
    }
    return true;
}

double SetRuns::mean(std::size_t set) const {
    const std::vector<double>& values = values_[set];
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(std::max<std::size_t>(values.size(), 1));
}

std::optional<double> SetRuns::value_of(const OneSet& set, RunState& state, std::uint64_t replication) const {
    try {
        const double value = run_replication(*set.model, state, replication).values[set.metric];
        if (!std::isnan(value)) return question_.more_is_better ? value : -value;
    } catch (const ScenarioFault&) {
    }
    return std::nullopt;
}

}  // namespace agrocap
