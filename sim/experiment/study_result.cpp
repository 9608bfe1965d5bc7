#include "experiment/study_result.hpp"

#include "base/sha256.hpp"
#include "scenario/constraint_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

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

/// Distinct values in ascending order: numbers and durations by size, anything else as text.
Factor factor_of(const std::vector<std::string>& values) {
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
    const std::size_t count = distinct.size() <= levels_max ? distinct.size() : bins;
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

}  // namespace

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
}

void StudySummary::end_point(bool complete) {
    PointResult& point = result_.points.back();
    if (point.replications > 0) point.digest = digest_->hex();
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
            if (!(one.mean >= effect.levels[effect.low].mean)) effect.low = level;
            if (!(one.mean <= effect.levels[effect.high].mean)) effect.high = level;
        }
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

StudyResult StudySummary::finish() {
    Sha256 hash;
    for (const PointResult& point : result_.points) hash.add(point.refused.empty() ? point.digest + "\n" : "refused\n");
    result_.digest = hash.hex();
    for (std::size_t metric = 0; metric < result_.focus.size() && !rows_.empty(); ++metric) {
        std::vector<MainEffect> effects = effects_of(metric);
        std::stable_sort(effects.begin(), effects.end(),
                         [](const MainEffect& a, const MainEffect& b) { return a.range.mean.value_or(0) > b.range.mean.value_or(0); });
        result_.effects.insert(result_.effects.end(), effects.begin(), effects.end());
    }
    return std::move(result_);
}

}  // namespace agrocap
