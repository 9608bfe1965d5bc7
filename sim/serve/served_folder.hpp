#pragma once

#include "scenario/read_file.hpp"
#include "serve/http_message.hpp"

#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace agrocap {

/// A folder that cannot be opened: `what()` names it and the system's reason.
struct FolderFault : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// A scenario file as a list shows it.
struct ListedScenario {
    std::string path;     // from the folder, "cases/kazakhstan.toml"
    std::string name;     // as its author calls it; empty if it says none, or cannot be read
    std::string extends;  // the file that it changes; empty if none
};

struct ScenarioList {
    std::vector<ListedScenario> scenarios;  // by path
    bool is_cut = false;                    // there are more
};

/// A text that stands for a file that has not been saved.
struct EditedText {
    std::string path, text;
};

/// A folder with scenarios, out of which nothing leads: paths are relative, name neither "..", nor what is hidden, nor files of other
/// kinds than scenarios (.toml) and orders (.csv), and no link on the way is followed.
class ServedFolder {
  public:
    /// Errors: `FolderFault`.
    explicit ServedFolder(const std::string& path);
    ServedFolder(const ServedFolder&) = delete;
    ServedFolder& operator=(const ServedFolder&) = delete;
    ~ServedFolder();

    /// Why no file here can be called so; nothing if one can.
    static std::optional<Refusal> fault_of(const std::string& path);

    ScenarioList list() const;

    /// The text of a file, or why it is not to be had.
    struct FileText {
        std::string text;
        std::optional<Refusal> refusal;
    };
    FileText text_of(const std::string& path) const;

    /// What reads scenarios and all that they extend, from here alone.
    FileReader reader(const std::optional<EditedText>& edited = std::nullopt) const;

    /// Writes a file that is not there yet, whole or not at all. Gives: why not; nothing if it stands there.
    std::optional<Refusal> write_new(const std::string& path, const std::string& text) const;
    /// The same in the place of one whose text has this SHA-256, as whoever asks has seen it.
    std::optional<Refusal> replace(const std::string& path, const std::string& text, const std::string& seen) const;

  private:
    struct Known {
        long modified = 0;
        long long bytes = 0;
        ListedScenario scenario;
    };
    std::optional<Refusal> write(const std::string& path, const std::string& text, bool replaces) const;
    void list_into(int folder, const std::string& prefix, int depth, ScenarioList& list) const;
    ListedScenario listed(int folder, const std::string& file, const std::string& path) const;

    int root_ = -1;
    mutable std::mutex mutex_;
    mutable std::map<std::string, Known> known_;  // files that were listed before, as they were
};

}  // namespace agrocap
