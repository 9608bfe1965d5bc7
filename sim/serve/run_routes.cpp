#include "serve/run_routes.hpp"

#include "report/json_value.hpp"
#include "serve/asked_scenario.hpp"
#include "serve/run_question.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <memory>
#include <string>
#include <string_view>

namespace agrocap {

namespace {

const Refusal no_such_run{404, "no-such-run", "there is no such run, or it is too long ago", "run it again"};

std::string id_in(const HttpRequest& request) { return text_in(body_of(request), "id"); }

std::string asked_word(const HttpRequest& request, const std::string& key) {
    const auto found = request.query.find(key);
    return found != request.query.end() ? found->second : std::string();
}

/// A name for the file on the reader's disk, of letters that no system minds.
std::string download_name(const RunNews& state, std::string_view suffix) {
    std::string name;
    const std::size_t slash = state.scenario.rfind('/');
    for (const char letter : state.scenario.substr(slash == std::string::npos ? 0 : slash + 1)) {
        const bool is_plain =
            (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') || letter == '-';
        name += is_plain ? letter : '-';
    }
    if (name.ends_with("-toml")) name.resize(name.size() - 5);
    return fmt::format("{}-{}.{}", name, state.kind, suffix);
}

HttpResponse file_answer(const RunNews& state, std::string_view suffix, std::string type, std::string bytes) {
    HttpResponse response;
    response.type = std::move(type);
    response.body = std::move(bytes);
    response.headers.emplace_back("Content-Disposition", fmt::format("attachment; filename=\"{}\"", download_name(state, suffix)));
    // Should a browser show it all the same, it is nobody's page here.
    response.headers.emplace_back("Content-Security-Policy", "sandbox; default-src 'none'; frame-ancestors 'none'");
    return response;
}

}  // namespace

HttpResponse begin_run(RunPool& pool, const HttpRequest& request) {
    const std::string id = pool.begin(run_question(request));
    return json_answer(json_line(Json{{"id", id}}), 202);
}

HttpResponse stop_run(RunPool& pool, const HttpRequest& request) {
    if (!pool.stop(id_in(request))) throw RefusedRequest{no_such_run};
    return json_answer("{}\n");
}

HttpResponse forget_run(RunPool& pool, const HttpRequest& request) {
    if (!pool.forget(id_in(request))) throw RefusedRequest{no_such_run};
    return json_answer("{}\n");
}

HttpResponse list_runs(const RunBoard& board) { return json_answer("{\"runs\":" + board.all_json() + "}\n"); }

HttpResponse follow_runs(const RunBoard& board, const HttpRequest& request) {
    HttpResponse response;
    response.type = "text/event-stream; charset=utf-8";
    response.stream = board.stream(request.header("last-event-id").value_or(""));
    return response;
}

HttpResponse show_result(const RunPool& pool, const RunBoard& board, const HttpRequest& request) {
    const std::string id = asked_word(request, "run"), as = asked_word(request, "as");
    const auto state = board.find(id);
    const std::shared_ptr<const RunAnswer> answer = pool.answer(id);
    if (!state || !answer) throw RefusedRequest{no_such_run};
    if (as == "json" && !answer->json.empty()) return file_answer(*state, as, "application/json; charset=utf-8", answer->json);
    if (as == "html" && !answer->html.empty()) return file_answer(*state, as, "text/html; charset=utf-8", answer->html);
    if (as == "xlsx" && !answer->workbook.empty())
        return file_answer(*state, as, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", answer->workbook);
    throw RefusedRequest{
        {404, "no-result", "the run has no result of this kind", "expected as=json, as=html or as=xlsx of a finished run"}};
}

}  // namespace agrocap
