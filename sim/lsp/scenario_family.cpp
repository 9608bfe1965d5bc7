#include "lsp/scenario_family.hpp"

#include "scenario/file_check.hpp"

#include <algorithm>
#include <filesystem>

namespace agrocap {

namespace {

/// What the key `extends` at the top says, as it is written.
std::string extends_in(const LooseDocument& document) {
    for (const LooseEntry& entry : document.tables.front().entries)
        if (entry.key.size() == 1 && entry.key.front().text == "extends" && entry.value.kind == LooseValue::Kind::text)
            return entry.value.text;
    return {};
}

}  // namespace

std::shared_ptr<const FamilyFile> family_file(const std::string& path, const FileReader& files) {
    Diagnostics unheard;
    std::optional<std::string> text = files({path, {}, ""}, unheard);
    if (!text) return nullptr;
    auto file = std::make_shared<FamilyFile>();
    file->path = path;
    file->loose = loose_toml(*text);
    file->text = LineText(std::move(*text));
    const std::string base = extends_in(file->loose);
    if (!base.empty() && base.find('\0') == std::string::npos)
        file->extended = (std::filesystem::path(path).parent_path() / base).lexically_normal().string();
    return file;
}

ScenarioFamily family_of(const std::string& path, const FileReader& files) {
    constexpr std::size_t chain_length_max = 32;
    ScenarioFamily family;
    std::vector<std::string> identities;
    for (std::string next = path; !next.empty() && family.size() < chain_length_max;) {
        const std::string identity = file_identity(next);
        if (std::find(identities.begin(), identities.end(), identity) != identities.end()) break;
        identities.push_back(identity);
        const std::shared_ptr<const FamilyFile> file = family_file(next, files);
        if (file == nullptr) break;
        family.push_back(file);
        next = file->extended;
    }
    return family;
}

}  // namespace agrocap
