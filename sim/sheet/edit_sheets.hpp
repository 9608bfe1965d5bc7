#pragma once

#include "scenario/schema.hpp"

#include <memory>
#include <string>
#include <vector>

namespace agrocap {

/// What a cell's value can be, as far as a spreadsheet must know: it has no durations, and makes dates of what looks like one.
struct CellWish {
    bool text_only = false;  // a name, an id: never taken for a number
    bool share = false;      // may be shown as a per cent
    bool date = false;
    bool clock = false;                     // "08:00"
    std::string words = {};                 // of the schema: "number, may change on dates"
    std::vector<std::string> choices = {};  // words or ids that fit; empty: any
};

/// One value of the scenario on a sheet.
struct EditCell {
    std::vector<std::string> path;     // keys, and entries "[2]"
    const TomlValue* value = nullptr;  // null: not written
    const FieldDoc* field = nullptr;   // null where keys are names
    std::shared_ptr<const CellWish> wish = {};
    std::string parts_on = {};   // the sheet that has the value part by part; the cell itself takes another value in its place
    bool part_of_fixed = false;  // of an array of fixed length: it is not there without the others
};

struct EditColumn {
    std::string key;      // "per_year", "monthly[3]"; empty: the row's path is that of the value
    std::string title;    // what the reader sees above it
    std::string meaning;  // below the title
    bool used = false;    // some row has a value there
};

/// One object, or one part of a value. Its path is its identity in the file.
struct EditRow {
    std::string path;
    std::vector<std::string> labels;  // by the sheet's label columns
    std::vector<EditCell> cells;      // by its columns
    bool spare = false;               // an entry that is not there yet
    bool named_by_planner = false;    // of a spare row: its last label is the name of what is new
};

struct EditSheet {
    std::string name;                 // "Demand"
    std::string sentence;             // what stands on it
    std::vector<std::string> labels;  // "market", "demand"
    std::vector<EditColumn> columns;
    std::vector<EditRow> rows;
};

/// All values of a scenario as sheets: one a kind of table with a row an object, then random values, values by name and values in steps.
///
/// What is there follows from the schema alone. The same tree gives the same sheets; cells point into it. Requires: it reads without
/// errors.
std::vector<EditSheet> edit_sheets(const TomlValue& root);

}  // namespace agrocap
