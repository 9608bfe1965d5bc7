#include "output_files.hpp"

#include "report/atomic_file.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstddef>
#include <filesystem>

namespace agrocap {

namespace {

using Inode = std::optional<std::pair<unsigned long, unsigned long>>;

/// What cannot be lost has none: a device takes whatever comes.
Inode inode_of(const struct stat& status) {
    if (!S_ISREG(status.st_mode) && !S_ISFIFO(status.st_mode)) return std::nullopt;
    return std::pair<unsigned long, unsigned long>(status.st_dev, status.st_ino);
}

}  // namespace

OutputFiles::File OutputFiles::file(const std::string& what, const std::string& path) {
    File file;
    file.what = what;
    file.path = path;
    struct stat status {};
    const bool is_there = ::stat(path.c_str(), &status) == 0;
    if (is_there) file.inode = inode_of(status);
    if (!is_there || file.inode) file.real_path = real_path(path);
    return file;
}

void OutputFiles::write(const std::string& what, const std::string& path) {
    if (!path.empty() && path != "-") files_.push_back(file(what, path));
}

void OutputFiles::write_folder(const std::string& what, const std::string& path, const std::vector<std::string>& names) {
    if (path.empty()) return;
    const std::string folder = (std::filesystem::path(path) / "").parent_path().string();  // "a/" is "a"
    folders_.push_back(folder);
    files_.push_back(file(what, folder));
    files_.back().is_folder = true;
    for (const std::string& name : names) write(what, (std::filesystem::path(folder) / name).string());
}

void OutputFiles::write_database(const std::string& what, const std::string& path) {
    if (path.empty()) return;
    for (const char* suffix : {"", "-wal", "-shm", "-journal"}) {
        files_.push_back(file(what, path + suffix));
        files_.back().is_database = true;
    }
}

void OutputFiles::read(const std::string& what, const std::string& path) {
    if (path.empty()) return;
    files_.push_back(file(what, path));
    files_.back().is_read = true;
}

bool OutputFiles::are_one(const File& one, const File& other) {
    if (one.inode && other.inode) return one.inode == other.inode;
    return !one.real_path.empty() && one.real_path == other.real_path;
}

void OutputFiles::require_apart() const {
    std::vector<File> all = files_;
    for (const auto& [what, descriptor] : {std::pair{"stdout", STDOUT_FILENO}, std::pair{"stderr", STDERR_FILENO}}) {
        struct stat status {};
        if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) continue;
        all.push_back({.what = what, .path = what, .real_path = "", .inode = inode_of(status), .is_read = true});
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].is_read) continue;
        for (std::size_t j = 0; j < all.size(); ++j) {
            // Of two outputs the later one is told, and of one and an input the output. Two may share a folder: its files are told apart.
            if (i == j || (all[i].is_folder && all[j].is_folder) || (j > i && !all[j].is_read) || !are_one(all[i], all[j])) continue;
            throw OutputFault(all[i].path, fmt::format("{} would write over {}", all[i].what, all[j].what));
        }
    }
}

void OutputFiles::prepare() const {
    require_apart();
    for (const std::string& folder : folders_) make_directory(folder);
    for (const File& file : files_)
        if (!file.is_read && !file.is_database && !file.is_folder) check_writable(file.path);
}

OutputFiles output_files(const SimulationRequest& request, const std::vector<std::string>& csv_names, const Scenario& scenario) {
    OutputFiles files;
    for (const ScenarioFile& file : scenario.files) files.read("the scenario", file.path);
    files.write_database("--db", request.db);
    files.write("--json", request.json);
    files.write("--html", request.page.html);
    files.read("the map", request.page.map);
    files.write_folder("--csv", request.csv, csv_names);
    files.write("--xlsx", request.xlsx);
    return files;
}

}  // namespace agrocap
