#pragma once

#include "thread/moments.hpp"

#include <array>
#include <cstddef>

namespace agrocap {

/// What something waited for, and which of it came last. Of what came in the same nanosecond the one named first counts.
class Latest {
  public:
    Latest() {}

    /// Something that the run led to, or an outside moment. The same moment named twice is one.
    void await(const Since& since, const Moments& moments) {
        if (since.is_outside()) return await_outside(since.at, moments.why(since.id));
        if (since.at > inside_.at) {
            inside_ = since;
            tied_ = false;
        } else if (since.at == inside_.at && since != inside_) {
            tied_ = tied_ || since.at > Time{};
        }
    }
    /// An event that nothing of the run led to.
    void await_outside(Time at, const Why& why) {
        if (at <= inside_.at) return;                   // it has been there already
        if (outside_count_ == outside_.size()) return;  // a crew of more kinds than that
        std::size_t i = outside_count_++;
        for (; i > 0 && outside_[i - 1].at > at; --i) outside_[i] = outside_[i - 1];
        outside_[i] = {at, why};
    }

    [[nodiscard]] const Since& inside() const { return inside_; }
    /// The choice was between moments of one nanosecond.
    [[nodiscard]] bool tied() const { return tied_; }

    /// When all was there. Outside events are waited for from when all else was ready: the latest of them from the one before it.
    Since settle(Moments& moments) {
        Since last = inside_;
        for (std::size_t i = 0; i < outside_count_; ++i)
            if (outside_[i].at > last.at) last = moments.add(last, outside_[i].at, outside_[i].why);
        if (last != inside_) tied_ = false;
        return last;
    }

  private:
    struct Outside {
        Time at;
        Why why;
    };
    Since inside_;
    bool tied_ = false;
    union {
        std::array<Outside, 6> outside_;  // as it happens to be, until one is waited for: mostly none is
    };
    std::size_t outside_count_ = 0;
};

}  // namespace agrocap
