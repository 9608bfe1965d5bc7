#pragma once

#include "serve/http_message.hpp"
#include "serve/served_folder.hpp"

namespace agrocap {

// What a page asks of scenarios: to see, to judge, to keep. Each throws `RefusedRequest` for what it cannot do.

/// `GET /api/scenarios`: the files of the folder.
HttpResponse list_scenarios(const ServedFolder& folder);

/// `GET /api/scenario?path=`: the text of one, with its SHA-256.
HttpResponse show_scenario(const ServedFolder& folder, const HttpRequest& request);

/// `POST /api/validate` { path, text, set }: what `validate` says of it, as the language server tells editors, and what can be turned: the
/// parameters of its studies.
HttpResponse judge_scenario(const ServedFolder& folder, const HttpRequest& request);

/// `POST /api/number` { path, text, set, line, column }: the number or choice that is written there, as a path that can be set.
HttpResponse show_number(const ServedFolder& folder, const HttpRequest& request);

/// `POST /api/save` { path, text, seen }: writes the text to a new file, or, with the SHA-256 that was `seen`, in the place of the old one.
HttpResponse save_scenario(const ServedFolder& folder, const HttpRequest& request);

/// `POST /api/what-if` { path, text, set, as }: writes a file that extends `path` and sets what is set.
HttpResponse save_what_if(const ServedFolder& folder, const HttpRequest& request);

}  // namespace agrocap
