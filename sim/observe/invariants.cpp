#include "observe/invariants.hpp"

#include "base/fault.hpp"

#include <fmt/format.h>

namespace agrocap {

namespace {

void require_equal(const std::string& path, const char* what, std::int64_t left, std::int64_t right) {
    if (left != right) throw InvariantBroken(fmt::format("{}: {}: {} is not {}", path, what, left, right));
}

void check_lines(const Run& run) {
    for (std::uint32_t i = 0; i < run.model.lines.size(); ++i) {
        const LineStatus& line = run.state.lines[LineId(i)];
        const std::string& path = run.model.lines[LineId(i)].path;
        require_equal(path, "units released = left + scrapped + in the line", line.released_ever,
                      line.left_ever + line.scrapped_ever + line.in_line);
        std::int64_t present = 0;
        const Slice stations = run.model.lines[LineId(i)].stations;
        for (std::uint32_t s = stations.first; s < stations.end(); ++s) {
            const StationStatus& station = run.state.stations[StationId(s)];
            require_equal(run.model.stations[StationId(s)].path, "units present = waiting + on servers", station.present,
                          station.waiting + station.occupied);
            present += station.present;
        }
        require_equal(path, "units in the line = units at its stations", line.in_line, present);
    }
}

void check_servers(const Run& run) {
    const std::int64_t measured = (run.now() - run.state.measured_from).count();
    for (std::uint32_t i = 0; i < run.model.servers.size(); ++i) {
        const ServerStatus& server = run.state.servers[ServerId(i)];
        std::int64_t sum = 0;
        bool negative = false;
        for (const Duration time : server.in_state) {
            sum += time.count();
            negative = negative || time < Duration{};
        }
        const std::string& path = run.model.stations[run.model.servers[ServerId(i)].station].path;
        require_equal(path, "state times sum to the measured time", sum, measured);
        require_equal(path, "states with a negative time", negative ? 1 : 0, 0);
    }
}

void check_stores(const Run& run) {
    for (std::uint32_t i = 0; i < run.model.stores.size(); ++i) {
        const Store& row = run.model.stores[StoreId(i)];
        const StoreStatus& store = run.state.stores[StoreId(i)];
        if (row.never_empty) continue;
        require_equal(row.path, "stock = initial + put - taken", store.level, row.initial + store.put_ever - store.taken_ever);
    }
    for (std::uint32_t i = 0; i < run.model.crews.size(); ++i) {
        const std::int64_t available = run.state.crews[CrewId(i)].available;
        if (available < 0 || available > run.model.crews[CrewId(i)].size) {
            throw InvariantBroken(
                fmt::format("{}: {} of {} available", run.model.crews[CrewId(i)].path, available, run.model.crews[CrewId(i)].size));
        }
    }
}

}  // namespace

void check_invariants(const Run& run) {
    check_lines(run);
    check_servers(run);
    check_stores(run);
}

}  // namespace agrocap
