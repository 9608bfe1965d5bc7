#pragma once

#include "serve/http_message.hpp"
#include "serve/run_board.hpp"
#include "serve/run_pool.hpp"

namespace agrocap {

// What a page asks of runs. Each throws `RefusedRequest` for what it cannot do.

/// `POST /api/runs`: begins one; gives its id. `run_question` has the body.
HttpResponse begin_run(RunPool& pool, const HttpRequest& request);

/// `POST /api/stop` { id } and `POST /api/forget` { id }.
HttpResponse stop_run(RunPool& pool, const HttpRequest& request);
HttpResponse forget_run(RunPool& pool, const HttpRequest& request);

/// `GET /api/runs`: all of them as they stand; `GET /api/events`: the same, and what changes, as it does.
HttpResponse list_runs(const RunBoard& board);
HttpResponse follow_runs(const RunBoard& board, const HttpRequest& request);

/// `GET /api/result?run=&as=json|html|xlsx`: what the command would have written, to be shown or kept.
HttpResponse show_result(const RunPool& pool, const RunBoard& board, const HttpRequest& request);

}  // namespace agrocap
