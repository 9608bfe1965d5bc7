#include "base/xml_text.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <cstddef>

namespace agrocap {

namespace {

/// Bytes of the character that begins here, or 0 if none does that XML could hold. Source: XML 1.0, production 2.
std::size_t character_length(std::string_view text) {
    const Character one = character_at(text, 0);
    const bool is_control = one.code < 0x20 && one.code != '\t' && one.code != '\n';
    return is_control || one.code == 0xFFFE || one.code == 0xFFFF ? 0 : one.bytes;
}

}  // namespace

std::string xml_text(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        const std::size_t length = character_length(text);
        switch (text.front()) {
            case '&': result += "&amp;"; break;
            case '<': result += "&lt;"; break;
            case '>': result += "&gt;"; break;
            case '"': result += "&quot;"; break;
            case '\n': result += "&#10;"; break;
            case '\t': result += "&#9;"; break;
            default: result += length > 0 ? text.substr(0, length) : std::string_view("\uFFFD"); break;
        }
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return result;
}

}  // namespace agrocap
