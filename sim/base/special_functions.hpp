#pragma once

/// Functions of probability that give the same bits on every machine, since they are built on `base/math.hpp`.
namespace agrocap {

/// Logarithm of the gamma function, absolute error below 2e-14 to x = 12 and 4 ulp beyond. Requires: x > 0.
double exact_lgamma(double x);

/// Gamma function, relative error below 5e-13. Gives infinity beyond 171.6. Requires: x > 0.
double exact_gamma(double x);

/// The x with P(X <= x) = p for a standard normal X, relative error below 1e-15. Requires: 0 < p < 1; tiny p are exact too.
/// Source: Wichura, Algorithm AS 241 (PPND16), Applied Statistics 37 (1988).
double exact_normal_quantile(double p);

/// P(X > x) for a standard normal X, relative error below 1e-13. Gives 0 beyond 38.5.
double exact_normal_tail(double x);

/// P(X > x) over the density at x for a standard normal X (Mills' ratio), relative error below 3e-14. Requires: x >= 0.
double exact_mills_ratio(double x);

/// Moments of what is above a border.
struct ExcessMoments {
    double mean = 0, variance = 0;
};

/// Of X - border given X > border, for a standard normal X: relative error below 1e-12.
/// Source: Johnson, Kotz, Balakrishnan, Continuous Univariate Distributions, vol. 1, 13.10.1.
ExcessMoments exact_normal_excess(double border);

}  // namespace agrocap
