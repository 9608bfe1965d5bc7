#pragma once

#include "scenario/schema.hpp"

#include <array>
#include <string>
#include <utility>
#include <vector>

namespace agrocap {

// The kinds of value that keys have. Each function gives a type for `Schema::field`.

ValueType<std::string> text();
/// The id of a table of the given kind, "calendar"; whether it exists is for `validate` to say.
ValueType<std::string> reference(const std::string& kind);
/// An id that is no reference: a family.
ValueType<std::string> id_text();
/// ISO 3166, "KZ".
ValueType<std::string> country();
/// ISO 4217, "USD".
ValueType<std::string> currency();
/// Harmonised System code, "8701.92".
ValueType<std::string> hs_code();
ValueType<double> number();
ValueType<std::int64_t> integer();
/// A whole number or "unlimited".
ValueType<std::int64_t> places();
ValueType<bool> boolean();
ValueType<std::uint64_t> seed_number();
/// The word "unlimited" and no other.
ValueType<bool> unlimited_word();
ValueType<Duration> duration();
ValueType<DistributionSpec> random_duration();
ValueType<DistributionSpec> random_count();
ValueType<Day> date();
ValueType<LatLon> lat_lon();
/// An array of texts without repetition.
ValueType<std::vector<Name>> texts();
/// An array of ids without repetition.
ValueType<std::vector<Name>> references(const std::string& kind);

/// The shape of one of several words.
Shape words_shape(const std::vector<std::string>& words);

/// One of several words, each for a value of an enumeration.
template <class Enum>
ValueType<Enum> choice(std::vector<std::pair<std::string, Enum>> words) {
    std::vector<std::string> names;
    for (const auto& [name, value] : words) names.push_back(name);
    return {words_shape(names), [words, names](const Reading& reading) -> std::optional<Enum> {
                if (reading.is(TomlKind::text))
                    for (const auto& [name, value] : words)
                        if (name == reading.value.text) return value;
                reading.unknown_word(names);
                return std::nullopt;
            }};
}

/// Requires one of the keys in the table and no two (E031, E033). Gives the key that is there, or an empty text.
std::string exactly_one(const Reading& table, const std::vector<std::string>& keys);

/// At most one of the keys in the table (E033). Gives the key that is there, or an empty text.
std::string at_most_one(const Reading& table, const std::vector<std::string>& keys);

}  // namespace agrocap
