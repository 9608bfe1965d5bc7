#include "scenario/latin_text.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace agrocap {
namespace {

using Letter = std::pair<char32_t, std::string_view>;

constexpr std::array<Letter, 26> lookalikes{{{U'а', "a"}, {U'е', "e"}, {U'о', "o"}, {U'р', "p"}, {U'с', "c"}, {U'у', "y"}, {U'х', "x"},
                                             {U'і', "i"}, {U'ј', "j"}, {U'ѕ', "s"}, {U'һ', "h"}, {U'к', "k"}, {U'А', "A"}, {U'В', "B"},
                                             {U'Е', "E"}, {U'К', "K"}, {U'М', "M"}, {U'Н', "H"}, {U'О', "O"}, {U'Р', "P"}, {U'С', "C"},
                                             {U'Т', "T"}, {U'У', "Y"}, {U'Х', "X"}, {U'І', "I"}, {U'Ѕ', "S"}}};

/// Russian by ICAO Doc 9303, part 3, section 6; Kazakh letters by the nearest sound.
constexpr std::array<Letter, 42> sounds{
    {{U'а', "a"},  {U'б', "b"}, {U'в', "v"}, {U'г', "g"}, {U'д', "d"},  {U'е', "e"},  {U'ё', "e"},  {U'ж', "zh"}, {U'з', "z"},
     {U'и', "i"},  {U'й', "i"}, {U'к', "k"}, {U'л', "l"}, {U'м', "m"},  {U'н', "n"},  {U'о', "o"},  {U'п', "p"},  {U'р', "r"},
     {U'с', "s"},  {U'т', "t"}, {U'у', "u"}, {U'ф', "f"}, {U'х', "kh"}, {U'ц', "ts"}, {U'ч', "ch"}, {U'ш', "sh"}, {U'щ', "shch"},
     {U'ъ', "ie"}, {U'ы', "y"}, {U'ь', ""},  {U'э', "e"}, {U'ю', "iu"}, {U'я', "ia"}, {U'ә', "a"},  {U'ғ', "g"},  {U'қ', "q"},
     {U'ң', "n"},  {U'ө', "o"}, {U'ұ', "u"}, {U'ү', "u"}, {U'һ', "h"},  {U'і', "i"}}};

template <std::size_t n>
const std::string_view* find(char32_t code, const std::array<Letter, n>& letters) {
    const auto found = std::find_if(letters.begin(), letters.end(), [code](const Letter& letter) { return letter.first == code; });
    return found == letters.end() ? nullptr : &found->second;
}

/// Capitals of the Russian alphabet stand 32 places before the small letters; those of Kazakh one place.
char32_t small_of(char32_t code) {
    if (code >= U'А' && code <= U'Я') return code + 32;
    if (code == U'Ё') return U'ё';
    if (code == U'І') return U'і';
    const bool is_kazakh_capital = code >= 0x0492 && code <= 0x04E9 && code % 2 == 0;
    return is_kazakh_capital ? code + 1 : code;
}

}  // namespace

std::string without_lookalikes(std::string_view text) {
    std::string latin;
    bool found = false;
    for (std::size_t at = 0; at < text.size();) {
        const Character one = character_at(text, at);
        const std::string_view* letter = find(one.code, lookalikes);
        if (one.bytes == 0 || (one.code >= 0x80 && letter == nullptr)) return {};
        latin += letter != nullptr ? *letter : text.substr(at, one.bytes);
        found |= letter != nullptr;
        at += one.bytes;
    }
    return found ? latin : "";
}

std::string in_latin_letters(std::string_view text) {
    std::string latin;
    for (std::size_t at = 0; at < text.size();) {
        const Character one = character_at(text, at);
        if (one.bytes == 0) return {};
        const char32_t code = small_of(one.code);
        if (code >= U'A' && code <= U'Z')
            latin += static_cast<char>(code - U'A' + U'a');
        else if (code < 0x80)
            latin += static_cast<char>(code);
        else if (const std::string_view* sound = find(code, sounds))
            latin += *sound;
        at += one.bytes;
    }
    return latin;
}

}  // namespace agrocap
