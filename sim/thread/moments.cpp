#include "thread/moments.hpp"

#include <algorithm>
#include <utility>

namespace agrocap {

Why why_of(const Reason& reason) {
    const auto byte = [&](unsigned at) { return static_cast<std::uint8_t>(reason.words >> at); };
    const ThreadPlace where{static_cast<ThreadPlaceKind>(byte(40)), static_cast<std::uint32_t>(reason.words)};
    return {static_cast<ThreadCause>(byte(32)), where, SupplyId(reason.of)};
}

/// Room for twice as many, and for some before the first sweep.
void Moments::grow() {
    room_ = std::max(2 * room_, 2 * least_new);
    std::unique_ptr<Row[]> rows = std::make_unique_for_overwrite<Row[]>(room_);
    std::copy_n(rows_.get(), size_, rows.get());
    rows_ = std::move(rows);
}

void Moments::sweep(std::size_t held) {
    for (std::size_t i = size_; i-- > 0;)  // what a stretch came out of stands before it
        if (const MomentId before(rows_[i].before); kept_[i].valid() && before.valid()) hold(before);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < size_; ++i) {
        if (!kept_[i].valid()) continue;
        Row row = rows_[i];
        if (const MomentId before(row.before); before.valid()) row.before = moved_to(before).index;
        kept_[i] = MomentId(kept);
        rows_[kept++] = row;
    }
    size_ = kept;
    limit_ = kept + std::max({least_new, kept, held});
    while (room_ <= limit_) grow();
}

}  // namespace agrocap
