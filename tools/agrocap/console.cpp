#include "console.hpp"

#include "base/visible_text.hpp"
#include "report/atomic_file.hpp"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
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

/// Our own escapes stay; those of a scenario or of a file's name are shown in place of being obeyed.
std::string without_foreign_controls(std::string_view text) {
    constexpr std::array<std::string_view, 7> own{"\x1b[0m", "\x1b[1m", "\x1b[31m", "\x1b[32m", "\x1b[33m", "\x1b[K", "\r"};
    std::string safe;
    while (!text.empty()) {
        const std::size_t plain = std::min(text.find_first_of("\x1b\r"), text.size());
        safe += visible(text.substr(0, plain), LineBreaks::kept);
        text.remove_prefix(plain);
        if (text.empty()) break;
        const auto* mine = std::find_if(own.begin(), own.end(), [text](std::string_view escape) { return text.starts_with(escape); });
        const std::size_t size = mine == own.end() ? 1 : mine->size();
        safe += mine == own.end() ? visible(text.substr(0, 1)) : std::string(*mine);
        text.remove_prefix(size);
    }
    return safe;
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

std::size_t columns_of(Channel channel) {
    if (!is_screen(channel)) return 0;
    constexpr std::size_t least = 20, usual = 80;
    const char* wanted = std::getenv("COLUMNS");
    if (wanted != nullptr && std::atoi(wanted) > 0) return std::max<std::size_t>(static_cast<std::size_t>(std::atoi(wanted)), least);
    winsize size{};
    const bool known = ::ioctl(descriptor_of(channel), TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return known ? std::max<std::size_t>(size.ws_col, least) : usual;
}

Screen screen_of(Channel channel) { return {colour_of(channel), columns_of(channel)}; }

void print(std::string_view text) {
    const int error =
        ::isatty(STDOUT_FILENO) != 0 ? write_all(STDOUT_FILENO, without_foreign_controls(text)) : write_all(STDOUT_FILENO, text);
    if (error != 0 && error != EPIPE) throw OutputFault("stdout", error);
}

void print_error(std::string_view text) { write_all(STDERR_FILENO, without_foreign_controls(text)); }

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
    std::signal(SIGXFSZ, SIG_IGN);  // a file that may not grow further is an error of its writing, as a full disk is
}

}  // namespace agrocap
