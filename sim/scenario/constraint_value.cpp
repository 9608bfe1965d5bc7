#include "scenario/constraint_value.hpp"

#include "scenario/duration_text.hpp"
#include "scenario/toml_parser.hpp"

#include <charconv>

namespace agrocap {

namespace {

using Kind = ConstraintValue::Kind;

using Operator = ConstraintOperator;

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

const char* constraint_sign(Operator sign) {
    switch (sign) {
        case Operator::either: return "or";
        case Operator::both: return "and";
        case Operator::negation: return "not";
        case Operator::less: return "<";
        case Operator::at_most: return "<=";
        case Operator::more: return ">";
        case Operator::at_least: return ">=";
        case Operator::equal: return "==";
        case Operator::unequal: return "!=";
        case Operator::sum: return "+";
        case Operator::difference:
        case Operator::negative: return "-";
        case Operator::product: return "*";
        case Operator::quotient: return "/";
    }
    return "";
}

Kind constraint_result_kind(Operator sign, Kind left, Kind right) {
    if (left == Kind::unknown || right == Kind::unknown) return Kind::unknown;
    const bool measures = left == Kind::number || left == Kind::duration;
    const bool alike = left == right;
    switch (sign) {
        case Operator::either:
        case Operator::both:
        case Operator::negation: return left == Kind::truth && alike ? Kind::truth : Kind::none;
        case Operator::equal:
        case Operator::unequal: return alike ? Kind::truth : Kind::none;
        case Operator::less:
        case Operator::at_most:
        case Operator::more:
        case Operator::at_least: return alike && measures ? Kind::truth : Kind::none;
        case Operator::sum:
        case Operator::difference: return alike && measures ? left : Kind::none;
        case Operator::negative: return measures ? left : Kind::none;
        case Operator::quotient:
            if (alike && measures) return Kind::number;
            return right == Kind::number && measures ? left : Kind::none;
        case Operator::product:
            if (right == Kind::number && measures) return left;
            return left == Kind::number && right == Kind::duration ? Kind::duration : Kind::none;
    }
    return Kind::none;
}

std::optional<ConstraintValue> constraint_result(Operator sign, const ConstraintValue& left, const ConstraintValue& right) {
    const double a = left.number;
    const double b = right.number;
    const bool equal = left.kind == Kind::text ? left.text == right.text : a == b;
    const Kind kind = is_prefix(sign) ? left.kind : constraint_result_kind(sign, left.kind, right.kind);
    switch (sign) {
        case Operator::either: return truth(a != 0 || b != 0);
        case Operator::both: return truth(a != 0 && b != 0);
        case Operator::negation: return truth(a == 0);
        case Operator::less: return truth(a < b);
        case Operator::at_most: return truth(a <= b);
        case Operator::more: return truth(a > b);
        case Operator::at_least: return truth(a >= b);
        case Operator::equal: return truth(equal);
        case Operator::unequal: return truth(!equal);
        case Operator::sum: return ConstraintValue{kind, a + b};
        case Operator::difference: return ConstraintValue{kind, a - b};
        case Operator::negative: return ConstraintValue{kind, -a};
        case Operator::product: return ConstraintValue{kind, a * b};
        case Operator::quotient: return b == 0 ? std::nullopt : std::optional(ConstraintValue{kind, a / b});
    }
    return std::nullopt;
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
