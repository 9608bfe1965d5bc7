#pragma once

#include "random/stream.hpp"

namespace agrocap {

/// Constants of the gamma sampler for one shape: those of the method, and 1 / shape if the shape is below 1 (else 0).
struct GammaShape {
    double d = 0, c = 0, boost = 0;
};

/// Requires: shape > 0.
GammaShape gamma_shape(double shape);

/// One draw of a gamma variable with scale 1.
///
/// Method: rejection, 2 uniforms a trial and 1.02 to 1.05 trials; one more uniform for a shape below 1.
/// Source: Marsaglia and Tsang, A simple method for generating gamma variables, ACM TOMS 26 (2000).
double sample_gamma(const GammaShape& shape, Stream& stream);

}  // namespace agrocap
