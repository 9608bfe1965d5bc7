#include "model/trade/order_moments.hpp"

#include "model/time/scaled_work.hpp"

#include <algorithm>
#include <cmath>

namespace agrocap {

namespace {

/// The piece of a demand's course that holds at `at`.
std::uint32_t piece_at(const Run& run, const Demand& demand, Time at) {
    const auto begin = run.model.demand_pieces.begin() + demand.pieces.first;
    const auto after =
        std::upper_bound(begin, begin + demand.pieces.count, at, [](Time t, const DemandPiece& piece) { return t < piece.from; });
    return static_cast<std::uint32_t>(after - run.model.demand_pieces.begin()) - 1;
}

/// Orders until `at`, which lies in the piece.
double orders_until(const DemandPiece& piece, Time at) {
    return piece.before + static_cast<double>((at - piece.from).count()) / piece.each;
}

double orders_until(const Run& run, const Demand& demand, Time at) {
    return orders_until(run.model.demand_pieces[piece_at(run, demand, at)], at);
}

/// The moment after `from` at which so many more orders have come; `time_never` after the end.
Time next_moment(const Run& run, const Demand& demand, Time from, double more) {
    const std::uint32_t first = piece_at(run, demand, from);
    const double orders = orders_until(run.model.demand_pieces[first], from) + more;
    for (std::uint32_t i = first; i < demand.pieces.end(); ++i) {
        const DemandPiece& piece = run.model.demand_pieces[i];
        const bool last = i + 1 == demand.pieces.end();
        if (!last && orders > run.model.demand_pieces[i + 1].before) continue;
        if (!std::isfinite(piece.each)) continue;
        const double span = (orders - piece.before) * piece.each;
        if (!(span < 9e18)) return time_never;
        return std::max(from, piece.from + Duration(static_cast<std::int64_t>(span + 0.5)));
    }
    return time_never;
}

// Even orders meet deliveries and dates at the very moment: they are counted from one another, piece by piece. The sum of all orders since
// the start would have too few digits for whole nanoseconds, from the first change of the rate on.

Time end_of_piece(const Run& run, const Demand& demand, std::uint32_t piece) {
    return piece + 1 < demand.pieces.end() ? run.model.demand_pieces[piece + 1].from : time_never;
}

/// When so many more even orders have come.
Time even_moment_after(const Run& run, const Demand& demand, Time from, double orders) {
    for (std::uint32_t i = piece_at(run, demand, from); i < demand.pieces.end(); ++i) {
        const double each = run.model.demand_pieces[i].each;
        const Time end = end_of_piece(run, demand, i);
        const double span = orders * each, room = static_cast<double>((end - from).count());
        if (span < std::min(room + 0.5, 9e18))
            return std::min(end, later(from, Duration(static_cast<std::int64_t>(span + 0.5))));  // at a change: before it
        orders = std::max(0.0, orders - room / each);
        from = end;
    }
    return time_never;
}

}  // namespace

Time moment_after(const Run& run, const Demand& demand, Time from, double orders) {
    if (demand.arrivals == Arrivals::even) return even_moment_after(run, demand, from, orders);
    return next_moment(run, demand, from, orders);
}

double orders_between(const Run& run, const Demand& demand, Time from, Time to) {
    if (demand.arrivals != Arrivals::even) return orders_until(run, demand, to) - orders_until(run, demand, from);
    double orders = 0;
    for (std::uint32_t i = piece_at(run, demand, from); from < to; ++i) {
        const Time end = std::min(to, end_of_piece(run, demand, i));
        orders += static_cast<double>((end - from).count()) / run.model.demand_pieces[i].each;
        from = end;
    }
    return orders;
}

}  // namespace agrocap
