#include "lsp/editor_diagnostics.hpp"

#include "lsp/line_text.hpp"
#include "lsp/lsp_json.hpp"
#include "report/diagnostics_json.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string_view>

namespace agrocap {

namespace {

/// What an editor underlines from a place on: a text in quotes, the header of a table, else a word; to the end of the line at most.
TextStretch underlined(const std::string& text, std::size_t begin, TextStretch line) {
    const std::string_view rest = std::string_view(text).substr(begin, line.end - std::min(begin, line.end));
    if (rest.empty()) return {begin, begin};
    std::size_t size = rest.find_first_of(" \t,=]}#", 1);
    if (rest[0] == '"' || rest[0] == '\'') size = rest.find(rest[0], 1) + 1;
    if (rest[0] == '[') size = rest.find(']') + 1;
    if (rest[0] == '{') size = rest.find('}') + 1;
    return {begin, begin + (size == 0 ? rest.size() : std::min(size, rest.size()))};
}

nlohmann::ordered_json diagnostic_json(const LineText& text, const Diagnostic& one, nlohmann::ordered_json as_data) {
    const std::size_t begin = text.offset_of(one.at);
    const TextStretch stretch = one.at.line == 0 ? TextStretch{} : underlined(text.text(), begin, text.line_at(begin));
    const std::string hint = one.hint.empty() ? "" : "\nhint: " + one.hint;
    nlohmann::ordered_json told{{"range", to_json(text.range_of(stretch))},
                                {"severity", one.severity == Severity::error ? 1 : 2},
                                {"code", as_data["code"]},
                                {"source", "agrocap"},
                                {"message", (one.path.empty() ? "" : one.path + ": ") + one.text + hint}};
    told["data"] = std::move(as_data);
    return told;
}

}  // namespace

nlohmann::ordered_json editor_diagnostics(const ReadResult& read) {
    std::vector<LineText> texts(read.texts.begin(), read.texts.end());
    if (texts.empty()) texts.emplace_back();
    // The one form in which messages are data, here and for `validate --json`.
    nlohmann::ordered_json data = nlohmann::ordered_json::parse(diagnostics_json({{read.diagnostics, read.files}}));
    nlohmann::ordered_json told = nlohmann::ordered_json::array();
    for (const Diagnostic& one : read.diagnostics.all()) {
        const std::size_t where = one.at.file < texts.size() ? one.at.file : 0;
        told.push_back(diagnostic_json(texts[where], one, std::move(data[told.size()])));
    }
    return told;
}

}  // namespace agrocap
