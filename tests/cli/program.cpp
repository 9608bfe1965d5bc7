#include "cli/program.hpp"

#include <sys/wait.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace agrocap {

Workplace::Workplace() {
    std::string name = (std::filesystem::temp_directory_path() / "agrocap-cli-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
}

Workplace::~Workplace() { std::filesystem::remove_all(path_); }

Ran Workplace::agrocap(const std::string& arguments) const { return shell("\"$AGROCAP\" " + arguments); }

Ran Workplace::shell(const std::string& command) const {
    // The outputs lie among the test's files, under names that no test uses.
    const std::string inside =
        "cd '" + path_.string() + "' && export AGROCAP='" AGROCAP_PROGRAM "' && { " + command + "\n} > .out 2> .err < /dev/null";
    const int status = std::system(inside.c_str());
    Ran ran;
    ran.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    ran.out = read(".out");
    ran.err = read(".err");
    return ran;
}

void Workplace::write(const std::string& name, const std::string& text) const { std::ofstream(path_ / name, std::ios::binary) << text; }

std::string Workplace::read(const std::string& name) const {
    std::ifstream file(path_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void Workplace::write_plant(const std::string& more) const {
    write("plant.toml",
          "schema = 1\n"
          "[scenario]\nname = \"One hour a unit\"\nhorizon = \"1 y\"\n"
          "[experiment]\nreplications = 3\nseed = 7\n"
          "[item.part]\n"
          "[plant.works.line.main]\nmakes = \"part\"\nroute = [\"press\"]\n"
          "[plant.works.line.main.station.press]\ntime = \"1 h\"\n" +
              more);
}

}  // namespace agrocap
