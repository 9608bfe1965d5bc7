#include "page/page_bundle.hpp"

#include <cstddef>

// Ends and beginnings of what page_bundle.S reads in.
extern "C" {
extern const char agrocap_page_script[], agrocap_page_script_end[];
extern const char agrocap_page_style[], agrocap_page_style_end[];
extern const char agrocap_page_land[], agrocap_page_land_end[];
}

namespace agrocap {

namespace {

std::string_view between(const char* begin, const char* end) { return {begin, static_cast<std::size_t>(end - begin)}; }

}  // namespace

std::string_view page_script() { return between(agrocap_page_script, agrocap_page_script_end); }
std::string_view page_style() { return between(agrocap_page_style, agrocap_page_style_end); }
std::string_view page_land() { return between(agrocap_page_land, agrocap_page_land_end); }

}  // namespace agrocap
