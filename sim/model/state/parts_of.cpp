#include "model/state/observer.hpp"

namespace agrocap {

std::span<const Part> parts_of(const Run& run) {
    if (is_told_in_order(run) || run.model.parts.empty()) return {&run.model.whole, 1};
    return run.model.parts;
}

}  // namespace agrocap
