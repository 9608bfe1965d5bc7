#include "bound/work_facts.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace agrocap {

namespace {

/// Means and spreads are worked out in doubles, and draws are rounded to whole nanoseconds: this much of them is given away.
constexpr double safety = 1e-9;
constexpr double longest_draw = 0x1p62;  // ns, where draws are cut off
constexpr double shortest_random = 1e6;  // ns: below, rounding is no small part

/// The values of a table with their shares, by growing value.
std::vector<std::pair<double, double>> shares_of(const DistributionSpec& spec) {
    std::vector<std::pair<double, double>> table;
    double sum = 0;
    for (std::size_t i = 0; i < spec.values.size(); ++i) {
        const double weight = spec.weights.empty() ? 1 : spec.weights[i];
        table.emplace_back(std::floor(spec.values[i] + 0.5), weight);
        sum += weight;
    }
    for (auto& [value, share] : table) share /= sum;
    std::sort(table.begin(), table.end());
    return table;
}

/// Whether the mean of what remains above each value is at most the whole mean.
bool table_ages(const DistributionSpec& spec, double mean) {
    double above = 0, share = 0;  // sum of value × share and of shares beyond the value looked at
    const auto table = shares_of(spec);
    for (auto one = table.rbegin(); one != table.rend(); ++one) {
        if (share > 0 && above / share - one->first > mean) return false;
        above += one->first * one->second;
        share += one->second;
    }
    return true;
}

bool is_aging(const DistributionSpec& spec, double mean) {
    switch (spec.kind) {
        case DistributionKind::gamma: return spec.cv <= 1;
        case DistributionKind::weibull: return spec.shape >= 1;
        case DistributionKind::lognormal: return false;
        case DistributionKind::hyperexponential: return false;
        case DistributionKind::empirical: return table_ages(spec, mean);
        default: return true;  // constant, exponential, or of a density whose logarithm is concave
    }
}

/// What the longest draws lack of the mean. Of a lognormal, beyond L: m P(N > (log L - mu - sigma²) / sigma); of a long Weibull at most
/// E S² / L; the tails of all others fall like an exponential's.
double cut_off(const DistributionSpec& spec, double mean, double square) {
    if (spec.kind == DistributionKind::weibull && spec.shape < 1) return square / longest_draw;
    if (spec.kind != DistributionKind::lognormal || spec.cv == 0 || mean == 0) return 0;
    const double variance = std::log1p(spec.cv * spec.cv);
    const double sigma = std::sqrt(variance);
    const double location = std::log(mean) - variance / 2;
    return mean * std::erfc((std::log(longest_draw) - location - variance) / sigma / std::sqrt(2.0));  // twice as much, for rounding
}

}  // namespace

WorkFacts work_facts(const DistributionSpec& spec) {
    const DistributionMoments moments = moments_of(spec);
    WorkFacts facts;
    const double mean = moments.mean;
    if (moments.is_constant()) {
        facts.mean = std::floor(mean + 0.5);
        return facts;
    }
    const double square = moments.variance + mean * mean;
    facts.mean = mean * (1 - safety) - 0.5;
    facts.ages = mean >= shortest_random && is_aging(spec, facts.mean);
    facts.wears = facts.ages && spec.kind != DistributionKind::empirical && spec.kind != DistributionKind::geometric;
    facts.mean -= cut_off(spec, mean, square);
    facts.mean = std::max(facts.mean, 0.0);
    if (facts.mean > 0) facts.spread = square / (facts.mean * facts.mean) * (1 + safety);
    return facts;
}

std::optional<KilledWork> killed_work(const DistributionSpec& spec, double uptime) {
    double lesser = 0, square = 0;  // mean of the lesser of the two and of its square
    const auto add = [&](double share, double mean) {
        const double both = 1 / (1 / mean + 1 / uptime);
        lesser += share * both;
        square += share * 2 * both * both;
    };
    if (spec.kind != DistributionKind::hyperexponential || spec.means.size() != 2) return std::nullopt;
    add(spec.p, spec.means[0]);
    add(1 - spec.p, spec.means[1]);
    KilledWork killed;
    // E min(S, U) = (1 - E exp(-S/u)) u, and the last factor's expectation is the chance to survive.
    killed.survives = std::min(1.0, (1 - lesser / uptime) * (1 + safety) + safety * lesser / uptime);
    killed.mean = lesser * (1 - safety) - 1;
    if (!(killed.mean > 0)) return std::nullopt;
    killed.spread = square / (killed.mean * killed.mean) * (1 + safety);
    return killed;
}

std::optional<KilledWork> killed_wearing_work(const DistributionSpec& spec, double uptime) {
    const WorkFacts facts = work_facts(spec);
    const double rate = 1 / uptime;
    if (!facts.wears || !(rate * facts.mean > 1e-4)) return std::nullopt;
    double survives = 0;
    switch (spec.kind) {
        case DistributionKind::constant: survives = std::exp(-rate * facts.mean); break;
        case DistributionKind::exponential: survives = 1 / (1 + rate * spec.mean); break;
        case DistributionKind::erlang: survives = std::pow(1 + rate * spec.mean / spec.k, -spec.k); break;
        case DistributionKind::gamma: {
            const double square = spec.cv * spec.cv;
            survives = square > 0 ? std::pow(1 + rate * spec.mean * square, -1 / square) : std::exp(-rate * spec.mean);
            break;
        }
        case DistributionKind::uniform: {
            const double width = spec.max - spec.min;
            survives = std::exp(-rate * spec.min) * (width > 0 ? -std::expm1(-rate * width) / (rate * width) : 1);
            break;
        }
        default: return std::nullopt;
    }
    KilledWork killed;
    killed.survives = std::min(1.0, survives * (1 + safety));
    killed.mean = (1 - survives) * uptime * (1 - safety) - 1;
    killed.wears = true;
    if (!(killed.mean > 0)) return std::nullopt;
    return killed;
}

double repeated_work(double work, double rate) {
    if (!(rate * work > 1e-4)) return work;
    return std::max(work, std::expm1(std::min(rate * work, 40.0)) / rate * (1 - 1e-8));
}

}  // namespace agrocap
