#include "serve/open_inside.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>

namespace agrocap {

Descriptor::~Descriptor() {
    if (number_ >= 0) ::close(number_);
}

OpenFolder open_folder_of(int root, std::string_view path) {
    OpenFolder found;
    Descriptor folder(::openat(root, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    for (std::size_t slash = path.find('/'); folder.is_open() && slash != std::string_view::npos; slash = path.find('/')) {
        const std::string part(path.substr(0, slash));
        path.remove_prefix(slash + 1);
        // Asked of the system at each step: between a look at a path and its use it may become another one.
        folder = Descriptor(::openat(folder.number(), part.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    }
    found.folder = std::move(folder);
    found.last = std::string(path);
    return found;
}

int read_all(int file, std::size_t bytes_max, std::string& bytes) {
    char block[1 << 16];
    while (bytes.size() <= bytes_max) {
        const ssize_t count = ::read(file, block, sizeof block);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return errno;
        if (count == 0) return 0;
        bytes.append(block, static_cast<std::size_t>(count));
    }
    return 0;
}

int write_all(int file, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(file, text.data(), text.size());
        if (written < 0 && errno != EINTR) return errno;
        if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
    }
    return ::fsync(file) == 0 ? 0 : errno;
}

}  // namespace agrocap
