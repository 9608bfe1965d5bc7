#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace agrocap {

/// A file of the system, closed in every case.
class Descriptor {
  public:
    explicit Descriptor(int number = -1) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~Descriptor();

    [[nodiscard]] int number() const { return number_; }
    [[nodiscard]] bool is_open() const { return number_ >= 0; }

  private:
    int number_;
};

/// The folder in which the last part of a path stands, reached from `root` part by part without following a link, and that last part.
/// Not open where it cannot be reached; errno tells why. Requires: the path is relative, without "." and "..".
struct OpenFolder {
    Descriptor folder;
    std::string last;
};
OpenFolder open_folder_of(int root, std::string_view path);

/// The bytes of an open file, at most `bytes_max` and one more. Gives: 0 or the system's error number.
int read_all(int file, std::size_t bytes_max, std::string& bytes);

/// Writes all of it and waits for the disk. Gives: 0 or the system's error number.
int write_all(int file, std::string_view text);

}  // namespace agrocap
