#pragma once

#include "serve/gate.hpp"
#include "serve/http_message.hpp"
#include "serve/served_folder.hpp"

namespace agrocap {

/// What the workbench answers: its page to everybody, all else to those who have been let in.
class Workbench {
  public:
    /// Keeps references to both.
    Workbench(const ServedFolder& folder, const Gate& gate) : folder_(folder), gate_(gate) {}

    /// Answers one request. Called by several threads at once.
    HttpResponse answer(const HttpRequest& request);

  private:
    HttpResponse answer_route(const HttpRequest& request);

    const ServedFolder& folder_;
    const Gate& gate_;
};

}  // namespace agrocap
