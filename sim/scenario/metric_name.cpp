#include "scenario/metric_name.hpp"

#include "base/ascii.hpp"
#include "scenario/metric_words.hpp"
#include "scenario/object_path.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace agrocap {

namespace {

/// One reading of a metric's name: how many of its words the pattern explains, and what could stand after them.
struct WordSplit {
    std::vector<std::string> pattern;
    std::size_t matched = 0;
    KnownNames known;  // for the first word that does not match

    [[nodiscard]] bool fits(const std::vector<std::string>& words) const { return matched == words.size() && matched == pattern.size(); }
    /// What the first word that does not match should name; empty for a fixed word.
    [[nodiscard]] std::string kind() const {
        const MetricWord* word = matched < pattern.size() ? find_metric_word(pattern[matched]) : nullptr;
        return word == nullptr ? std::string() : std::string(word->kind);
    }
};

/// The names that may stand for the pattern's next word, given those before it.
KnownNames names_for(const Scenario& scenario, const std::vector<std::string>& pattern, const std::vector<std::string>& before,
                     std::size_t next) {
    const MetricWord* word = find_metric_word(pattern[next]);
    if (word == nullptr) return {{pattern[next], {}}};
    return word->names(scenario, MetricIds(pattern, before));
}

WordSplit read_as(const Scenario& scenario, const MetricRow& row, const std::vector<std::string>& words) {
    WordSplit reading{path_words(std::string(row.pattern)), 0, {}};
    while (reading.matched < reading.pattern.size()) {
        reading.known = names_for(scenario, reading.pattern, words, reading.matched);
        if (reading.matched == words.size()) return reading;
        const std::string& word = words[reading.matched];
        const auto is_word = [&](const KnownName& known) { return known.name == word; };
        if (std::none_of(reading.known.begin(), reading.known.end(), is_word)) return reading;
        ++reading.matched;
    }
    reading.known.clear();
    return reading;
}

std::string join_words(const std::vector<std::string>& words, std::size_t count) {
    return fmt::format("{}", fmt::join(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(count), "."));
}

/// The readings that explain most of the words.
std::vector<WordSplit> furthest_readings(const Scenario& scenario, const std::vector<std::string>& words) {
    std::vector<WordSplit> furthest;
    for (const MetricRow& row : metric_rows) {
        WordSplit reading = read_as(scenario, row, words);
        if (!furthest.empty() && reading.matched < furthest.front().matched) continue;
        if (!furthest.empty() && reading.matched > furthest.front().matched) furthest.clear();
        furthest.push_back(std::move(reading));
    }
    return furthest;
}

/// What could stand where the name stops matching: ids as they are, fixed words as the beginning of the metric.
struct Expected {
    KnownNames shown;
    std::vector<std::string> words;  // as `shown`: the bare words
    std::vector<std::string> kinds;  // of ids; empty: only fixed words

    void add(const KnownName& name, const std::string& before, bool is_fixed) {
        const std::string text = is_fixed ? before + name.name : name.name;
        if (std::any_of(shown.begin(), shown.end(), [&](const KnownName& known) { return known.name == text; })) return;
        shown.push_back({text, name.at});
        words.push_back(name.name);
    }
};

Expected expected_after(const std::vector<WordSplit>& readings, const std::vector<std::string>& words) {
    const std::size_t matched = readings.front().matched;
    const std::string before = matched == 0 ? "" : join_words(words, matched) + ".";
    Expected expected;
    for (const WordSplit& reading : readings) {
        const std::string kind = reading.kind();
        for (const KnownName& name : reading.known) expected.add(name, before, kind.empty());
        if (!kind.empty() && std::find(expected.kinds.begin(), expected.kinds.end(), kind) == expected.kinds.end())
            expected.kinds.push_back(kind);
    }
    return expected;
}

std::string forms_of(const std::vector<WordSplit>& readings) {
    std::vector<std::string> forms;
    forms.reserve(readings.size());
    for (const WordSplit& reading : readings) forms.push_back(fmt::format("{}", fmt::join(reading.pattern, ".")));
    return "metrics of this form: " + quoted_list(forms);
}

/// For a first word that is misspelt: the whole metric when the rest of it is right.
std::string hint_for_kind(const Checks& checks, const Reference& reference, const Expected& expected, std::vector<std::string> words) {
    words[0] = nearest_name(words[0], expected.words);
    const std::string whole = in_small_letters(join_words(words, words.size()));
    if (find_metric_row(checks.scenario, whole) != nullptr) return fmt::format("did you mean \"{}\"?", whole);
    // The bare beginning of a metric would be no metric either.
    return words[0].empty() ? checks.hint_for(reference, expected.shown) : forms_of(furthest_readings(checks.scenario, {words[0]}));
}

/// The nearest by the word itself, shown with what stands before it.
std::string hint_for_word(const Checks& checks, const Reference& reference, const Expected& expected) {
    const std::string near = nearest_name(reference.word, expected.words);
    if (near.empty()) return checks.hint_for(reference, expected.shown);
    const auto found = static_cast<std::size_t>(std::find(expected.words.begin(), expected.words.end(), near) - expected.words.begin());
    return checks.hint_for({expected.shown[found].name, reference.at, reference.path, reference.kind}, {expected.shown[found]});
}

/// Says what is wrong, given the readings that got furthest.
MetricFault fault_of(const Checks& checks, const std::string& name, SourceSpan at, const std::vector<WordSplit>& readings) {
    const std::vector<std::string> words = path_words(name);
    const std::size_t matched = readings.front().matched;
    if (matched == words.size()) return {fmt::format("the metric \"{}\" stops too early", name), forms_of(readings)};
    const Expected expected = expected_after(readings, words);
    if (expected.shown.empty() && expected.kinds.empty())
        return {fmt::format("\"{}\" goes on after a metric", name), fmt::format("the metric is \"{}\"", join_words(words, matched))};
    if (expected.kinds.empty()) {
        const std::string hint = matched == 0 ? hint_for_kind(checks, {words[0], at, "", "kind of metric"}, expected, words)
                                              : hint_for_word(checks, {words[matched], at, "", "metric"}, expected);
        return {fmt::format("no metric is called \"{}\"", name), hint.empty() ? "`agrocap metrics` lists them" : hint};
    }
    const Reference reference{words[matched], at, "", fmt::format("{}", fmt::join(expected.kinds, " or "))};
    const std::string hint = hint_for_word(checks, reference, expected);
    return {fmt::format("\"{}\": no {} is called \"{}\"", name, reference.kind, words[matched]), hint.empty() ? forms_of(readings) : hint};
}

/// Adds the names that begin with the words and go on by the pattern.
void add_readable(const Scenario& scenario, const std::vector<std::string>& pattern, std::vector<std::string>& words,
                  std::vector<std::string>& names) {
    if (words.size() == pattern.size()) {
        names.push_back(join_words(words, words.size()));
        return;
    }
    for (const KnownName& known : names_for(scenario, pattern, words, words.size())) {
        words.push_back(known.name);
        add_readable(scenario, pattern, words, names);
        words.pop_back();
    }
}

}  // namespace

std::vector<AskedMetric> asked_metrics(const Scenario& scenario) {
    std::vector<AskedMetric> asked;
    for (const Name& metric : scenario.experiment.focus) asked.push_back({metric, "experiment.focus"});
    for (const ProbabilitySpec& question : scenario.experiment.probabilities)
        asked.push_back({question.metric, "experiment.probabilities"});
    for (const std::string& name : scenario.experiment.asked) asked.push_back({{name, {}, true}, "--metric"});
    for (const auto& [id, target] : scenario.target) asked.push_back({target.metric, "target." + id + ".metric"});
    return asked;
}

const MetricRow* find_metric_row(const Scenario& scenario, const std::string& name) {
    const std::vector<std::string> words = path_words(name);
    const auto found = std::find_if(metric_rows.begin(), metric_rows.end(), [&](const MetricRow& row) {
        return row.pattern.starts_with(words[0]) && read_as(scenario, row, words).fits(words);
    });
    return found == metric_rows.end() ? nullptr : &*found;
}

std::optional<MetricFault> metric_name_fault(const Scenario& scenario, const std::string& name, SourceSpan at) {
    if (find_metric_row(scenario, name) != nullptr) return std::nullopt;
    Diagnostics none;
    return fault_of(Checks(scenario, none), name, at, furthest_readings(scenario, path_words(name)));
}

std::vector<std::string> readable_metrics(const Scenario& scenario) {
    std::vector<std::string> names, words;
    for (const MetricRow& row : metric_rows) add_readable(scenario, path_words(std::string(row.pattern)), words, names);
    return names;
}

}  // namespace agrocap
