#pragma once

#include <string>

namespace agrocap {

/// A page on the disk that leads a browser to an address with a secret in it: what is given to a program as a word, anybody on the machine
/// can read while it runs. Only its owner can read the file; it goes away with this.
class DoorPage {
  public:
    /// Errors: `OutputFault`.
    explicit DoorPage(const std::string& url);
    DoorPage(const DoorPage&) = delete;
    DoorPage& operator=(const DoorPage&) = delete;
    ~DoorPage();

    /// Has the desktop open it. Gives: whether there was a program to ask.
    [[nodiscard]] bool open() const;

    [[nodiscard]] const std::string& path() const { return path_; }

  private:
    std::string path_;
};

}  // namespace agrocap
