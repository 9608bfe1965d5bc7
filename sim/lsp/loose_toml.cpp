#include "lsp/loose_toml.hpp"

#include "scenario/text_check.hpp"

#include <algorithm>

namespace agrocap {

namespace {

constexpr int depth_max = 64;

bool is_bare_letter(char letter) {
    const auto is_from = [letter](char first, char last) { return letter >= first && letter <= last; };
    return is_from('a', 'z') || is_from('A', 'Z') || is_from('0', '9') || letter == '-' || letter == '_' ||
           static_cast<unsigned char>(letter) >= 0x80;  // no key of TOML, but one that somebody has typed
}

/// Whether a line begins a header, or what is going to be one: "[item.k". In an array no value looks so.
bool begins_header(std::string_view line) {
    if (!line.starts_with('[')) return false;
    const std::size_t end = std::min(line.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_", 1), line.size());
    return end > 1 && end < line.size() && line[end] == '.' && line[1] >= 'a' && line[1] <= 'z';
}

class LooseReader {
  public:
    explicit LooseReader(std::string_view text) : text_(text) {}

    LooseDocument read() {
        if (text_.starts_with("\xEF\xBB\xBF")) next_ = 3;
        out_.tables.emplace_back();
        while (!ended()) {
            skip_blanks();
            if (ended()) break;
            if (sees('\n') || sees('\r'))
                ++next_;
            else if (sees('#'))
                skip_comment();
            else if (sees('['))
                read_header();
            else
                read_line();
        }
        return std::move(out_);
    }

  private:
    [[nodiscard]] bool ended() const { return next_ >= text_.size(); }
    [[nodiscard]] bool sees(char letter) const { return next_ < text_.size() && text_[next_] == letter; }
    [[nodiscard]] bool sees(std::string_view word) const { return text_.substr(next_, word.size()) == word; }
    [[nodiscard]] bool at_line_end() const { return ended() || text_[next_] == '\n' || text_[next_] == '\r'; }

    void skip_blanks() {
        while (sees(' ') || sees('\t')) ++next_;
    }

    void skip_comment() {
        const std::size_t begin = next_;
        while (!at_line_end()) ++next_;
        out_.comments.push_back({begin, next_});
    }

    /// What stands behind a value or a header on its line means nothing; a comment does.
    void skip_rest() {
        while (!at_line_end() && !sees('#')) ++next_;
        if (sees('#')) skip_comment();
    }

    /// A text in quotes, of any of the four kinds; one on a line ends with the line at the latest.
    LooseValue quoted() {
        LooseValue value;
        value.kind = LooseValue::Kind::text;
        value.at.begin = next_;
        const char quote = text_[next_];
        const std::string long_quote(3, quote);
        const bool is_long = sees(long_quote);
        const std::string end = is_long ? long_quote : std::string(1, quote);
        value.quotes = static_cast<std::uint8_t>(end.size());
        next_ += end.size();
        const std::size_t inside = next_;
        while (!ended() && !sees(end) && (is_long || !at_line_end()))
            next_ += quote == '"' && sees('\\') && next_ + 1 < text_.size() ? 2 : 1;
        next_ = std::min(next_, text_.size());
        value.text = std::string(text_.substr(inside, next_ - inside));
        value.is_whole = sees(end);
        if (value.is_whole) next_ += end.size();
        while (is_long && value.is_whole && sees(quote)) ++next_;
        value.at.end = next_;
        return value;
    }

    /// The parts of a dotted key. Behind a dot there is always one, even if nothing has been typed yet.
    std::vector<LooseKey> key() {
        std::vector<LooseKey> parts;
        while (true) {
            skip_blanks();
            const std::size_t begin = next_;
            if (sees('"') || sees('\'')) {
                LooseValue text = quoted();
                parts.push_back({std::move(text.text), text.at});
            } else {
                while (!ended() && is_bare_letter(text_[next_])) ++next_;
                parts.push_back({std::string(text_.substr(begin, next_ - begin)), {begin, next_}});
            }
            const std::size_t end = next_;
            skip_blanks();
            if (!sees('.')) {
                next_ = end;
                break;
            }
            ++next_;
        }
        return parts;
    }

    void read_header() {
        LooseTable table;
        table.header.begin = next_;
        next_ += sees("[[") ? 2 : 1;
        table.path = key();
        skip_blanks();
        table.is_whole = sees(']');
        while (sees(']')) ++next_;
        if (!table.is_whole)  // a blank or another letter in a path: up to the bracket that ends it, if there is one
            while (!at_line_end() && !sees('#')) table.is_whole |= text_[next_++] == ']';
        table.header.end = table.end = next_;
        skip_rest();
        out_.tables.push_back(std::move(table));
    }

    void read_line() {
        const std::size_t begin = next_;
        LooseEntry entry = read_entry(0);
        if (next_ == begin) ++next_;  // a letter that begins nothing
        skip_rest();
        out_.tables.back().end = std::max(out_.tables.back().end, entry.at.end);
        out_.tables.back().entries.push_back(std::move(entry));
    }

    LooseEntry read_entry(int depth) {
        LooseEntry entry;
        entry.at.begin = next_;
        entry.key = key();
        skip_blanks();
        entry.has_equals = sees('=');
        if (entry.has_equals) {
            ++next_;
            skip_blanks();
            entry.value = read_value(depth);
            entry.at.end = next_;
        } else {
            entry.at.end = entry.key.back().at.end;
            entry.value.at = {entry.at.end, entry.at.end};
        }
        return entry;
    }

    LooseValue read_value(int depth) {
        if (sees('"') || sees('\'')) return quoted();
        if (sees('[') && depth < depth_max) return read_array(depth);
        if (sees('{') && depth < depth_max) return read_braces(depth);
        LooseValue value;
        value.at.begin = next_;
        while (!at_line_end() && std::string_view(",]}#").find(text_[next_]) == std::string_view::npos) ++next_;
        std::size_t end = next_;
        while (end > value.at.begin && (text_[end - 1] == ' ' || text_[end - 1] == '\t')) --end;
        value.at.end = end;
        value.text = std::string(text_.substr(value.at.begin, end - value.at.begin));
        value.kind = value.text.empty() ? LooseValue::Kind::missing : LooseValue::Kind::word;
        value.is_whole = !value.text.empty();
        return value;
    }

    /// Over lines, until its end or a line that can only stand outside.
    LooseValue read_array(int depth) {
        LooseValue value;
        value.kind = LooseValue::Kind::array;
        value.at.begin = next_++;
        std::size_t last = next_;
        bool at_line_start = false;
        while (!ended()) {
            skip_blanks();
            if (ended()) break;
            const std::string_view line = text_.substr(next_, text_.find('\n', next_) - next_);
            if (at_line_start && !at_line_end() && (begins_anew(line) || begins_header(line))) break;
            if (sees(']')) {
                ++next_;
                value.is_whole = true;
                break;
            }
            if (sees('}')) break;
            at_line_start = at_line_end() ? true : at_line_start && sees('#');
            if (sees('#'))
                skip_comment();
            else if (sees(',') || at_line_end())
                ++next_;
            else
                value.elements.push_back(read_value(depth + 1));
            if (!at_line_start) last = next_;
        }
        if (!value.is_whole) next_ = last;  // what follows stands for itself
        value.at.end = next_;
        return value;
    }

    /// On one line, as TOML has it.
    LooseValue read_braces(int depth) {
        LooseValue value;
        value.kind = LooseValue::Kind::table;
        value.at.begin = next_++;
        while (!at_line_end()) {
            skip_blanks();
            if (sees('}')) {
                ++next_;
                value.is_whole = true;
                break;
            }
            if (at_line_end() || sees('#') || sees(']')) break;
            if (sees(',')) {
                ++next_;
                continue;
            }
            const std::size_t begin = next_;
            value.members.push_back(read_entry(depth + 1));
            if (next_ == begin) ++next_;
        }
        value.at.end = next_;
        return value;
    }

    std::string_view text_;
    std::size_t next_ = 0;
    LooseDocument out_;
};

}  // namespace

LooseDocument loose_toml(std::string_view text) { return LooseReader(text).read(); }

}  // namespace agrocap
