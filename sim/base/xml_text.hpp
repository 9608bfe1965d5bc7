#pragma once

#include <string>
#include <string_view>

namespace agrocap {

/// A text for an element or an attribute in double quotes of XML. What is no UTF-8 and the control characters, which XML 1.0 cannot hold
/// even as references, become U+FFFD.
std::string xml_text(std::string_view text);

}  // namespace agrocap
