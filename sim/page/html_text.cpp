#include "page/html_text.hpp"

#include "base/utf8.hpp"
#include "report/json_value.hpp"

#include <cstddef>
#include <cstdint>

namespace agrocap {

namespace {

constexpr const char* replacement = "\xEF\xBF\xBD";

/// Embeddings, overrides, isolates and marks of direction, and the line separators that a script takes for the end of a line.
bool turns_or_breaks(char32_t code) {
    return (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) || code == 0x200E || code == 0x200F || code == 0x061C ||
           code == 0x2028 || code == 0x2029;
}

bool is_control(char32_t code) { return (code < 0x20 && code != '\n' && code != '\t') || (code >= 0x7F && code <= 0x9F); }

/// Characters that Unicode has given up, which validators of HTML refuse.
bool is_none(char32_t code) { return (code >= 0xFDD0 && code <= 0xFDEF) || (code & 0xFFFE) == 0xFFFE; }

std::string clean_text(std::string_view text) {
    std::string clean;
    clean.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const Character character = character_at(text, at);
        const bool is_kept =
            character.bytes > 0 && !is_control(character.code) && !turns_or_breaks(character.code) && !is_none(character.code);
        if (is_kept)
            clean += text.substr(at, character.bytes);
        else
            clean += replacement;
        at += character.bytes > 0 ? character.bytes : 1;
    }
    return clean;
}

}  // namespace

std::string html_text(std::string_view text) {
    std::string html;
    for (const char character : clean_text(text)) {
        switch (character) {
            case '&': html += "&amp;"; break;
            case '<': html += "&lt;"; break;
            case '>': html += "&gt;"; break;
            case '"': html += "&quot;"; break;
            case '\'': html += "&#39;"; break;
            default: html += character;
        }
    }
    return html;
}

std::string script_json(std::string_view json) {
    std::string safe;
    safe.reserve(json.size());
    for (const char character : json) {
        switch (character) {
            case '<': safe += "\\u003c"; break;
            case '>': safe += "\\u003e"; break;
            case '&': safe += "\\u0026"; break;
            default: safe += character;
        }
    }
    return safe;
}

std::string script_text(std::string_view text) { return script_json(json_text(clean_text(text))); }

std::string base64_of_hex(std::string_view hex) {
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const auto nibble = [](char digit) { return static_cast<std::uint32_t>(digit <= '9' ? digit - '0' : digit - 'a' + 10); };
    const auto byte = [&](std::size_t i) { return 2 * i + 1 < hex.size() ? nibble(hex[2 * i]) << 4 | nibble(hex[2 * i + 1]) : 0; };
    const std::size_t bytes = hex.size() / 2;
    std::string text;
    for (std::size_t i = 0; i < bytes; i += 3) {
        const std::uint32_t three = byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2);
        for (std::size_t part = 0; part < 4; ++part) text += i + part > bytes ? '=' : digits[three >> (18 - 6 * part) & 63];
    }
    return text;
}

}  // namespace agrocap
