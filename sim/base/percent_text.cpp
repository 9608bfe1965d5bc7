#include "base/percent_text.hpp"

namespace agrocap {

namespace {

int digit_of_sixteen(char letter) {
    if (letter >= '0' && letter <= '9') return letter - '0';
    if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
    if (letter >= 'A' && letter <= 'F') return letter - 'A' + 10;
    return -1;
}

}  // namespace

std::optional<char> escaped_byte(std::string_view text, std::size_t at) {
    if (at + 2 >= text.size() || text[at] != '%') return std::nullopt;
    const int high = digit_of_sixteen(text[at + 1]), low = digit_of_sixteen(text[at + 2]);
    if (high < 0 || low < 0) return std::nullopt;
    return static_cast<char>(16 * high + low);
}

}  // namespace agrocap
