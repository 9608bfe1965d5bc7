#include "manual/roff_text.hpp"

#include <array>
#include <cstddef>
#include <utility>

namespace agrocap {

namespace {

/// Letters that roff takes for something else, or shows as another one that looks better in print. Source: groff_char(7), man-pages(7).
constexpr std::array<std::pair<char, std::string_view>, 7> letters_of_roff{{
    {'\\', "\\e"},
    {'-', "\\-"},
    {'\'', "\\(aq"},
    {'`', "\\(ga"},
    {'^', "\\(ha"},
    {'~', "\\(ti"},
    {'"', "\\(dq"},
}};

std::string bold(std::string_view roff) { return "\\fB" + std::string(roff) + "\\fP"; }

/// What stands at `at` up to the next `mark`; empty where there is none.
std::string_view up_to(std::string_view text, std::size_t at, std::string_view mark) {
    const std::size_t end = text.find(mark, at);
    return end == std::string_view::npos ? std::string_view() : text.substr(at, end - at);
}

/// The text of a link that begins at `at`, and how long it is with its target; no length if none begins there.
std::pair<std::string_view, std::size_t> link_at(std::string_view text, std::size_t at) {
    const std::string_view shown = up_to(text, at + 1, "](");
    if (shown.empty()) return {};
    const std::size_t target = at + 1 + shown.size() + 2;
    const std::size_t end = text.find(')', target);
    if (end == std::string_view::npos || shown.find('[') != std::string_view::npos) return {};
    return {shown, end + 1 - at};
}

}  // namespace

std::string roff_text(std::string_view text) {
    std::string roff;
    for (const char letter : text) {
        std::string_view written;
        for (const auto& [plain, known] : letters_of_roff)
            if (plain == letter) written = known;
        roff += written.empty() ? std::string_view(&letter, 1) : written;
    }
    return roff;
}

std::string roff_line(std::string_view markdown) {
    std::string roff;
    for (std::size_t at = 0; at < markdown.size();) {
        const std::string_view rest = markdown.substr(at);
        if (const std::string_view code = rest.front() == '`' ? up_to(markdown, at + 1, "`") : ""; !code.empty()) {
            roff += bold(roff_text(code));
            at += code.size() + 2;
        } else if (const std::string_view words = rest.starts_with("**") ? up_to(markdown, at + 2, "**") : ""; !words.empty()) {
            roff += bold(roff_line(words));
            at += words.size() + 4;
        } else if (const auto [shown, length] = rest.front() == '[' ? link_at(markdown, at) : std::pair<std::string_view, std::size_t>{};
                   length > 0) {
            roff += roff_line(shown);
            at += length;
        } else {
            roff += roff_text(rest.substr(0, 1));
            ++at;
        }
    }
    return roff.starts_with('.') ? "\\&" + roff : roff;
}

}  // namespace agrocap
