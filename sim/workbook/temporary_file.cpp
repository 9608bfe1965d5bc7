#include "workbook/temporary_file.hpp"

#include "report/atomic_file.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace agrocap {

TemporaryFile::TemporaryFile() : path_((std::filesystem::temp_directory_path() / "agrocap-XXXXXX").string()) {
    const int file = ::mkstemp(path_.data());
    if (file < 0) throw OutputFault(path_, errno);
    ::close(file);
}

TemporaryFile::~TemporaryFile() { ::unlink(path_.c_str()); }

std::string TemporaryFile::bytes() const {
    std::ifstream in(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace agrocap
