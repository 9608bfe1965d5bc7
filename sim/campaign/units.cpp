#include "campaign/units.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace agrocap {

void Units::add(const std::vector<Stretch>& stretches) {
    for (const Stretch& stretch : stretches) {
        if (stretch.count == 0) continue;
        stretches_.push_back(stretch);
        begins_.push_back(begins_.back() + stretch.count);
    }
    by_point_.resize(stretches_.size());
    std::iota(by_point_.begin(), by_point_.end(), std::size_t{0});
    std::sort(by_point_.begin(), by_point_.end(), [this](std::size_t a, std::size_t b) {
        return std::pair(stretches_[a].point, stretches_[a].first) < std::pair(stretches_[b].point, stretches_[b].first);
    });
}

std::size_t Units::stretch_of(std::uint64_t unit) const {
    return static_cast<std::size_t>(std::upper_bound(begins_.begin(), begins_.end(), unit) - begins_.begin()) - 1;
}

std::uint64_t Units::replication_of(std::uint64_t unit) const {
    const std::size_t stretch = stretch_of(unit);
    return stretches_[stretch].first + (unit - begins_[stretch]);
}

std::size_t Units::place_of(std::size_t point, std::uint64_t replication) const {
    const auto ends_before = [&](std::size_t place, const std::pair<std::size_t, std::uint64_t>& wanted) {
        const Stretch& one = stretches_[place];
        return one.point < wanted.first || (one.point == wanted.first && one.first + one.count <= wanted.second);
    };
    const auto found = std::lower_bound(by_point_.begin(), by_point_.end(), std::pair(point, replication), ends_before);
    return static_cast<std::size_t>(found - by_point_.begin());
}

std::optional<std::uint64_t> Units::find(std::size_t point, std::uint64_t replication) const {
    const std::size_t place = place_of(point, replication);
    if (place == by_point_.size()) return std::nullopt;
    const std::size_t stretch = by_point_[place];
    const Stretch& one = stretches_[stretch];
    if (one.point != point || replication < one.first) return std::nullopt;
    return begins_[stretch] + (replication - one.first);
}

void Units::visit(std::size_t point, std::uint64_t from, const std::function<void(std::uint64_t begin, std::uint64_t end)>& visitor) const {
    for (std::size_t place = place_of(point, from); place < by_point_.size(); ++place) {
        const std::size_t stretch = by_point_[place];
        const Stretch& one = stretches_[stretch];
        if (one.point != point) return;
        visitor(begins_[stretch] + (std::max(from, one.first) - one.first), begins_[stretch + 1]);
    }
}

}  // namespace agrocap
