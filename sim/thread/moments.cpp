#include "thread/moments.hpp"

#include <algorithm>

namespace agrocap {

Why Moments::why(MomentId id) const {
    const Row& row = rows_[id.index];
    const auto byte = [&](unsigned at) { return static_cast<std::uint8_t>(row.reason >> at); };
    return {static_cast<ThreadCause>(byte(0)), {static_cast<ThreadPlaceKind>(byte(8)), row.index}, row.of};
}

void Moments::sweep(std::size_t held) {
    for (std::size_t i = size_; i-- > 0;)  // what a stretch came out of stands before it
        if (const MomentId before = rows_[i].before; kept_[i].valid() && before.valid()) hold(before);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < size_; ++i) {
        if (!kept_[i].valid()) continue;
        Row row = rows_[i];
        if (row.before.valid()) row.before = moved_to(row.before);
        kept_[i] = MomentId(kept);
        rows_[kept++] = row;
    }
    size_ = kept;
    limit_ = kept + std::max({least_new, kept, held});
}

}  // namespace agrocap
