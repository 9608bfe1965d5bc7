#pragma once

#include "scenario/checks.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace agrocap {

/// The ids that stand before a word of a metric's name, by the capital words of its pattern.
class MetricIds {
  public:
    MetricIds(std::span<const std::string> pattern, std::span<const std::string> words) : pattern_(pattern), words_(words) {}

    /// The id that stands for the word. Requires: it stands before the word in hand.
    [[nodiscard]] const std::string& of(std::string_view word) const;

  private:
    std::span<const std::string> pattern_, words_;
};

/// A capital word of the patterns: what it stands for, and which names a scenario has for it after the ids before it.
struct MetricWord {
    std::string_view word;
    std::string_view kind;  // as messages call it: "item"
    std::string_view meaning;
    KnownNames (*names)(const Scenario&, const MetricIds&);
};

/// All capital words, sorted as the page of metrics lists them.
std::span<const MetricWord> metric_words();

/// The row of a word; null for a small word, which stands for itself.
const MetricWord* find_metric_word(std::string_view word);

}  // namespace agrocap
