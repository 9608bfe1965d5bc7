#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace agrocap {

/// What keeps a year's output below nominal capacity, in the order in which accounts list it.
enum class Cause : std::uint8_t {
    opening,
    mix,
    variability,
    failures,
    maintenance,
    setups,
    scrap,
    rework,
    crew,
    material,
    demand,
    transport,
    disruptions,
};

inline constexpr std::array cause_words{"opening", "mix",  "variability", "failures", "maintenance", "setups",     "scrap",
                                        "rework",  "crew", "material",    "demand",   "transport",   "disruptions"};

inline std::string_view cause_word(Cause cause) { return cause_words[static_cast<std::size_t>(cause)]; }
/// "failures take", "scrap takes".
inline const char* takes_word(Cause cause) { return cause_word(cause).ends_with('s') ? "take" : "takes"; }

/// The cause of that name, if there is one.
inline std::optional<Cause> cause_from(std::string_view word) {
    for (std::size_t i = 0; i < cause_words.size(); ++i)
        if (cause_words[i] == word) return static_cast<Cause>(i);
    return std::nullopt;
}

/// The causes that can be switched off; opening and mix are what remains.
inline constexpr std::array switched_causes{Cause::variability, Cause::failures,  Cause::maintenance, Cause::setups,
                                            Cause::scrap,       Cause::rework,    Cause::crew,        Cause::material,
                                            Cause::demand,      Cause::transport, Cause::disruptions};

/// Causes that are on.
struct CauseSet {
    std::uint32_t bits = 0;

    [[nodiscard]] bool has(Cause cause) const { return (bits >> static_cast<unsigned>(cause) & 1U) != 0; }
    [[nodiscard]] CauseSet with(Cause cause) const { return {bits | 1U << static_cast<unsigned>(cause)}; }
    friend auto operator<=>(const CauseSet&, const CauseSet&) = default;
};

}  // namespace agrocap
