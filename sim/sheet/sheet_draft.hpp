#pragma once

#include "sheet/edit_sheets.hpp"

#include <deque>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace agrocap {

/// Names of the columns that say whose a row is, with what stands in them.
using Labels = std::vector<std::pair<std::string, std::string>>;

/// A cell with the column that it belongs to.
struct DraftCell {
    EditCell cell;
    EditColumn column;
};

/// A sheet that grows row by row; columns come as rows need them.
class SheetDraft {
  public:
    SheetDraft(std::string name, std::string sentence) {
        sheet_.name = std::move(name);
        sheet_.sentence = std::move(sentence);
    }

    void add_row(const std::vector<std::string>& path, const Labels& labels, std::vector<DraftCell> cells);
    /// Requires: there is one.
    EditRow& last_row() { return sheet_.rows.back(); }
    [[nodiscard]] const std::string& name() const { return sheet_.name; }
    void rename(std::string name) { sheet_.name = std::move(name); }
    [[nodiscard]] bool empty() const { return sheet_.rows.empty(); }
    /// Every row gets as many labels and cells as the sheet has columns.
    EditSheet finished();

  private:
    std::size_t label_column(const std::string& name, std::size_t after);
    std::size_t value_column(const EditColumn& column, std::size_t after);

    EditSheet sheet_;
    std::vector<std::map<std::string, std::string>> labels_;  // by row, by label column
    std::vector<std::map<std::string, EditCell>> cells_;      // by row, by key of column
};

/// The sheets of one scenario while they grow.
class AllDrafts {
  public:
    AllDrafts();
    /// Of one kind of table under one key: plants' stores and dealers' stocks are of one kind under two.
    SheetDraft& of_kind(const FieldDoc& field);
    SheetDraft& settings() { return settings_; }
    SheetDraft& random() { return random_; }
    SheetDraft& by_name() { return by_name_; }
    SheetDraft& steps() { return steps_; }
    std::vector<EditSheet> finished();

  private:
    SheetDraft settings_, random_, by_name_, steps_;
    std::deque<SheetDraft> kinds_;
    std::map<std::pair<const TableDoc*, std::string>, SheetDraft*> by_kind_;
};

/// "market.uz.demand.tractor": the words of a path, or the first so many, as one text.
std::string path_text(const std::vector<std::string>& path);
std::string path_text(const std::vector<std::string>& path, std::size_t length);

/// How many words of a path lead to its innermost object with an id.
std::size_t object_length(const std::vector<std::string>& path);

/// The ids on the way to an object, each under its kind; entries of arrays under their key.
Labels labels_of(const std::vector<std::string>& path);
/// The object that a part belongs to as one text, and the key.
Labels labels_of_part(const std::vector<std::string>& path);

}  // namespace agrocap
