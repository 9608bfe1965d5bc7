#pragma once

#include "model/rows/model.hpp"

#include <cstdint>
#include <vector>

namespace agrocap {

/// What a number is at time 0 and from when on what else, noted moment by moment.
class DatedCourse {
  public:
    void note(Time at, double value) {
        if (steps_.empty() || steps_.back().value != value) steps_.push_back({at, value});
    }
    /// Requires: something was noted.
    DatedNumber laid(Model& model) const {
        DatedNumber number{.first = steps_.front().value, .later = {static_cast<std::uint32_t>(model.dated_steps.size()), 0}};
        number.later.count = static_cast<std::uint32_t>(steps_.size() - 1);
        model.dated_steps.insert(model.dated_steps.end(), steps_.begin() + 1, steps_.end());
        return number;
    }

  private:
    std::vector<DatedStep> steps_;
};

}  // namespace agrocap
