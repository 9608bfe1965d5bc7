#include "serve/served_folder.hpp"

#include "base/sha256.hpp"
#include "base/utf8.hpp"
#include "base/visible_text.hpp"
#include "scenario/text_check.hpp"
#include "scenario/toml_parser.hpp"
#include "serve/open_inside.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>

namespace agrocap {

namespace {

constexpr std::size_t path_bytes_max = 1024;
constexpr std::size_t part_bytes_max = 200;  // a temporary file beside it has a longer name
constexpr int depth_max = 16;
constexpr std::size_t listed_max = 5000;

bool has_suffix(std::string_view path, std::string_view suffix) { return path.size() > suffix.size() && path.ends_with(suffix); }

/// A character that a file here may have in its name: no control character, no separator of any system.
bool is_plain(char32_t code) { return code >= 0x20 && code != 0x7F && !(code >= 0x80 && code <= 0x9F) && code != U'\\'; }

bool is_plain_text(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const Character one = character_at(text, at);
        if (one.bytes == 0 || !is_plain(one.code)) return false;
        at += one.bytes;
    }
    return true;
}

/// What is wrong with a path as such; empty if nothing.
std::string flaw_of(std::string_view path) {
    if (path.empty()) return "is empty";
    if (path.size() > path_bytes_max) return "is too long";
    if (!is_plain_text(path)) return "has characters that no file here has in its name";
    if (path.front() == '/') return "does not begin in the folder that is served";
    if (!has_suffix(path, ".toml") && !has_suffix(path, ".csv")) return "is neither a scenario (.toml) nor a file of orders (.csv)";
    while (!path.empty()) {
        const std::string_view part = path.substr(0, path.find('/'));
        path.remove_prefix(std::min(part.size() + 1, path.size()));
        if (part.empty()) return "has an empty part";
        if (part.size() > part_bytes_max) return "is too long";
        if (part == "..") return "leads out of the folder that is served";
        if (part.front() == '.') return "is hidden";
    }
    return {};
}

std::string quoted(const std::string& path) { return "\"" + visible(path) + "\""; }

Refusal cannot(const std::string& path, int error) {
    if (error == ENOENT) return {404, "not-found", fmt::format("there is no file {}", quoted(path))};
    if (error == ELOOP || error == ENOTDIR)
        return {403, "link", fmt::format("{} stands behind what is no folder, or a link: links are not followed here", quoted(path))};
    return {403, "unreadable", fmt::format("{} cannot be read: {}", quoted(path), std::strerror(error))};
}

/// The codes that `read_file` has for the same.
Code code_of(const Refusal& refusal) {
    if (refusal.status == 404) return Code::no_file;
    if (refusal.status == 413) return Code::file_too_large;
    return refusal.reason == "no-file" ? Code::not_a_file : Code::unreadable_file;
}

std::string text_member(const TomlValue& table, const std::string& key) {
    const TomlValue* value = table.find(key);
    return value != nullptr && value->kind == TomlKind::text ? value->text : std::string();
}

}  // namespace

ServedFolder::ServedFolder(const std::string& path) : root_(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    if (root_ < 0) throw FolderFault(fmt::format("{} is no folder that can be opened: {}", quoted(path), std::strerror(errno)));
}

ServedFolder::~ServedFolder() { ::close(root_); }

std::optional<Refusal> ServedFolder::fault_of(const std::string& path) {
    const std::string flaw = flaw_of(path);
    if (flaw.empty()) return std::nullopt;
    return Refusal{403, "outside", fmt::format("{} {}", quoted(path), flaw), "expected a path from the folder, such as cases/plant.toml"};
}

ServedFolder::FileText ServedFolder::text_of(const std::string& path) const {
    FileText found;
    const auto refuse = [&found](Refusal refusal) {
        found.refusal = std::move(refusal);
        return found;
    };
    if (auto fault = fault_of(path)) return refuse(std::move(*fault));
    const OpenFolder place = open_folder_of(root_, path);
    if (!place.folder.is_open()) return refuse(cannot(path, errno));
    // A pipe would wait for somebody to write to it.
    const Descriptor file(::openat(place.folder.number(), place.last.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    if (!file.is_open()) return refuse(cannot(path, errno));
    struct stat status {};
    if (::fstat(file.number(), &status) != 0) return refuse(cannot(path, errno));
    if (!S_ISREG(status.st_mode)) return refuse({403, "no-file", fmt::format("{} is not a regular file", quoted(path))});
    if (const int error = read_all(file.number(), file_bytes_max, found.text); error != 0) return refuse(cannot(path, error));
    if (found.text.size() > file_bytes_max)
        return refuse({413, "too-large", fmt::format("{} is larger than {} MB", quoted(path), file_bytes_max >> 20)});
    return found;
}

FileReader ServedFolder::reader(const std::optional<EditedText>& edited) const {
    return [this, edited](const FileRequest& request, Diagnostics& diagnostics) -> std::optional<std::string> {
        if (edited && edited->path == request.path) return edited->text;
        FileText found = text_of(request.path);
        if (!found.refusal) return std::move(found.text);
        diagnostics.error(code_of(*found.refusal), request.at, request.key, found.refusal->message);
        return std::nullopt;
    };
}

std::optional<Refusal> ServedFolder::write_new(const std::string& path, const std::string& text) const { return write(path, text, false); }

std::optional<Refusal> ServedFolder::replace(const std::string& path, const std::string& text, const std::string& seen) const {
    const FileText now = text_of(path);
    if (now.refusal) return now.refusal;
    if (sha256_hex(now.text) != seen)
        return Refusal{409, "changed", fmt::format("{} has been changed by somebody else since it was opened", quoted(path)),
                       "save under another name, or open it anew"};
    return write(path, text, true);
}

std::optional<Refusal> ServedFolder::write(const std::string& path, const std::string& text, bool replaces) const {
    if (auto fault = fault_of(path)) return fault;
    if (!has_suffix(path, ".toml")) return Refusal{403, "no-scenario", fmt::format("{} does not end in .toml", quoted(path))};
    if (text.size() > file_bytes_max) return Refusal{413, "too-large", fmt::format("the text is larger than {} MB", file_bytes_max >> 20)};
    const OpenFolder place = open_folder_of(root_, path);
    if (!place.folder.is_open()) return cannot(path, errno);
    const auto failed = [&path](int error) {
        if (error == EEXIST) return Refusal{409, "exists", fmt::format("{} is there already", quoted(path)), "choose another name"};
        return Refusal{507, "not-written", fmt::format("{} cannot be written: {}", quoted(path), std::strerror(error))};
    };
    const std::string draft = fmt::format(".{}.{}.part", place.last, ::getpid());
    const std::scoped_lock lock(mutex_);  // two who save at once do not share a draft
    ::unlinkat(place.folder.number(), draft.c_str(), 0);
    const Descriptor file(::openat(place.folder.number(), draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666));
    if (!file.is_open()) return failed(errno);
    int error = write_all(file.number(), text);
    // A link is refused where the name is taken, a renaming would replace what stands there.
    if (error == 0 && replaces && ::renameat(place.folder.number(), draft.c_str(), place.folder.number(), place.last.c_str()) != 0)
        error = errno;
    if (error == 0 && !replaces && ::linkat(place.folder.number(), draft.c_str(), place.folder.number(), place.last.c_str(), 0) != 0)
        error = errno;
    if (error != 0 || !replaces) ::unlinkat(place.folder.number(), draft.c_str(), 0);
    if (error != 0) return failed(error);
    ::fsync(place.folder.number());
    return std::nullopt;
}

ScenarioList ServedFolder::list() const {
    const std::scoped_lock lock(mutex_);
    ScenarioList list;
    list_into(root_, "", 0, list);
    std::sort(list.scenarios.begin(), list.scenarios.end(), [](const auto& one, const auto& other) { return one.path < other.path; });
    return list;
}

void ServedFolder::list_into(int folder, const std::string& prefix, int depth, ScenarioList& list) const {
    const int again = ::openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const std::unique_ptr<DIR, int (*)(DIR*)> entries(again >= 0 ? ::fdopendir(again) : nullptr, ::closedir);
    if (!entries) return;
    while (const dirent* entry = ::readdir(entries.get())) {
        const std::string file = entry->d_name, path = prefix + file;
        struct stat status {};
        if (file.starts_with('.') || ::fstatat(folder, file.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) continue;
        if (list.scenarios.size() >= listed_max) {
            list.is_cut = true;
            return;
        }
        if (S_ISDIR(status.st_mode) && depth < depth_max && file != "node_modules") {
            const Descriptor inner(::openat(folder, file.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
            if (inner.is_open()) list_into(inner.number(), path + "/", depth + 1, list);
        } else if (S_ISREG(status.st_mode) && has_suffix(file, ".toml") && !fault_of(path)) {
            Known& known = known_[path];
            const long modified = status.st_mtim.tv_sec * 1'000'000'000L + status.st_mtim.tv_nsec;
            if (known.scenario.path.empty() || known.modified != modified || known.bytes != status.st_size)
                known = {modified, status.st_size, listed(folder, file, path)};
            list.scenarios.push_back(known.scenario);
        }
    }
}

ListedScenario ServedFolder::listed(int folder, const std::string& file, const std::string& path) const {
    ListedScenario scenario{path, "", ""};
    const Descriptor open(::openat(folder, file.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    constexpr std::size_t quickly_read = 1 << 20;  // a list of files must not take longer than to look at it
    std::string text;
    if (!open.is_open() || read_all(open.number(), quickly_read, text) != 0 || text.size() > quickly_read) return scenario;
    Diagnostics unheard;
    const auto root = parse_toml(text, 0, unheard);
    if (!root) return scenario;
    if (const TomlValue* table = root->find("scenario"); table != nullptr && table->is_table()) scenario.name = text_member(*table, "name");
    scenario.extends = text_member(*root, "extends");
    return scenario;
}

}  // namespace agrocap
