#include "scenario/amount_text.hpp"

#include "base/ascii.hpp"
#include "scenario/duration_text.hpp"
#include "scenario/number_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

namespace agrocap {
namespace {

/// What a word behind a number makes of it where `unit` is asked for; a word without a unit counts things by the thousand.
struct AmountWord {
    std::string_view word;
    std::string_view unit;
    double factor = 1;
};

constexpr double km_in_mile = 1.609344;
constexpr std::array amount_words{AmountWord{"k", "", 1e3},
                                  AmountWord{"thousand", "", 1e3},
                                  AmountWord{"thousands", "", 1e3},
                                  AmountWord{"million", "", 1e6},
                                  AmountWord{"millions", "", 1e6},
                                  AmountWord{"mln", "", 1e6},
                                  AmountWord{"m", "money", 1e6},
                                  AmountWord{"m", "units", 1e6},
                                  AmountWord{"m", "km", 1e-3},
                                  AmountWord{"km", "km"},
                                  AmountWord{"mi", "km", km_in_mile},
                                  AmountWord{"mile", "km", km_in_mile},
                                  AmountWord{"miles", "km", km_in_mile},
                                  AmountWord{"g", "t", 1e-6},
                                  AmountWord{"kg", "t", 1e-3},
                                  AmountWord{"t", "t"},
                                  AmountWord{"tonne", "t"},
                                  AmountWord{"tonnes", "t"},
                                  AmountWord{"unit", "units"},
                                  AmountWord{"units", "units"},
                                  AmountWord{"piece", "units"},
                                  AmountWord{"pieces", "units"},
                                  AmountWord{"pc", "units"},
                                  AmountWord{"pcs", "units"},
                                  AmountWord{"order", "orders"},
                                  AmountWord{"orders", "orders"},
                                  AmountWord{"shipment", "shipments"},
                                  AmountWord{"shipments", "shipments"}};

/// "14 million USD/month" -> "million", "USD", "/", "month"
std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    for (text = trimmed(text); !text.empty(); text = trimmed(text)) {
        const std::size_t end = text.front() == '/' ? 1 : std::min(text.find_first_of(" \t/"), text.size());
        words.emplace_back(text.substr(0, end));
        text.remove_prefix(end);
    }
    return words;
}

bool is_currency(std::string_view word) {
    const auto is_capital = [](char letter) { return letter >= 'A' && letter <= 'Z'; };
    constexpr std::array<std::string_view, 4> signs{"$", "€", "₸", "₽"};
    return (word.size() == 3 && std::all_of(word.begin(), word.end(), is_capital)) ||
           std::find(signs.begin(), signs.end(), word) != signs.end();
}

/// The factor of a word, where `unit` is asked for.
std::optional<double> factor_of(const std::string& word, std::string_view unit) {
    if (is_currency(word)) return unit == "money" || unit.empty() ? std::optional(1.0) : std::nullopt;
    for (const AmountWord& one : amount_words) {
        // Where nobody says what is counted, pieces may be; "m" would be a million there, or metres, or minutes.
        const bool fits = one.unit.empty() || one.unit == unit || (unit.empty() && one.unit == "units" && one.factor == 1);
        if (fits && word == one.word) return one.factor;
    }
    return std::nullopt;
}

/// Takes "per month", "a year" or "/y" from the end of the words. Gives how often that is in a year; nothing if it is no such time.
std::optional<double> taken_rate(std::vector<std::string>& words) {
    if (words.size() < 2) return 1.0;
    const std::string &link = words[words.size() - 2], &time = words.back();
    if (link != "per" && link != "a" && link != "/") return 1.0;
    const double times = time == "year" || time == "y" || time == "annum" ? 1.0 : time == "month" ? 12.0 : 0.0;
    if (times == 0.0) return std::nullopt;
    words.resize(words.size() - 2);
    return times;
}

/// Where hours are asked for: "90 min", "3 d".
std::optional<Amount> hours_in(std::string_view text) {
    const std::optional<DurationText> duration = duration_of(text);
    if (!duration) return std::nullopt;
    constexpr double ns_in_hour = 3600e9;
    return Amount{duration->ns() / ns_in_hour, true, duration->parts.size() > 1 || duration->parts.front().unit != "h"};
}

}  // namespace

std::optional<Amount> amount_in(std::string_view text, std::string_view unit) {
    text = trimmed(text);
    Amount amount;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), amount.number);
    // Letters would let "inf" and "nan" through.
    if (error != std::errc() || !is_digit(text[text.starts_with('-') ? 1 : 0])) return std::nullopt;
    const std::string_view base = unit.substr(0, unit.find('/'));
    std::vector<std::string> words = words_of(text.substr(static_cast<std::size_t>(end - text.data())));
    if (words.empty()) return amount;
    amount.has_words = true;
    if (base == "h") return hours_in(text);
    double factor = 1;
    if (unit.ends_with("/y")) {
        const std::optional<double> times = taken_rate(words);
        if (!times) return std::nullopt;
        factor = *times;
    }
    for (const std::string& word : words) {
        const std::optional<double> one = factor_of(word, base);
        if (!one) return std::nullopt;
        factor *= *one;
    }
    amount.number *= factor;
    amount.is_converted = factor != 1;
    return amount;
}

std::string unit_in_words(std::string_view unit) {
    const std::string_view base = unit.substr(0, unit.find('/'));
    const std::string_view time = unit.ends_with("/y") ? " a year" : unit.ends_with("/h") ? " an hour" : "";
    return fmt::format("{}{}", base == "money" ? "the scenario's currency" : base, time);
}

}  // namespace agrocap
