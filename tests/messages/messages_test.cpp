#include "observe/asked_metrics.hpp"
#include "scenario/scenario.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include <sys/wait.h>

using namespace agrocap;
namespace fs = std::filesystem;

namespace {

/// Messages print paths as they were given: from here they are those of the corpus.
void enter_corpus() { fs::current_path(fs::path(AGROCAP_SOURCE_DIR) / "tests" / "messages"); }

std::string text_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

std::vector<std::string> names_with(const std::string& extension) {
    std::vector<std::string> names;
    for (const fs::directory_entry& entry : fs::directory_iterator(".")) {
        if (entry.path().extension() == extension) names.push_back(entry.path().stem().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

/// The overrides of a case: one a line in the file beside it, if there is one.
std::vector<std::string> overrides_of(const std::string& name) {
    std::vector<std::string> overrides;
    std::ifstream file(name + ".set");
    for (std::string line; std::getline(file, line);) overrides.push_back(line);
    return overrides;
}

std::string messages_of(const ReadResult& result) { return format_diagnostics(result.diagnostics, result.files); }

bool is_approving() {
    const char* approve = std::getenv("AGROCAP_APPROVE");
    return approve != nullptr && std::string(approve) == "1";
}

/// Compares with the recorded messages, or records them.
void compare(const std::string& name, const std::string& messages) {
    if (is_approving()) std::ofstream(name + ".expected", std::ios::binary) << messages;
    CHECK(messages == text_of(name + ".expected"));
}

}  // namespace

TEST_CASE("every broken scenario gives exactly the recorded messages", "[messages]") {
    enter_corpus();
    for (const std::string& name : names_with(".toml")) {
        INFO(name);
        const ReadResult result = read_to_run(resolve_file(name + ".toml", overrides_of(name)), overrides_of(name));

        CHECK(result.diagnostics.has_errors() != name.starts_with("warning-"));
        CHECK_FALSE(result.diagnostics.all().empty());
        compare(name, messages_of(result));
    }
}

TEST_CASE("the program ends with 3 on a scenario with errors, with 0 on one with warnings", "[messages][cli]") {
    enter_corpus();
    for (const std::string& name : names_with(".toml")) {
        if (fs::exists(name + ".set")) continue;  // `validate` takes the file as it is
        INFO(name);
        const int status = std::system(("\"" AGROCAP_PROGRAM "\" validate " + name + ".toml > /dev/null 2>&1").c_str());

        CHECK(WIFEXITED(status));
        CHECK(WEXITSTATUS(status) == (name.starts_with("warning-") ? 0 : 3));
    }
}

TEST_CASE("the corpus is whole: no recording without a scenario, and no fewer than sixty of them", "[messages]") {
    enter_corpus();
    const std::vector<std::string> scenarios = names_with(".toml");

    CHECK(scenarios.size() >= 60);
    for (const std::string extension : {".expected", ".set"}) {
        for (const std::string& name : names_with(extension)) {
            INFO(name);
            CHECK((name.starts_with("made-") || std::binary_search(scenarios.begin(), scenarios.end(), name)));
        }
    }
}

TEST_CASE("a file that is missing, or a directory, is an error of the scenario", "[messages]") {
    enter_corpus();

    compare("made-missing", messages_of(read_scenario("no-such-file.toml")));
    compare("made-directory", messages_of(read_scenario("bases")));
}

TEST_CASE("a file of 50 MB is refused before it is read", "[messages]") {
    enter_corpus();
    const fs::path folder = fs::temp_directory_path() / "agrocap-messages";
    fs::create_directories(folder);
    const fs::path path = folder / "large.toml";
    {
        std::ofstream file(path, std::ios::binary);
        const std::string line = "# " + std::string(1021, 'x') + "\n";
        for (int i = 0; i < 50 * 1024; ++i) file << line;
    }
    fs::current_path(folder);
    const auto begin = std::chrono::steady_clock::now();
    const std::string messages = messages_of(read_scenario("large.toml"));
    const auto end = std::chrono::steady_clock::now();
    enter_corpus();
    fs::remove_all(folder);

    compare("made-too-large", messages);
    CHECK(end - begin < std::chrono::seconds(2));  // reading it would take longer than refusing it
}

TEST_CASE("no message says anything twice", "[messages]") {
    enter_corpus();
    for (const std::string& name : names_with(".expected")) {
        std::set<std::string> seen;
        std::istringstream lines(text_of(name + ".expected"));
        for (std::string line; std::getline(lines, line);) {
            INFO(name << ": " << line);
            if (!line.starts_with("  hint: ")) CHECK(seen.insert(line).second);
        }
    }
}

namespace {

/// What-ifs that mean what they are warned of: a market at the works' gate, and a base whose own what-if uses the calendar.
bool is_meant(const std::string& path, const std::string& messages) {
    const auto only = [&](const char* file, const char* warning) {
        const std::size_t found = messages.find(warning);
        return path.ends_with(file) && found != std::string::npos && messages.find("warning[", found + 1) == std::string::npos;
    };
    return only("kazakhstan-2023-sell-35000.toml", "warning[W055]: market.anywhere: ") ||
           only("kazakhstan-2023-one-shift.toml", "warning[W061]: calendar.two-shift: ") ||
           only("kazakhstan-2023-second-plant.toml", "warning[W061]: calendar.two-shift: ");
}

}  // namespace

TEST_CASE("no sound scenario of this project gives a message", "[messages][scenarios]") {
    fs::current_path(AGROCAP_SOURCE_DIR);
    std::vector<std::string> paths{"tests/messages/bases/language-page.toml", "tests/messages/bases/sound.toml"};
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator("scenarios")) {
        if (entry.path().extension() == ".toml") paths.push_back(entry.path().string());
    }
    std::sort(paths.begin(), paths.end());

    for (const std::string& path : paths) {
        INFO(path);
        const std::string messages = messages_of(read_scenario(path));
        if (!is_meant(path, messages)) CHECK(messages == "");
    }
}
