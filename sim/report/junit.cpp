#include "report/junit.hpp"

#include "base/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace agrocap {

namespace {

/// Bytes of the character that begins here, or 0 if none does that XML could hold. Source: XML 1.0, production 2.
std::size_t character_length(std::string_view text) {
    const Character one = character_at(text, 0);
    const bool is_control = one.code < 0x20 && one.code != '\t' && one.code != '\n';
    return is_control || one.code == 0xFFFE || one.code == 0xFFFF ? 0 : one.bytes;
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

std::string bad_text(const char* element, const JunitCase& one) {
    const std::string head = fmt::format(R"(      <{} type="{}" message="{}")", element, escaped(one.kind), escaped(one.message));
    return one.text.empty() ? head + "/>\n" : fmt::format("{}>{}</{}>\n", head, escaped(one.text), element);
}

std::string case_text(const std::string& suite, const JunitCase& one) {
    std::string text = fmt::format(R"(    <testcase classname="{}" name="{}")", escaped(suite), escaped(one.name));
    const std::string message = escaped(one.message);
    switch (one.outcome) {
        case JunitOutcome::passed: text += fmt::format(">\n      <system-out>{}</system-out>\n", message); break;
        case JunitOutcome::skipped: text += fmt::format(">\n      <skipped message=\"{}\"/>\n", message); break;
        case JunitOutcome::failed: text += ">\n" + bad_text("failure", one); break;
        case JunitOutcome::error: text += ">\n" + bad_text("error", one); break;
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
