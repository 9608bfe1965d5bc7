#pragma once

#include "scenario/diagnostic.hpp"

#include <string>
#include <vector>

namespace agrocap {

/// What is wrong with one or several scenarios, with the names of their files.
struct FiledDiagnostics {
    Diagnostics diagnostics;
    std::vector<std::string> files;  // by the index of `SourceSpan::file`
};

/// A JSON array with an object for each message: file, line, column, severity, code, path, message, hint. A place that is none is null.
std::string diagnostics_json(const std::vector<FiledDiagnostics>& filed);

/// The same in the Static Analysis Results Interchange Format, for code hosts and editors. Source: OASIS SARIF 2.1.0.
std::string diagnostics_sarif(const std::vector<FiledDiagnostics>& filed);

}  // namespace agrocap
