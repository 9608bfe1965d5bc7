#include "serve/live_figures.hpp"

#include "stats/estimate.hpp"

#include <algorithm>
#include <utility>

namespace agrocap {

LiveFigures::LiveFigures(Subject subject, TellFigures tell) : subject_(std::move(subject)), tell_(std::move(tell)) {}

void LiveFigures::begin(const Contents& contents) {
    const std::scoped_lock lock(mutex_);
    for (const std::string& metric : subject_.metrics) {
        const auto found =
            std::find_if(contents.metrics.begin(), contents.metrics.end(), [&metric](const MetricInfo& one) { return one.name == metric; });
        if (found == contents.metrics.end()) continue;
        places_.push_back(static_cast<std::size_t>(found - contents.metrics.begin()));
        names_.push_back(metric);
        units_.push_back(found->unit);
    }
    values_.resize(places_.size());
}

std::optional<ReplicationResult> LiveFigures::find(std::uint64_t) { return std::nullopt; }

void LiveFigures::keep(std::uint64_t number, const ReplicationResult& result) {
    const std::scoped_lock lock(mutex_);
    std::vector<double>& values = ahead_[number];
    for (const std::size_t place : places_) values.push_back(result.values[place]);
    bool is_more = false;
    const auto count = [this] { return values_.empty() ? std::size_t{0} : values_.front().size(); };
    while (!values_.empty() && !ahead_.empty() && ahead_.begin()->first == count()) {
        for (std::size_t m = 0; m < values_.size(); ++m) values_[m].push_back(ahead_.begin()->second[m]);
        ahead_.erase(ahead_.begin());
        is_more = true;
    }
    if (is_more) tell_(estimated());
}

std::vector<LiveFigure> LiveFigures::figures() const {
    const std::scoped_lock lock(mutex_);
    return estimated();
}

std::vector<LiveFigure> LiveFigures::estimated() const {
    std::vector<LiveFigure> figures;
    for (std::size_t m = 0; m < values_.size(); ++m) {
        std::vector<double> values = values_[m];
        if (subject_.base != nullptr) {  // it is finished: nothing of it changes any more
            const std::vector<double>& base = subject_.base->values_[m];
            values.resize(std::min(values.size(), base.size()));
            for (std::size_t r = 0; r < values.size(); ++r) values[r] -= base[r];
        }
        const Estimate estimate = estimate_mean(values, subject_.confidence);
        figures.push_back({names_[m], units_[m], estimate.mean, estimate.half_width, estimate.n, subject_.what_if});
    }
    return figures;
}

ReplicationStore& LiveComparison::open(std::size_t scenario) {
    LiveFigures::Subject subject{.metrics = subject_.metrics, .confidence = subject_.confidence};
    if (scenario > 0) {
        subject.what_if = subject_.what_ifs[scenario - 1];
        subject.base = all_.front().get();
        // As the comparison does: its intervals hold all at once.
        const double intervals = static_cast<double>(subject_.metrics.size() * subject_.what_ifs.size());
        subject.confidence = 1 - (1 - subject_.confidence) / intervals;
    }
    all_.push_back(std::make_unique<LiveFigures>(std::move(subject), [this](const std::vector<LiveFigure>& figures) {
        std::vector<LiveFigure> told;
        for (std::size_t i = 0; i + 1 < all_.size(); ++i)
            for (LiveFigure& figure : all_[i]->figures()) told.push_back(std::move(figure));
        told.insert(told.end(), figures.begin(), figures.end());
        tell_(told);
    }));
    return *all_.back();
}

}  // namespace agrocap
