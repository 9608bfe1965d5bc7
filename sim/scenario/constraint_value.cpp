#include "scenario/constraint_value.hpp"

#include "scenario/duration_text.hpp"
#include "scenario/toml_parser.hpp"

#include <charconv>

namespace agrocap {

namespace {

using Kind = ConstraintValue::Kind;

bool is_one_of(const std::string& word, std::initializer_list<const char*> words) {
    for (const char* other : words)
        if (word == other) return true;
    return false;
}

ConstraintValue truth(bool holds) { return {Kind::truth, holds ? 1.0 : 0.0}; }

}  // namespace

ConstraintValue constraint_value_of_text(const std::string& text) {
    TomlValue value;
    value.kind = TomlKind::text;
    value.text = text;
    Diagnostics ignored;
    const std::optional<Duration> duration = read_duration(Reading{value, "", ignored}, Sign::any);
    if (!duration) return {Kind::text, 0, text};
    return {Kind::duration, static_cast<double>(duration->count()), text};
}

ConstraintValue constraint_value_of_toml(const std::string& toml) {
    ConstraintValue result;
    const auto [end, error] = std::from_chars(toml.data(), toml.data() + toml.size(), result.number);
    if (error == std::errc() && end == toml.data() + toml.size()) return result;
    const std::optional<TomlValue> value = parse_toml_value(toml);
    if (!value) return {Kind::other};
    switch (value->kind) {
        case TomlKind::integer: return {Kind::number, static_cast<double>(value->integer)};
        case TomlKind::real: return {Kind::number, value->real};
        case TomlKind::boolean: return truth(value->integer != 0);
        case TomlKind::text: return constraint_value_of_text(value->text);
        default: return {Kind::other};
    }
}

Kind constraint_result_kind(const std::string& word, std::span<const Kind> kinds) {
    for (const Kind kind : kinds)
        if (kind == Kind::unknown) return Kind::unknown;
    const Kind left = kinds.front();
    const Kind right = kinds.back();
    const bool measures = left == Kind::number || left == Kind::duration;
    if (is_one_of(word, {"and", "or", "not"})) return left == Kind::truth && right == Kind::truth ? Kind::truth : Kind::none;
    if (word == "negative") return measures ? left : Kind::none;
    if (is_one_of(word, {"==", "!="})) return left == right ? Kind::truth : Kind::none;
    if (is_one_of(word, {"<", "<=", ">", ">="})) return left == right && measures ? Kind::truth : Kind::none;
    if (is_one_of(word, {"+", "-"})) return left == right && measures ? left : Kind::none;
    if (word == "/" && left == right && measures) return Kind::number;
    if (right == Kind::number && measures) return left;
    return word == "*" && left == Kind::number && right == Kind::duration ? Kind::duration : Kind::none;
}

std::optional<ConstraintValue> constraint_result(const std::string& word, const ConstraintValue& left, const ConstraintValue& right) {
    const double a = left.number;
    const double b = right.number;
    if (word == "not") return truth(a == 0);
    if (word == "negative") return ConstraintValue{left.kind, -a};
    if (word == "and") return truth(a != 0 && b != 0);
    if (word == "or") return truth(a != 0 || b != 0);
    const bool equal = left.kind == Kind::text ? left.text == right.text : a == b;
    if (word == "==") return truth(equal);
    if (word == "!=") return truth(!equal);
    if (word == "<") return truth(a < b);
    if (word == "<=") return truth(a <= b);
    if (word == ">") return truth(a > b);
    if (word == ">=") return truth(a >= b);
    const Kind kinds[] = {left.kind, right.kind};
    const Kind kind = constraint_result_kind(word, kinds);
    if (word == "+") return ConstraintValue{kind, a + b};
    if (word == "-") return ConstraintValue{kind, a - b};
    if (word == "*") return ConstraintValue{kind, a * b};
    if (b == 0) return std::nullopt;
    return ConstraintValue{kind, a / b};
}

const char* constraint_kind_name(Kind kind) {
    switch (kind) {
        case Kind::number: return "a number";
        case Kind::duration: return "a duration";
        case Kind::text: return "a text";
        case Kind::truth: return "true or false";
        default: return "something else";
    }
}

}  // namespace agrocap
