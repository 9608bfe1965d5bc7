#include "answer/bound_beside.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <exception>
#include <system_error>
#include <utility>

namespace agrocap {

namespace {

// Stations, lanes and demands: each has rows of its own in every stretch of time. So many take a second or two; a thousand plants that
// sell to a thousand markets would make everybody wait longer for the bound than for the answer.
constexpr std::size_t objects_max = 2000;

/// Why no bound is worked out; empty: it is.
std::string reason_for_none(const Scenario& scenario) {
    if (scenario.warmup_auto) return "the warm-up is found by simulating";
    const std::size_t objects = bounded_objects(scenario);
    if (objects <= objects_max) return {};
    return fmt::format("{} stations, lanes and demands would take long; agrocap bound works it out", objects);
}

}  // namespace

BoundBeside::BoundBeside(const Scenario& scenario, std::vector<std::string> metrics, Tell tell, Start start)
    : BoundBeside(scenario, std::move(metrics), tell, Work{}) {
    if (start == Start::now) begin();
}

BoundBeside::BoundBeside(const Scenario& scenario, std::vector<std::string> metrics, const Work& how)
    : BoundBeside(scenario, std::move(metrics), Tell::limits, how) {
    begin();
}

BoundBeside::BoundBeside(const Scenario& scenario, std::vector<std::string> metrics, Tell tell, const Work& how)
    : metrics_(std::move(metrics)) {
    const std::string reason = reason_for_none(scenario);
    if (!reason.empty()) note_all("no bound, since " + reason);
    if (metrics_.empty() || !reason.empty()) return;
    work_ = [this, &scenario, tell, how] { find(scenario, tell, how); };
}

void BoundBeside::find(const Scenario& scenario, Tell tell, const Work& how) {
    try {
        bounds_ = how.prove(scenario, metrics_);
    } catch (const std::exception& fault) {
        return note_all(fmt::format("no bound, since working it out failed: {}", fault.what()));
    }
    try {
        if (tell == Tell::limits) limits_ = how.limit(bounds_);
    } catch (const std::exception& fault) {
        note_all(fmt::format("what makes the bound is not known, since working it out failed: {}", fault.what()));
    }
    for (const Bound& bound : bounds_)
        if (!bound.proof) notes_[bound.metric] = "no bound, since nothing bounds it";
    std::erase_if(bounds_, [](const Bound& bound) { return !bound.proof; });
}

void BoundBeside::note_all(const std::string& note) {
    for (const std::string& metric : metrics_) notes_[metric] = note;
}

void BoundBeside::begin() {
    if (!work_) return;
    const std::function<void()> work = std::exchange(work_, nullptr);
    try {
        thread_ = std::thread(work);
    } catch (const std::system_error&) {  // the system gives no further thread
        work();
    }
}

BoundBeside::~BoundBeside() {
    work_ = nullptr;  // nobody has asked
    wait();
}

const std::vector<Bound>& BoundBeside::wait() {
    begin();
    if (thread_.joinable()) thread_.join();
    return bounds_;
}

const std::optional<BindingLimits>& BoundBeside::limits() {
    wait();
    return limits_;
}

const BoundNotes& BoundBeside::notes() {
    wait();
    return notes_;
}

std::vector<std::string> bounded_targets(const Scenario& scenario) {
    std::vector<std::string> metrics;
    for (const auto& [id, target] : scenario.target) {
        const bool is_known = std::find(metrics.begin(), metrics.end(), *target.metric) != metrics.end();
        if (!is_known && can_be_bounded(scenario, *target.metric)) metrics.push_back(*target.metric);
    }
    return metrics;
}

std::map<std::string, double> values_of(const std::vector<Bound>& bounds) {
    std::map<std::string, double> values;
    for (const Bound& bound : bounds) values[bound.metric] = bound.proof->value;
    return values;
}

}  // namespace agrocap
