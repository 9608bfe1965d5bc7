#pragma once

#include "serve/gate.hpp"
#include "serve/http_message.hpp"
#include "serve/run_board.hpp"
#include "serve/run_pool.hpp"
#include "serve/served_folder.hpp"

namespace agrocap {

/// What the workbench answers: its page to everybody, all else to those who have been let in.
class Workbench {
  public:
    /// Keeps references to all of them.
    Workbench(const ServedFolder& folder, const Gate& gate, RunBoard& board, RunPool& pool)
        : folder_(folder), gate_(gate), board_(board), pool_(pool) {}

    /// Answers one request. Called by several threads at once.
    HttpResponse answer(const HttpRequest& request);

  private:
    HttpResponse answer_route(const HttpRequest& request);

    const ServedFolder& folder_;
    const Gate& gate_;
    RunBoard& board_;
    RunPool& pool_;
};

}  // namespace agrocap
