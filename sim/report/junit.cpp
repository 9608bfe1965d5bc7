#include "report/junit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace agrocap {

namespace {

/// Bytes of the UTF-8 character that begins here, or 0 if none does that XML could hold.
std::size_t character_length(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(0);
    if (first < 0x80) return first >= 0x20 || first == '\t' || first == '\n' ? 1 : 0;
    const std::size_t length = first >= 0xC2 && first < 0xE0 ? 2 : (first & 0xF0) == 0xE0 ? 3 : first >= 0xF0 && first < 0xF5 ? 4 : 0;
    if (length == 0 || text.size() < length) return 0;
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0) != 0x80) return 0;
    }
    const bool overlong = (first == 0xE0 && byte(1) < 0xA0) || (first == 0xF0 && byte(1) < 0x90);
    const bool no_character = (first == 0xED && byte(1) >= 0xA0) || (first == 0xEF && byte(1) == 0xBF && byte(2) >= 0xBE);
    return overlong || no_character || (first == 0xF4 && byte(1) >= 0x90) ? 0 : length;
}

std::string escaped(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        const std::size_t length = character_length(text);
        switch (text.front()) {
            case '&': result += "&amp;"; break;
            case '<': result += "&lt;"; break;
            case '>': result += "&gt;"; break;
            case '"': result += "&quot;"; break;
            case '\n': result += "&#10;"; break;
            case '\t': result += "&#9;"; break;
            default: result += length > 0 ? text.substr(0, length) : std::string_view("\uFFFD"); break;
        }
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return result;
}

std::string counts_of(const std::vector<JunitCase>& cases) {
    const auto with = [&cases](JunitOutcome outcome) {
        return std::count_if(cases.begin(), cases.end(), [outcome](const JunitCase& one) { return one.outcome == outcome; });
    };
    return fmt::format(R"(tests="{}" failures="{}" errors="{}" skipped="{}")", cases.size(), with(JunitOutcome::failed),
                       with(JunitOutcome::error), with(JunitOutcome::skipped));
}

std::string case_text(const std::string& suite, const JunitCase& one) {
    std::string text = fmt::format(R"(    <testcase classname="{}" name="{}")", escaped(suite), escaped(one.name));
    const std::string message = escaped(one.message);
    switch (one.outcome) {
        case JunitOutcome::passed: text += fmt::format(">\n      <system-out>{}</system-out>\n", message); break;
        case JunitOutcome::skipped: text += fmt::format(">\n      <skipped message=\"{}\"/>\n", message); break;
        case JunitOutcome::failed:
            text += fmt::format(">\n      <failure type=\"{}\" message=\"{}\"/>\n", escaped(one.kind), message);
            break;
        case JunitOutcome::error: text += fmt::format(">\n      <error type=\"{}\" message=\"{}\"/>\n", escaped(one.kind), message); break;
    }
    return text + "    </testcase>\n";
}

}  // namespace

std::string junit_xml(const std::vector<JunitSuite>& suites) {
    std::vector<JunitCase> all;
    for (const JunitSuite& suite : suites) all.insert(all.end(), suite.cases.begin(), suite.cases.end());
    std::string text = fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"agrocap check\" {}>\n", counts_of(all));
    for (const JunitSuite& suite : suites) {
        text += fmt::format("  <testsuite name=\"{}\" {} time=\"{:.3f}\">\n", escaped(suite.name), counts_of(suite.cases), suite.seconds);
        for (const JunitCase& one : suite.cases) text += case_text(suite.name, one);
        text += "  </testsuite>\n";
    }
    return text + "</testsuites>\n";
}

}  // namespace agrocap
