#include "base/special_functions.hpp"

#include "base/math.hpp"

#include <array>
#include <cmath>
#include <cstddef>

namespace agrocap {
namespace {

constexpr double half_log_two_pi = 0.918938533204672741780;
constexpr double root_two_pi = 2.506628274631000502416;

template <std::size_t N>
double polynomial(const std::array<double, N>& coefficients, double x) {
    double value = coefficients[N - 1];
    for (std::size_t i = N - 1; i-- > 0;) value = value * x + coefficients[i];
    return value;
}

/// Two numbers side by side: each operation is that of either, to the last bit, and takes one instruction.
using Two [[gnu::vector_size(16)]] = double;

/// Two polynomials at one place.
template <std::size_t N>
Two polynomials(const std::array<Two, N>& coefficients, double x) {
    Two value = coefficients[N - 1];
    for (std::size_t i = N - 1; i-- > 0;) value = value * x + coefficients[i];
    return value;
}

/// Stirling's series, its error below 1e-17 of the result. Requires: x >= 12. Source: Abramowitz & Stegun 6.1.41.
double lgamma_by_stirling(double x) {
    static constexpr std::array coefficients{1.0 / 12,   -1.0 / 360,        1.0 / 1260, -1.0 / 1680,
                                             1.0 / 1188, -691.0 / 360360.0, 1.0 / 156,  -3617.0 / 122400.0};
    const double correction = polynomial(coefficients, 1 / (x * x)) / x;
    return (x - 0.5) * exact_log(x) - x + half_log_two_pi + correction;
}

constexpr double laplace_from = 2;

/// n / (x + (n + 1) / (x + (n + 2) / …)), from the inside out, deep enough for 1e-16 at x = 2; with n = 1 Laplace's continued fraction,
/// x + that = 1 / Mills' ratio. Source: Abramowitz & Stegun 26.2.14.
double laplace_fraction(int n, double x) {
    double fraction = 0;
    for (int i = n + 150; i >= n; --i) fraction = i / (x + fraction);
    return fraction;
}

constexpr double stirling_from = 12;

/// x (x + 1) … up to where Stirling's series holds; `x` becomes the number after the last factor.
double shift_up(double& x) {
    double product = 1;
    for (; x < stirling_from; x += 1) product *= x;
    return product;
}

}  // namespace

double exact_lgamma(double x) {
    const double product = shift_up(x);
    return lgamma_by_stirling(x) - exact_log(product);
}

double exact_gamma(double x) {
    const double product = shift_up(x);
    return exact_exp(lgamma_by_stirling(x)) / product;
}

double exact_normal_quantile(double p) {
    // Of each row the first is a coefficient of the numerator, the second one of the denominator.
    static constexpr std::array<Two, 8> centre{{
        {3.3871328727963666080e0, 1.0},
        {1.3314166789178437745e+2, 4.2313330701600911252e+1},
        {1.9715909503065514427e+3, 6.8718700749205790830e+2},
        {1.3731693765509461125e+4, 5.3941960214247511077e+3},
        {4.5921953931549871457e+4, 2.1213794301586595867e+4},
        {6.7265770927008700853e+4, 3.9307895800092710610e+4},
        {3.3430575583588128105e+4, 2.8729085735721942674e+4},
        {2.5090809287301226727e+3, 5.2264952788528545610e+3},
    }};
    static constexpr std::array<Two, 8> shoulder{{
        {1.42343711074968357734e0, 1.0},
        {4.63033784615654529590e0, 2.05319162663775882187e0},
        {5.76949722146069140550e0, 1.67638483018380384940e0},
        {3.64784832476320460504e0, 6.89767334985100004550e-1},
        {1.27045825245236838258e0, 1.48103976427480074590e-1},
        {2.41780725177450611770e-1, 1.51986665636164571966e-2},
        {2.27238449892691845833e-2, 5.47593808499534494600e-4},
        {7.74545014278341407640e-4, 1.05075007164441684324e-9},
    }};
    static constexpr std::array<Two, 8> tail{{
        {6.65790464350110377720e0, 1.0},
        {5.46378491116411436990e0, 5.99832206555887937690e-1},
        {1.78482653991729133580e0, 1.36929880922735805310e-1},
        {2.96560571828504891230e-1, 1.48753612908506148525e-2},
        {2.65321895265761230930e-2, 7.86869131145613259100e-4},
        {1.24266094738807843860e-3, 1.84631831751005468180e-5},
        {2.71155556874348757815e-5, 1.42151175831644588870e-7},
        {2.01033439929228813265e-7, 2.04426310338993978564e-15},
    }};
    const double q = p - 0.5;
    if (std::abs(q) <= 0.425) {
        const double r = 0.180625 - q * q;
        const Two value = polynomials(centre, r);
        return q * value[0] / value[1];
    }
    const double r = std::sqrt(-exact_log(q < 0 ? p : 1 - p));
    const Two value = r <= 5 ? polynomials(shoulder, r - 1.6) : polynomials(tail, r - 5);
    const double size = value[0] / value[1];
    return q < 0 ? -size : size;
}

double exact_mills_ratio(double x) {
    // Source: Marsaglia, J. Stat. Software 11(4), 2004: 0.5 / density - (x + x^3/3 + x^5/15 + …).
    if (x < laplace_from) {
        double sum = x, term = x;
        for (double n = 3; term > 1e-17 * sum; n += 2) sum += term *= x * x / n;
        return 0.5 * root_two_pi * exact_exp(0.5 * x * x) - sum;
    }
    return 1 / (x + laplace_fraction(1, x));
}

double exact_normal_tail(double x) {
    const double density = exact_exp(-0.5 * x * x) / root_two_pi;
    return x < 0 ? 1 - density * exact_mills_ratio(-x) : density * exact_mills_ratio(x);
}

ExcessMoments exact_normal_excess(double border) {
    if (border < laplace_from) {
        const double hazard = exact_exp(-0.5 * border * border) / root_two_pi / exact_normal_tail(border);
        const double mean = hazard - border;
        return {.mean = mean, .variance = 1 - hazard * mean};
    }
    // The same, in a form that does not cancel: with the fractions f1 and f2, mean = f1, and 1 - border f1 = f1 f2.
    const double mean = laplace_fraction(1, border);
    return {.mean = mean, .variance = mean * (laplace_fraction(2, border) - mean)};
}

}  // namespace agrocap
