#pragma once

#include <cstdio>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace agrocap {

/// Takes a piece of text.
using TextSink = std::function<void(std::string_view)>;

/// Text on its way to somewhere that must see all of it or nothing: kept in a file without a name until then.
class Spool {
  public:
    /// Errors: `OutputFault`, naming the directory for temporary files.
    Spool();
    ~Spool();
    Spool(const Spool&) = delete;
    Spool& operator=(const Spool&) = delete;

    /// Errors: `OutputFault`.
    void write(std::string_view text);
    /// Hands over all that was written, in pieces.
    void replay(const TextSink& sink);

  private:
    std::FILE* file_;
};

/// A file that is written piece by piece and appears as a whole or not at all, as with `write_file`; memory: one buffer.
class StreamedFile {
  public:
    /// Errors: `OutputFault`.
    explicit StreamedFile(const std::string& path);
    /// Drops what was written, if it was not committed.
    ~StreamedFile();
    StreamedFile(const StreamedFile&) = delete;
    StreamedFile& operator=(const StreamedFile&) = delete;

    /// Errors: `OutputFault`.
    void write(std::string_view text);
    /// To the disk, then under its name. Errors: `OutputFault`; nothing is left behind.
    void commit();

    [[nodiscard]] const std::string& path() const { return path_; }

  private:
    class Part;
    std::string path_;
    std::unique_ptr<Part> part_;    // beside the file, for a file
    std::unique_ptr<Spool> spool_;  // for a pipe or a device
};

}  // namespace agrocap
