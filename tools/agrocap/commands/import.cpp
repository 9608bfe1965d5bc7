#include "answer/command_words.hpp"
#include "command.hpp"
#include "console.hpp"
#include "observe/asked_metrics.hpp"
#include "output_files.hpp"
#include "report/atomic_file.hpp"
#include "report/number_format.hpp"
#include "scenario/read_file.hpp"
#include "scenario_input.hpp"
#include "sheet/sheet_import.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace agrocap {

namespace {

namespace fs = std::filesystem;

/// The first words of every file that this command writes: such a one is written anew, no other.
constexpr const char* import_head = "Written by agrocap import from ";

struct ImportRequest {
    std::string sheet, output, base;
};

/// A sheet file that was read, with the scenario that it was written from.
struct OpenedSheet {
    Spreadsheet spreadsheet;
    SheetOrigin origin;
    std::string base;
};

ExitCode refuse_sheet(const Diagnostics& problems, const std::string& file) {
    ReadResult read;
    read.files = {file};
    return complain(problems, read, "nothing was written");
}

/// Reads the file and finds its scenario. Errors: E001 to E004 and E017, into `problems`.
std::optional<OpenedSheet> open_sheet(const ImportRequest& request, Diagnostics& problems) {
    const std::optional<std::string> bytes = read_file({request.sheet, {}, ""}, problems);
    if (!bytes) return std::nullopt;
    OpenedSheet opened;
    try {
        opened.spreadsheet = read_spreadsheet(*bytes);
        opened.origin = origin_of(opened.spreadsheet);
    } catch (const SpreadsheetFault& fault) {
        problems.error(Code::foreign_sheet, {}, "", fault.text, fault.hint);
        return std::nullopt;
    }
    opened.base = request.base;
    if (!opened.base.empty()) return opened;
    opened.base = (fs::path(request.sheet).parent_path() / opened.origin.scenario).lexically_normal().string();
    std::error_code unheard;
    if (fs::exists(opened.base, unheard)) return opened;
    problems.error(Code::no_file, {}, "", fmt::format("there is no file {}, from which the sheet was written", toml_quoted(opened.base)),
                   "name the scenario: --base FILE");
    return std::nullopt;
}

/// What stands at the output already is not lost, unless this command wrote it.
void spare_foreign(const std::string& output) {
    std::error_code unheard;
    if (!fs::is_regular_file(output, unheard)) return;
    std::ifstream file(output);
    std::string line;
    std::getline(file, line);
    if (!line.starts_with(std::string("# ") + import_head))
        throw OutputFault(output, "is there already, and agrocap import did not write it");
}

/// Everything that is wrong with the changed scenario, and the warnings that the one without the changes has not.
Diagnostics judged(const SheetImport& import, const ReadResult& base) {
    const ReadResult read = read_to_run(import.changed, {});
    Diagnostics told = warnings_beyond(read.diagnostics, base.diagnostics);
    for (const Diagnostic& one : read.diagnostics.all())
        if (one.severity == Severity::error) told.error(one.code, one.at, one.path, one.text, one.hint);
    told.sort();
    return told;
}

std::string summary(const ImportRequest& request, const std::string& base, const std::vector<std::string>& notes) {
    constexpr std::size_t told_max = 20;
    std::string text = fmt::format("wrote {}: {} to {}\n", request.output, counted(notes.size(), "change"), base);
    for (std::size_t i = 0; i < std::min(notes.size(), told_max); ++i) text += "  " + notes[i] + "\n";
    if (notes.size() > told_max) text += fmt::format("  and {} more, which the file names\n", notes.size() - told_max);
    if (!notes.empty())
        text += fmt::format("  agrocap compare {} {}   what do they bring?\n", shell_word(base), shell_word(request.output));
    return text;
}

ExitCode import_sheet(const ImportRequest& request) {
    if (request.output.empty()) {
        print_error("agrocap import: which file is to be written?\n  hint: agrocap import SHEET.xlsx -o what-if.toml\n");
        return ExitCode::wrong_usage;
    }
    Diagnostics problems;
    const std::optional<OpenedSheet> opened = open_sheet(request, problems);
    if (!opened) return refuse_sheet(problems, request.sheet);
    const ResolvedText text = resolve_file(opened->base);
    const auto base = read_or_complain(text, {}, Warnings::hidden, "nothing was written");
    if (!base) return ExitCode::scenario_error;
    OutputFiles files;
    for (const ScenarioFile& file : base->scenario.files) files.read("the scenario", file.path);
    files.read("the sheet", request.sheet);
    files.write("-o", request.output);
    files.prepare();
    spare_foreign(request.output);

    const SheetImport import = import_sheets(opened->spreadsheet, opened->origin, text, request.sheet);
    ReadResult shown;
    shown.files = import.changed.names;
    const Diagnostics told = told_by_cell(judged(import, *base), import, shown.files);
    shown.texts = import.changed.texts;
    shown.texts.resize(shown.files.size());
    if (told.has_errors()) return complain(told, shown, "nothing was written");
    show(told, shown);
    const fs::path folder = request.output == "-" ? fs::current_path() : fs::absolute(request.output).parent_path();
    const std::string what_if = what_if_of(import, text,
                                           {.base = fs::relative(fs::absolute(opened->base), folder).generic_string(),
                                            .head = import_head + fs::path(request.sheet).filename().string() + ".",
                                            .notes = import.notes});
    if (request.output == "-") {
        print(what_if);
        return ExitCode::ok;
    }
    write_file(request.output, what_if);
    print(summary(request, opened->base, import.notes));
    return ExitCode::ok;
}

}  // namespace

CommandPlan import_command() {
    auto request = std::make_shared<ImportRequest>();
    CommandPlan plan;
    Option output{"--output", {Takes::file, "FILE"}, "the what-if file to write (TOML)", into(request->output)};
    output.letter = "-o";
    plan.line.options.push_back(std::move(output));
    plan.line.options.push_back(
        {"--base", {Takes::scenario, "FILE"}, "the scenario that the sheet was written from, where it has moved", into(request->base)});
    plan.line.positionals.push_back(
        {"SHEET", "a spreadsheet that agrocap sheet wrote (XLSX)", into(request->sheet), 1, 1, {}, Takes::workbook});
    plan.line.more =
        "The file extends the scenario and has nothing but what was changed. Errors name the cell, all at once, and then nothing is "
        "written.\n"
        "Exit codes: 0 done, whatever was changed; 2 wrong usage or a file that cannot be written; 3 the sheet has errors.";
    plan.run = [request] { return import_sheet(*request); };
    return plan;
}

}  // namespace agrocap
