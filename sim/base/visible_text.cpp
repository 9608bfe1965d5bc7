#include "base/visible_text.hpp"

#include <cstddef>

namespace agrocap {

namespace {

bool is_control(unsigned char byte) { return byte < 0x20 || byte == 0x7F; }

std::string shown(unsigned char byte) {
    constexpr const char* digits = "0123456789abcdef";
    switch (byte) {
        case '\n': return "\\n";
        case '\r': return "\\r";
        case '\t': return "\\t";
        default: return {'\\', 'x', digits[byte >> 4], digits[byte & 15]};
    }
}

}  // namespace

std::string visible(std::string_view text, LineBreaks line_breaks) {
    std::string safe;
    safe.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0U;
        const bool is_late_control = byte == 0xC2 && next >= 0x80 && next <= 0x9F;  // in two bytes
        if (is_late_control) {
            safe += shown(static_cast<unsigned char>(next));
            ++i;
        } else if (is_control(byte) && !((byte == '\n' || byte == '\t') && line_breaks == LineBreaks::kept)) {
            safe += shown(byte);
        } else {
            safe += text[i];
        }
    }
    return safe;
}

}  // namespace agrocap
