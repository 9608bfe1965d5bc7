#pragma once

#include <string>
#include <string_view>

namespace agrocap {

/// The path that a `file:` address names, its escapes undone; of another address (`untitled:Untitled-1`) what stands behind its colon.
std::string path_of_uri(std::string_view uri);

/// The address of a file; escapes as RFC 3986, section 2, asks for.
std::string uri_of_path(const std::string& path);

}  // namespace agrocap
