#include "model/run/measurement.hpp"

#include "model/floor/server.hpp"
#include "model/floor/store.hpp"
#include "model/run/run_model.hpp"
#include "model/trade/begin_trade.hpp"

namespace agrocap {

void close_servers(Run& run, const Part& part) {
    for (const ServerId id : part.servers) book_time(run, run.state.servers[id]);
}

void close_measurements(Run& run) {
    visit_parts(run, [&run](const Part& part) { close_servers(run, part); });
    for (StoreStatus& store : run.state.stores) book_level(store, run.now());
}

void reset_measurements(Run& run) {
    close_measurements(run);
    const Time now = run.now();
    run.state.measured_from = now;
    for (ServerStatus& server : run.state.servers) server.in_state.fill(Duration{});
    for (StationStatus& station : run.state.stations) {
        station.queue.reset(now, station.waiting);
        station.wait = {};
    }
    for (LineStatus& line : run.state.lines) {
        line.wip.reset(now, line.in_line);
        line.cycle = {};
        line.left = line.scrapped = line.lost = 0;
    }
    for (LineItemStatus& item : run.state.line_items) item.left = 0;
    reset_trade_measurements(run);
    for (StoreStatus& store : run.state.stores) {
        store.stock.reset(now, store.level);
        store.min = INT64_MAX;
        store.empty = Duration{};
    }
}

}  // namespace agrocap
