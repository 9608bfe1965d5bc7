#include "experiment/target_test.hpp"

#include "scenario/metric_table.hpp"

#include <algorithm>
#include <cmath>

namespace agrocap {

namespace {

/// The state of several tests of which all must pass.
TestState all_of(TestState one, TestState other) {
    if (one == TestState::failed || other == TestState::failed) return TestState::failed;
    return one == TestState::passed && other == TestState::passed ? TestState::passed : TestState::open;
}

}  // namespace

TargetTest::TargetTest(const TargetSpec& target, double error) : bounds_(bounds_of(target)) {
    if (target.probability) {
        share_.emplace(ShareTest::Question{**target.probability, indifference_of_share(target), error});
        return;
    }
    const double each = target.sense == TargetSense::between ? error / 2 : error;
    if (target.sense != TargetSense::at_most)
        means_.push_back({1, MeanTest({bounds_.low, indifference_around(bounds_.low, target), each})});
    if (target.sense != TargetSense::at_least)
        means_.push_back({-1, MeanTest({-bounds_.high, indifference_around(bounds_.high, target), each})});
}

void TargetTest::add(double value) {
    if (state_ != TestState::open) return;
    ++replications_;
    if (std::isnan(value)) return;
    if (share_) {
        share_->add(bounds_.hold(value));
        state_ = share_->state();
        return;
    }
    TestState state = TestState::passed;
    for (MeanSide& side : means_) {
        side.test.add(side.sign * value);
        state = all_of(state, side.test.state());
    }
    state_ = state;
}

std::size_t TargetTest::expected_end() const {
    if (state_ != TestState::open) return replications_;
    std::size_t end = share_ ? share_->expected_end() : 0;
    for (const MeanSide& side : means_) end = std::max(end, side.test.expected_end());
    return std::max(end, replications_);
}

std::size_t foreseen_end(std::size_t done, std::size_t expected, std::size_t most) {
    constexpr std::size_t first = 20, more_least = 5;
    return std::min(most, std::max({first, done + more_least, std::min(expected, 2 * done)}));
}

std::optional<double> mean_asked(const TargetSpec& target) {
    if (target.sense == TargetSense::at_most) return std::nullopt;
    return target.probability ? **target.probability * *target.low : *target.low;
}

bool is_impossible(const TargetSpec& target) {
    if (target.probability && **target.probability == 0) return false;
    const TargetBounds bounds = bounds_of(target);
    const MetricRow* row = metric_row_like(*target.metric);
    if (row == nullptr || row->range == MetricRange::any) return false;
    return (is_proper_share(*row) && bounds.low > 1) || bounds.high < 0;
}

}  // namespace agrocap
