#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <utility>

namespace agrocap {

/// What replications give, by number, from any number of threads.
template <class Value>
class ByNumber {
  public:
    void keep(std::uint64_t number, Value value) {
        const std::lock_guard lock(mutex_);
        values_[number] = std::move(value);
    }
    /// Requires: nobody keeps anything meanwhile.
    [[nodiscard]] const std::map<std::uint64_t, Value>& values() const { return values_; }

  private:
    std::mutex mutex_;
    std::map<std::uint64_t, Value> values_;
};

}  // namespace agrocap
