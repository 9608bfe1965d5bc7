#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace agrocap {

/// The attributes of an element.
class XmlAttributes {
  public:
    explicit XmlAttributes(const char* const* pairs) : pairs_(pairs) {}
    /// By its name without a namespace; empty if it is not there.
    [[nodiscard]] std::string_view find(std::string_view name) const;

  private:
    const char* const* pairs_;
};

/// Told while a document is read; names come without their namespaces.
struct XmlEvents {
    std::function<void(std::string_view name, const XmlAttributes& attributes)> begin;
    std::function<void(std::string_view name)> end;
    std::function<void(std::string_view text)> text;  // pieces of it
};

/// Reads a document. Exceptions of the events come through.
///
/// Errors: `SpreadsheetFault` for what is no XML, has a DOCTYPE (whose entities could grow without end) or nests too deep.
void read_xml(std::string_view document, const std::string& part, const XmlEvents& events);

}  // namespace agrocap
