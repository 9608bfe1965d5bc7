#pragma once

#include "serve/http_message.hpp"

#include <optional>
#include <string>

namespace agrocap {

/// A file of the workbench's page, built from tools/workbench, with the policy that holds it together: nothing runs or is drawn but what
/// comes from here. Nothing for any other path.
std::optional<HttpResponse> page_file(const std::string& path);

}  // namespace agrocap
