#include "scenario/amount_table.hpp"

#include "scenario/value_types.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace agrocap {
namespace {

/// A key read as if it were a value, so that it is judged and reported like one.
bool is_read(const ValueType<std::string>& type, const Reading& inner, const std::string& key) {
    TomlValue text;
    text.kind = TomlKind::text;
    text.text = key;
    text.at = inner.value.key_at;
    return type.read(Reading{text, inner.path, inner.problems}).has_value();
}

bool is_key(AmountKey key, const Reading& inner, const std::string& text) {
    switch (key) {
        case AmountKey::hs_code: return is_read(hs_code(), inner, text);
        case AmountKey::item: return is_read(reference("item"), inner, text);
        case AmountKey::item_family_or_code: return is_hs_code(text) || is_read(id_text(), inner, text);
    }
    return false;
}

std::optional<DatedAmount> read_amount(const Reading& reading, AmountKey key, const FieldDoc& range) {
    const std::optional<Dated<double>> amount = dated(key == AmountKey::hs_code ? share() : number("money")).read(reading);
    if (!amount || !in_range(*amount, range, reading)) return std::nullopt;
    if (range.doubtful) doubt(*amount, range, reading);
    return DatedAmount{*amount, reading.value.at, true};
}

}  // namespace

void read_amounts(AmountTable& table, const Reading& reading, AmountKey key, const FieldDoc& range) {
    table.at = reading.value.at;
    if (!reading.value.is_table()) {
        if (const auto amount = read_amount(reading, key, range)) table.any = *amount;
        return;
    }
    for (const auto& [name, value] : reading.value.members) {
        const Reading inner = reading.member(name, value);
        const bool known = is_key(key, inner, name);
        const auto amount = read_amount(inner, key, range);
        if (known && amount) table.by[name] = *amount;
    }
}

Shape amounts_shape(AmountKey key) {
    const char* const names = key == AmountKey::hs_code ? "HS code" : key == AmountKey::item ? "item" : "item, family or HS code";
    const Shape one = key == AmountKey::hs_code ? Shape{"share such as 0.05 or \"5 %\"", R"({"type":["number","string"],"minimum":0})"}
                                                : Shape{"number", R"({"type":"number","minimum":0})"};
    const std::string json = dated_shape(one).json;
    return {fmt::format("{}, or table by {}; each may change on dates", one.words, names),
            fmt::format(R"({{"anyOf":[{},{{"type":"object","additionalProperties":{}}}]}})", json, json)};
}

std::string digits_of(std::string code) {
    std::erase(code, '.');
    return code;
}

bool is_hs_code(const std::string& key) {
    const auto fits = [](char letter) { return (letter >= '0' && letter <= '9') || letter == '.'; };
    return !key.empty() && key.front() != '.' && std::all_of(key.begin(), key.end(), fits);
}

bool begins_code(const std::string& code, const std::string& hs) { return !hs.empty() && digits_of(hs).starts_with(digits_of(code)); }

const DatedAmount* amount_of_code(const Keyed<DatedAmount>& table, const std::string& hs) {
    const DatedAmount* found = nullptr;
    std::size_t longest = 0;
    for (const auto& [code, amount] : table) {
        const std::size_t length = digits_of(code).size();
        if (!is_hs_code(code) || !begins_code(code, hs) || length < longest) continue;
        longest = length;
        found = &amount;
    }
    return found;
}

}  // namespace agrocap
