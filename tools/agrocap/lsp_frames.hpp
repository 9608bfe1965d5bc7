#pragma once

#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

namespace agrocap {

/// Reads the frames of the Language Server Protocol: headers, an empty line, so many bytes.
///
/// A client may break off or send anything. What is no header is passed over until a `Content-Length` comes, so that one bad frame costs
/// no more than itself.
class FrameReader {
  public:
    enum class Kind : std::uint8_t {
        message,
        fault,  // a frame that cannot be read: `text` says why
        end,    // of the input
    };

    struct Frame {
        Kind kind = Kind::end;
        std::string text;
    };

    explicit FrameReader(std::FILE* in) : in_(in) {}

    Frame next();

    /// Whether the next frame has begun to arrive, without waiting for it.
    [[nodiscard]] bool is_waiting();

  private:
    std::optional<std::string> line();
    bool read(std::string& to, std::uint64_t bytes);
    bool fill();

    std::FILE* in_;
    std::string buffer_;
    std::size_t next_ = 0;
};

/// The message in its frame.
std::string framed(std::string_view message);

}  // namespace agrocap
