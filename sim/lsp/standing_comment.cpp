#include "lsp/standing_comment.hpp"

#include <algorithm>

namespace agrocap {

namespace {

std::string without_mark(std::string_view comment) {
    while (!comment.empty() && (comment.front() == '#' || comment.front() == ' ' || comment.front() == '\t')) comment.remove_prefix(1);
    return std::string(comment);
}

/// The comment that begins within a line; null if none does.
const TextStretch* comment_on(const LooseDocument& document, TextStretch line) {
    const auto found = std::lower_bound(document.comments.begin(), document.comments.end(), line.begin,
                                        [](const TextStretch& comment, std::size_t begin) { return comment.begin < begin; });
    return found != document.comments.end() && found->begin <= line.end ? &*found : nullptr;
}

}  // namespace

std::string standing_comment(ScenarioView& view, SourceSpan at) {
    if (at.line == 0 || at.file >= view.text().names.size()) return {};
    const std::string& path = view.text().names[at.file];
    const auto file = std::find_if(view.family().begin(), view.family().end(), [&](const auto& one) { return one->path == path; });
    if (file == view.family().end()) return {};
    const LineText& text = (*file)->text;
    const auto shown = [&](const TextStretch& comment) {
        return without_mark(std::string_view(text.text()).substr(comment.begin, comment.end - comment.begin));
    };

    TextStretch line = text.line_at(text.offset_of(at));
    if (const TextStretch* behind = comment_on((*file)->loose, line)) return shown(*behind);
    std::string above;
    while (line.begin > 0) {
        line = text.line_at(line.begin - 1);
        const TextStretch* comment = comment_on((*file)->loose, line);
        const bool is_alone = comment != nullptr && text.text().find_first_not_of(" \t", line.begin) == comment->begin;
        if (!is_alone) break;
        above = shown(*comment) + (above.empty() ? "" : " ") + above;
    }
    return above;
}

}  // namespace agrocap
