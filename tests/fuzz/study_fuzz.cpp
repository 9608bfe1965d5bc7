// Any bytes are a study database, or are refused with a reason; what is read of one can be read wholly.
#include "archive/study_reader.hpp"
#include "fuzz/fuzz_target.hpp"

#include <unistd.h>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>

using namespace agrocap;

namespace {

/// A file of its own for this process, in memory where the system has such a place; gone with the process.
class OwnFile {
  public:
    OwnFile() {
        const std::filesystem::path folder =
            std::filesystem::is_directory("/dev/shm") ? "/dev/shm" : std::filesystem::temp_directory_path();
        path_ = (folder / "agrocap-fuzz-XXXXXX").string();
        const int opened = mkstemp(path_.data());
        require(opened >= 0, "there is room for a file");
        close(opened);
    }
    ~OwnFile() {
        std::error_code ignored;
        std::filesystem::remove(path_, ignored);
    }
    OwnFile(const OwnFile&) = delete;
    OwnFile& operator=(const OwnFile&) = delete;

    [[nodiscard]] const std::string& path() const { return path_; }

  private:
    std::string path_;
};

const std::string& file_of_bytes() {
    static const OwnFile file;
    return file.path();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
    std::ofstream(file_of_bytes(), std::ios::binary | std::ios::trunc)
        .write(reinterpret_cast<const char*>(bytes), static_cast<std::streamsize>(size));
    try {
        StudyReader reader(file_of_bytes());
        for (const StoredStudy& study : reader.studies())
            for (std::size_t point = 0; point < study.points && point < 100; ++point) {
                (void)reader.setting(study, point);
                (void)reader.refusal(study, point);
                (void)reader.metrics(study, point);
                reader.visit(study, point, 100, [](const StoredReplication&) {});
            }
    } catch (const ArchiveFault& fault) {
        require(fault.what()[0] != '\0', "a refusal says why");
    }
    return 0;
}
