#include "explain/account_looks.hpp"

#include <algorithm>

namespace agrocap {

namespace {

constexpr std::size_t first_look = 8;   // with fewer a Student's t allows for so much that nothing is gained
constexpr double narrow_enough = 0.01;  // of nominal capacity

}  // namespace

std::vector<std::size_t> account_looks(std::size_t most) {
    std::vector<std::size_t> looks;
    for (std::size_t count = first_look; 2 * count <= most; count *= 2) looks.push_back(count);
    looks.push_back(most);
    return looks;
}

bool is_narrow(const Account& account) {
    const double widest = narrow_enough * account.nominal;
    const auto known = [widest](const Estimate& estimate) { return estimate.half_width.value_or(0) <= widest; };
    return known(account.actual) && std::all_of(account.losses.begin(), account.losses.end(), [&](const Loss& loss) {
               return known(loss.loss) &&
                      std::all_of(loss.parts.begin(), loss.parts.end(), [&](const LossPart& part) { return known(part.loss); });
           });
}

}  // namespace agrocap
