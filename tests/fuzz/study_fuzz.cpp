// Any bytes are a study database, or are refused with a reason; what is read of one can be read wholly.
#include "archive/study_reader.hpp"
#include "fuzz/fuzz_target.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

using namespace agrocap;

namespace {

/// A file of its own for this process, in memory where the system has such a place.
const std::string& file_of_bytes() {
    static const std::string path = [] {
        const std::filesystem::path folder =
            std::filesystem::is_directory("/dev/shm") ? "/dev/shm" : std::filesystem::temp_directory_path();
        std::string name = (folder / "agrocap-fuzz-XXXXXX").string();
        const int opened = mkstemp(name.data());
        require(opened >= 0, "there is room for a file");
        std::atexit([] { std::filesystem::remove(file_of_bytes()); });
        return name;
    }();
    return path;
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
