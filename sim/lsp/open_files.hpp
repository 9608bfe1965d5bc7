#pragma once

#include "lsp/line_text.hpp"
#include "scenario/read_file.hpp"

#include <cstdint>
#include <map>
#include <string>

namespace agrocap {

/// A file that an editor has open: its text counts, whatever the disk has.
struct OpenFile {
    std::string uri, path;
    std::int64_t version = 0;
    LineText text;
    bool is_foreign = false;  // TOML of another program: nothing is said of it
};

/// The files that are open, and the way to read all others.
class OpenFiles {
  public:
    explicit OpenFiles(FileReader others) : others_(std::move(others)) {}

    void open(OpenFile file);
    void close(const std::string& uri);

    /// Null if none is open there.
    [[nodiscard]] OpenFile* find(const std::string& uri);
    /// The same by the path of the file, however it is spelt.
    [[nodiscard]] const OpenFile* at_path(const std::string& path) const;
    [[nodiscard]] const std::map<std::string, OpenFile>& all() const { return by_uri_; }

    /// Reads what is open from there, all else from where the other files are. Must not outlive this.
    [[nodiscard]] FileReader reader() const;

    /// The address by which the editor knows the file.
    [[nodiscard]] std::string uri_of(const std::string& path) const;

  private:
    std::map<std::string, OpenFile> by_uri_;
    std::map<std::string, std::string> uri_by_identity_;
    FileReader others_;
};

}  // namespace agrocap
