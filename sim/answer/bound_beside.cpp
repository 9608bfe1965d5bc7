#include "answer/bound_beside.hpp"

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

}  // namespace

BoundBeside::BoundBeside(const Scenario& scenario, std::vector<std::string> metrics, Tell tell, Start start) {
    if (metrics.empty() || scenario.warmup_auto || bounded_objects(scenario) > objects_max) return;
    work_ = [this, &scenario, tell, asked = std::move(metrics)] {
        try {
            bounds_ = bounds_of(scenario, asked);
            if (tell == Tell::limits) limits_ = binding_limits(bounds_);
        } catch (const std::exception&) {
            bounds_.clear();  // results must not be lost to what stands beside them; the command `bound` tells what is wrong
        }
        std::erase_if(bounds_, [](const Bound& bound) { return !bound.proof; });
    };
    if (start == Start::now) begin();
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
