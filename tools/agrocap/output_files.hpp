#pragma once

#include "scenario/scenario.hpp"
#include "simulation_options.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace agrocap {

/// The files that one command writes and reads, so that none of them is lost to another: whatever their names look like, no two outputs are
/// one file, and no output is a file that is read.
class OutputFiles {
  public:
    /// `what`: how the user knows it, such as "--json". An empty path or "-" is no file.
    void write(const std::string& what, const std::string& path);
    void write_folder(const std::string& what, const std::string& folder, const std::vector<std::string>& names);
    /// With the files that SQLite keeps beside it.
    void write_database(const std::string& what, const std::string& path);
    void read(const std::string& what, const std::string& path);

    /// Errors: `OutputFault` for two that are one; also where stdout or stderr was redirected to an output.
    void require_apart() const;

    /// The same, and that each can be written; makes the folders. Errors: `OutputFault`.
    void prepare() const;

  private:
    struct File {
        std::string what, path;
        std::string real_path;                                         // behind symbolic links
        std::optional<std::pair<unsigned long, unsigned long>> inode;  // its device and number, if it is there and is a file
        bool is_read = false, is_database = false, is_folder = false;
    };

    [[nodiscard]] static File file(const std::string& what, const std::string& path);
    static bool are_one(const File& one, const File& other);

    std::vector<File> files_;
    std::vector<std::string> folders_;
};

/// What a simulating command writes by the options that all of them take, and the files of the scenario, which it reads.
/// `csv_names`: of the files in the folder of `--csv`.
OutputFiles output_files(const SimulationRequest& request, const std::vector<std::string>& csv_names, const Scenario& scenario);

}  // namespace agrocap
