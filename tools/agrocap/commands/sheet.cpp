#include "answer/command_words.hpp"
#include "command.hpp"
#include "console.hpp"
#include "output_files.hpp"
#include "report/atomic_file.hpp"
#include "report/number_format.hpp"
#include "scenario/piped_file.hpp"
#include "scenario_input.hpp"
#include "sheet/sheet_file.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace agrocap {

namespace {

struct SheetRequest {
    std::string scenario, output;
};

ExitCode write_sheet(const SheetRequest& request) {
    if (request.output.empty()) {
        print_error("agrocap sheet: which file is to be written?\n  hint: agrocap sheet SCENARIO -o FILE.xlsx\n");
        return ExitCode::wrong_usage;
    }
    if (comes_by_pipe(request.scenario)) {
        print_error("agrocap sheet: SCENARIO: what was changed in a sheet is laid over the scenario's file, and standard input is none\n");
        return ExitCode::wrong_usage;
    }
    const ResolvedText text = resolve_file(request.scenario);
    const auto read = read_or_complain(text, {}, Warnings::hidden, "no sheet was written");
    if (!read) return ExitCode::scenario_error;
    OutputFiles files;
    for (const ScenarioFile& file : read->scenario.files) files.read("the scenario", file.path);
    files.write("-o", request.output);
    files.prepare();

    const std::filesystem::path folder = std::filesystem::absolute(request.output).parent_path();
    const SheetOrigin origin{std::filesystem::relative(std::filesystem::absolute(request.scenario), folder).generic_string(),
                             toml_document(text.root)};
    const std::vector<EditSheet> sheets = edit_sheets(text.root);
    try {
        write_file(request.output, sheet_file(*read->scenario.name, sheets, origin));
    } catch (const SheetTooLarge& large) {
        print_error(fmt::format("agrocap sheet: {} has {} rows, more than a spreadsheet's sheet takes\n", large.sheet, large.rows));
        return ExitCode::wrong_usage;
    }
    std::size_t values = 0;
    for (const EditSheet& sheet : sheets)
        for (const EditRow& row : sheet.rows)
            for (const EditCell& cell : row.cells) values += cell.value != nullptr ? 1 : 0;
    print(fmt::format("wrote {}: {} on {}\n  agrocap import {} -o what-if.toml   after its yellow cells were changed\n", request.output,
                      counted(values, "value"), counted(sheets.size(), "sheet"), shell_word(request.output)));
    return ExitCode::ok;
}

}  // namespace

CommandPlan sheet_command() {
    auto request = std::make_shared<SheetRequest>();
    CommandPlan plan;
    const Take take = [request](const std::string& word) -> std::string {
        if (word == "-") return "expected a file: a spreadsheet is not for the screen";
        request->output = word;
        return {};
    };
    Option output{"--output", {Takes::workbook, "FILE"}, "the spreadsheet to write (XLSX)", take};
    output.letter = "-o";
    plan.line.options.push_back(std::move(output));
    plan.line.positionals.push_back({"SCENARIO", "a scenario file (TOML)", into(request->scenario), 1, 1, {}});
    plan.line.more =
        "The sheet has every value of the scenario in a yellow cell; agrocap import makes a what-if file of what was changed there.\n"
        "Exit codes: 0 done, 2 wrong usage or a file that cannot be written, 3 the scenario has errors.";
    plan.run = [request] { return write_sheet(*request); };
    return plan;
}

}  // namespace agrocap
