#include "console.hpp"

#include "report/atomic_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>

namespace agrocap {

namespace {

int descriptor_of(Channel channel) { return channel == Channel::out ? STDOUT_FILENO : STDERR_FILENO; }

/// Writes all of the text; gives 0 or the system's error number.
int write_all(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(descriptor, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return errno;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return 0;
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
}

}  // namespace

bool is_screen(Channel channel) {
    const char* terminal = std::getenv("TERM");
    return ::isatty(descriptor_of(channel)) != 0 && terminal != nullptr && std::strcmp(terminal, "dumb") != 0;
}

Colour colour_of(Channel channel) {
    const char* refused = std::getenv("NO_COLOR");
    const bool wanted = refused == nullptr || *refused == '\0';
    return wanted && is_screen(channel) ? Colour::on : Colour::off;
}

void print(std::string_view text) {
    const int error = write_all(STDOUT_FILENO, text);
    if (error != 0 && error != EPIPE) throw OutputFault("stdout", error);
}

void print_error(std::string_view text) { write_all(STDERR_FILENO, text); }

std::string with_coloured_severity(const std::string& diagnostics) {
    std::string text = diagnostics;
    if (colour_of(Channel::err) == Colour::off) return text;
    replace_all(text, ": error[", ": \x1b[31merror\x1b[0m[");
    replace_all(text, ": warning[", ": \x1b[33mwarning\x1b[0m[");
    return text;
}

void prepare_console() {
    for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; ++descriptor) {
        if (::fcntl(descriptor, F_GETFD) == -1 && errno == EBADF) {
            const int opened = ::open("/dev/null", O_RDWR);  // takes the lowest free number: this one
            if (opened > STDERR_FILENO) ::close(opened);
        }
    }
    std::signal(SIGPIPE, SIG_IGN);
}

}  // namespace agrocap
