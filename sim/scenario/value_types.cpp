#include "scenario/value_types.hpp"

#include "base/ascii.hpp"
#include "scenario/amount_table.hpp"
#include "scenario/country_code.hpp"
#include "scenario/duration_text.hpp"
#include "scenario/metric_table.hpp"
#include "scenario/number_text.hpp"
#include "scenario/random_value.hpp"
#include "scenario/time_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

namespace agrocap {
namespace {

const std::string text_json = R"({"type":"string"})";
const std::string id_json = R"({"type":"string","pattern":"^[a-z0-9][a-z0-9-]*$"})";

std::optional<std::string> read_text(const Reading& reading) {
    const std::string* text = reading.as_text("a text in quotes");
    return text != nullptr ? std::optional(*text) : std::nullopt;
}

std::optional<std::string> read_id(const Reading& reading) {
    const std::string* text = reading.as_text("an id in quotes such as \"tractor-82\"");
    if (text == nullptr) return std::nullopt;
    if (is_id(*text)) return *text;
    reading.wrong(Code::id_letters,
                  fmt::format("{} is not an id, expected small letters, digits and hyphens such as \"tractor-82\"", shown_text(*text)),
                  id_hint(*text));
    return std::nullopt;
}

bool is_capitals(const std::string& text, std::size_t least, std::size_t most) {
    return text.size() >= least && text.size() <= most &&
           std::all_of(text.begin(), text.end(), [](char letter) { return letter >= 'A' && letter <= 'Z'; });
}

/// "weld, paint" -> ["weld", "paint"]
std::string array_hint(std::string_view text) {
    const std::string words = quoted_words(text);
    return words.empty() ? "" : fmt::format("write [{}]", words);
}

/// Tells of what stands twice in an array, with the line of the first.
template <class Value>
class OnceEach {
  public:
    /// Gives whether it is the first; `shown`: the value for people.
    bool take(const Value& value, const Reading& element, const std::string& shown) {
        const auto [first, is_new] = places_.try_emplace(value, element.value.at);
        if (!is_new)
            element.wrong(Code::name_twice, shown + " stands twice in the array",
                          line_hint("the first is", first->second, element.value.at));
        return is_new;
    }

  private:
    std::map<Value, SourceSpan> places_;
};

std::optional<std::vector<Name>> read_names(const Reading& reading, std::optional<std::string> (*read_one)(const Reading&),
                                            const std::string& expected) {
    if (!reading.is(TomlKind::array)) {
        reading.unexpected(expected, reading.is(TomlKind::text) ? array_hint(reading.value.text) : "");
        return std::nullopt;
    }
    std::vector<Name> names;
    OnceEach<std::string> once;
    bool fine = true;
    for (std::size_t i = 0; i < reading.value.elements.size(); ++i) {
        const Reading element = reading.element(i);
        const std::optional<std::string> name = read_one(element);
        if (!name) {
            fine = false;
            continue;
        }
        if (!once.take(*name, element, shown_text(*name))) fine = false;
        names.push_back({*name, element.value.at, true});
    }
    return fine ? std::optional(std::move(names)) : std::nullopt;
}

std::string written_number(const double& value) { return fmt::format("{}", value); }

std::string written_count(const std::int64_t& value) { return value == unlimited ? "\"unlimited\"" : fmt::format("{}", value); }

/// In the largest unit of which it is a whole number.
std::string written_duration(double ns) {
    for (const char* unit : {"y", "d", "h", "min"}) {
        std::string text = duration_text(ns, unit);
        if (ns > 0 && text.find_first_of(".e") == std::string::npos) return toml_quoted(text);
    }
    return toml_quoted(duration_text(ns, "s"));
}

const Shape share_shape{"share such as 0.05 or \"5 %\"",
                        R"({"anyOf":[{"type":"number"},{"type":"string","pattern":"^\\s*[0-9]+(\\.[0-9]*)?\\s*%\\s*$"}]})"};

}  // namespace

ValueType<std::string> text() { return {{"text", text_json}, read_text}; }

ValueType<std::string> reference(const std::string& kind) { return {{fmt::format("id of a {}", kind), id_json, kind}, read_id}; }

ValueType<std::string> object_id() {
    return {{"text", R"({"type":"string","pattern":"^(plant|supplier|place|market)\\.[a-z0-9][a-z0-9-]*$"})", "end of a lane"}, read_text};
}

ValueType<std::string> id_text() { return {{"id", id_json}, read_id}; }

ValueType<std::string> country() {
    return {{"country code (ISO 3166-1, two letters)", R"({"type":"string","pattern":"^[A-Z]{2}$"})"}, [](const Reading& reading) {
                std::optional<std::string> code = read_text(reading);
                if (!code || is_country(*code)) return code;
                const std::string meant = meant_country(*code);
                reading.wrong(
                    Code::no_such_word,
                    fmt::format("{} is not a country code, expected two capitals of ISO 3166-1 such as \"KZ\"", shown_text(*code)),
                    meant.empty() ? "" : fmt::format("did you mean \"{}\"?", meant));
                return std::optional<std::string>{};
            }};
}

ValueType<std::string> currency() {
    return {{"currency code (ISO 4217)", R"({"type":"string","pattern":"^[A-Z]{3}$"})"},
            [](const Reading& reading) {
                std::optional<std::string> code = read_text(reading);
                if (!code || is_capitals(*code, 3, 3)) return code;
                const std::string capitals = in_capitals(*code);
                reading.wrong(Code::no_such_word,
                              fmt::format("{} is not a currency code, expected three capitals such as \"USD\"", shown_text(*code)),
                              is_capitals(capitals, 3, 3) ? fmt::format("did you mean {}?", toml_quoted(capitals)) : "");
                return std::optional<std::string>{};
            },
            [](const std::string& code) { return toml_quoted(code); }};
}

ValueType<std::string> hs_code() {
    return {{"HS code", R"({"type":"string","pattern":"^[0-9][0-9.]*$"})"}, [](const Reading& reading) {
                std::optional<std::string> code = read_text(reading);
                if (!code || is_hs_code(*code)) return code;
                reading.wrong(Code::no_such_word,
                              fmt::format("{} is not an HS code, expected digits such as \"8701.92\"", shown_text(*code)));
                return std::optional<std::string>{};
            }};
}

ValueType<double> number(std::string_view unit) {
    return {{"number", R"({"type":"number"})"}, [unit](const Reading& reading) { return read_number_in(unit, reading); }, written_number};
}

ValueType<double> share() { return {share_shape, read_share, written_number}; }

ValueType<double> threshold() { return {{"number, or a share such as \"90 %\"", share_shape.json}, read_threshold}; }

std::optional<double> read_threshold(const Reading& reading) {
    const TomlValue* metric = reading.within != nullptr ? reading.within->find("metric") : nullptr;
    const MetricRow* row = metric != nullptr && metric->kind == TomlKind::text ? metric_row_like(metric->text) : nullptr;
    // A per cent of what is no share is told when the metric is known to exist.
    const bool is_share = row == nullptr || row->unit == "share" || is_per_cent(reading.value);
    return is_share ? read_share(reading) : read_number_in(row->unit, reading);
}

ValueType<std::int64_t> integer() { return {{"whole number", R"({"type":"integer"})"}, read_integer, written_count}; }

ValueType<std::int64_t> places() {
    const auto read = [](const Reading& reading) -> std::optional<std::int64_t> {
        if (reading.is(TomlKind::integer)) return read_integer(reading);
        if (reading.is(TomlKind::text) && reading.value.text == "unlimited") return unlimited;
        const bool is_word = reading.is(TomlKind::text) && number_hint(reading.value.text).empty();
        reading.unexpected(
            "a whole number or \"unlimited\"",
            reading.is(TomlKind::text) ? is_word ? "for no limit write \"unlimited\"" : number_hint(reading.value.text) : "");
        return std::nullopt;
    };
    return {{"whole number or \"unlimited\"", R"({"anyOf":[{"type":"integer","minimum":0},{"enum":["unlimited"]}]})"}, read, written_count};
}

ValueType<std::uint64_t> seed_number() {
    return {{"whole number", R"({"type":"integer","minimum":0})"},
            [](const Reading& reading) -> std::optional<std::uint64_t> {
                // Any 63 bits will do here: a seed is no quantity.
                if (reading.is(TomlKind::integer) && reading.value.integer >= 0) return static_cast<std::uint64_t>(reading.value.integer);
                reading.unexpected("a whole number of 0 or more");
                return std::nullopt;
            },
            [](const std::uint64_t& seed) { return fmt::format("{}", seed); }};
}

ValueType<bool> unlimited_word() {
    return {words_shape({"unlimited"}), [](const Reading& reading) -> std::optional<bool> {
                if (reading.is(TomlKind::text) && reading.value.text == "unlimited") return true;
                reading.unknown_word({"unlimited"});
                return std::nullopt;
            }};
}

ValueType<bool> boolean() {
    return {{"true or false", R"({"type":"boolean"})"}, [](const Reading& reading) -> std::optional<bool> {
                if (reading.is(TomlKind::boolean)) return reading.value.integer != 0;
                reading.unexpected("true or false", reading.is(TomlKind::text) ? "it stands without quotes" : "");
                return std::nullopt;
            }};
}

ValueType<Duration> duration() {
    return {{"duration", R"({"$ref":"#/definitions/duration"})"},
            [](const Reading& reading) -> std::optional<Duration> {
                if (!reading.value.is_table()) return read_duration(reading, Sign::not_negative);
                reading.unexpected("a fixed duration such as \"90 min\"",
                                   reading.value.find("dist") != nullptr ? "this one cannot be random" : "");
                return std::nullopt;
            },
            [](const Duration& span) { return written_duration(static_cast<double>(span.count())); }};
}

ValueType<DistributionSpec> random_duration() {
    return {{"duration, may be random", R"({"$ref":"#/definitions/randomDuration"})"},
            read_random_duration,
            [](const DistributionSpec& spec) { return written_duration(spec.mean); }};
}

ValueType<DistributionSpec> random_count() {
    return {{"whole number, may be random", R"({"$ref":"#/definitions/randomCount"})"},
            read_random_count,
            [](const DistributionSpec& spec) { return written_number(spec.mean); }};
}

// Editors see TOML dates as text.
ValueType<Day> date() {
    return {{"date", text_json}, read_date, [](const Day& day) { return date_text(day); }};
}

std::vector<Written<Day>> read_dates(const Reading& reading, const char* expected) {
    std::vector<Written<Day>> days;
    if (!reading.is(TomlKind::array)) {
        reading.unexpected(expected, reading.is(TomlKind::date) ? fmt::format("write [{}]", toml_text(reading.value)) : "");
        return days;
    }
    OnceEach<Day> once;
    for (std::size_t i = 0; i < reading.value.elements.size(); ++i) {
        const Reading element = reading.element(i);
        const std::optional<Day> day = read_date(element);
        if (!day) continue;
        once.take(*day, element, date_text(*day));
        days.push_back({*day, element.value.at, true});
    }
    return days;
}

ValueType<LatLon> lat_lon() {
    return {{"latitude and longitude in degrees", R"({"type":"array","items":{"type":"number"},"minItems":2,"maxItems":2})"},
            [](const Reading& reading) -> std::optional<LatLon> {
                if (!reading.is(TomlKind::array) || reading.value.elements.size() != 2) {
                    reading.unexpected("latitude and longitude such as [50.41, 80.23]");
                    return std::nullopt;
                }
                LatLon where{};
                constexpr LatLon most{90, 180};
                for (std::size_t i = 0; i < 2; ++i) {
                    const Reading element = reading.element(i);
                    const std::optional<double> degrees = read_number(element);
                    if (!degrees) return std::nullopt;
                    if (*degrees < -most[i] || *degrees > most[i]) {
                        element.wrong(Code::out_of_range,
                                      fmt::format("{} is out of range, expected a {} from -{} to {}", shown(element.value),
                                                  i == 0 ? "latitude" : "longitude", most[i], most[i]));
                        return std::nullopt;
                    }
                    where[i] = *degrees;
                }
                return where;
            }};
}

ValueType<std::vector<Name>> texts() {
    return {{"array of texts", R"({"type":"array","uniqueItems":true,"items":)" + text_json + "}"},
            [](const Reading& reading) { return read_names(reading, read_text, "an array of texts such as [\"output.total\"]"); }};
}

ValueType<std::vector<Name>> references(const std::string& kind) {
    return {{fmt::format("array of {} ids", kind), R"({"type":"array","uniqueItems":true,"items":)" + id_json + "}", kind},
            [](const Reading& reading) { return read_names(reading, read_id, "an array of ids such as [\"weld\", \"paint\"]"); }};
}

Shape dated_shape(const Shape& one) {
    const std::string pair = R"({"type":"array","items":[)" + text_json + "," + one.json + R"(],"minItems":2,"maxItems":2})";
    return {one.words + ", may change on dates", R"({"anyOf":[)" + one.json + R"(,{"type":"array","minItems":1,"items":)" + pair + "}]}"};
}

bool read_dates(const Reading& reading, const std::function<bool(const Reading&, Day, SourceSpan)>& keep) {
    const std::vector<TomlValue>& pairs = reading.value.elements;
    if (pairs.empty()) {
        reading.wrong(Code::missing_key, "found an empty array, expected one [date, value] at least");
        return false;
    }
    if (pairs.size() == 2 && pairs[0].kind != TomlKind::array && pairs[1].kind != TomlKind::array) {
        reading.unexpected("an array of [date, value]", fmt::format("write [{}]", toml_text(reading.value)));
        return false;
    }
    bool fine = true;
    std::optional<Day> before;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        const Reading pair = reading.element(i);
        if (!pair.is(TomlKind::array) || pair.value.elements.size() != 2) {
            pair.unexpected("[date, value] such as [2023-07-01, 0.05]");
            fine = false;
            continue;
        }
        const std::optional<Day> from = read_date(pair.element(0));
        if (from && before && *from <= *before) {
            pair.element(0).wrong(Code::out_of_range,
                                  fmt::format("{} is not after the date before it, {}", date_text(*from), date_text(*before)),
                                  "the pairs stand in the order of their dates");
            fine = false;
        }
        if (from) before = from;
        fine &= keep(pair.element(1), from.value_or(0), pair.value.elements[0].at) && from.has_value();
    }
    return fine;
}

Shape words_shape(const std::vector<std::string>& words) {
    std::vector<std::string> quoted;
    quoted.reserve(words.size());
    for (const std::string& word : words) quoted.push_back(toml_quoted(word));
    return {fmt::format("{}", fmt::join(quoted, ", ")), fmt::format(R"({{"enum":[{}]}})", fmt::join(quoted, ","))};
}

}  // namespace agrocap
