#include "lsp_frames.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>

#include <poll.h>
#include <unistd.h>

namespace agrocap {

namespace {

/// Four times what a scenario may have: in JSON a character may take six bytes, and no editor sends more of those than of others.
constexpr std::uint64_t message_bytes_max = 64u << 20;
constexpr std::size_t line_bytes_max = 8192;

bool is_named(std::string_view line, std::string_view name) {
    return line.size() > name.size() && line[name.size()] == ':' && std::equal(name.begin(), name.end(), line.begin(), [](char a, char b) {
               return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
           });
}

/// Gives nothing if it is no number of bytes.
std::optional<std::uint64_t> length_in(std::string_view line) {
    line.remove_prefix(line.find(':') + 1);
    while (line.starts_with(' ') || line.starts_with('\t')) line.remove_prefix(1);
    while (line.ends_with(' ') || line.ends_with('\t')) line.remove_suffix(1);
    std::uint64_t length = 0;
    const auto [end, fault] = std::from_chars(line.data(), line.data() + line.size(), length);
    return fault == std::errc() && end == line.data() + line.size() && !line.empty() ? std::optional(length) : std::nullopt;
}

}  // namespace

bool FrameReader::fill() {
    if (next_ < buffer_.size()) return true;
    buffer_.resize(std::size_t{1} << 16);
    next_ = 0;
    const ssize_t got = ::read(::fileno(in_), buffer_.data(), buffer_.size());
    buffer_.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return got > 0;
}

/// A line without its end, the beginning only of a very long one. Gives nothing at the end of the input.
std::optional<std::string> FrameReader::line() {
    std::string text;
    while (fill()) {
        const std::size_t end = std::min(buffer_.find('\n', next_), buffer_.size());
        text.append(buffer_, next_, std::min(end - next_, line_bytes_max - std::min(text.size(), line_bytes_max)));
        const bool is_whole = end < buffer_.size();
        next_ = end + (is_whole ? 1 : 0);
        if (!is_whole) continue;
        if (text.ends_with('\r')) text.pop_back();
        return text;
    }
    return std::nullopt;
}

/// Gives false if the input ends before. What is too much to keep is read and forgotten.
bool FrameReader::read(std::string& to, std::uint64_t bytes) {
    const bool is_kept = bytes <= message_bytes_max;
    while (bytes > 0) {
        if (!fill()) return false;
        const std::size_t taken = static_cast<std::size_t>(std::min<std::uint64_t>(bytes, buffer_.size() - next_));
        if (is_kept) to.append(buffer_, next_, taken);
        next_ += taken;
        bytes -= taken;
    }
    return true;
}

FrameReader::Frame FrameReader::next() {
    std::optional<std::uint64_t> length;
    std::string fault;
    while (std::optional<std::string> header = line()) {
        if (is_named(*header, "Content-Length")) {
            const std::optional<std::uint64_t> one = length_in(*header);
            if (!one)
                fault = "Content-Length is no number of bytes";
            else if (length && *length != *one)
                fault = "Content-Length stands twice";
            length = one;
            continue;
        }
        if (!header->empty()) continue;
        if (fault.empty() && !length) fault = "Content-Length is missing";
        if (!fault.empty()) return {Kind::fault, fault};
        Frame frame{Kind::message, {}};
        if (!read(frame.text, *length)) return {};
        if (*length > message_bytes_max)
            return {Kind::fault, fmt::format("a message of {} bytes, at most {} are taken", *length, message_bytes_max)};
        return frame;
    }
    return {};
}

bool FrameReader::is_waiting() {
    if (next_ < buffer_.size()) return true;
    pollfd input{::fileno(in_), POLLIN, 0};
    return ::poll(&input, 1, 0) > 0 && (input.revents & POLLIN) != 0;
}

std::string framed(std::string_view message) { return fmt::format("Content-Length: {}\r\n\r\n{}", message.size(), message); }

}  // namespace agrocap
