#include "report/atomic_file.hpp"
#include "support/directory.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>

#include <filesystem>
#include <string>

using namespace agrocap;
using Catch::Matchers::Message;
namespace fs = std::filesystem;

TEST_CASE("a file is replaced as a whole and leaves nothing beside it", "[report][atomic_file]") {
    const Directory directory;
    write_file(directory / "r.json", "a longer text");
    write_file(directory / "r.json", "short");

    CHECK(content(directory / "r.json") == "short");
    CHECK(directory.entries() == 1);
}

TEST_CASE("a symbolic link stays one, and a file keeps its mode", "[report][atomic_file]") {
    const Directory directory;
    write_file(directory / "r.json", "old");
    fs::permissions(directory / "r.json", fs::perms::owner_read | fs::perms::owner_write);
    fs::create_symlink("r.json", directory / "link");

    write_file(directory / "link", "new");

    CHECK(fs::is_symlink(directory / "link"));
    CHECK(content(directory / "r.json") == "new");
    CHECK(fs::status(directory / "r.json").permissions() == (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE("a device is written to, not replaced", "[report][atomic_file]") {
    write_file("/dev/null", "gone");

    CHECK(fs::is_character_file("/dev/null"));
    CHECK_THROWS_MATCHES(write_file("/dev/full", "text"), OutputFault, Message("/dev/full: cannot write: No space left on device"));
}

TEST_CASE("trying a path changes nothing and names what is wrong", "[report][atomic_file]") {
    const Directory directory;
    write_file(directory / "r.json", "kept");

    check_writable(directory / "r.json");
    check_writable(directory / "new.json");

    CHECK(content(directory / "r.json") == "kept");
    CHECK(directory.entries() == 1);
    CHECK_THROWS_MATCHES(check_writable(directory / "no/r.json"), OutputFault,
                         Message((directory / "no/r.json") + ": cannot write: No such file or directory"));
    CHECK_THROWS_MATCHES(check_writable(directory.path.string()), OutputFault,
                         Message(directory.path.string() + ": cannot write: Is a directory"));
}

TEST_CASE("a directory is made with those above it, but not where a file stands", "[report][atomic_file]") {
    const Directory directory;
    make_directory(directory / "a/b");
    write_file(directory / "file", "");

    CHECK(fs::is_directory(directory / "a/b"));
    CHECK_THROWS_AS(make_directory(directory / "file"), OutputFault);
}
