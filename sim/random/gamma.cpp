#include "random/gamma.hpp"

#include "base/math.hpp"
#include "base/special_functions.hpp"

#include <cmath>

namespace agrocap {

GammaShape gamma_shape(double shape) {
    const double d = (shape < 1 ? shape + 1 : shape) - 1.0 / 3;
    return {.d = d, .c = 1 / std::sqrt(9 * d), .boost = shape < 1 ? 1 / shape : 0};
}

double sample_gamma(const GammaShape& shape, Stream& stream) {
    while (true) {
        const double x = exact_normal_quantile(stream.uniform());
        const double u = stream.uniform();
        const double root = 1 + shape.c * x;
        if (root <= 0) continue;
        const double v = root * root * root;
        const double x2 = x * x;
        const bool accepted = u < 1 - 0.0331 * x2 * x2 || exact_log(u) < 0.5 * x2 + shape.d * (1 - v + exact_log(v));
        if (!accepted) continue;
        return shape.boost == 0 ? shape.d * v : shape.d * v * exact_exp(exact_log(stream.uniform()) * shape.boost);
    }
}

}  // namespace agrocap
