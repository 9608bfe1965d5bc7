#pragma once

#include "lsp/open_files.hpp"

#include <nlohmann/json_fwd.hpp>

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace agrocap {

/// What `validate` says of each open scenario, kept by the file that it is said of, so that an editor is told what changes and no more.
class Findings {
  public:
    Findings();
    ~Findings();

    /// The file was opened, changed or closed, by the editor or on the disk: what read it, or wanted to, is to be judged anew.
    void touch(const OpenFiles& files, const std::string& path);
    void touch_all(const OpenFiles& files);

    /// Judges what is to be judged. Gives the messages for the editor.
    std::vector<std::string> publish(const OpenFiles& files);

  private:
    void judge(const OpenFiles& files, const OpenFile& file);

    struct Judged;
    std::map<std::string, std::unique_ptr<Judged>> by_root_;  // by the address of the open file that was judged
    std::map<std::string, std::string> told_;                 // by address: the last message
    std::set<std::string> waiting_;                           // addresses of open files
    bool something_closed_ = false;
};

}  // namespace agrocap
