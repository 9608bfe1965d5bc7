#include "lsp/open_files.hpp"

#include "lsp/file_uri.hpp"
#include "scenario/file_check.hpp"

namespace agrocap {

void OpenFiles::open(OpenFile file) {
    uri_by_identity_[file_identity(file.path)] = file.uri;
    by_uri_[file.uri] = std::move(file);
}

void OpenFiles::close(const std::string& uri) {
    by_uri_.erase(uri);
    std::erase_if(uri_by_identity_, [&](const auto& known) { return known.second == uri; });
}

OpenFile* OpenFiles::find(const std::string& uri) {
    const auto found = by_uri_.find(uri);
    return found == by_uri_.end() ? nullptr : &found->second;
}

const OpenFile* OpenFiles::at_path(const std::string& path) const {
    const auto known = uri_by_identity_.find(file_identity(path));
    return known == uri_by_identity_.end() ? nullptr : &by_uri_.at(known->second);
}

FileReader OpenFiles::reader() const {
    return [this](const FileRequest& request, Diagnostics& diagnostics) -> std::optional<std::string> {
        const OpenFile* open = at_path(request.path);
        if (open == nullptr) return others_(request, diagnostics);
        if (!check_size(request, open->text.text().size(), diagnostics)) return std::nullopt;
        return open->text.text();
    };
}

std::string OpenFiles::uri_of(const std::string& path) const {
    const OpenFile* open = at_path(path);
    return open != nullptr ? open->uri : uri_of_path(path);
}

}  // namespace agrocap
