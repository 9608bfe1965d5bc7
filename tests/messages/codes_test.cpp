#include "scenario/code_table.hpp"

#include <catch2/catch_test_macros.hpp>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

namespace fs = std::filesystem;

namespace {

using Codes = std::set<std::string>;

std::string text_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

/// A number of up to three digits as a code: "E021".
std::string code_of(const std::string& prefix, const std::string& digits) {
    return prefix + std::string(digits.size() < 3 ? 3 - digits.size() : 0, '0') + digits;
}

/// Hands the first group of each match to `visit`.
template <class Visit>
void visit_matches(const std::string& text, const std::string& pattern, Visit visit) {
    const std::regex expression(pattern);
    for (std::sregex_iterator match(text.begin(), text.end(), expression), end; match != end; ++match) visit((*match)[1].str());
}

/// The numbers that match, after `prefix`.
Codes codes_in(const std::string& text, const std::string& pattern, const std::string& prefix) {
    Codes codes;
    visit_matches(text, pattern, [&](const std::string& digits) { codes.insert(code_of(prefix, digits)); });
    return codes;
}

/// The number of each name of `Code`, as its declaration has them.
std::map<std::string, std::string> numbers_by_name() {
    std::map<std::string, std::string> numbers;
    const std::string text = text_of(fs::path(AGROCAP_SOURCE_DIR) / "sim" / "scenario" / "code.hpp");
    const std::regex enumerator(R"(\n    (\w+) = (\d+),)");
    for (std::sregex_iterator match(text.begin(), text.end(), enumerator), end; match != end; ++match)
        numbers[(*match)[1].str()] = (*match)[2].str();
    return numbers;
}

/// Codes that the sources give to `error`, `wrong` and `warning`, or spell out.
Codes emitted_codes() {
    Codes codes;
    const std::map<std::string, std::string> numbers = numbers_by_name();
    for (const char* folder : {"sim", "tools"}) {
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator(fs::path(AGROCAP_SOURCE_DIR) / folder)) {
            if (entry.path().extension() != ".cpp" && entry.path().extension() != ".hpp") continue;
            const std::string text = text_of(entry.path());
            visit_matches(text, R"(\b(?:error|wrong|refuse)\(\s*Code::(\w+),)",
                          [&](const std::string& name) { codes.insert(code_of("E", numbers.at(name))); });
            visit_matches(text, R"(\bwarning\(\s*Code::(\w+),)",
                          [&](const std::string& name) { codes.insert(code_of("W", numbers.at(name))); });
            codes.merge(codes_in(text, R"(\[E(\d{3})\])", "E"));
        }
    }
    return codes;
}

Codes listed_codes() {
    const std::string text = text_of(fs::path(AGROCAP_SOURCE_DIR) / "docs" / "errors.md");
    Codes codes = codes_in(text, R"(\n### E(\d{3}) )", "E");
    codes.merge(codes_in(text, R"(\n### W(\d{3}) )", "W"));
    return codes;
}

/// All recorded messages, one after the other.
std::string recordings() {
    std::string text;
    for (const fs::directory_entry& entry : fs::directory_iterator(fs::path(AGROCAP_SOURCE_DIR) / "tests" / "messages")) {
        if (entry.path().extension() == ".expected") text += text_of(entry.path());
    }
    for (const char* sheets : {"broken.txt", "changes.txt"}) text += text_of(fs::path(AGROCAP_SOURCE_DIR) / "tests" / "sheets" / sheets);
    return text;
}

Codes recorded_codes() {
    const std::string text = recordings();
    Codes codes = codes_in(text, R"(error\[E(\d{3})\]: )", "E");
    codes.merge(codes_in(text, R"(warning\[W(\d{3})\]: )", "W"));
    return codes;
}

}  // namespace

TEST_CASE("docs/errors.md lists every code that the sources give, and no other", "[messages][codes]") {
    const Codes listed = listed_codes();
    Codes given = emitted_codes();
    given.merge(recorded_codes());  // a code may reach `error` through a variable

    CHECK(listed == given);
}

TEST_CASE("docs/errors.md says of each code what `agrocap help CODE` says", "[messages][codes]") {
    const std::string page = text_of(fs::path(AGROCAP_SOURCE_DIR) / "docs" / "errors.md");
    Codes told;
    for (const agrocap::CodeRow& row : agrocap::all_codes()) {
        const std::string code(row.code);
        INFO(code);
        told.insert(code);
        CHECK(page.find("\n### " + code + " " + std::string(row.meaning) + "\n\n" + std::string(row.advice) + "\n") != std::string::npos);
    }
    CHECK(told == listed_codes());
}

TEST_CASE("every code has a broken scenario that shows it", "[messages][codes]") {
    Codes shown = recorded_codes();
    shown.insert("E003");  // needs a file that the system does not let one read

    for (const std::string& code : listed_codes()) {
        INFO(code);
        CHECK((code.starts_with("E09") || shown.contains(code)));  // E09x are found while running
    }
}

TEST_CASE("the examples of docs/errors.md are recorded messages", "[messages][codes]") {
    const std::string recorded = recordings();
    std::istringstream lines(text_of(fs::path(AGROCAP_SOURCE_DIR) / "docs" / "errors.md"));
    for (std::string line; std::getline(lines, line);) {
        const bool is_message = line.find(": error[E") != std::string::npos || line.find(": warning[W") != std::string::npos;
        if (!is_message || line.find("[E003]") != std::string::npos) continue;
        INFO(line);
        CHECK(recorded.find(line + "\n") != std::string::npos);
    }
}
