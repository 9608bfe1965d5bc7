#include "report/streamed_file.hpp"

#include "report/atomic_file.hpp"
#include "support/directory.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>

#include <filesystem>
#include <string>

using namespace agrocap;
using Catch::Matchers::Message;
namespace fs = std::filesystem;

TEST_CASE("a streamed file appears whole when it is committed, and not before", "[report][streamed_file]") {
    const Directory directory;
    write_file(directory / "t.json", "before");
    const std::string piece(100'000, 'x');
    {
        StreamedFile file(directory / "t.json");
        for (int i = 0; i < 5; ++i) file.write(piece);
        CHECK(content(directory / "t.json") == "before");
        file.commit();
    }

    CHECK(content(directory / "t.json").size() == 500'000);
    CHECK(directory.entries() == 1);
}

TEST_CASE("a streamed file that is not committed leaves nothing", "[report][streamed_file]") {
    const Directory directory;
    {
        StreamedFile file(directory / "t.json");
        file.write("half");
    }

    CHECK(directory.entries() == 0);
}

TEST_CASE("a streamed file that cannot be written says which and why", "[report][streamed_file]") {
    const Directory directory;

    CHECK_THROWS_MATCHES(StreamedFile(directory / "no/t.json"), OutputFault,
                         Message((directory / "no/t.json") + ": cannot write: No such file or directory"));
    CHECK_THROWS_MATCHES(StreamedFile(directory / "."), OutputFault, Message((directory / ".") + ": cannot write: Is a directory"));
    StreamedFile full("/dev/full");
    full.write("text");
    CHECK_THROWS_MATCHES(full.commit(), OutputFault, Message("/dev/full: cannot write: No space left on device"));
}
