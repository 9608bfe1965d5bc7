#include "model/trade/who_serves.hpp"

#include "model/trade/routing.hpp"
#include "model/trade/ways_aside.hpp"

#include <algorithm>
#include <cmath>

namespace agrocap {

namespace {

/// How long a source keeps one waiting makes no difference.
bool waits_do_not_matter(const SupplyChannel& channel, const Limits& limits) { return channel.alone || limits.source == for_ever; }

/// Where one waits so long at the source, by the way that goods would take now.
///
/// Where source and all ways are in time no way is looked at. What is crowded may be elsewhere: it must not change what is chosen.
Pick pick_from(Run& run, NodeId from, NodeId to, double wait, const Limits& limits) {
    const bool in_time = is_within(wait, limits.source);
    if (!next_lane(run, from, to).valid() || (in_time && run.state.trade.crowded == 0))
        return {.source = no_row, .weight = 0, .wait = wait, .able = in_time};
    const WayChoice way = choose_way(run, from, to, limits.way);
    return {.source = no_row, .weight = way.extra, .wait = wait + way.wait.sum, .able = in_time && way.able};
}

Pick pick_of_plant(Run& run, const SupplyChannel& channel, const RankedSource& ranked, double wait, const Limits& limits) {
    Pick pick = pick_from(run, run.model.stores[ranked.store].node, channel.to, wait, limits);
    pick.source = ranked.source;
    pick.weight += ranked.weight;
    return pick;
}

/// How long the source keeps one waiting, where that makes a difference.
double wait_of(const Run& run, const SupplyChannel& channel, const RankedSource& ranked, const Limits& limits, const Asking& asking) {
    return waits_do_not_matter(channel, limits) ? 0 : wait_at_store(run, ranked.store, asking.ahead);
}

/// Whether the source at a place in their order has the item or makes it.
bool has_or_makes(const TradeState& trade, std::uint32_t place) {
    return trade.source_order[place].makes || trade.stocked[trade.shelf_order[place]];
}

/// The cheapest of those that `looks_at` does not leave out, by their places in the order of sources: the first that can serve; else of
/// those that cannot the one with the shortest wait.
template <class LooksAt>
Pick cheapest(Run& run, const SupplyChannel& channel, const Limits& limits, const Asking& asking, LooksAt&& looks_at) {
    Pick best;
    bool closed = false;  // the best's way
    for (const std::uint32_t place : indices_of(channel.sources)) {
        if (!looks_at(place)) continue;
        const RankedSource& ranked = run.state.trade.source_order[place];
        if (best.able && (ranked.closed != closed || ranked.weight >= best.weight)) break;
        if (ranked.store == asking.but) continue;
        const double wait = wait_of(run, channel, ranked, limits, asking);
        // One that comes too late counts only where nobody can serve, and as the one with the shortest wait: ways are dear to look at.
        if (best.found() && !is_within(wait, limits.source) && (best.able || !is_sooner(wait, best.wait))) continue;
        const Pick pick = pick_of_plant(run, channel, ranked, wait, limits);
        best.prefer(pick);
        if (best.source == pick.source) closed = ranked.closed;
    }
    return best;
}

/// The same of the only source, which has nobody to be compared with: 1.6 % of the complete case's instructions.
Pick only_source(Run& run, const SupplyChannel& channel, const Limits& limits, const Asking& asking) {
    const RankedSource& ranked = run.state.trade.source_order[channel.sources.first];
    if (ranked.store == asking.but || !has_or_makes(run.state.trade, channel.sources.first)) return {};
    return pick_of_plant(run, channel, ranked, wait_of(run, channel, ranked, limits, asking), limits);
}

}  // namespace

Limits limits_of(const Run& run, DemandId demand) {
    if (!demand.valid()) return {.source = run.model.overflow, .way = run.model.overflow};
    const double most = run.model.demands[demand].wait_max;
    return {.source = most, .way = most};
}

Pick pick_plant(Run& run, ChannelId id, const Limits& limits, const Asking& asking) {
    const SupplyChannel& channel = run.model.channels[id];
    const TradeState& trade = run.state.trade;
    const bool is_one = channel.sources.count == 1;
    // In a large network most of those that are cheaper owe too much already: a bit says so.
    if (!is_one && !waits_do_not_matter(channel, limits)) {
        const Pick pick = cheapest(run, channel, limits, asking, [&](std::uint32_t at) { return trade.promising[trade.shelf_order[at]]; });
        if (pick.able) return pick;
    }
    Pick best = is_one ? only_source(run, channel, limits, asking)
                       : cheapest(run, channel, limits, asking, [&](std::uint32_t at) { return has_or_makes(trade, at); });
    // Nobody has the item or ever will: it is waited for at the cheapest.
    if (!best.found() && !asking.but.valid() && !channel.sources.empty())
        best.source = run.state.trade.source_order[channel.sources.first].source;
    return best;
}

Pick pick_stock(Run& run, ChannelId id, const Limits& limits, std::span<const StoreId> asked) {
    const SupplyChannel& channel = run.model.channels[id];
    Pick best;
    if (run.state.trade.stocked_stores[channel.item] == 0) return best;
    for (const std::uint32_t place : indices_of(channel.sources)) {
        if (!run.state.trade.stocked[run.state.trade.shelf_order[place]]) continue;
        const RankedSource& ranked = run.state.trade.source_order[place];
        if (std::find(asked.begin(), asked.end(), ranked.store) != asked.end()) continue;
        best.prefer(pick_of_plant(run, channel, ranked, 0, limits));
        if (best.able) break;
    }
    return best;
}

std::int64_t units_for(const Run& run, ChannelId channel, const Pick& pick, const Limits& limits, std::int64_t units) {
    const StoreId id = run.model.channel_sources[pick.source].store;
    const Store& store = run.model.stores[id];
    if (waits_do_not_matter(run.model.channels[channel], limits)) return units;
    if (!pick.able && !(pick.wait < for_ever)) return units;
    if (!pick.able || store.makers.count != 1) return std::max<std::int64_t>(1, units / 1000);  // of a huge order not one by one
    const Maker& maker = run.model.makers[store.makers.first];
    const double rate = maker.rate * run.state.trade.makers[maker.line].speed;
    const double more = (limits.source * (1 + 1e-9) - wait_at_store(run, id)) * rate;
    return more < static_cast<double>(units) ? std::max<std::int64_t>(1, 1 + static_cast<std::int64_t>(std::floor(more))) : units;
}

Pick pick_of_supply(Run& run, const Store& store, SupplyId id, const Limits& limits, std::int64_t ahead) {
    const Supply& supply = run.model.supplies[id];
    return pick_from(run, run.model.suppliers[supply.supplier].node, store.node, wait_at_supplier(run, id, ahead), limits);
}

}  // namespace agrocap
