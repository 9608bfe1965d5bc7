#include "model/trade/claims.hpp"

#include "model/trade/routing.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <vector>

namespace agrocap {

namespace {

/// How the first order of a queue ranks for a store's stock: the smaller goes first; ties by the time of the order, then by the channel.
double precedence(const Run& run, OrderId head, const ChannelSource& source) {
    const SupplyChannel& channel = run.model.channels[source.channel];
    switch (run.model.allocation) {
        case Allocation::first_come: return 0;
        case Allocation::domestic_first: return channel.domestic ? 0 : 1;
        case Allocation::margin:
            return -(run.value(channel.price) - run.value(run.model.store_goods[source.store].spent) - duties(run, channel, source) -
                     way_cost(run, run.model.stores[source.store].node, channel.to));
        case Allocation::shares:
            if (!channel.market.valid()) return -1;  // what another plant works on is no sale: it goes first
            return channel.share > 0 ? run.state.trade.channels[source.channel].served / channel.share : std::numeric_limits<double>::max();
        case Allocation::earliest_due:  // the queue is sorted by it; ties of nanoseconds beyond what a double tells go by the order's time
            return static_cast<double>(run.state.trade.orders[head].due.time_since_epoch().count());
    }
    return 0;
}

OrderId head_of(const Run& run, std::uint32_t row) { return run.state.trade.queues[run.model.store_channels[row]].head; }

RankedClaim claim_of(const Run& run, std::uint32_t row) {
    const OrderId head = head_of(run, row);
    const ChannelSource& source = run.model.channel_sources[run.model.store_channels[row]];
    return {.rank = precedence(run, head, source), .placed = run.state.trade.orders[head].placed, .row = row};
}

template <class Visit>
void visit_waiting(const Run& run, Slice channels, Visit&& visit) {
    const BitRow& waiting = run.state.trade.waiting;
    const std::size_t end = channels.end();
    for (std::size_t i = waiting.next_set(channels.first, end); i < end; i = waiting.next_set(i + 1, end))
        visit(static_cast<std::uint32_t>(i));
}

/// So many channels that a heap is less than to look at all, and ranks that an order keeps as long as it waits.
bool keeps_heap(const Run& run, const Store& store) {
    constexpr std::uint32_t few = 32;
    const Allocation by = run.model.allocation;
    return store.channels.count > few && by != Allocation::margin && by != Allocation::shares;
}

/// What has gone, or is the first no more, is still in the heap: what is told here of its row is something else.
bool holds(const Run& run, const RankedClaim& claim) { return run.state.trade.waiting[claim.row] && claim_of(run, claim.row) == claim; }

OrderId first_of_all(const Run& run, Slice channels) {
    RankedClaim best;
    bool any = false;
    visit_waiting(run, channels, [&](std::uint32_t row) {
        const RankedClaim claim = claim_of(run, row);
        if (!any || claim < best) best = claim;
        any = true;
    });
    return any ? head_of(run, best.row) : OrderId();
}

}  // namespace

OrderId first_claim(Run& run, StoreId id) {
    const Store& store = run.model.stores[id];
    if (!keeps_heap(run, store)) return first_of_all(run, store.channels);
    std::vector<RankedClaim>& heap = run.state.trade.claims[id];
    while (!heap.empty() && !holds(run, heap.front())) {
        std::pop_heap(heap.begin(), heap.end(), std::greater<>());
        heap.pop_back();
    }
    return heap.empty() ? OrderId() : head_of(run, heap.front().row);
}

void note_head(Run& run, const ChannelSource& source) {
    const Store& store = run.model.stores[source.store];
    if (!keeps_heap(run, store)) return;
    std::vector<RankedClaim>& heap = run.state.trade.claims[source.store];
    if (heap.size() < std::size_t{2} * store.channels.count) {
        heap.push_back(claim_of(run, source.served));
        std::push_heap(heap.begin(), heap.end(), std::greater<>());
        return;
    }
    heap.clear();  // what does not hold any more would fill it without end where nothing is shipped
    visit_waiting(run, store.channels, [&](std::uint32_t row) { heap.push_back(claim_of(run, row)); });
    std::make_heap(heap.begin(), heap.end(), std::greater<>());
}

}  // namespace agrocap
