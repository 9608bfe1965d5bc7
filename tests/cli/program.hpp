#pragma once

#include <filesystem>
#include <string>

namespace agrocap {

/// What a run of the program came to.
struct Ran {
    int code = 0;  // as the shell sees it
    std::string out, err;
};

/// A directory of its own in which the program runs; it goes away with the test.
class Workplace {
  public:
    Workplace();
    ~Workplace();
    Workplace(const Workplace&) = delete;
    Workplace& operator=(const Workplace&) = delete;

    /// Runs `agrocap ARGUMENTS` through the shell, so quoting and redirections are the shell's.
    Ran agrocap(const std::string& arguments) const;
    /// Runs a shell command in which $AGROCAP is the program.
    Ran shell(const std::string& command) const;

    void write(const std::string& name, const std::string& text) const;
    [[nodiscard]] std::string read(const std::string& name) const;
    [[nodiscard]] std::string path(const std::string& name) const { return (path_ / name).string(); }
    [[nodiscard]] bool has(const std::string& name) const { return std::filesystem::exists(path_ / name); }

    /// Writes "plant.toml": one line of one station that makes a unit in exactly an hour, 8760 a year, with three replications.
    void write_plant(const std::string& more = "") const;

  private:
    std::filesystem::path path_;
};

}  // namespace agrocap
