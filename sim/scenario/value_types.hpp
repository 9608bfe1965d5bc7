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
ValueType<std::string> object_id();  // KIND.ID of what a lane joins; that it exists is checked later
ValueType<std::string> id_text();
/// ISO 3166-1, two letters: "KZ".
ValueType<std::string> country();
/// ISO 4217, "USD".
ValueType<std::string> currency();
/// Harmonised System code, "8701.92".
ValueType<std::string> hs_code();
/// A plain number; `unit` as in `amount_in`: what to write instead of "4100 kg".
ValueType<double> number(std::string_view unit = {});
/// A number, or a per cent in quotes: 0.05 or "5 %".
ValueType<double> share();
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
/// An array of dates, none of them twice. `expected` is the wording of the error.
std::vector<Written<Day>> read_dates(const Reading& reading, const char* expected);
ValueType<LatLon> lat_lon();
/// An array of texts without repetition.
ValueType<std::vector<Name>> texts();
/// An array of ids without repetition.
ValueType<std::vector<Name>> references(const std::string& kind);

/// An array of [date, value] by growing date; `keep` reads and takes each value. Gives whether all is fine.
bool read_dates(const Reading& reading, const std::function<bool(const Reading& value, Day from, SourceSpan at)>& keep);
Shape dated_shape(const Shape& one);

/// A value of the type given, or one that changes on dates: `[[2023-01-01, 0.0], [2023-07-01, 0.05]]`.
template <class T>
ValueType<Dated<T>> dated(ValueType<T> one) {
    return {dated_shape(one.shape),
            [read_one = std::move(one.read)](const Reading& reading) -> std::optional<Dated<T>> {
                if (!reading.is(TomlKind::array)) {
                    const std::optional<T> value = read_one(reading);
                    return value ? std::optional<Dated<T>>(*value) : std::nullopt;
                }
                Dated<T> dated;
                const bool fine = read_dates(reading, [&](const Reading& inner, Day from, SourceSpan at) {
                    const std::optional<T> value = read_one(inner);
                    if (value) dated.steps.push_back({from, *value, at});
                    return value.has_value();
                });
                if (!fine) return std::nullopt;
                dated.first = dated.steps.front().value;
                return dated;
            },
            [write_one = std::move(one.written)](const Dated<T>& value) { return write_one ? write_one(value.first) : std::string(); }};
}

/// The shape of one of several words.
Shape words_shape(const std::vector<std::string>& words);

/// One of several words, each for a value of an enumeration.
template <class Enum>
ValueType<Enum> choice(std::vector<std::pair<std::string, Enum>> words) {
    std::vector<std::string> names;
    names.reserve(words.size());
    for (const auto& [name, value] : words) names.push_back(name);
    const auto read = [words, names](const Reading& reading) -> std::optional<Enum> {
        if (reading.is(TomlKind::text))
            for (const auto& [name, value] : words)
                if (name == reading.value.text) return value;
        reading.unknown_word(names);
        return std::nullopt;
    };
    const auto written = [words](const Enum& wanted) -> std::string {
        for (const auto& [name, value] : words)
            if (value == wanted) return toml_quoted(name);
        return {};
    };
    return {words_shape(names), read, written};
}

/// A number among numbers: that of a metric to be reached, which is a share for some. The key `metric` stands beside it.
ValueType<double> threshold();

/// One number of a threshold, in the unit of that metric.
std::optional<double> read_threshold(const Reading& reading);

}  // namespace agrocap
