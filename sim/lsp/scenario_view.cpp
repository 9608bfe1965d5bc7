#include "lsp/scenario_view.hpp"

#include "scenario/toml_parser.hpp"

#include <algorithm>
#include <filesystem>

namespace agrocap {

namespace {

void blank(std::string& text, TextStretch stretch) {
    for (std::size_t i = stretch.begin; i < std::min(stretch.end, text.size()); ++i)
        if (text[i] != '\n' && text[i] != '\r') text[i] = ' ';
}

bool lacks_a_part(const std::vector<LooseKey>& key) {
    return std::any_of(key.begin(), key.end(), [](const LooseKey& part) { return part.text.empty(); });
}

bool is_whole(const LooseValue& value);

bool is_whole(const LooseEntry& entry) { return entry.has_equals && !lacks_a_part(entry.key) && is_whole(entry.value); }

bool is_whole(const LooseValue& value) {
    return value.is_whole &&
           std::all_of(value.elements.begin(), value.elements.end(), [](const LooseValue& one) { return is_whole(one); }) &&
           std::all_of(value.members.begin(), value.members.end(), [](const LooseEntry& one) { return is_whole(one); });
}

/// What the scanner sees to be unfinished.
void blank_unfinished(std::string& text) {
    const LooseDocument document = loose_toml(text);
    const LineText lines(text);
    for (const LooseTable& table : document.tables) {
        const bool is_header = table.header.end > table.header.begin;
        if (is_header && (!table.is_whole || lacks_a_part(table.path))) blank(text, lines.line_at(table.header.begin));
        for (const LooseEntry& entry : table.entries)
            if (!is_whole(entry)) blank(text, {lines.line_at(entry.at.begin).begin, lines.line_at(entry.at.end).end});
    }
}

}  // namespace

std::string mended_text(std::string text) {
    constexpr int tries_max = 20;
    Diagnostics faults;
    if (parse_toml(text, 0, faults)) return text;
    blank_unfinished(text);
    for (int i = 0; i < tries_max; ++i) {
        Diagnostics found;
        if (parse_toml(text, 0, found)) return text;
        // The parser stops where it understands no more: that line goes, and it tries again.
        const LineText lines(text);
        const TextStretch line = lines.line_at(lines.offset_of(found.all().front().at));
        if (std::all_of(text.begin() + static_cast<std::ptrdiff_t>(line.begin), text.begin() + static_cast<std::ptrdiff_t>(line.end),
                        [](char letter) { return letter == ' '; }))
            break;
        blank(text, line);
    }
    return text;
}

const ScenarioFamily& ScenarioView::family() {
    if (family_.empty()) family_ = family_of(file_.path, reader_);
    return family_;
}

const NameIndex& ScenarioView::names() {
    if (!names_) names_.emplace(family());
    return *names_;
}

const ResolvedText& ScenarioView::text() {
    if (!text_)
        text_ = resolve_file(file_.path, {}, [this](const FileRequest& request, Diagnostics& diagnostics) {
            std::optional<std::string> bytes = reader_(request, diagnostics);
            if (bytes && request.path.ends_with(".toml")) bytes = mended_text(std::move(*bytes));
            return bytes;
        });
    return *text_;
}

const ReadResult& ScenarioView::read() {
    if (!read_) read_ = read_resolved(text());
    return *read_;
}

std::vector<std::string> ScenarioView::beside(const std::string& path) const {
    return scenarios_in_ ? scenarios_in_(std::filesystem::path(path).parent_path().string()) : std::vector<std::string>{};
}

}  // namespace agrocap
