#pragma once

#include <string_view>

namespace agrocap {

/// The script that draws a page's charts, its style, and the coastlines of its maps (TopoJSON): built from tools/report.
std::string_view page_script();
std::string_view page_style();
std::string_view page_land();

}  // namespace agrocap
