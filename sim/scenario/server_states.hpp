#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace agrocap {

/// What a server is doing; the order is that of the results.
enum class ServerState : std::uint8_t {
    working,
    setup,
    blocked,
    starved,
    waiting_material,
    waiting_crew,
    down,
    maintenance,
    off_shift,
};

/// The same in the language's words.
inline constexpr std::array server_state_names{"working",      "setup", "blocked",     "starved",  "waiting-material",
                                               "waiting-crew", "down",  "maintenance", "off-shift"};
inline constexpr std::size_t server_state_count = server_state_names.size();

}  // namespace agrocap
