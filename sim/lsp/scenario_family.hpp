#pragma once

#include "lsp/line_text.hpp"
#include "lsp/loose_toml.hpp"
#include "scenario/read_file.hpp"

#include <memory>
#include <string>
#include <vector>

namespace agrocap {

/// A file of a family of scenarios, read as loosely as need be.
struct FamilyFile {
    std::string path;
    LineText text;
    LooseDocument loose;
    std::string extended;  // the path of the file that it extends; empty if none
};

/// Gives null if the file cannot be read.
std::shared_ptr<const FamilyFile> family_file(const std::string& path, const FileReader& files);

/// The file and all that it extends, one after the other; a chain that goes round or cannot be read ends there.
using ScenarioFamily = std::vector<std::shared_ptr<const FamilyFile>>;
ScenarioFamily family_of(const std::string& path, const FileReader& files);

}  // namespace agrocap
