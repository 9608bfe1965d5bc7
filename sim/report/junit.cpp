#include "report/junit.hpp"

#include "base/xml_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace agrocap {

namespace {

std::string counts_of(const std::vector<JunitCase>& cases) {
    const auto with = [&cases](JunitOutcome outcome) {
        return std::count_if(cases.begin(), cases.end(), [outcome](const JunitCase& one) { return one.outcome == outcome; });
    };
    return fmt::format(R"(tests="{}" failures="{}" errors="{}" skipped="{}")", cases.size(), with(JunitOutcome::failed),
                       with(JunitOutcome::error), with(JunitOutcome::skipped));
}

std::string bad_text(const char* element, const JunitCase& one) {
    const std::string head = fmt::format(R"(      <{} type="{}" message="{}")", element, xml_text(one.kind), xml_text(one.message));
    return one.text.empty() ? head + "/>\n" : fmt::format("{}>{}</{}>\n", head, xml_text(one.text), element);
}

std::string case_text(const std::string& suite, const JunitCase& one) {
    std::string text = fmt::format(R"(    <testcase classname="{}" name="{}")", xml_text(suite), xml_text(one.name));
    const std::string message = xml_text(one.message);
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
        text += fmt::format("  <testsuite name=\"{}\" {} time=\"{:.3f}\">\n", xml_text(suite.name), counts_of(suite.cases), suite.seconds);
        for (const JunitCase& one : suite.cases) text += case_text(suite.name, one);
        text += "  </testsuite>\n";
    }
    return text + "</testsuites>\n";
}

}  // namespace agrocap
