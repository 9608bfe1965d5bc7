#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace agrocap {

/// What an expression over varied keys computes with.
struct ConstraintValue {
    /// `other`: a TOML table, say; `unknown`: cannot be told before all is read; `none`: no result.
    enum class Kind : std::uint8_t { number, duration, text, truth, other, unknown, none };

    Kind kind = Kind::number;
    double number = 0;  // nanoseconds for a duration; 0 or 1 for truth
    std::string text = {};
};

/// A text: a duration if it reads as one ("5 min"), else itself.
ConstraintValue constraint_value_of_text(const std::string& text);

/// The value that TOML text stands for.
ConstraintValue constraint_value_of_toml(const std::string& toml);

enum class ConstraintOperator : std::uint8_t {
    either,  // "or"
    both,    // "and"
    negation,
    less,
    at_most,
    more,
    at_least,
    equal,
    unequal,
    sum,
    difference,
    product,
    quotient,
    negative,  // "-" before a value
};

/// As it is written: "<=", "not".
const char* constraint_sign(ConstraintOperator sign);

/// Whether it stands before its only operand.
inline bool is_prefix(ConstraintOperator sign) { return sign == ConstraintOperator::negation || sign == ConstraintOperator::negative; }

/// What an operator gives for operands of these kinds; `none` if they do not go together. A prefix has the same kind twice.
ConstraintValue::Kind constraint_result_kind(ConstraintOperator sign, ConstraintValue::Kind left, ConstraintValue::Kind right);

/// Applies an operator to operands that go together; a prefix leaves `right` aside. Gives nothing for a division by zero.
std::optional<ConstraintValue> constraint_result(ConstraintOperator sign, const ConstraintValue& left, const ConstraintValue& right);

/// "a number", "a duration", … for messages.
const char* constraint_kind_name(ConstraintValue::Kind kind);

}  // namespace agrocap
