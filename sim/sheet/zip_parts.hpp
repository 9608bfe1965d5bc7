#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

namespace agrocap {

/// The files in a zip archive that are wanted, unpacked.
///
/// Errors: `SpreadsheetFault` for what is no archive, is torn, or unpacks to more than `bytes_max`.
class ZipParts {
  public:
    ZipParts(std::string_view archive, std::size_t bytes_max);

    /// Null if the archive has no such part. Names are compared as spreadsheets do: whatever the letter case.
    [[nodiscard]] const std::string* find(std::string_view name) const;

  private:
    std::map<std::string, std::string> parts_;
};

}  // namespace agrocap
