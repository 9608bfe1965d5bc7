#include "command.hpp"
#include "console.hpp"
#include "interrupt.hpp"
#include "serve/gate.hpp"
#include "serve/http_server.hpp"
#include "serve/open_browser.hpp"
#include "serve/run_board.hpp"
#include "serve/run_pool.hpp"
#include "serve/served_folder.hpp"
#include "serve/workbench.hpp"
#include "simulation_options.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace agrocap {

namespace {

struct ServeRequest {
    std::string folder = ".";
    std::string address = "127.0.0.1";
    std::vector<std::string> names;
    std::int64_t port = 8010;
    RunLimits runs;
    bool open = false;
};

bool is_loopback(const std::string& address) { return address.starts_with("127.") || address == "::1"; }

/// As it stands in a URL.
std::string host_of(const std::string& address) { return address.find(':') != std::string::npos ? "[" + address + "]" : address; }

ExitCode serve(const ServeRequest& request, const ServedFolder& folder) {
    std::unique_ptr<Workbench> workbench;
    HttpServer server(HttpLimits{}, [&workbench](const HttpRequest& asked) { return workbench->answer(asked); });
    unsigned short port = 0;
    try {
        port = server.listen(request.address, static_cast<unsigned short>(request.port));
    } catch (const ListenFault& fault) {
        print_error(fmt::format("agrocap serve: {}\n  hint: --port takes another one, --port 0 any that is free\n", fault.what()));
        return ExitCode::wrong_usage;
    }
    std::vector<std::string> names = request.names;
    names.push_back(host_of(request.address));
    const Gate gate(port, names);
    RunBoard board;
    RunPool pool(folder, board, request.runs);
    board.on_change([&server] { server.wake_streams(); });
    workbench = std::make_unique<Workbench>(folder, gate, board, pool);

    const std::string url = fmt::format("http://{}:{}/#token={}", host_of(request.address), port, gate.token());
    print(fmt::format("{}\n", url));
    if (!is_loopback(request.address))
        print_error(
            "others on the network can reach this, and what goes over it is not encrypted: whoever has the address may write files here\n");
    print_error("Ctrl-C ends it\n");
    std::optional<DoorPage> door;
    if (request.open && !door.emplace(url).open()) print_error("no browser could be opened; open the address by hand\n");
    const std::atomic<bool>& is_over = stop_on_interrupt();
    server.run([&is_over] { return is_over.load(); });
    return ExitCode::interrupted;
}

}  // namespace

CommandPlan serve_command() {
    auto request = std::make_shared<ServeRequest>();
    CommandPlan plan;
    plan.line.positionals.push_back(
        {"FOLDER", "the folder with the scenarios (default: the present one)", into(request->folder), 0, 1, {}, Takes::folder});
    plan.line.options.push_back({"--port",
                                 {Takes::number, "N"},
                                 "listen on this port (default: 8010); 0 takes any that is free",
                                 whole_number(0, 65'535, [request](std::int64_t n) { request->port = n; })});
    plan.line.options.push_back({"--address",
                                 {Takes::text, "IP"},
                                 "listen on this address (default: 127.0.0.1, which others cannot reach)",
                                 into(request->address)});
    plan.line.options.push_back(
        {"--name", {Takes::text, "HOST"}, "let browsers call this server so, too, such as plant-pc", into(request->names), Times::many});
    plan.line.options.push_back({"--threads",
                                 {Takes::number, "N"},
                                 "threads of each run (default: all); results do not depend on it",
                                 whole_number(1, 1024, [request](std::int64_t n) { request->runs.threads = static_cast<unsigned>(n); })});
    plan.line.options.back().letter = "-j";
    plan.line.options.push_back(
        {"--minutes", {Takes::number, "N"}, "stop a run after so long (default: 10)", whole_number(1, 10'000, [request](std::int64_t n) {
             request->runs.time = std::chrono::minutes(n);
         })});
    plan.line.options.push_back(
        {"--memory",
         {Takes::number, "MB"},
         "stop runs beyond so much memory (default: half of the machine's)",
         whole_number(64, 1'000'000'000, [request](std::int64_t n) { request->runs.memory_mb = static_cast<std::size_t>(n); })});
    plan.line.options.push_back({"--open", {}, "open the page in a browser", into(request->open)});
    plan.line.more =
        "Prints the address of the page, with a token that lets a browser in; whoever has it can read and write scenarios in the folder,\n"
        "and nothing else. Exit codes: 2 wrong usage, or the port is taken; 130 ended by Ctrl-C or SIGTERM.";
    plan.run = [request] {
        try {
            return serve(*request, ServedFolder(request->folder));
        } catch (const FolderFault& fault) {
            print_error(fmt::format("agrocap serve: {}\n", fault.what()));
            return ExitCode::wrong_usage;
        }
    };
    return plan;
}

}  // namespace agrocap
