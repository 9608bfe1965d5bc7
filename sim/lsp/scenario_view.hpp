#pragma once

#include "lsp/name_index.hpp"
#include "lsp/open_files.hpp"
#include "scenario/resolve.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace agrocap {

/// An open scenario with all that is known of it, found when it is first asked for. For one question: it does not see later edits.
class ScenarioView {
  public:
    using FolderList = std::function<std::vector<std::string>(const std::string& folder)>;

    ScenarioView(const OpenFile& file, const OpenFiles& files, FolderList scenarios_in)
        : file_(file), reader_(files.reader()), scenarios_in_(std::move(scenarios_in)) {}

    [[nodiscard]] const OpenFile& file() const { return file_; }
    /// The open file first, then its bases.
    const ScenarioFamily& family();
    const NameIndex& names();
    [[nodiscard]] const LooseDocument& document() { return family().front()->loose; }

    /// The scenario's text with its bases, as far as it can be read: lines that are no TOML yet are left out.
    const ResolvedText& text();
    /// What it means so far, errors or not.
    const ReadResult& read();

    [[nodiscard]] const FileReader& reader() const { return reader_; }
    /// The scenario files in the folder of a file.
    [[nodiscard]] std::vector<std::string> beside(const std::string& path) const;

  private:
    const OpenFile& file_;
    FileReader reader_;
    FolderList scenarios_in_;
    ScenarioFamily family_;
    std::optional<NameIndex> names_;
    std::optional<ResolvedText> text_;
    std::optional<ReadResult> read_;
};

/// The text with what is no TOML yet blanked out, byte for byte: all other places stay.
std::string mended_text(std::string text);

}  // namespace agrocap
