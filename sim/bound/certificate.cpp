#include "bound/certificate.hpp"

#include "base/sha256.hpp"

#include <fmt/format.h>

#include <bit>
#include <cmath>
#include <cstdint>

namespace agrocap {

namespace {

/// A double as the whole fraction that it is: "3", "-5/8", "7*2^40".
std::string exact_text(double value) {
    if (value == 0) return "0";
    int exponent = 0;
    auto digits = static_cast<std::int64_t>(std::ldexp(std::frexp(value, &exponent), 53));
    exponent -= 53;
    const int zeros = std::countr_zero(static_cast<std::uint64_t>(digits));
    digits /= std::int64_t{1} << zeros;
    exponent += zeros;
    if (exponent == 0) return fmt::format("{}", digits);
    return fmt::format("{}*2^{}", digits, exponent);
}

std::string terms_text(const std::vector<ProgramTerm>& terms) {
    std::string text;
    for (const ProgramTerm& term : terms) text += fmt::format(" {}:{}", term.column, exact_text(term.factor));
    return text;
}

}  // namespace

std::string certificate_of(const Bound& bound) {
    const LinearProgram& program = bound.program;
    std::string text = fmt::format("metric {}\nunit {}\ncolumns {}\nper-year {}/{}\nmaximise{}\n", bound.metric, bound.unit,
                                   program.columns, program.numerator, program.denominator, terms_text(program.objective));
    for (std::size_t r = 0; r < program.rows.size(); ++r) {
        const ProgramRow& row = program.rows[r];
        text += fmt::format("row {} {} {} limit {} allowance {} multiplier {} terms{}\n", row.what, row_kind_name(row.kind), row.period,
                            exact_text(row.limit), exact_text(row.allowance), bound.proof->multipliers[r], terms_text(row.terms));
    }
    text += fmt::format("bound {}\n", bound.proof->exact_value);
    return fmt::format("agrocap-certificate/1\nsha256 {}\n{}", sha256_hex(text), text);
}

}  // namespace agrocap
