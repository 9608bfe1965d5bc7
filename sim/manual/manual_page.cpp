#include "manual/manual_page.hpp"

#include "base/ascii.hpp"
#include "manual/roff_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace agrocap {

namespace {

std::string_view without_blanks(std::string_view text) {
    const std::size_t first = text.find_first_not_of(' ');
    return first == std::string_view::npos ? std::string_view() : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

/// The cells of a table's row; a "|" with a backslash before it is one of the text.
std::vector<std::string> cells_of(std::string_view row) {
    std::vector<std::string> cells(1);
    for (std::size_t at = 1; at < row.size(); ++at) {  // behind the first "|"
        if (row[at] == '\\' && at + 1 < row.size() && row[at + 1] == '|')
            cells.back() += row[++at];
        else if (row[at] == '|')
            cells.emplace_back();
        else
            cells.back() += row[at];
    }
    cells.pop_back();  // behind the last one
    for (std::string& cell : cells) cell = without_blanks(cell);
    return cells;
}

bool is_leading(const std::string& head) { return head == "meaning" || head == "means" || head == "what it is"; }

/// Writes Markdown as roff, line by line.
class ManualWriter {
  public:
    std::string written(std::string_view markdown) {
        while (!markdown.empty()) {
            const std::size_t end = std::min(markdown.find('\n'), markdown.size());
            take(markdown.substr(0, end));
            markdown.remove_prefix(std::min(end + 1, markdown.size()));
        }
        end_block();
        return text_;
    }

  private:
    void take(std::string_view line) {
        if (line.starts_with("```")) {
            end_block();
            is_fenced_ = !is_fenced_;
            need_section();
            text_ += is_fenced_ ? ".PP\n.RS 4\n.nf\n" : ".fi\n.RE\n";
        } else if (is_fenced_) {
            text_ += (line.starts_with('.') ? "\\&" : "") + roff_text(line) + "\n";
        } else if (line.starts_with('#')) {
            heading(line);
        } else if (line.starts_with('|')) {
            if (heads_.empty()) end_block();
            row(cells_of(line));
        } else if (line.empty() || line.starts_with("<!--")) {
            end_block();
        } else if (line.starts_with("- ")) {
            end_block();
            is_item_ = true;
            block_ = line.substr(2);
        } else {
            if (!block_.empty()) block_ += ' ';
            block_ += without_blanks(line);
        }
    }

    void heading(std::string_view line) {
        end_block();
        const std::size_t depth = line.find_first_not_of('#');
        if (depth == std::string_view::npos || depth == 1) return;  // the page's own heading is its name
        const std::string title(without_blanks(line.substr(depth)));
        text_ += depth == 2 ? ".SH " + roff_line(in_capitals(title)) + "\n" : ".SS " + roff_line(title) + "\n";
        has_section_ = true;
    }

    void row(std::vector<std::string> cells) {
        const bool is_rule = std::all_of(cells.begin(), cells.end(), [](const std::string& cell) {
            return !cell.empty() && cell.find_first_not_of(":-") == std::string::npos;
        });
        if (is_rule) return;
        if (heads_.empty()) {
            heads_ = std::move(cells);
            return;
        }
        need_section();
        cells.resize(heads_.size());
        std::string lead, rest;
        for (std::size_t column = 1; column < cells.size(); ++column) {
            if (cells[column].empty()) continue;
            if (heads_.size() == 2 || is_leading(heads_[column]))
                lead = cells[column];
            else
                rest += (rest.empty() ? "" : "; ") + heads_[column] + ": " + cells[column];
        }
        text_ += ".TP\n" + roff_line(cells.front()) + "\n" + roff_line(lead.empty() ? rest : lead) + "\n";
        if (!lead.empty() && !rest.empty()) text_ += ".br\n" + roff_line(rest) + "\n";
    }

    void end_block() {
        heads_.clear();
        if (block_.empty()) return;
        need_section();
        text_ += (is_item_ ? ".IP \\(bu 2\n" : ".PP\n") + roff_line(block_) + "\n";
        block_.clear();
        is_item_ = false;
    }

    /// What stands before the first heading of its own describes what the page is about.
    void need_section() {
        if (!has_section_) text_ += ".SH DESCRIPTION\n";
        has_section_ = true;
    }

    std::string text_, block_;
    std::vector<std::string> heads_;
    bool is_item_ = false, is_fenced_ = false, has_section_ = false;
};

}  // namespace

std::string manual_page(const ManualHead& head, std::string_view markdown) {
    return fmt::format(".TH {} {} \"\" \"agrocap {}\" \"agrocap\"\n.SH NAME\n{} \\- {}\n", roff_text(in_capitals(head.name)), head.section,
                       roff_text(head.version), roff_text(head.name), roff_line(head.summary)) +
           ManualWriter().written(markdown);
}

}  // namespace agrocap
