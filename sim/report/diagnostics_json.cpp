#include "report/diagnostics_json.hpp"

#include "base/version.hpp"
#include "scenario/code_table.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>
#include <set>
#include <string_view>

namespace agrocap {

namespace {

using Json = nlohmann::ordered_json;

const char* severity_word(const Diagnostic& one) { return one.severity == Severity::error ? "error" : "warning"; }

std::string file_of(const Diagnostic& one, const FiledDiagnostics& filed) {
    return one.at.file < filed.files.size() ? filed.files[one.at.file] : "";
}

Json or_null(std::uint32_t number) { return number > 0 ? Json(number) : Json(nullptr); }

/// Calls `take` with each message, first to last.
template <class Take>
void for_each(const std::vector<FiledDiagnostics>& filed, Take take) {
    for (const FiledDiagnostics& scenario : filed)
        for (const Diagnostic& one : scenario.diagnostics.all()) take(one, scenario);
}

/// A path as a relative reference. Source: RFC 3986, section 2: all but unreserved characters and "/" are escaped byte by byte.
std::string uri_of(const std::string& path) {
    std::string uri;
    for (const char letter : path) {
        const bool is_plain =
            std::isalnum(static_cast<unsigned char>(letter)) != 0 || std::string_view("-._~/").find(letter) != std::string_view::npos;
        uri += is_plain && static_cast<unsigned char>(letter) < 0x80 ? std::string(1, letter)
                                                                     : fmt::format("%{:02X}", static_cast<unsigned char>(letter));
    }
    return uri;
}

Json rules_of(const std::vector<FiledDiagnostics>& filed) {
    std::set<std::string> codes;
    for_each(filed, [&](const Diagnostic& one, const FiledDiagnostics&) { codes.insert(code_text(one)); });
    Json rules = Json::array();
    for (const std::string& code : codes) {
        Json rule{{"id", code}};
        if (const CodeRow* row = find_code(code))
            rule.update({{"shortDescription", {{"text", std::string(row->meaning)}}}, {"help", {{"text", std::string(row->advice)}}}});
        rules.push_back(std::move(rule));
    }
    return rules;
}

Json sarif_result(const Diagnostic& one, const FiledDiagnostics& filed) {
    const std::string text = (one.path.empty() ? "" : one.path + ": ") + one.text + (one.hint.empty() ? "" : "\nhint: " + one.hint);
    Json location = Json::object();
    if (const std::string file = file_of(one, filed); !file.empty()) {
        Json place{{"artifactLocation", {{"uri", uri_of(file)}}}};
        if (one.at.line > 0) place["region"] = {{"startLine", one.at.line}, {"startColumn", std::max(one.at.column, 1u)}};
        location["physicalLocation"] = std::move(place);
    }
    if (!one.path.empty()) location["logicalLocations"] = Json::array({{{"fullyQualifiedName", one.path}}});
    Json result{{"ruleId", code_text(one)}, {"level", severity_word(one)}, {"message", {{"text", text}}}};
    if (!location.empty()) result["locations"] = Json::array({std::move(location)});
    return result;
}

}  // namespace

std::string diagnostics_json(const std::vector<FiledDiagnostics>& filed) {
    Json list = Json::array();
    for_each(filed, [&](const Diagnostic& one, const FiledDiagnostics& scenario) {
        list.push_back({{"file", file_of(one, scenario)},
                        {"line", or_null(one.at.line)},
                        {"column", or_null(one.at.line > 0 ? one.at.column : 0)},
                        {"severity", severity_word(one)},
                        {"code", code_text(one)},
                        {"path", one.path},
                        {"message", one.text},
                        {"hint", one.hint}});
    });
    return list.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string diagnostics_sarif(const std::vector<FiledDiagnostics>& filed) {
    Json results = Json::array();
    for_each(filed, [&](const Diagnostic& one, const FiledDiagnostics& scenario) { results.push_back(sarif_result(one, scenario)); });
    const Json driver{{"name", "agrocap"}, {"version", std::string(version())}, {"rules", rules_of(filed)}};
    const Json run{{"tool", {{"driver", driver}}}, {"columnKind", "unicodeCodePoints"}, {"results", std::move(results)}};
    const Json sarif{{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"}, {"version", "2.1.0"}, {"runs", Json::array({run})}};
    return sarif.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace agrocap
