#include "answer/text_origin.hpp"

#include "scenario/diff.hpp"

#include <algorithm>
#include <cstddef>

namespace agrocap {

PageOrigin page_origin(const ResolvedText& text, const std::string& command) {
    PageOrigin origin{.command = command, .texts = {}, .base = text.extended, .differences = {}, .land = {}};
    for (std::size_t i = 0; i < std::min(text.files.size(), text.texts.size()); ++i) origin.texts.push_back({text.names[i], text.texts[i]});
    if (text.extended.empty()) return origin;
    if (const ResolvedText base = resolve_file(text.extended, {}, text.read); base.complete)
        origin.differences = differences(base.root, text.root);
    return origin;
}

}  // namespace agrocap
