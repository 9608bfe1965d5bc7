#include "lsp/findings.hpp"

#include "lsp/editor_diagnostics.hpp"
#include "lsp/rpc_message.hpp"
#include "observe/asked_metrics.hpp"
#include "scenario/file_check.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace agrocap {

namespace {

/// Whether a file is not there or cannot be read: once it is, more can be said.
bool is_of_reading(const Diagnostic& one) {
    return one.code == Code::no_file || one.code == Code::not_a_file || one.code == Code::unreadable_file ||
           one.code == Code::file_too_large;
}

/// Both lists, what stands in both of them once.
nlohmann::ordered_json joined(nlohmann::ordered_json list, const nlohmann::ordered_json& more) {
    std::set<std::string> known;
    for (const auto& one : list) known.insert(rpc_text(one));
    for (const auto& one : more)
        if (known.insert(rpc_text(one)).second) list.push_back(one);
    return list;
}

}  // namespace

struct Findings::Judged {
    std::map<std::string, nlohmann::ordered_json> by_uri;  // an array each
    std::vector<std::string> identities;                   // of the files that were read
    bool lacks_a_file = false;
};

Findings::Findings() = default;
Findings::~Findings() = default;

void Findings::touch(const OpenFiles& files, const std::string& path) {
    const std::string identity = file_identity(path);
    for (const auto& [uri, file] : files.all()) {
        const auto judged = by_root_.find(uri);
        const bool reads =
            judged == by_root_.end() || judged->second->lacks_a_file ||
            std::find(judged->second->identities.begin(), judged->second->identities.end(), identity) != judged->second->identities.end();
        if (reads) waiting_.insert(uri);
    }
    something_closed_ |= std::erase_if(by_root_, [&](const auto& judged) { return !files.all().contains(judged.first); }) > 0;
}

void Findings::touch_all(const OpenFiles& files) {
    for (const auto& [uri, file] : files.all()) waiting_.insert(uri);
}

void Findings::judge(const OpenFiles& files, const OpenFile& file) {
    const ResolvedText text = resolve_file(file.path, {}, files.reader());
    const ReadResult read = read_to_run(text);
    auto judged = std::make_unique<Judged>();
    judged->lacks_a_file = std::any_of(text.diagnostics.all().begin(), text.diagnostics.all().end(), is_of_reading);
    for (const std::string& name : read.files) judged->identities.push_back(file_identity(name));
    nlohmann::ordered_json told = editor_diagnostics(read);
    judged->by_uri[file.uri] = nlohmann::ordered_json::array();
    for (std::size_t i = 0; i < told.size(); ++i) {
        const std::size_t where = read.diagnostics.all()[i].at.file;
        const bool is_own = where == 0 || where >= read.files.size();
        judged->by_uri[is_own ? file.uri : files.uri_of(read.files[where])].push_back(std::move(told[i]));
    }
    by_root_[file.uri] = std::move(judged);
}

std::vector<std::string> Findings::publish(const OpenFiles& files) {
    if (waiting_.empty() && !something_closed_) return {};
    for (const std::string& uri : std::exchange(waiting_, {}))
        if (const auto file = files.all().find(uri); file != files.all().end() && !file->second.is_foreign) judge(files, file->second);
    something_closed_ = false;

    // A base has what is said of it by itself and by each that extends it; the same thing once.
    std::map<std::string, nlohmann::ordered_json> lists;
    for (const auto& [uri, message] : told_) lists[uri] = nlohmann::ordered_json::array();
    for (const auto& [root, judged] : by_root_) {
        for (const auto& [uri, found] : judged->by_uri) {
            nlohmann::ordered_json& list = lists.try_emplace(uri, nlohmann::ordered_json::array()).first->second;
            list = list.empty() ? found : joined(list, found);
        }
    }
    std::vector<std::string> messages;
    for (auto& [uri, list] : lists) {
        const bool is_gone = list.empty() && !files.all().contains(uri);
        nlohmann::ordered_json params{{"uri", uri}, {"diagnostics", std::move(list)}};
        if (const auto open = files.all().find(uri); open != files.all().end()) params["version"] = open->second.version;
        std::string message = rpc_notification("textDocument/publishDiagnostics", std::move(params));
        std::string& told = told_[uri];
        if (told != message) messages.push_back(told = std::move(message));
        if (is_gone) told_.erase(uri);
    }
    return messages;
}

}  // namespace agrocap
