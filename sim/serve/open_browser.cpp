#include "serve/open_browser.hpp"

#include "page/html_text.hpp"
#include "report/atomic_file.hpp"
#include "serve/open_inside.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

extern char** environ;

namespace agrocap {

DoorPage::DoorPage(const std::string& url) {
    path_ = (std::filesystem::temp_directory_path() / "agrocap-XXXXXX.html").string();
    constexpr int suffix = 5;  // ".html"
    const Descriptor file(::mkostemps(path_.data(), suffix, O_CLOEXEC));
    if (!file.is_open()) throw OutputFault(path_, errno);
    const std::string page = fmt::format(
        "<!DOCTYPE html>\n<meta charset=\"utf-8\">\n<title>agrocap</title>\n<meta http-equiv=\"refresh\" content=\"0; url={0}\">\n"
        "<a href=\"{0}\">To the workbench</a>\n",
        html_text(url));
    if (const int error = write_all(file.number(), page); error != 0) throw OutputFault(path_, error);
}

DoorPage::~DoorPage() { ::unlink(path_.c_str()); }

bool DoorPage::open() const {
    std::string program = "xdg-open", path = path_;
    char* words[] = {program.data(), path.data(), nullptr};
    pid_t child = 0;
    if (::posix_spawnp(&child, program.c_str(), nullptr, nullptr, words, environ) != 0) return false;
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace agrocap
