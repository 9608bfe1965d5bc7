#include "lsp/cursor_place.hpp"

#include <algorithm>

namespace agrocap {

namespace {

using Where = CursorPlace::Where;

class CursorSearch {
  public:
    CursorSearch(const LooseDocument& document, std::string_view text, std::size_t offset)
        : document_(document), text_(text), offset_(offset) {}

    CursorPlace find() {
        if (in_comment()) return out_;
        const auto after = std::find_if(document_.tables.begin() + 1, document_.tables.end(),
                                        [&](const LooseTable& table) { return table.header.begin >= offset_; });
        const LooseTable& table = *(after - 1);
        out_.table = &table;
        const bool has_header = table.header.end > table.header.begin;
        if (has_header && offset_ <= table.header.end && !(table.is_whole && offset_ == table.header.end)) {
            in_key(table.path, Where::header);
            return out_;
        }
        if (has_header && only_blanks(table.header.end, offset_)) return out_;  // behind a header on its line
        out_.path = path_with({}, table.path);
        in_entries(table.entries);
        return out_;
    }

  private:
    [[nodiscard]] bool in_comment() const {
        const auto after = std::upper_bound(document_.comments.begin(), document_.comments.end(), offset_,
                                            [](std::size_t at, const TextStretch& comment) { return at <= comment.begin; });
        return after != document_.comments.begin() && offset_ <= (after - 1)->end;
    }

    /// Whether nothing but blanks stands there, and no end of a line.
    [[nodiscard]] bool only_blanks(std::size_t from, std::size_t to) const {
        const std::string_view between = text_.substr(from, to - std::min(from, to));
        return from <= to && between.find_first_not_of(" \t") == std::string_view::npos;
    }

    void at_word(Where where, TextStretch word) {
        out_.where = where;
        out_.word = word;
        out_.typed = std::string(text_.substr(word.begin, offset_ - word.begin));
    }

    /// In one of a key's parts, or nowhere.
    bool in_key(const std::vector<LooseKey>& key, Where where) {
        for (const LooseKey& part : key) {
            if (const TextStretch inside = part.inside(); inside.touches(offset_)) {
                at_word(where, inside);
                return true;
            }
            out_.path.push_back(part.text);
        }
        return false;
    }

    void in_entries(const std::vector<LooseEntry>& entries) {
        const auto after = std::find_if(entries.begin(), entries.end(), [&](const LooseEntry& entry) { return entry.at.begin > offset_; });
        if (after != entries.begin()) {
            const LooseEntry& entry = *(after - 1);
            const bool goes_on = !entry.value.is_whole || entry.value.kind == LooseValue::Kind::word;
            if (entry.at.touches(offset_) || (goes_on && only_blanks(entry.at.end, offset_))) return in_entry(entry);
            if (only_blanks(entry.at.end, offset_)) return;  // behind a value on its line
        }
        at_word(Where::key, {offset_, offset_});
    }

    void in_entry(const LooseEntry& entry) {
        out_.entry = &entry;
        if (in_key(entry.key, Where::key)) return;
        if (entry.has_equals && offset_ > entry.key.back().at.end) in_value(entry.value);
    }

    void in_value(const LooseValue& value) {
        using Kind = LooseValue::Kind;
        out_.value = &value;
        if (value.kind == Kind::missing || offset_ < value.at.begin) {
            out_.value = nullptr;
            return at_word(Where::value, {offset_, offset_});
        }
        if (value.kind == Kind::text || value.kind == Kind::word) {
            if (value.inside().touches(offset_)) at_word(Where::value, value.inside());
            return;
        }
        if (offset_ == value.at.begin || (value.is_whole && offset_ >= value.at.end)) return;
        out_.is_in_array = value.kind == Kind::array;
        if (value.kind == Kind::table) {
            out_.braces = &value;
            out_.entry = nullptr;
            return in_members(value.members);
        }
        for (const LooseValue& element : value.elements)
            if (element.at.touches(offset_)) return in_value(element);
        out_.value = nullptr;
        at_word(Where::value, {offset_, offset_});
    }

    /// In braces a comma ends an entry.
    void in_members(const std::vector<LooseEntry>& members) {
        out_.is_in_array = false;
        for (const LooseEntry& member : members) {
            if (member.at.begin > offset_) break;
            const std::size_t behind = text_.find_first_not_of(" \t", member.at.end);
            const std::size_t end = std::max(member.at.end, std::min(behind, text_.size()));
            if (offset_ <= end) return in_entry(member);
        }
        at_word(Where::key, {offset_, offset_});
    }

    const LooseDocument& document_;
    std::string_view text_;
    std::size_t offset_;
    CursorPlace out_;
};

}  // namespace

CursorPlace cursor_place(const LooseDocument& document, std::string_view text, std::size_t offset) {
    return CursorSearch(document, text, std::min(offset, text.size())).find();
}

std::vector<std::string> path_with(std::vector<std::string> path, const std::vector<LooseKey>& key) {
    for (const LooseKey& part : key) path.push_back(part.text);
    return path;
}

}  // namespace agrocap
