#include "thread/moments.hpp"

#include <algorithm>

namespace agrocap {

Why Moments::why(MomentId id) const {
    const Row& row = rows_[id.index];
    return {row.cause, {row.kind, row.index}, row.of};
}

bool Moments::continues(const Row& row, const Row& before) const {
    return row.cause == before.cause && row.kind == before.kind && row.index == before.index && row.of == before.of &&
           row.tied == before.tied;
}

void Moments::sweep(std::size_t held) {
    for (std::size_t i = size_; i-- > 0;) {  // what a moment came out of stands before it
        const MomentId before = rows_[i].before;
        if (!marks_[i].kept || !before.valid()) continue;
        marks_[before.index].kept = true;
        ++marks_[before.index].followed_by;
    }
    std::size_t kept = 0;
    for (std::size_t i = 0; i < size_; ++i) {
        if (!marks_[i].kept) continue;
        Row row = rows_[i];
        if (row.before.valid()) {
            const Mark& before = marks_[row.before.index];
            const MomentId at = before.moved_to;
            if (!before.held && before.followed_by == 1 && continues(row, rows_[at.index])) {
                rows_[at.index].at = row.at;
                marks_[i].moved_to = at;
                continue;
            }
            row.before = at;
        }
        marks_[i].moved_to = MomentId(kept);
        rows_[kept++] = row;
    }
    size_ = kept;
    limit_ = kept + std::max({least_new, kept, held});
}

}  // namespace agrocap
