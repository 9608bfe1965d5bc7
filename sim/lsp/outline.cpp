#include "lsp/outline.hpp"

#include "base/utf8.hpp"
#include "scenario/toml_value.hpp"

#include <algorithm>

namespace agrocap {

namespace {

constexpr std::size_t detail_bytes_max = 60;

std::string name_of(const std::vector<LooseKey>& key, std::size_t from) {
    std::string name;
    for (std::size_t i = from; i < key.size(); ++i) name = joined_path(name, key[i].text);
    return name;
}

TextStretch stretch_of(const std::vector<LooseKey>& key) { return {key.front().at.begin, key.back().at.end}; }

std::string detail_of(const LooseValue& value, std::string_view text) {
    std::string_view shown = text.substr(value.at.begin, value.at.end - value.at.begin);
    shown = shown.substr(0, shown.find('\n'));
    return shown.size() <= detail_bytes_max ? std::string(shown) : std::string(cut_between_characters(shown, detail_bytes_max)) + "…";
}

/// An editor shows no part without a name.
void add_entries(const LooseTable& table, std::string_view text, std::vector<OutlinePart>& parts) {
    for (const LooseEntry& entry : table.entries)
        if (!entry.key.front().text.empty())
            parts.push_back({name_of(entry.key, 0), detail_of(entry.value, text), false, entry.at, stretch_of(entry.key), {}});
}

bool stands_in(const std::vector<LooseKey>& path, const std::vector<LooseKey>& around) {
    return path.size() > around.size() &&
           std::equal(around.begin(), around.end(), path.begin(), [](const LooseKey& a, const LooseKey& b) { return a.text == b.text; });
}

/// The tables from `next` on that stand in one another; moves `next` behind them.
std::vector<OutlinePart> tables_within(const std::vector<LooseTable>& tables, std::string_view text, std::size_t& next,
                                       const LooseTable* around) {
    std::vector<OutlinePart> parts;
    while (next < tables.size() && (around == nullptr || stands_in(tables[next].path, around->path))) {
        const LooseTable& table = tables[next++];
        const std::size_t from = around == nullptr ? 0 : around->path.size();
        OutlinePart part{name_of(table.path, from), "", true, {table.header.begin, table.end}, table.header, {}};
        add_entries(table, text, part.parts);
        for (OutlinePart& inner : tables_within(tables, text, next, &table)) {
            part.whole.end = std::max(part.whole.end, inner.whole.end);
            part.parts.push_back(std::move(inner));
        }
        if (!table.path.back().text.empty()) parts.push_back(std::move(part));
    }
    return parts;
}

bool spans_lines(TextStretch stretch, const LineText& text) { return text.place_of(stretch.begin).line < text.place_of(stretch.end).line; }

void fold_arrays(const LooseValue& value, const LineText& text, std::vector<Fold>& folds) {
    if (value.kind == LooseValue::Kind::array && spans_lines(value.at, text)) folds.push_back({value.at, false});
}

}  // namespace

std::vector<OutlinePart> outline_of(const LooseDocument& document, std::string_view text) {
    std::vector<OutlinePart> parts;
    add_entries(document.tables.front(), text, parts);
    std::size_t next = 1;
    for (OutlinePart& part : tables_within(document.tables, text, next, nullptr)) parts.push_back(std::move(part));
    return parts;
}

std::vector<Fold> folds_of(const LooseDocument& document, const LineText& text) {
    std::vector<Fold> folds;
    for (const LooseTable& table : document.tables) {
        const TextStretch whole{table.header.begin, table.end};
        if (table.header.end > table.header.begin && spans_lines(whole, text)) folds.push_back({whole, false});
        for (const LooseEntry& entry : table.entries) fold_arrays(entry.value, text, folds);
    }
    Fold block{{}, true};
    std::uint32_t last_line = 0;
    for (const TextStretch& comment : document.comments) {
        const TextStretch line = text.line_at(comment.begin);
        const bool is_alone = text.text().find_first_not_of(" \t", line.begin) == comment.begin;
        const std::uint32_t number = text.place_of(comment.begin).line;
        if (is_alone && block.stretch.end > 0 && number == last_line + 1) {
            block.stretch.end = comment.end;
        } else {
            if (spans_lines(block.stretch, text)) folds.push_back(block);
            block.stretch = is_alone ? comment : TextStretch{};
        }
        last_line = number;
    }
    if (spans_lines(block.stretch, text)) folds.push_back(block);
    return folds;
}

}  // namespace agrocap
