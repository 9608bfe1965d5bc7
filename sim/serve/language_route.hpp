#pragma once

#include "serve/http_message.hpp"
#include "serve/served_folder.hpp"

namespace agrocap {

/// `POST /api/lsp` { path, text, method, params }: what the language server answers to a request about a file that is open with this text.
/// `params` need not name the file. Gives { result }, as the Language Server Protocol has it for the method. Errors: `RefusedRequest`, also
/// with what the language server refuses.
HttpResponse answer_editor(const ServedFolder& folder, const HttpRequest& request);

}  // namespace agrocap
