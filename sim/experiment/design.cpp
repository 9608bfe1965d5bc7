#include "experiment/design.hpp"

#include "random/stream.hpp"

#include <fmt/format.h>
#include <boost/random/sobol.hpp>

#include <algorithm>
#include <cmath>

namespace agrocap {

namespace {

/// The value of a key at `u` of its range: the place in its array, or between its ends.
std::string value_at(const VarySpec& varied, double u) {
    const auto place = [u](std::size_t count) { return std::min(static_cast<std::size_t>(u * static_cast<double>(count)), count - 1); };
    if (!varied.range) return varied.values[place(varied.values.size())];
    const auto [from, to] = *varied.range;
    if (varied.whole) return fmt::format("{:.0f}", from + static_cast<double>(place(static_cast<std::size_t>(to - from) + 1)));
    const double value = from + (to - from) * u;
    return value == std::floor(value) ? fmt::format("{:.1f}", value) : fmt::format("{}", value);
}

std::vector<std::string> grid_point(const StudySpec& study, std::size_t number) {
    std::vector<std::string> values(study.vary.size());
    for (std::size_t i = study.vary.size(); i-- > 0;) {
        const std::vector<std::string>& choices = study.vary[i].values;
        values[i] = choices[number % choices.size()];
        number /= choices.size();
    }
    return values;
}

/// Number of combinations, or nothing if there are too many.
std::size_t grid_size(const StudySpec& study) {
    std::size_t size = 1;
    for (const VarySpec& varied : study.vary) {
        if (varied.values.size() > design_points_max / size) return design_points_max + 1;
        size *= varied.values.size();
    }
    return size;
}

}  // namespace

std::vector<std::string> Design::overrides(std::size_t point) const {
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < paths.size(); ++i) texts.push_back(paths[i] + "=" + points[point][i]);
    return texts;
}

std::vector<std::vector<double>> latin_hypercube(std::size_t count, const std::vector<std::string>& dimensions) {
    std::vector<std::vector<double>> points(count, std::vector<double>(dimensions.size()));
    std::vector<std::size_t> slices(count);
    for (std::size_t d = 0; d < dimensions.size(); ++d) {
        Stream stream(stream_name(dimensions[d], "latin hypercube"), 0, 0);
        for (std::size_t i = 0; i < count; ++i) slices[i] = i;
        // Fisher and Yates. Source: Knuth, The Art of Computer Programming, vol. 2, algorithm 3.4.2P.
        for (std::size_t i = count; i > 1; --i)
            std::swap(slices[i - 1], slices[static_cast<std::size_t>(stream.uniform() * static_cast<double>(i))]);
        for (std::size_t i = 0; i < count; ++i)
            points[i][d] = (static_cast<double>(slices[i]) + stream.uniform()) / static_cast<double>(count);
    }
    return points;
}

std::vector<std::vector<double>> sobol(std::size_t count, std::size_t dimensions) {
    static_assert(boost::random::default_sobol_table::max_dimension == sobol_keys_max);
    boost::random::sobol sequence(dimensions);
    std::vector<std::vector<double>> points(count, std::vector<double>(dimensions));
    for (std::vector<double>& point : points)
        for (double& coordinate : point) coordinate = static_cast<double>(sequence() >> 11) * 0x1p-53;
    return points;
}

Design lay_out(const StudySpec& study, const std::string& name, Diagnostics& problems) {
    const std::string path = "study." + name;
    Design design;
    for (const VarySpec& varied : study.vary) design.paths.push_back(*varied.path);
    const bool is_grid = *study.design == StudyDesign::grid;
    const std::size_t size = is_grid ? grid_size(study) : static_cast<std::size_t>(*study.points);
    if (size > design_points_max) {
        problems.error(Code::out_of_range, study.at, path, fmt::format("the grid has more than {} points", design_points_max),
                       "fewer values, or design = \"sobol\" with a number of points");
        return design;
    }
    if (size * design.paths.size() > design_values_max) {
        problems.error(Code::out_of_range, study.at, path,
                       fmt::format("{} points of {} keys are more than {} values", size, design.paths.size(), design_values_max),
                       "fewer points, or fewer keys");
        return design;
    }
    std::vector<std::vector<double>> cube;
    if (*study.design == StudyDesign::latin_hypercube) cube = latin_hypercube(size, design.paths);
    if (*study.design == StudyDesign::sobol) cube = sobol(size, design.paths.size());

    const Constraint constraint(study, path + ".constraint", problems);
    for (std::size_t number = 0; number < size; ++number) {
        std::vector<std::string> values;
        if (is_grid)
            values = grid_point(study, number);
        else
            for (std::size_t i = 0; i < study.vary.size(); ++i) values.push_back(value_at(study.vary[i], cube[number][i]));
        if (constraint.holds(values))
            design.points.push_back(std::move(values));
        else
            ++design.skipped;
    }
    if (design.points.empty())
        problems.error(Code::out_of_range, study.constraint.at, path + ".constraint", "the constraint leaves no point");
    return design;
}

}  // namespace agrocap
