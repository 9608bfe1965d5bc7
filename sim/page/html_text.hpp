#pragma once

#include <string>
#include <string_view>

namespace agrocap {

/// A text for an element or an attribute in double quotes: what HTML would act on is written as a reference. What is no UTF-8, control
/// characters and those that turn the direction of what follows become U+FFFD: a name that came from elsewhere must not rearrange the page.
std::string html_text(std::string_view text);

/// A text for a script element that holds JSON, in quotes, cleaned in the same way: nothing in it can end the element.
std::string script_text(std::string_view text);

/// The same for JSON that is complete already: `<`, `>` and `&` stand in texts only, and are written as escapes.
std::string script_json(std::string_view json);

/// Bytes given as hexadecimal digits, in base 64: what a content security policy names a script by. Source: RFC 4648, section 4.
std::string base64_of_hex(std::string_view hex);

}  // namespace agrocap
