#pragma once

#include "page/page_origin.hpp"
#include "scenario/resolve.hpp"

#include <string>

namespace agrocap {

/// Where the numbers of a scenario that was read come from; `command` gives them again.
PageOrigin page_origin(const ResolvedText& text, const std::string& command);

}  // namespace agrocap
