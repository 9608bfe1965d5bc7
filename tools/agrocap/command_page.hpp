#pragma once

#include "command.hpp"

#include <string>
#include <vector>

namespace agrocap {

/// The help of a command as a page in Markdown: how it is called, its options, its exit codes.
std::string command_page(const Command& command);

/// The page of the whole program: all commands, all exit codes, what it takes from its environment.
std::string program_page();

/// A manual page, and where it belongs below a folder of them ("man1/agrocap-run.1").
struct ManualFile {
    std::string path;
    std::string text;
};

/// The manual: a page for the program, for each command, for scenarios, metrics and messages. All are written from what is declared
/// elsewhere, so that none lags behind.
std::vector<ManualFile> manual_files();

}  // namespace agrocap
