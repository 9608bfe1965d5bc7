#include "scenario/diagnostic.hpp"

#include "base/ascii.hpp"
#include "base/visible_text.hpp"
#include "scenario/source_line.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace agrocap {
namespace {

auto order_of(const Diagnostic& one) {
    return std::tie(one.at.file, one.at.line, one.at.column, one.code, one.path, one.text, one.hint, one.severity);
}

bool is_but_for_case(std::string_view a, std::string_view b) {
    return std::ranges::equal(
        a, b, [](char one, char other) { return one == other || (is_letter(one) && is_letter(other) && (one | 0x20) == (other | 0x20)); });
}

/// Damerau–Levenshtein distance in its "optimal string alignment" form: no letter takes part in two swaps.
/// Source: Damerau, A technique for computer detection and correction of spelling errors, CACM 7(3), 1964.
std::size_t edit_distance(const std::string& a, const std::string& b) {
    std::vector<std::size_t> before(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) above[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, replaced});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
        }
        before.swap(above);
        above.swap(row);
    }
    return above[b.size()];
}

}  // namespace

std::string code_text(const Diagnostic& one) {
    return fmt::format("{}{:03}", one.severity == Severity::error ? 'E' : 'W', static_cast<unsigned>(one.code));
}

void Diagnostics::error(Code code, SourceSpan at, std::string path, std::string text, std::string hint) {
    all_.push_back({Severity::error, code, at, std::move(path), std::move(text), std::move(hint)});
}

void Diagnostics::warning(Code code, SourceSpan at, std::string path, std::string text, std::string hint) {
    all_.push_back({Severity::warning, code, at, std::move(path), std::move(text), std::move(hint)});
}

bool Diagnostics::has_errors() const { return error_count() > 0; }

std::size_t Diagnostics::error_count() const {
    return static_cast<std::size_t>(
        std::count_if(all_.begin(), all_.end(), [](const Diagnostic& one) { return one.severity == Severity::error; }));
}

void Diagnostics::sort() {
    std::stable_sort(all_.begin(), all_.end(), [](const Diagnostic& a, const Diagnostic& b) { return order_of(a) < order_of(b); });
    all_.erase(std::unique(all_.begin(), all_.end(), [](const Diagnostic& a, const Diagnostic& b) { return order_of(a) == order_of(b); }),
               all_.end());
}

std::string format_diagnostics(const Diagnostics& diagnostics, const std::vector<std::string>& files) {
    return format_diagnostics(diagnostics, files, {});
}

std::string format_diagnostics(const Diagnostics& diagnostics, const std::vector<std::string>& files,
                               const std::vector<std::string>& texts) {
    SourceLines lines(texts);
    std::string out;
    for (const Diagnostic& one : diagnostics.all()) {
        if (one.at.file < files.size()) out += visible(files[one.at.file]) + ":";
        if (one.at.line > 0) out += fmt::format("{}:{}:", one.at.line, one.at.column);
        if (!out.empty() && out.back() == ':') out += " ";
        out += fmt::format("{}[{}]: ", one.severity == Severity::error ? "error" : "warning", code_text(one));
        if (!one.path.empty()) out += one.path + ": ";
        out += one.text + "\n" + lines.shown(one.at);
        if (!one.hint.empty()) out += "  hint: " + one.hint + "\n";
    }
    return out;
}

bool Diagnostics::may_search(std::size_t names) {
    if (names > comparisons_left_) return false;
    comparisons_left_ -= names;
    return true;
}

std::string nearest_name(const std::string& word, const std::vector<std::string>& names) {
    // One slip in three letters is a typing mistake; more is another word.
    constexpr std::size_t word_length_max = 100;
    if (word.empty() || word.size() > word_length_max) return {};
    const std::size_t near_enough = std::max<std::size_t>(1, word.size() / 3);
    std::string nearest;
    std::size_t nearest_distance = near_enough + 1;
    for (const std::string& name : names) {
        if (is_but_for_case(word, name)) return name;  // "q" is Q, not s, which is as near
        if (name.size() > word.size() + near_enough || word.size() > name.size() + near_enough) continue;
        const std::size_t distance = edit_distance(word, name);
        if (distance < nearest_distance) {
            nearest_distance = distance;
            nearest = name;
        }
    }
    return nearest;
}

std::string begun_or_nearest_name(const std::string& word, const std::vector<std::string>& names, std::size_t letters_least) {
    const auto begun = std::find_if(names.begin(), names.end(), [&word](const std::string& name) { return name.starts_with(word); });
    return word.size() >= letters_least && begun != names.end() ? *begun : nearest_name(word, names);
}

}  // namespace agrocap
