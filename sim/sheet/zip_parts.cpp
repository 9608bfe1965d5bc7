#include "sheet/zip_parts.hpp"

#include "sheet/spreadsheet.hpp"

#include <fmt/format.h>
#include <minizip/unzip.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <memory>
#include <utility>
#include <vector>

namespace agrocap {

namespace {

constexpr std::size_t zip_entries_max = 10'000;
constexpr std::size_t zip_name_max = 1'024;

/// Bytes in memory, for a library that reads files.
struct MemoryFile {
    std::string_view bytes;
    std::size_t at = 0;
};

MemoryFile& memory_of(void* stream) { return *static_cast<MemoryFile*>(stream); }

void* open_memory(void* opaque, const void*, int) { return opaque; }
uLong read_memory(void*, void* stream, void* into, uLong size) {
    MemoryFile& file = memory_of(stream);
    const std::size_t count = std::min<std::size_t>(size, file.bytes.size() - std::min(file.at, file.bytes.size()));
    if (count > 0) std::memcpy(into, file.bytes.data() + file.at, count);
    file.at += count;
    return static_cast<uLong>(count);
}
uLong write_memory(void*, void*, const void*, uLong) { return 0; }
ZPOS64_T tell_memory(void*, void* stream) { return memory_of(stream).at; }
long seek_memory(void*, void* stream, ZPOS64_T offset, int origin) {
    MemoryFile& file = memory_of(stream);
    const std::size_t from = origin == ZLIB_FILEFUNC_SEEK_SET ? 0 : origin == ZLIB_FILEFUNC_SEEK_CUR ? file.at : file.bytes.size();
    if (offset > file.bytes.size() || from + offset > file.bytes.size()) return -1;
    file.at = from + static_cast<std::size_t>(offset);
    return 0;
}
int close_memory(void*, void*) { return 0; }
int error_of_memory(void*, void*) { return 0; }

[[noreturn]] void torn() {
    throw SpreadsheetFault{"the file is torn or damaged: its archive cannot be unpacked",
                           "copy it again, or save it again from the spreadsheet program"};
}

std::string folded(std::string_view name) {
    std::string small(name);
    for (char& letter : small)
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    return small;
}

/// Only what workbooks are read from: pictures and the like stay packed.
bool is_xml_part(std::string_view name) { return name.ends_with(".xml") || name.ends_with(".rels"); }

std::string unpacked(unzFile archive, std::size_t bytes_left, std::size_t bytes_max) {
    if (unzOpenCurrentFile(archive) != UNZ_OK) torn();
    std::string bytes;
    std::vector<char> block(1 << 16);
    for (int count = 1; count > 0;) {
        count = unzReadCurrentFile(archive, block.data(), static_cast<unsigned>(block.size()));
        if (count < 0) torn();
        bytes.append(block.data(), static_cast<std::size_t>(count));
        if (bytes.size() > bytes_left)
            throw SpreadsheetFault{fmt::format("the file unpacks to more than {} MB: no planner wrote it", bytes_max >> 20), ""};
    }
    if (unzCloseCurrentFile(archive) != UNZ_OK) torn();  // its checksum
    return bytes;
}

}  // namespace

ZipParts::ZipParts(std::string_view archive, std::size_t bytes_max) {
    MemoryFile memory{archive, 0};
    zlib_filefunc64_def functions{};
    functions.zopen64_file = open_memory;
    functions.zread_file = read_memory;
    functions.zwrite_file = write_memory;
    functions.ztell64_file = tell_memory;
    functions.zseek64_file = seek_memory;
    functions.zclose_file = close_memory;
    functions.zerror_file = error_of_memory;
    functions.opaque = &memory;
    const std::unique_ptr<void, int (*)(void*)> file(unzOpen2_64("", &functions), [](void* open) { return unzClose(open); });
    if (file == nullptr) torn();
    std::size_t entries = 0, bytes = 0;
    for (int state = unzGoToFirstFile(file.get()); state != UNZ_END_OF_LIST_OF_FILE; state = unzGoToNextFile(file.get())) {
        if (state != UNZ_OK) torn();
        if (++entries > zip_entries_max)
            throw SpreadsheetFault{fmt::format("the file has more than {} parts: no planner wrote it", zip_entries_max), ""};
        unz_file_info64 about{};
        char name[zip_name_max + 1] = {};
        if (unzGetCurrentFileInfo64(file.get(), &about, name, zip_name_max, nullptr, 0, nullptr, 0) != UNZ_OK) torn();
        const std::string part = folded(name);
        if (!is_xml_part(part)) continue;
        if ((about.flag & 1) != 0) throw SpreadsheetFault{"the file is encrypted", "save it without a password"};
        std::string& unpacked_part = parts_[part];
        unpacked_part = unpacked(file.get(), bytes_max - bytes, bytes_max);
        bytes += unpacked_part.size();
    }
}

const std::string* ZipParts::find(std::string_view name) const {
    const auto found = parts_.find(folded(name));
    return found == parts_.end() ? nullptr : &found->second;
}

}  // namespace agrocap
