#include "lsp/tidy_text.hpp"

#include "base/utf8.hpp"
#include "scenario/toml_parser.hpp"

#include <algorithm>
#include <vector>

namespace agrocap {

namespace {

/// A piece of a line that is not cut: a text in quotes, a word, a mark, a comment.
struct Piece {
    std::string_view text;
    bool after_blank = false;  // in the text as it is
};

std::size_t columns_in(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char letter) { return !goes_on(letter); }));
}

bool is_blank_letter(char letter) { return letter == ' ' || letter == '\t'; }

/// Goes through a document line by line. A text in three quotes goes over lines, which stay as they are.
class TextTidier {
  public:
    explicit TextTidier(std::string_view text) : text_(text) {}

    std::string tidied() {
        next_ = mark_bytes();
        while (next_ < text_.size()) tidy_line();
        while (out_.ends_with("\n\n") || out_.ends_with("\n\r\n") || out_ == "\n")
            out_.resize(out_.size() - (out_.ends_with("\r\n") ? 2 : 1));
        return std::string(text_.substr(0, mark_bytes())) + out_;
    }

  private:
    /// Of the order of bytes: it stays.
    [[nodiscard]] std::size_t mark_bytes() const { return text_.starts_with("\xEF\xBB\xBF") ? 3 : 0; }

    [[nodiscard]] bool at_line_end() const {
        return next_ >= text_.size() || text_[next_] == '\n' || (text_[next_] == '\r' && text_.substr(next_, 2) == "\r\n");
    }

    void tidy_line() {
        const std::size_t begin = next_;
        while (!at_line_end() && is_blank_letter(text_[next_])) ++next_;
        const std::string indent(depth_ > 0 ? text_.substr(begin, next_ - begin) : std::string_view());
        const std::size_t line_in_out = out_.size();
        std::string code = indent;
        std::string_view before;
        while (!at_line_end()) {
            const std::size_t from = next_;
            while (!at_line_end() && is_blank_letter(text_[next_])) ++next_;
            if (at_line_end()) break;
            const bool after_blank = next_ > from;
            if (text_[next_] == '#') {
                add_comment(code, indent, columns_in(text_.substr(begin, next_ - begin)));
                break;
            }
            const std::string_view piece = next_piece();
            const bool keeps_column = piece == "=" && depth_ == 0 && after_blank;  // equals signs below each other stay so
            if (keeps_column)
                code += text_.substr(from, piece.data() - text_.data() - from);
            else if (code.size() > indent.size() && wants_blank(before, piece, after_blank))
                code += ' ';
            code += piece;
            before = piece;
        }
        const bool is_empty = code.size() == indent.size();
        const bool is_second = is_empty && (out_.empty() || out_.ends_with("\n\n") || out_ == "\n" || out_.ends_with("\n\r\n"));
        if (!is_empty) out_ += code;
        end_line(is_second, line_in_out);
    }

    void end_line(bool is_dropped, std::size_t line_in_out) {
        const std::string_view end = text_.substr(next_, text_.substr(next_, 2) == "\r\n" ? 2 : 1);
        next_ += end.size();
        if (is_dropped) return out_.resize(line_in_out);
        out_ += end.empty() ? "\n" : end;
    }

    /// In the column that it has, if the code leaves it a blank.
    void add_comment(std::string& code, const std::string& indent, std::size_t column) {
        const std::size_t end = std::min(text_.find('\n', next_), text_.size());
        std::string_view comment = text_.substr(next_, end - next_);
        next_ = end;
        if (comment.ends_with('\r')) {
            comment.remove_suffix(1);
            --next_;
        }
        while (!comment.empty() && is_blank_letter(comment.back())) comment.remove_suffix(1);
        if (code.size() > indent.size()) code.append(std::max<std::size_t>(column - std::min(column, columns_in(code)), 1), ' ');
        code += comment;
    }

    /// A text in quotes, a mark, or letters up to one of these.
    std::string_view next_piece() {
        const std::size_t begin = next_;
        const char letter = text_[next_];
        if (letter == '"' || letter == '\'') {
            skip_quoted(letter);
        } else if (std::string_view("[]{},=").find(letter) != std::string_view::npos) {
            ++next_;
            note_mark(letter);
        } else {
            while (!at_line_end() && std::string_view(" \t[]{},=#\"'").find(text_[next_]) == std::string_view::npos) ++next_;
        }
        return text_.substr(begin, next_ - begin);
    }

    void note_mark(char letter) {
        if (letter == '[' || letter == '{') ++depth_;
        if ((letter == ']' || letter == '}') && depth_ > 0) --depth_;
    }

    void skip_quoted(char quote) {
        const std::string three(3, quote);
        const bool is_long = text_.substr(next_, 3) == three;
        const std::string end = is_long ? three : std::string(1, quote);
        next_ += end.size();
        while (next_ < text_.size() && text_.substr(next_, end.size()) != end) next_ += quote == '"' && text_[next_] == '\\' ? 2 : 1;
        next_ = std::min(next_ + end.size(), text_.size());
        while (is_long && next_ < text_.size() && text_[next_] == quote) ++next_;
    }

    /// Whether a blank stands between two pieces.
    [[nodiscard]] static bool wants_blank(std::string_view before, std::string_view piece, bool after_blank) {
        if (piece == "," || (before == "{" && piece == "}")) return false;
        if (before == "=" || piece == "=" || before == "," || before == "{" || piece == "}") return true;
        if (before == "[" || piece == "]") return false;
        // Parts of a key stand close: plant.semey; a date and its time of day do not.
        return after_blank && !before.ends_with('.') && !piece.starts_with('.');
    }

    std::string_view text_;
    std::size_t next_ = 0;
    int depth_ = 0;  // of brackets that are open
    std::string out_;
};

}  // namespace

std::optional<std::string> tidy_text(std::string_view text) {
    Diagnostics faults;
    if (!parse_toml(text, 0, faults)) return std::nullopt;
    return TextTidier(text).tidied();
}

}  // namespace agrocap
