#include "model/state/observer.hpp"

#include <algorithm>
#include <cstdint>
#include <initializer_list>

namespace agrocap {

namespace {

bool can_be_blocked(const Model& model, const Station& station) {
    if (station.next.valid()) return model.stations[station.next].places != unlimited;
    const auto items = rows_of(model.line_items, station.items);
    return std::any_of(items.begin(), items.end(), [&](const LineItem& item) { return model.stores[item.store].capacity != unlimited; });
}

constexpr std::uint16_t bits_of(std::initializer_list<ServerState> states) {
    unsigned bits = 0;
    for (const ServerState state : states) bits |= 1U << static_cast<unsigned>(state);
    return static_cast<std::uint16_t>(bits);
}

constexpr std::uint16_t all_states = (1U << server_state_count) - 1;
constexpr std::uint16_t stops =
    bits_of({ServerState::setup, ServerState::waiting_crew, ServerState::down, ServerState::maintenance, ServerState::blocked});

/// Of a server at the station, told by part.
std::uint16_t stops_told(const Model& model, const Station& station) {
    return station.simple && station.plain && !can_be_blocked(model, station) ? std::uint16_t{} : stops;
}

}  // namespace

void begin_telling(Run& run) {
    if (run.observer == nullptr) return;
    const bool in_order = is_told_in_order(run);
    for (ServerStatus& server : run.state.servers) {
        const Station& station = run.model.stations[server.station];
        server.ends_told = in_order || !station.simple || station.has_busy_modes;
        server.told_states = in_order ? all_states : stops_told(run.model, station);
    }
}

}  // namespace agrocap
