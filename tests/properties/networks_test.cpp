// What must hold for every supply network, asked of many made up ones. A failure prints the scenario.

#include "base/fault.hpp"
#include "experiment/experiment.hpp"
#include "experiment/replication.hpp"
#include "model/compile/compile.hpp"
#include "model/run/measurement.hpp"
#include "model/run/run_model.hpp"
#include "model/state/run.hpp"
#include "model/trade/promise.hpp"
#include "observe/invariants.hpp"
#include "observe/metrics.hpp"
#include "properties/random_network.hpp"
#include "scenario/scenario.hpp"
#include "support/bits.hpp"

#include <catch2/catch_test_macros.hpp>

#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

namespace agrocap {
namespace {

constexpr std::uint64_t networks = 1000;

/// Of what is promised no more is kept or missed than was asked for, and money for being late is a part of cost.
void keeps_its_promises(const Model& model, const RunState& state) {
    const Table<Demand, PromiseFigures> promises = promises_now(model, state);
    for (std::uint32_t d = 0; d < promises.size(); ++d) {
        const PromiseFigures& figures = promises[DemandId(d)];
        CHECK(figures.on_time >= 0);
        CHECK(figures.missed >= figures.late.count());
        CHECK(figures.on_time + figures.missed <= state.trade.demands[DemandId(d)].demanded_ever);
        CHECK(figures.penalty_open >= 0);
    }
    for (const PairStatus& market : state.trade.markets) {
        CHECK(market.penalty >= 0);
        CHECK(market.duties >= 0);
    }
}

/// What waits in a channel's queue is what the channel counts, and each store owes what waits for it.
void keeps_its_queues(const Model& model, const RunState& state) {
    std::vector<std::int64_t> owed(model.stores.size(), 0);
    for (std::uint32_t c = 0; c < model.channels.size(); ++c) {
        std::int64_t waiting = 0;
        const Slice sources = model.channels[ChannelId(c)].sources;
        for (std::uint32_t i = sources.first; i < sources.end(); ++i) {
            const ChannelSource& source = model.channel_sources[i];
            const Queue<Order>& queue = state.trade.queues[i];
            INFO(model.stores[source.store].path);
            CHECK(state.trade.waiting[source.served] == !queue.empty());
            CHECK((queue.empty() || (state.stores[source.store].level == 0 && !model.stores[source.store].never_empty)));
            OrderId before;
            for (OrderId id = queue.head; id.valid(); id = state.trade.orders[id].next) {
                const OrderStatus& order = state.trade.orders[id];
                CHECK(order.channel == ChannelId(c));
                CHECK(order.source == i);
                CHECK(order.assigned == source.store);
                CHECK(order.previous == before);
                CHECK(
                    (!before.valid() || model.allocation == Allocation::earliest_due || state.trade.orders[before].placed <= order.placed));
                CHECK(order.waiting > 0);
                waiting += order.waiting;
                owed[source.store.index] += order.waiting;
                before = id;
            }
            CHECK(queue.tail == before);
        }
        CHECK((sources.empty() || state.trade.channels[ChannelId(c)].waiting >= waiting));  // nobody may have or make it any more
    }
    for (std::uint32_t s = 0; s < model.stores.size(); ++s) {
        const StoreStatus& store = state.stores[StoreId(s)];
        for (OrderId id = store.owed_orders.head; id.valid(); id = state.trade.orders[id].next) owed[s] += state.trade.orders[id].waiting;
        INFO(model.stores[StoreId(s)].path);
        CHECK(store.owed == owed[s]);
        CHECK((!store.owed_orders.head.valid() || store.level == 0));
    }
}

/// On order and on customers' open orders is what suppliers have in hand, what waits at plants and what is on the way.
void keeps_its_orders(const Model& model, const RunState& state) {
    std::vector<std::int64_t> wanted(model.items.size(), 0);
    std::vector<std::int64_t> found(model.items.size(), 0);
    for (std::uint32_t s = 0; s < model.stores.size(); ++s)
        wanted[model.stores[StoreId(s)].item.index] += state.stores[StoreId(s)].on_order;
    for (const OrderStatus& order : state.trade.orders) {
        if (order.demand.valid() && order.channel.valid()) wanted[model.channels[order.channel].item.index] += order.open;
    }
    for (const PurchaseStatus& purchase : state.trade.purchases) {
        if (purchase.quantity > 0) found[model.supplies[purchase.supply].item.index] += purchase.quantity;
    }
    for (std::uint32_t c = 0; c < model.channels.size(); ++c)
        found[model.channels[ChannelId(c)].item.index] += state.trade.channels[ChannelId(c)].waiting;
    for (std::uint32_t i = 0; i < model.items.size(); ++i) {
        found[i] += state.trade.on_the_way[ItemId(i)];
        INFO(model.items[ItemId(i)].id);
        CHECK(wanted[i] == found[i]);
    }
    for (std::uint32_t l = 0; l < model.lanes.size(); ++l) {
        const LaneStatus& lane = state.trade.lanes[LaneId(l)];
        std::int64_t waiting = 0;
        for (ParcelId id = lane.queue.head; id.valid(); id = state.trade.parcels[id].next) waiting += state.trade.parcels[id].quantity;
        INFO(model.lanes[LaneId(l)].id);
        CHECK(lane.waiting == waiting);
        CHECK((lane.away >= 0 && lane.away <= model.lanes[LaneId(l)].fleet));
    }
}

/// The books are kept at any time: looks at a run now and then.
std::vector<double> looked_at(const Model& model) {
    RunState state;
    Run run{model, state};
    begin(run, 0);
    advance(run, model.warmup_end);
    if (model.warmup_end > Time{}) reset_measurements(run);
    constexpr int looks = 12;
    for (int look = 1; look <= looks; ++look) {
        advance(run, look == looks ? model.end : model.warmup_end + model.measured() / looks * look);
        close_measurements(run);
        check_invariants(run);
        keeps_its_queues(model, state);
        keeps_its_promises(model, state);
        keeps_its_orders(model, state);
    }
    return metric_values(model, state);
}

/// Money by market adds up to the total; plants have at most that; margin is revenue less cost.
void adds_up(const ExperimentResult& result, const Model& model) {
    const auto close = [](double left, double right) { return std::abs(left - right) <= 1e-6 * std::max(1.0, std::abs(right)); };
    for (const std::vector<double>& values : result.values) {
        const auto value = [&](const std::string& name) {
            const std::int64_t index = result.find(name);
            REQUIRE(index >= 0);
            return values[static_cast<std::size_t>(index)];
        };
        for (const std::string figure : {"revenue", "cost", "margin"}) {
            double markets = 0;
            for (const Market& market : model.markets) markets += value(figure + "." + market.id);
            INFO(figure);
            CHECK(close(markets, value(figure + ".total")));
        }
        CHECK(close(value("revenue.total") - value("cost.total"), value("margin.total")));
        double plants = 0;
        for (const Plant& plant : model.plants) plants += value("revenue." + plant.id);
        CHECK(plants <= value("revenue.total") * (1 + 1e-9));
        CHECK(close(value("sales.domestic") + value("sales.export"), value("sales.total")));
    }
}

enum class Outcome { refused, stood_still, ran };

Outcome try_network(const std::string& text) {
    const ReadResult read = read_scenario_text(text);
    if (read.diagnostics.has_errors()) {
        UNSCOPED_INFO(format_diagnostics(read.diagnostics, read.files));
        return Outcome::refused;
    }
    ExperimentOptions one_thread;
    one_thread.threads = 1;
    ExperimentOptions two_threads;
    two_threads.threads = 2;
    std::optional<ExperimentResult> result;
    try {
        result = run_experiment(read.scenario, one_thread);
    } catch (const ScenarioFault& fault) {
        CHECK(std::string(fault.what()).find("error[E09") == 0);
        return Outcome::stood_still;
    }
    const Model model = compile(read.scenario);
    adds_up(*result, model);
    CHECK(run_experiment(read.scenario, two_threads).digest == result->digest);
    CHECK(same_bits(looked_at(model), result->values[0]));
    return Outcome::ran;
}

}  // namespace

TEST_CASE("supply networks of every kind keep their books and repeat themselves", "[properties][network]") {
    std::array<int, 3> outcomes{};
    for (std::uint64_t seed = 1; seed <= networks; ++seed) {
        const std::string text = random_network(seed);
        INFO("seed " << seed << "\n" << text);
        ++outcomes[static_cast<std::size_t>(try_network(text))];
    }
    CAPTURE(outcomes[0], outcomes[1], outcomes[2]);
    CHECK(outcomes[static_cast<std::size_t>(Outcome::ran)] >= 900);
}

}  // namespace agrocap
