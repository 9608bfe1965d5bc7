#pragma once

#include "scenario/reading.hpp"
#include "scenario/scenario.hpp"
#include "scenario/toml_parser.hpp"

#include <catch2/catch_test_macros.hpp>

#include <string>
#include <vector>

namespace agrocap {

/// All messages about a scenario text, as the program prints them.
inline std::string messages_of(const std::string& text) {
    const ReadResult result = read_scenario_text(text, "s.toml");
    return format_diagnostics(result.diagnostics, result.files);
}

/// A sound scenario of one station, to which more can be added; the next line is line 13.
inline const std::string sound_scenario = R"(schema = 1
[scenario]
name = "sound"
[item.part]
[item.other]
[plant.p]
[plant.p.line.l]
makes = ["part", "other"]
route = ["s", "t"]
[plant.p.line.l.station.t]
time = "10 min"
[plant.p.line.l.station.s]
)";

inline Scenario read_sound(const std::string& text) {
    const ReadResult result = read_scenario_text(text, "s.toml");
    INFO(format_diagnostics(result.diagnostics, result.files));
    REQUIRE_FALSE(result.diagnostics.has_errors());
    return result.scenario;
}

/// One value read by `read`, and what was said about it.
template <class T>
struct OneReading {
    std::optional<T> value;
    std::string message;  // "E012: text", empty if all is well
};

template <class Read>
auto read_one(const std::string& toml, Read read) {
    const std::optional<TomlValue> value = parse_toml_value(toml);
    REQUIRE(value);
    Diagnostics problems;
    const auto result = read(Reading{*value, "", problems});
    OneReading<typename decltype(result)::value_type> one{result, ""};
    for (const Diagnostic& problem : problems.all()) one.message += code_text(problem) + ": " + problem.text;
    return one;
}

}  // namespace agrocap
