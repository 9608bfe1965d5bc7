#pragma once

#include <string>

namespace agrocap {

/// The file that the library of workbooks writes to: it knows files by name only. It goes away with this.
class TemporaryFile {
  public:
    /// Errors: `OutputFault`, naming the path.
    TemporaryFile();
    ~TemporaryFile();
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    [[nodiscard]] const std::string& path() const { return path_; }
    [[nodiscard]] std::string bytes() const;

  private:
    std::string path_;
};

}  // namespace agrocap
