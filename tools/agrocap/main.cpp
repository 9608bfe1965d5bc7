#include "archive/sqlite.hpp"
#include "base/fault.hpp"
#include "base/version.hpp"
#include "command.hpp"
#include "console.hpp"
#include "interrupt.hpp"
#include "report/atomic_file.hpp"
#include "scenario/diagnostic.hpp"

#include <fmt/format.h>

#include <exception>
#include <new>
#include <string>
#include <vector>

namespace agrocap {

namespace {

ExitCode unknown_command(const std::string& word) {
    const bool is_option = word.starts_with("-");
    std::vector<std::string> names{"--help", "--version"};
    if (!is_option) names.clear();
    for (const Command& command : commands())
        if (!is_option) names.emplace_back(command.name);
    if (word.ends_with(".toml"))
        return refuse("agrocap", {fmt::format("COMMAND is missing before \"{}\"", word), fmt::format("agrocap run {}", word)});
    const std::string near = nearest_name(word, names);
    return refuse("agrocap", {fmt::format("there is no {} \"{}\"", is_option ? "option" : "command", word),
                              near.empty() ? "\"agrocap help\" lists the commands" : fmt::format("did you mean \"{}\"?", near)});
}

ExitCode run_one(const Command& command, const std::vector<std::string>& words) {
    const CommandPlan plan = plan_of(command);
    const ParseResult parsed = parse(plan.line, words);
    if (parsed.fault) {
        UsageFault fault = *parsed.fault;
        if (fault.hint.empty()) fault.hint = fmt::format("\"agrocap help {}\" shows how it is used", command.name);
        return refuse(fmt::format("agrocap {}", command.name), fault);
    }
    if (parsed.help) {
        print(help_text(plan.line));
        return ExitCode::ok;
    }
    return plan.run();
}

ExitCode dispatch(std::vector<std::string> words) {
    if (words.empty()) {
        print_error("agrocap: COMMAND is missing\n  hint: \"agrocap help\" lists the commands\n");
        return ExitCode::wrong_usage;
    }
    std::string name = words.front();
    words.erase(words.begin());
    if (name == "--version" || name == "-V") {
        print(fmt::format("agrocap {}\n", version()));
        return ExitCode::ok;
    }
    if (name == "--help" || name == "-h") name = "help";
    for (const Command& command : commands())
        if (name == command.name) return run_one(command, words);
    return unknown_command(name);
}

/// The one place where exceptions end: each kind of fault has its exit code.
ExitCode guarded(const std::vector<std::string>& words) {
    try {
        return dispatch(words);
    } catch (const ScenarioFault& fault) {
        print_error(fmt::format("{}\n", fault.what()));
        return ExitCode::scenario_error;
    } catch (const ArchiveFault& fault) {
        print_error(fmt::format("agrocap: {}\n", fault.what()));
        return ExitCode::wrong_usage;
    } catch (const OutputFault& fault) {
        print_error(fmt::format("agrocap: {}\n", fault.what()));
        return ExitCode::wrong_usage;
    } catch (const RunStopped&) {
        print_error("interrupted\n");
        return ExitCode::interrupted;
    } catch (const std::bad_alloc&) {
        print_error(
            "agrocap: there is not enough memory for this\n  hint: fewer threads (--threads 1), or a smaller scenario or study, take "
            "less\n");
        return ExitCode::wrong_usage;
    } catch (const std::exception& exception) {
        print_error(fmt::format("internal error: {}\n", exception.what()));
        return ExitCode::internal_error;
    }
}

}  // namespace

}  // namespace agrocap

int main(int argc, char** argv) {
    agrocap::prepare_console();
    agrocap::end_on_interrupt();
    return static_cast<int>(agrocap::guarded(std::vector<std::string>(argv + (argc > 0 ? 1 : 0), argv + argc)));
}
