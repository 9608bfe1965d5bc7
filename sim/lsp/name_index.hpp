#pragma once

#include "lsp/scenario_family.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace agrocap {

/// The path of an object's table: plant, semey, line, main. A family of items is: family, tractor.
using ObjectPath = std::vector<std::string>;

/// A name in a file, and the object that it means.
struct NamePlace {
    ObjectPath object;
    bool defines = false;  // the table of the object is begun or gone on with here
    bool is_own = false;   // of those: it is the last part of its header or key
    std::size_t file = 0;  // of the family
    TextStretch at;        // without quotes
};

/// All names of a family of scenario files. However broken the text is: what cannot be made out is no name.
class NameIndex {
  public:
    explicit NameIndex(const ScenarioFamily& family);

    [[nodiscard]] bool is_defined(const ObjectPath& object) const { return defined_.contains(object); }
    /// The ids of the objects whose path is the table's and an id more, sorted.
    [[nodiscard]] std::vector<std::string> ids_in(const ObjectPath& table) const;

    /// The name that a cursor touches; null if it is none.
    [[nodiscard]] const NamePlace* at(std::size_t file, std::size_t offset) const;
    /// All places where the object is named, by file and place.
    [[nodiscard]] std::vector<NamePlace> places_of(const ObjectPath& object) const;

    [[nodiscard]] const std::vector<NamePlace>& all() const { return places_; }

  private:
    std::set<ObjectPath> defined_;
    std::vector<NamePlace> places_;  // sorted by file and place
};

}  // namespace agrocap
