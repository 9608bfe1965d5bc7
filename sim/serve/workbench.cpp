#include "serve/workbench.hpp"

#include "base/visible_text.hpp"
#include "serve/asked_scenario.hpp"
#include "serve/language_route.hpp"
#include "serve/page_files.hpp"
#include "serve/run_routes.hpp"
#include "serve/scenario_routes.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <string_view>
#include <utility>

namespace agrocap {

namespace {

/// What answers are made of.
struct Served {
    const ServedFolder& folder;
    RunBoard& board;
    RunPool& pool;
};

/// One thing that can be asked for.
struct Route {
    std::string_view method, path;
    HttpResponse (*answer)(const Served& served, const HttpRequest& request);
};

constexpr Route routes[] = {
    {"GET", "/api/scenarios", [](const Served& served, const HttpRequest&) { return list_scenarios(served.folder); }},
    {"GET", "/api/scenario", [](const Served& served, const HttpRequest& request) { return show_scenario(served.folder, request); }},
    {"POST", "/api/validate", [](const Served& served, const HttpRequest& request) { return judge_scenario(served.folder, request); }},
    {"POST", "/api/lsp", [](const Served& served, const HttpRequest& request) { return answer_editor(served.folder, request); }},
    {"POST", "/api/number", [](const Served& served, const HttpRequest& request) { return show_number(served.folder, request); }},
    {"POST", "/api/save", [](const Served& served, const HttpRequest& request) { return save_scenario(served.folder, request); }},
    {"POST", "/api/what-if", [](const Served& served, const HttpRequest& request) { return save_what_if(served.folder, request); }},
    {"GET", "/api/runs", [](const Served& served, const HttpRequest&) { return list_runs(served.board); }},
    {"POST", "/api/runs", [](const Served& served, const HttpRequest& request) { return begin_run(served.pool, request); }},
    {"POST", "/api/stop", [](const Served& served, const HttpRequest& request) { return stop_run(served.pool, request); }},
    {"POST", "/api/forget", [](const Served& served, const HttpRequest& request) { return forget_run(served.pool, request); }},
    {"GET", "/api/events", [](const Served& served, const HttpRequest& request) { return follow_runs(served.board, request); }},
    {"GET", "/api/result",
     [](const Served& served, const HttpRequest& request) { return show_result(served.pool, served.board, request); }},
};

/// For every answer: nothing is kept, guessed, framed or told to others.
void add_caution(HttpResponse& response) {
    for (const auto& [name, value] : {std::pair("Cache-Control", "no-store"), std::pair("X-Content-Type-Options", "nosniff"),
                                      std::pair("Referrer-Policy", "no-referrer"), std::pair("Cross-Origin-Resource-Policy", "same-origin"),
                                      std::pair("Cross-Origin-Opener-Policy", "same-origin"), std::pair("X-Frame-Options", "DENY")})
        response.headers.emplace_back(name, value);
    for (const auto& [name, value] : response.headers)
        if (name == "Content-Security-Policy") return;
    response.headers.emplace_back("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
}

HttpResponse wrong_method(const HttpRequest& request, std::string_view allowed) {
    HttpResponse response =
        refused({405, "wrong-method", fmt::format("{} takes {}, not {}", request.path, allowed, visible(request.method))});
    response.headers.emplace_back("Allow", std::string(allowed));
    return response;
}

}  // namespace

HttpResponse Workbench::answer(const HttpRequest& request) {
    HttpResponse response;
    try {
        if (const auto fault = gate_.fault_of(request))
            response = refused(*fault);
        else
            response = answer_route(request);
    } catch (const RefusedRequest& fault) {
        response = refused(fault.refusal);
    } catch (const std::bad_alloc&) {
        response = refused({507, "memory", "there is not enough memory for this"});
    } catch (const std::exception& fault) {
        response = refused({500, "internal", std::string("internal error: ") + fault.what()});
    }
    add_caution(response);
    return response;
}

HttpResponse Workbench::answer_route(const HttpRequest& request) {
    if (auto file = page_file(request.path))
        return request.method == "GET" || request.method == "HEAD" ? std::move(*file) : wrong_method(request, "GET");
    if (request.path == "/session")
        return request.method == "POST" ? gate_.let_in(text_in(body_of(request), "token")) : wrong_method(request, "POST");
    if (const auto fault = gate_.stranger(request)) return refused(*fault);
    const Route* other = nullptr;
    for (const Route& route : routes) {
        if (route.path != request.path) continue;
        if (route.method == request.method) return route.answer({folder_, board_, pool_}, request);
        other = &route;
    }
    if (other != nullptr) return wrong_method(request, other->method);
    return refused({404, "not-found", "there is nothing here that is called so"});
}

}  // namespace agrocap
