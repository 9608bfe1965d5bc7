#include "experiment/study_result.hpp"

#include "base/sha256.hpp"
#include "experiment/experiment.hpp"
#include "experiment/target_verdict.hpp"
#include "scenario/constraint_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

namespace agrocap {

namespace {

constexpr std::size_t levels_max = 12;  // more distinct values than these are taken together …
constexpr std::size_t bins = 8;         // … in so many groups of equal size
constexpr std::size_t not_there = std::numeric_limits<std::size_t>::max();
constexpr double none = std::numeric_limits<double>::quiet_NaN();

double mean_of(const std::vector<double>& values) {
    double sum = 0;
    std::size_t count = 0;
    for (const double value : values) {
        if (std::isnan(value)) continue;
        sum += value;
        ++count;
    }
    return count == 0 ? none : sum / static_cast<double>(count);
}

/// The levels of one varied key, and which of them each point has.
struct Factor {
    std::vector<std::string> labels;
    std::vector<std::size_t> level_of_point;
};

/// Distinct values in ascending order: numbers and durations by size, anything else as text; at most so many levels as they are.
Factor factor_of(const std::vector<std::string>& values, std::size_t most = levels_max) {
    struct Level {
        double size;
        std::string text;
        bool operator<(const Level& other) const { return size != other.size ? size < other.size : text < other.text; }
    };
    std::vector<Level> distinct;
    std::vector<Level> each;
    for (const std::string& text : values) {
        const ConstraintValue value = constraint_value_of_toml(text);
        const bool has_size = value.kind == ConstraintValue::Kind::number || value.kind == ConstraintValue::Kind::duration;
        each.push_back({has_size ? value.number : 0, text});
    }
    distinct = each;
    std::sort(distinct.begin(), distinct.end());
    distinct.erase(std::unique(distinct.begin(), distinct.end(), [](const Level& a, const Level& b) { return a.text == b.text; }),
                   distinct.end());

    Factor levels;
    const std::size_t count = distinct.size() <= most ? distinct.size() : bins;
    const auto first_of = [&](std::size_t level) { return level * distinct.size() / count; };
    for (std::size_t level = 0; level < count; ++level) {
        const std::string& from = distinct[first_of(level)].text;
        const std::string& to = distinct[first_of(level + 1) - 1].text;
        levels.labels.push_back(from == to ? from : from + " … " + to);
    }
    for (const Level& value : each) {
        const auto rank = static_cast<std::size_t>(std::lower_bound(distinct.begin(), distinct.end(), value) - distinct.begin());
        std::size_t level = rank * count / distinct.size();
        while (level + 1 < count && first_of(level + 1) <= rank) ++level;
        levels.level_of_point.push_back(level);
    }
    return levels;
}

/// Least squares: value = mean + one term for the level of each factor; the terms of a factor average to 0 over the points.
///
/// On a full grid the terms are what the level means say; where a constraint or a random design mixes the factors, each is freed of the
/// others. Method: Gauss-Seidel on the normal equations (backfitting). Source: Hastie & Tibshirani, Generalized Additive Models, ch. 5.
std::vector<std::vector<double>> additive_fit(const std::vector<Factor>& factors, const std::vector<double>& values) {
    constexpr int rounds_max = 200;
    constexpr double settled = 1e-10;  // of the spread of the values
    std::vector<std::vector<double>> terms;
    terms.reserve(factors.size());
    for (const Factor& factor : factors) terms.emplace_back(factor.labels.size());
    const double mean = mean_of(values);
    std::vector<double> left = values;  // what the terms leave over
    double spread = 0;
    for (double& one : left) {
        one -= mean;
        if (!std::isnan(one)) spread = std::max(spread, std::abs(one));
    }
    for (int round = 0; round < rounds_max; ++round) {
        double moved = 0;
        for (std::size_t f = 0; f < factors.size(); ++f) {
            std::vector<double> sums(terms[f].size());
            std::vector<double> counts(terms[f].size());
            for (std::size_t i = 0; i < left.size(); ++i) {
                if (std::isnan(left[i])) continue;
                sums[factors[f].level_of_point[i]] += left[i];
                counts[factors[f].level_of_point[i]] += 1;
            }
            for (std::size_t level = 0; level < sums.size(); ++level) {
                sums[level] = counts[level] > 0 ? sums[level] / counts[level] : 0;
                terms[f][level] += sums[level];
                moved = std::max(moved, std::abs(sums[level]));
            }
            for (std::size_t i = 0; i < left.size(); ++i) left[i] -= sums[factors[f].level_of_point[i]];
        }
        if (moved <= settled * spread) break;
    }
    return terms;
}

/// The rows of points that have all other keys in common, by the level of one key.
using GridLine = std::vector<std::size_t>;

/// Slices in which the key has all of its values, a row a value.
std::vector<GridLine> complete_grid_lines(const std::vector<Factor>& factors, std::size_t parameter, const std::vector<double>& means) {
    std::map<std::vector<std::size_t>, GridLine> slices;
    for (std::size_t row = 0; row < means.size(); ++row) {
        if (std::isnan(means[row])) continue;
        std::vector<std::size_t> others;
        for (std::size_t f = 0; f < factors.size(); ++f)
            if (f != parameter) others.push_back(factors[f].level_of_point[row]);
        GridLine& slice = slices.try_emplace(others, factors[parameter].labels.size(), not_there).first->second;
        slice[factors[parameter].level_of_point[row]] = row;
    }
    std::vector<GridLine> complete;
    for (const auto& [others, slice] : slices)
        if (std::find(slice.begin(), slice.end(), not_there) == slice.end()) complete.push_back(slice);
    return complete;
}

double mean_at(const std::vector<GridLine>& slices, std::size_t level, const std::vector<double>& values) {
    std::vector<double> chosen;
    chosen.reserve(slices.size());
    for (const GridLine& slice : slices) chosen.push_back(values[slice[level]]);
    return mean_of(chosen);
}

/// The levels with the smallest and the largest mean.
void find_ends(MainEffect& effect) {
    for (std::size_t level = 0; level < effect.levels.size(); ++level) {
        const double mean = effect.levels[level].mean;
        if (!(mean >= effect.levels[effect.low].mean)) effect.low = level;
        if (!(mean <= effect.levels[effect.high].mean)) effect.high = level;
    }
}

}  // namespace

StudyQuestion question_of(const Scenario& scenario, const std::string& study, const std::optional<PrecisionGoal>& goal) {
    StudyQuestion question{.focus = focus_of(scenario), .targets = {}, .is_grid = false, .currency = {}, .goal = goal};
    for (const auto& [name, target] : scenario.target) question.targets.push_back({name, target});
    const auto found = scenario.study.find(study);
    question.currency = *scenario.currency;
    question.is_grid = found != scenario.study.end() && *found->second.design == StudyDesign::grid;
    return question;
}

std::size_t StudyResult::refused() const {
    return static_cast<std::size_t>(std::count_if(points.begin(), points.end(), [](const PointResult& p) { return !p.refused.empty(); }));
}

void StudySummary::begin_point(std::vector<std::string> values, const std::vector<MetricInfo>& metrics) {
    columns_.clear();
    for (MetricInfo& focus : result_.focus) {
        const auto found = std::find_if(metrics.begin(), metrics.end(), [&](const MetricInfo& one) { return one.name == focus.name; });
        columns_.push_back(found == metrics.end() ? not_there : static_cast<std::size_t>(found - metrics.begin()));
        if (found != metrics.end()) focus.unit = found->unit;
    }
    asked_.clear();
    for (const StudyTarget& target : result_.targets) {
        const auto is_it = [&target](const MetricInfo& one) { return one.name == *target.spec.metric; };
        const auto found = std::find_if(metrics.begin(), metrics.end(), is_it);
        asked_.push_back(found == metrics.end() ? not_there : static_cast<std::size_t>(found - metrics.begin()));
    }
    judged_.assign(asked_.size(), {});
    digest_ = std::make_unique<ResultDigest>(metrics);
    row_ = {result_.points.size(), std::vector<std::vector<double>>(columns_.size())};
    result_.points.emplace_back().values = std::move(values);
}

void StudySummary::refuse_point(std::vector<std::string> values, const std::string& reason) {
    PointResult& point = result_.points.emplace_back();
    point.values = std::move(values);
    point.estimates.resize(result_.focus.size());
    point.refused = reason;
}

void StudySummary::add(std::span<const double> values) {
    digest_->add(values);
    ++result_.points.back().replications;
    for (std::size_t m = 0; m < columns_.size(); ++m) row_.values[m].push_back(columns_[m] == not_there ? none : values[columns_[m]]);
    for (std::size_t t = 0; t < asked_.size(); ++t) judged_[t].push_back(asked_[t] == not_there ? none : values[asked_[t]]);
}

void StudySummary::judge(PointResult& point) const {
    for (std::size_t t = 0; t < asked_.size() && point.replications > 0; ++t) {
        const StudyTarget& target = result_.targets[t];
        point.verdicts.push_back(judge_target(target.name, target.spec, judged_[t]).verdict);
    }
}

void StudySummary::end_point(bool complete) {
    PointResult& point = result_.points.back();
    if (point.replications > 0) point.digest = digest_->hex();
    judge(point);
    MeanEstimator estimator(result_.confidence);
    for (const std::vector<double>& values : row_.values) point.estimates.push_back(estimator.estimate(values));
    if (result_.precision ? complete : point.replications == result_.replications) {
        const auto count = static_cast<std::size_t>(point.replications);
        paired_ = rows_.empty() ? count : std::min(paired_, count);
        rows_.push_back(std::move(row_));
    } else if (result_.precision || result_.replications > 0) {
        result_.interrupted = true;
    }
}

std::vector<MainEffect> StudySummary::effects_of(std::size_t metric) const {
    std::vector<Factor> factors;
    for (std::size_t parameter = 0; parameter < result_.paths.size(); ++parameter) {
        std::vector<std::string> values;
        for (const Row& row : rows_) values.push_back(result_.points[row.point].values[parameter]);
        factors.push_back(factor_of(values));
    }
    std::vector<double> means;
    for (const Row& row : rows_) means.push_back(mean_of(row.values[metric]));
    const double grand_mean = mean_of(means);
    const std::vector<std::vector<double>> fitted = additive_fit(factors, means);

    std::vector<MainEffect> effects;
    for (std::size_t parameter = 0; parameter < factors.size(); ++parameter) {
        MainEffect effect;
        effect.metric = metric;
        effect.parameter = parameter;
        for (const std::string& label : factors[parameter].labels) effect.levels.push_back({.label = label});
        double between = 0;
        double all = 0;
        for (std::size_t i = 0; i < means.size(); ++i) {
            if (std::isnan(means[i])) continue;
            const std::size_t level = factors[parameter].level_of_point[i];
            ++effect.levels[level].points;
            between += fitted[parameter][level] * fitted[parameter][level];
            all += (means[i] - grand_mean) * (means[i] - grand_mean);
        }
        effect.variance_share = all > 0 ? between / all : 0;
        for (std::size_t level = 0; level < effect.levels.size(); ++level) {
            LevelMean& one = effect.levels[level];
            one.mean = one.points > 0 ? grand_mean + fitted[parameter][level] : none;
        }
        find_ends(effect);
        effects.push_back(std::move(effect));
    }

    // The fit is linear in the results, so the mean over the fits of single replications is the fit of the means.
    std::vector<std::vector<double>> ranges(factors.size());
    for (std::size_t r = 0; r < paired_; ++r) {
        std::vector<double> values;
        for (const Row& row : rows_) values.push_back(row.values[metric][r]);
        const std::vector<std::vector<double>> fit = additive_fit(factors, values);
        for (const MainEffect& effect : effects)
            ranges[effect.parameter].push_back(fit[effect.parameter][effect.high] - fit[effect.parameter][effect.low]);
    }
    for (MainEffect& effect : effects) effect.range = estimate_mean(ranges[effect.parameter], result_.confidence);
    return effects;
}

std::vector<MainEffect> StudySummary::effects_beside_holes(std::size_t metric) const {
    std::vector<Factor> factors;
    for (std::size_t parameter = 0; parameter < result_.paths.size(); ++parameter) {
        std::vector<std::string> values;
        for (const Row& row : rows_) values.push_back(result_.points[row.point].values[parameter]);
        factors.push_back(factor_of(values, values.size()));
    }
    std::vector<double> means;
    for (const Row& row : rows_) means.push_back(mean_of(row.values[metric]));

    std::vector<MainEffect> effects;
    for (std::size_t parameter = 0; parameter < factors.size(); ++parameter) {
        MainEffect effect;
        effect.metric = metric;
        effect.parameter = parameter;
        const std::vector<GridLine> slices = complete_grid_lines(factors, parameter, means);
        for (std::size_t level = 0; level < factors[parameter].labels.size(); ++level)
            effect.levels.push_back({factors[parameter].labels[level], slices.size(), mean_at(slices, level, means)});
        find_ends(effect);
        double between = 0, all = 0;
        std::vector<double> level_means, values;
        for (const LevelMean& level : effect.levels) level_means.push_back(level.mean);
        const double middle = mean_of(level_means);
        for (const GridLine& slice : slices)
            for (std::size_t level = 0; level < slice.size(); ++level) {
                between += (level_means[level] - middle) * (level_means[level] - middle);
                all += (means[slice[level]] - middle) * (means[slice[level]] - middle);
            }
        effect.variance_share = all > 0 ? between / all : 0;
        std::vector<double> ranges;
        for (std::size_t r = 0; r < paired_ && !slices.empty(); ++r) {
            values.clear();
            for (const Row& row : rows_) values.push_back(row.values[metric][r]);
            ranges.push_back(mean_at(slices, effect.high, values) - mean_at(slices, effect.low, values));
        }
        effect.range = estimate_mean(ranges, result_.confidence);
        effects.push_back(std::move(effect));
    }
    return effects;
}

bool StudySummary::is_full() const {
    std::size_t combinations = 1;
    for (std::size_t parameter = 0; parameter < result_.paths.size(); ++parameter) {
        std::set<std::string> distinct;
        for (const Row& row : rows_) distinct.insert(result_.points[row.point].values[parameter]);
        combinations *= distinct.size();
    }
    return combinations == rows_.size();
}

StudyResult StudySummary::finish() {
    Sha256 hash;
    for (const PointResult& point : result_.points) hash.add(point.refused.empty() ? point.digest + "\n" : "refused\n");
    result_.digest = hash.hex();
    result_.has_holes = result_.is_grid && !is_full();
    for (std::size_t metric = 0; metric < result_.focus.size() && !rows_.empty(); ++metric) {
        std::vector<MainEffect> effects = result_.has_holes ? effects_beside_holes(metric) : effects_of(metric);
        std::stable_sort(effects.begin(), effects.end(),
                         [](const MainEffect& a, const MainEffect& b) { return a.range.mean.value_or(0) > b.range.mean.value_or(0); });
        result_.effects.insert(result_.effects.end(), effects.begin(), effects.end());
    }
    return std::move(result_);
}

}  // namespace agrocap
