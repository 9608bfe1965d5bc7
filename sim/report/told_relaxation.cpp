#include "report/told_relaxation.hpp"

#include "report/number_format.hpp"

#include <fmt/format.h>

namespace agrocap {

std::string relaxation_text(const std::vector<ToldRelaxation>& relaxations) {
    if (relaxations.empty()) return "no change of at most five limits was found that makes it possible";
    std::vector<std::string> changes;
    for (const ToldRelaxation& one : relaxations) {
        const std::string place = one.line > 0 ? fmt::format(" ({}:{})", one.file, one.line) : std::string();
        changes.push_back(fmt::format("{} % more {} of {}{}: {} {}", significant(100 * one.share), one.constraint, one.what, place,
                                      grouped(one.amount, 1), one.unit));
    }
    return fmt::format("would be possible with {}", fmt::join(changes, ", and "));
}

}  // namespace agrocap
