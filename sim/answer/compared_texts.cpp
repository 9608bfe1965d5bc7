#include "answer/compared_texts.hpp"

#include "report/atomic_file.hpp"
#include "scenario/diff.hpp"
#include "scenario/number_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

namespace agrocap {

namespace {

std::vector<std::string> parts_of(const std::string& text) {
    std::vector<std::string> parts(1);
    char quote = 0;
    for (const char letter : text) {
        if (quote == 0 && letter == ';') {
            parts.emplace_back();
            continue;
        }
        if (letter == quote)
            quote = 0;
        else if (quote == 0 && (letter == '"' || letter == '\''))
            quote = letter;
        parts.back() += letter;
    }
    std::vector<std::string> kept;
    for (const std::string& part : parts)
        if (const std::string_view trimmed_part = trimmed(part); !trimmed_part.empty()) kept.emplace_back(trimmed_part);
    return kept;
}

/// A file that changes another one than the base, whose changes come on top of its own. Two that extend the same are alike in this.
std::string note_on(const ResolvedText& base, const ResolvedText& whatif) {
    const std::string& extended = whatif.extended;
    if (extended.empty() || real_path(extended) == real_path(base.names.front())) return "";
    if (!base.extended.empty() && real_path(extended) == real_path(base.extended)) return "";
    if (real_path(base.names.front()) == real_path(whatif.names.front())) return "";
    return fmt::format("{} extends {}, not the base: the difference is that of both", whatif.names.front(), extended);
}

}  // namespace

std::optional<std::vector<std::string>> changes_of(const std::string& what_if) {
    std::vector<std::string> changes = parts_of(what_if);
    const auto is_wrong = [](const std::string& change) { return change.find('=') == std::string::npos || change.front() == '='; };
    if (changes.empty() || std::any_of(changes.begin(), changes.end(), is_wrong)) return std::nullopt;
    return changes;
}

ComparedText changed_base(const ComparedText& base, const std::string& what_if, const std::vector<std::string>& changes) {
    ComparedText changed{base.text, {}, base.set, what_if};
    apply_overrides(changed.text, changes, "--what-if");
    changed.set.insert(changed.set.end(), changes.begin(), changes.end());
    return changed;
}

ComparedScenarios described(const std::vector<ComparedText>& texts) {
    ComparedScenarios compared{{}, *texts.front().result.scenario.currency};
    for (const ComparedText& one : texts) {
        const Scenario& scenario = one.result.scenario;
        compared.scenarios.push_back({.name = *scenario.name,
                                      .what_if = one.what_if,
                                      .files = scenario.files,
                                      .set = one.set,
                                      .digest = {},
                                      .differences = {},
                                      .note = {}});
        if (compared.scenarios.size() == 1) continue;
        compared.scenarios.back().differences = differences(texts.front().text.root, one.text.root);
        compared.scenarios.back().note = note_on(texts.front().text, one.text);
    }
    return compared;
}

}  // namespace agrocap
