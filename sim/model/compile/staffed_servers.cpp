#include "model/compile/staffed_servers.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <utility>
#include <vector>

namespace agrocap {

namespace {

/// The greatest sum of x >= 0 with rows · x <= limits, by the simplex method with Bland's rule: it ends, and 0 is where it begins.
/// Requires: limits >= 0; rows that leave no x without a bound.
///
/// Rejected: the library that solves bounds. Nominal capacity is in every digest, and its last bits must hang on no library's build.
double greatest_sum(std::vector<std::vector<double>> rows, std::vector<double> limits) {
    constexpr double nothing = 1e-12;
    const std::size_t unknowns = rows.front().size();
    for (std::size_t r = 0; r < rows.size(); ++r) {
        rows[r].resize(unknowns + rows.size(), 0.0);
        rows[r][unknowns + r] = 1;  // what is left of the limit
    }
    std::vector<double> gain(unknowns + rows.size(), 0.0);
    std::fill_n(gain.begin(), unknowns, 1.0);
    std::vector<std::size_t> basis(rows.size());
    for (std::size_t r = 0; r < rows.size(); ++r) basis[r] = unknowns + r;
    double sum = 0;
    while (true) {
        const auto enters = std::find_if(gain.begin(), gain.end(), [](double one) { return one > nothing; });
        if (enters == gain.end()) return sum;
        const auto in = static_cast<std::size_t>(enters - gain.begin());
        std::size_t out = rows.size();
        for (std::size_t r = 0; r < rows.size(); ++r) {
            if (!(rows[r][in] > nothing)) continue;
            if (out == rows.size()) out = r;
            const double less = limits[r] * rows[out][in] - limits[out] * rows[r][in];
            if (less < 0 || (less == 0 && basis[r] < basis[out])) out = r;
        }
        const double pivot = rows[out][in];
        for (double& entry : rows[out]) entry /= pivot;
        limits[out] /= pivot;
        const auto eliminate = [&](std::vector<double>& row) {
            const double factor = row[in];
            for (std::size_t c = 0; c < row.size(); ++c) row[c] -= factor * rows[out][c];
            return factor * limits[out];
        };
        for (std::size_t r = 0; r < rows.size(); ++r)
            if (r != out && rows[r][in] != 0) limits[r] = std::max(0.0, limits[r] - eliminate(rows[r]));
        sum += eliminate(gain);
        basis[out] = in;
    }
}

/// Whether two alternatives need people of one crew.
bool share_people(const Model& model, const Station& station) {
    std::set<CrewId> seen;
    for (const CrewNeed& need : model.crew_needs_of(station))
        if (!seen.insert(need.crew).second) return true;
    return false;
}

double of_any_mix(const Model& model, const Station& station, const PeopleHours& hours, std::size_t stretch) {
    const auto choices = rows_of(model.crew_choices, station.crews);
    std::map<CrewId, std::vector<double>> needed;  // by alternative
    for (std::size_t c = 0; c < choices.size(); ++c) {
        for (const CrewNeed& need : rows_of(model.crew_needs, choices[c])) {
            std::vector<double>& row = needed[need.crew];
            row.resize(choices.size(), 0.0);
            row[c] += static_cast<double>(need.count);
        }
    }
    std::vector<std::vector<double>> rows{std::vector<double>(choices.size(), 1.0)};
    std::vector<double> limits{static_cast<double>(station.servers.count)};
    for (auto& [crew, row] : needed) {
        rows.push_back(std::move(row));
        limits.push_back(hours.people_of(crew)[stretch]);
    }
    return greatest_sum(std::move(rows), std::move(limits));
}

}  // namespace

double staffed_servers(const Model& model, const Station& station, const PeopleHours& hours, std::size_t stretch) {
    if (station.crews.count > 1 && share_people(model, station)) return of_any_mix(model, station, hours, stretch);
    double servers = 0;
    for (const Slice needs : rows_of(model.crew_choices, station.crews)) {
        double by_choice = station.servers.count;
        for (const CrewNeed& need : rows_of(model.crew_needs, needs)) {
            by_choice = std::min(by_choice, hours.people_of(need.crew)[stretch] / static_cast<double>(need.count));
        }
        servers += by_choice;
    }
    return std::min<double>(servers, station.servers.count);
}

std::int64_t always_needed(const Model& model, const Station& station, CrewId crew) {
    std::int64_t least = std::numeric_limits<std::int64_t>::max();
    for (const Slice needs : rows_of(model.crew_choices, station.crews)) {
        std::int64_t people = 0;
        for (const CrewNeed& need : rows_of(model.crew_needs, needs))
            if (need.crew == crew) people += need.count;
        least = std::min(least, people);
    }
    return least;
}

}  // namespace agrocap
