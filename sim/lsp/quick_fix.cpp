#include "lsp/quick_fix.hpp"

#include "lsp/cursor_place.hpp"
#include "lsp/field_text.hpp"
#include "lsp/schema_place.hpp"
#include "observe/asked_metrics.hpp"
#include "scenario/key_habits.hpp"
#include "scenario/key_path.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace agrocap {

namespace {

/// What stands between two texts, from the first of the one to the last of the other; empty if they are not there.
std::string between(const std::string& text, std::string_view before, std::string_view after, bool up_to_last = true) {
    const std::size_t begin = text.find(before);
    if (begin == std::string::npos) return {};
    const std::size_t from = begin + before.size();
    const std::size_t end = up_to_last ? text.rfind(after) : text.find(after, from);
    return end == std::string::npos || end < from ? "" : text.substr(from, end - from);
}

/// The value, word or key that stands at the place: what a fix replaces.
std::optional<TextStretch> told_stretch(const CursorPlace& cursor) {
    if (cursor.value != nullptr) return cursor.value->at;
    return cursor.word.end > cursor.word.begin ? std::optional(cursor.word) : std::nullopt;
}

class Fixer {
  public:
    Fixer(ScenarioView& view, const Diagnostic& diagnostic)
        : view_(view), told_(diagnostic), text_(view.file().text), begin_(text_.offset_of(diagnostic.at)) {}

    std::vector<QuickFix> find() {
        fix_meant_name();
        fix_habit();
        fix_written();
        fix_missing_key();
        return std::move(fixes_);
    }

  private:
    /// Keeps the fix if the diagnostic is gone with it.
    void offer(std::string title, TextStretch at, std::string put) {
        const auto is_same = [&](const QuickFix& fix) { return fix.edits.front().at == at && fix.edits.front().put == put; };
        if (std::any_of(fixes_.begin(), fixes_.end(), is_same)) return;
        QuickFix fix{std::move(title), {{at, std::move(put)}}};
        const std::string mended = edited(text_.text(), fix.edits);
        const FileReader reader = [&](const FileRequest& request, Diagnostics& diagnostics) {
            return request.path == view_.file().path ? std::optional(mended) : view_.reader()(request, diagnostics);
        };
        const ReadResult read = read_to_run(resolve_file(view_.file().path, {}, reader));
        const bool remains = std::any_of(read.diagnostics.all().begin(), read.diagnostics.all().end(), [&](const Diagnostic& one) {
            const bool is_same_fault = one.path == told_.path && (one.text == told_.text || one.at == told_.at);
            return one.code == told_.code && one.severity == told_.severity && is_same_fault;
        });
        // A fault of the file as such hides all others: one more line that can be read is worth having.
        const bool is_worse =
            told_.code != Code::toml_syntax && std::any_of(read.diagnostics.all().begin(), read.diagnostics.all().end(),
                                                           [&](const Diagnostic& one) { return one.code == Code::toml_syntax; });
        if (!remains && !is_worse) fixes_.push_back(std::move(fix));
    }

    /// `did you mean "paint" (line 41)?`: a name, a key, or the whole of a metric.
    void fix_meant_name() {
        const std::string meant = between(told_.hint, "did you mean \"", "\"", false);
        if (meant.empty()) return;
        const std::string title = fmt::format("write \"{}\"", meant);
        const std::string wrong = between(told_.text, "called \"", "\"");
        // The wrong word itself: from the place on, or before it in the line, where it is the key of the value that is told of.
        const TextStretch line = text_.line_at(begin_);
        const std::string unit = between(told_.text, "unit \"", "\"", false), key = between(told_.text, "unknown key \"", "\"");
        for (const std::size_t from : {begin_, line.begin})
            for (const std::string& word : {words_like(meant, wrong), wrong, key, between(told_.text, "found \"", "\", expected"), unit})
                replace_word(word, {from, line.end}, title, meant);
        const CursorPlace cursor = cursor_place(view_.document(), text_.text(), inside_of_place());
        if (fixes_.empty() && cursor.word.end > cursor.word.begin) offer(title, cursor.word, meant);
    }

    void replace_word(const std::string& word, TextStretch within, const std::string& title, const std::string& put) {
        if (word.empty()) return;
        const std::string_view text = std::string_view(text_.text()).substr(0, within.end);
        for (std::size_t at = text.find(word, within.begin); at != std::string_view::npos && fixes_.empty(); at = text.find(word, at + 1))
            offer(title, {at, at + word.size()}, put);
    }

    /// As many of the words of a dotted name as the name that was meant has: "output.itm" of "output.itm.kit" for "output.item".
    static std::string words_like(const std::string& meant, const std::string& name) {
        std::size_t end = 0;
        for (auto dots = std::count(meant.begin(), meant.end(), '.'); dots >= 0 && end != std::string::npos; --dots)
            end = name.find('.', end == 0 ? 0 : end + 1);
        return name.substr(0, end);
    }

    /// A key of other programs: `mtbf` for `failures`.
    void fix_habit() {
        if (told_.code != Code::no_such_key) return;
        const CursorPlace cursor = cursor_place(view_.document(), text_.text(), inside_of_place());
        const SchemaPlace place = schema_place(cursor.path);
        if (place.table == nullptr) return;
        const std::string word = text_.text().substr(cursor.word.begin, cursor.word.end - cursor.word.begin);
        if (const KeyHabit* habit = key_habit(place.table->name, word);
            habit != nullptr && place.table->find(std::string(habit->key)) != nullptr)
            offer(fmt::format("write {}", habit->key), cursor.word, std::string(habit->key));
    }

    /// `write { per_year = 1500 }`, `write "tractor-82"`, `a duration stands in quotes: "12 min"`.
    void fix_written() {
        std::string put = between(told_.hint, "write ", "");
        if (put.empty()) put = between(told_.hint, "stands in quotes: ", "");
        put = put.substr(0, put.find(';'));
        if (put.empty() || (put.front() != '"' && put.front() != '{' && put.front() != '[' && put.find(" = ") == std::string::npos)) return;
        const CursorPlace cursor = cursor_place(view_.document(), text_.text(), inside_of_place());
        const bool has_key = cursor.entry != nullptr && put.starts_with(cursor.entry->key.back().text + " = ");
        const std::optional<TextStretch> at =
            has_key ? std::optional(TextStretch{cursor.entry->key.back().at.begin, cursor.entry->value.at.end}) : told_stretch(cursor);
        if (at) offer(fmt::format("write {}", put), *at, put);
    }

    void fix_missing_key() {
        if (told_.code != Code::missing_key) return;
        std::vector<std::string> keys;
        if (const std::string one = between(told_.text, "the key \"", "\" is missing"); !one.empty()) keys.push_back(one);
        std::string several = between(told_.text, "one of the keys ", " is missing");
        while (!several.empty()) {
            keys.push_back(between(several, "\"", "\"", false));
            several = several.find(", ") == std::string::npos ? "" : several.substr(several.find(", ") + 2);
        }
        for (const std::string& key : keys) add_key(key);
    }

    /// The key with its example: in braces at their end, else on a line below the last of the table.
    void add_key(const std::string& key) {
        const auto path = split_path(told_.path);
        if (!path) return;
        ObjectPath whole = *path;
        if (whole.empty() || whole.back() != key) whole.push_back(key);
        const FieldDoc* field = field_at(whole);
        if (field == nullptr || field->example_text.empty()) return;
        const std::string put = fmt::format("{} = {}", key, field->example_text);
        const std::string title = fmt::format("add {}", put);
        whole.pop_back();
        if (text_.text().compare(begin_, 1, "{") == 0) {
            const CursorPlace cursor = cursor_place(view_.document(), text_.text(), begin_ + 1);
            if (cursor.braces == nullptr || !cursor.braces->is_whole) return;
            const bool is_empty = cursor.braces->members.empty();
            const std::size_t end = is_empty ? cursor.braces->at.begin + 1 : cursor.braces->members.back().at.end;
            return offer(title, {end, end}, (is_empty ? " " : ", ") + put + (is_empty ? " " : ""));
        }
        for (const LooseTable& table : view_.document().tables) {
            if (path_with({}, table.path) != whole) continue;
            const std::size_t end = text_.line_at(table.end).end;
            return table.end == 0 ? offer(title, {0, 0}, put + "\n") : offer(title, {end, end}, "\n" + put);
        }
    }

    /// A place of a message is the first letter of what it tells of: one further is within quotes.
    [[nodiscard]] std::size_t inside_of_place() const {
        const char letter = begin_ < text_.text().size() ? text_.text()[begin_] : ' ';
        return letter == '"' || letter == '\'' ? begin_ + 1 : begin_;
    }

    ScenarioView& view_;
    const Diagnostic& told_;
    const LineText& text_;
    std::size_t begin_;
    std::vector<QuickFix> fixes_;
};

}  // namespace

std::vector<QuickFix> fixes_for(ScenarioView& view, const Diagnostic& diagnostic) {
    if (view.family().empty()) return {};
    return Fixer(view, diagnostic).find();
}

}  // namespace agrocap
