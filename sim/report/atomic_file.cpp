#include "report/atomic_file.hpp"

#include "base/visible_text.hpp"
#include "report/streamed_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>

namespace agrocap {

namespace {

std::optional<struct stat> status_of(const std::string& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) return std::nullopt;
    return status;
}

/// A file that is open for writing; closed in every case.
class OpenFile {
  public:
    OpenFile(const std::string& path, int flags) : path_(path), descriptor_(::open(path.c_str(), flags | O_WRONLY | O_CLOEXEC, 0666)) {}
    ~OpenFile() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(OpenFile&& other) noexcept {
        std::swap(path_, other.path_);
        std::swap(descriptor_, other.descriptor_);
        return *this;
    }

    [[nodiscard]] bool is_open() const { return descriptor_ >= 0; }

    /// Gives 0 or the system's error number.
    int write(std::string_view text) {
        while (!text.empty()) {
            const ssize_t written = ::write(descriptor_, text.data(), text.size());
            if (written < 0 && errno != EINTR) return errno;
            if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
        }
        return 0;
    }

    int keep_mode(mode_t mode) { return ::fchmod(descriptor_, mode & 07777) == 0 ? 0 : errno; }
    /// To a file that was opened without a name. Gives 0 or the system's error number.
    int give_name(const std::string& path) {
        ::unlink(path.c_str());  // of a process that had our number and did not end well
        const std::string unnamed = fmt::format("/proc/self/fd/{}", descriptor_);
        return ::linkat(AT_FDCWD, unnamed.c_str(), AT_FDCWD, path.c_str(), AT_SYMLINK_FOLLOW) == 0 ? 0 : errno;
    }
    int flush_to_disk() { return ::fsync(descriptor_) == 0 ? 0 : errno; }
    /// Some systems report a full disk only here.
    int close() {
        const int error = ::close(descriptor_) == 0 ? 0 : errno;
        descriptor_ = -1;
        return error;
    }

  private:
    std::string path_;
    int descriptor_;
};

std::string temporary_name(const std::string& path) {
    const std::filesystem::path target(path);
    return (target.parent_path() / fmt::format(".{}.{}.part", target.filename().string(), ::getpid())).string();
}

/// Where a file is to stand.
struct Target {
    std::string path;                                                                          // behind symbolic links
    std::optional<struct stat> before;                                                         // of what stands there
    [[nodiscard]] bool is_replaceable() const { return !before || S_ISREG(before->st_mode); }  // no pipe, no device
};

Target target_of(const std::string& path) {
    Target target{.path = real_path(path), .before = {}};
    target.before = status_of(target.path);
    if (target.before && S_ISDIR(target.before->st_mode)) throw OutputFault(path, EISDIR);
    return target;
}

/// A file made read-only is not replaced behind its owner's back.
void require_permission(const std::string& path, const Target& target) {
    if (target.before && ::access(target.path.c_str(), W_OK) != 0) throw OutputFault(path, errno);
}

/// A file beside its target, which it replaces as a whole, or leaves nothing behind. Errors: `OutputFault`, naming `path`.
///
/// Where the file system can, it has no name until it is complete: not even a program that is killed leaves a part behind.
class Replacement {
  public:
    Replacement(const std::string& path, const Target& target)
        : path_(path), target_(target.path), folder_(folder_of(target_)), temporary_(temporary_name(target_)), file_(folder_, O_TMPFILE) {
        const bool can_be_named = ::access("/proc/self/fd", X_OK) == 0;  // the way to its name leads through there
        if (!file_.is_open() || !can_be_named) {
            file_ = OpenFile(temporary_, O_CREAT | O_EXCL);
            if (!file_.is_open()) throw OutputFault(path_, errno);
            has_name_ = true;
        }
        if (target.before) file_.keep_mode(target.before->st_mode);  // as the file was; if that is not allowed, the usual mode does
    }
    ~Replacement() {
        if (has_name_) ::unlink(temporary_.c_str());
    }
    Replacement(const Replacement&) = delete;
    Replacement& operator=(const Replacement&) = delete;

    void write(std::string_view text) {
        if (const int error = file_.write(text); error != 0) throw OutputFault(path_, error);
    }
    void commit() {
        int error = file_.flush_to_disk();
        if (error == 0 && !has_name_) {
            error = file_.give_name(temporary_);
            has_name_ = error == 0;
        }
        if (error == 0) error = file_.close();
        if (error == 0 && ::rename(temporary_.c_str(), target_.c_str()) != 0) error = errno;
        if (error == 0) {
            has_name_ = false;
            error = flush_folder();
        }
        if (error != 0) throw OutputFault(path_, error);
    }

  private:
    static std::string folder_of(const std::string& path) {
        const std::filesystem::path folder = std::filesystem::path(path).parent_path();
        return folder.empty() ? "." : folder.string();
    }

    /// The new name, too, must outlive a crash of the machine. Gives 0 or the system's error number.
    [[nodiscard]] int flush_folder() const {
        const int folder = ::open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (folder < 0) return 0;  // one that may be written to and not read
        const int error = ::fsync(folder) == 0 ? 0 : errno;
        ::close(folder);
        return error == EINVAL || error == ENOTSUP ? 0 : error;  // a file system that has no such thing
    }

    std::string path_, target_, folder_, temporary_;
    OpenFile file_;
    bool has_name_ = false;
};

/// To a pipe or device. `feed` hands over the text to the sink that it is given.
void write_directly(const std::string& path, const std::function<void(const TextSink&)>& feed) {
    OpenFile file(path, 0);
    if (!file.is_open()) throw OutputFault(path, errno);
    feed([&](std::string_view text) {
        if (const int error = file.write(text); error != 0) throw OutputFault(path, error);
    });
    if (const int error = file.close(); error != 0) throw OutputFault(path, error);
}

}  // namespace

OutputFault::OutputFault(const std::string& path, int system_error) : OutputFault(path, std::generic_category().message(system_error)) {}

OutputFault::OutputFault(const std::string& path, const std::string& reason)
    : std::runtime_error(fmt::format("{}: cannot write: {}", visible(path), reason)) {}

std::string real_path(const std::string& path) {
    namespace fs = std::filesystem;
    constexpr int links_max = 40;  // as many as the system follows
    std::error_code error;
    fs::path file = path;
    // The system's own resolution ends at a link to what is not there.
    for (int link = 0; link < links_max && !fs::exists(file, error) && fs::is_symlink(fs::symlink_status(file, error)); ++link)
        file = file.parent_path() / fs::read_symlink(file, error);
    const fs::path resolved = fs::weakly_canonical(fs::absolute(file, error), error);
    return error || resolved.empty() ? path : resolved.string();
}

void write_file(const std::string& path, std::string_view text) {
    const Target target = target_of(path);
    if (!target.is_replaceable()) return write_directly(path, [text](const TextSink& sink) { sink(text); });
    Replacement file(path, target);
    file.write(text);
    file.commit();
}

void check_writable(const std::string& path) {
    const Target target = target_of(path);
    require_permission(path, target);
    if (target.is_replaceable()) Replacement(path, target);
}

/// A `Replacement` that is written in large pieces.
class StreamedFile::Part {
  public:
    Part(const std::string& path, const Target& target) : file_(path, target) { buffer_.reserve(buffer_bytes); }

    void write(std::string_view text) {
        buffer_ += text;
        if (buffer_.size() >= buffer_bytes) flush();
    }
    void commit() {
        flush();
        file_.commit();
    }

  private:
    static constexpr std::size_t buffer_bytes = std::size_t{1} << 18;

    void flush() {
        file_.write(buffer_);
        buffer_.clear();
    }

    Replacement file_;
    std::string buffer_;
};

StreamedFile::StreamedFile(const std::string& path) : path_(path) {
    const Target target = target_of(path);
    require_permission(path, target);
    if (target.is_replaceable())
        part_ = std::make_unique<Part>(path, target);
    else
        spool_ = std::make_unique<Spool>();
}

StreamedFile::~StreamedFile() = default;

void StreamedFile::write(std::string_view text) { part_ ? part_->write(text) : spool_->write(text); }

void StreamedFile::commit() {
    if (part_) return part_->commit();
    write_directly(path_, [this](const TextSink& sink) { spool_->replay(sink); });
}

Spool::Spool() : file_(std::tmpfile()) {
    if (file_ == nullptr) throw OutputFault("a temporary file", errno);
}

Spool::~Spool() { std::fclose(file_); }

void Spool::write(std::string_view text) {
    if (std::fwrite(text.data(), 1, text.size(), file_) != text.size()) throw OutputFault("a temporary file", errno);
}

void Spool::replay(const TextSink& sink) {
    if (std::fflush(file_) != 0) throw OutputFault("a temporary file", errno);
    std::rewind(file_);
    std::array<char, 65536> piece{};
    for (std::size_t read = 0; (read = std::fread(piece.data(), 1, piece.size(), file_)) > 0;) sink({piece.data(), read});
}

void remove_file(const std::string& path) {
    std::error_code error;
    const std::filesystem::file_status status = std::filesystem::symlink_status(path, error);
    if (!std::filesystem::is_regular_file(status) && !std::filesystem::is_symlink(status)) return;
    std::filesystem::remove(path, error);
    if (error) throw OutputFault(path, error.value());
}

void make_directory(const std::string& path) {
    std::error_code error;
    std::filesystem::create_directories(path, error);
    if (error) throw OutputFault(path, error.value());
    if (!std::filesystem::is_directory(path, error)) throw OutputFault(path, ENOTDIR);
}

}  // namespace agrocap
