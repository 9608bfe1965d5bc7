#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace agrocap {

/// What a build server makes of a case: skipped is neither good nor bad, an error is a case that could not be tested.
enum class JunitOutcome : std::uint8_t { passed, failed, skipped, error };

struct JunitCase {
    std::string name;
    JunitOutcome outcome = JunitOutcome::passed;
    std::string kind;     // "fail", "impossible", "undecided", "scenario": what a failure or an error is of
    std::string message;  // one line
    std::string text;     // all there is to say, where that is more than a line
};

/// The cases of one scenario.
struct JunitSuite {
    std::string name;
    double seconds = 0;
    std::vector<JunitCase> cases;
};

/// The suites as JUnit XML. Text that XML cannot hold (control characters, what is not UTF-8) is replaced.
///
/// Source: there is no standard; this is the part that the schemas of Jenkins and GitLab have in common.
std::string junit_xml(const std::vector<JunitSuite>& suites);

}  // namespace agrocap
