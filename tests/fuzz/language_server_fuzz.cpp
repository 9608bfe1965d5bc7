// Any lines are messages of an editor: each gets an answer that is JSON, or none.
#include "fuzz/fuzz_target.hpp"
#include "lsp/language_server.hpp"

#include <nlohmann/json.hpp>

#include <string_view>

using namespace agrocap;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
    // No file but those that the messages open.
    LanguageServer server({[](const FileRequest&, Diagnostics&) { return std::optional<std::string>(); },
                           [](const std::string&) { return std::vector<std::string>(); }});
    std::string_view rest(reinterpret_cast<const char*>(bytes), size);
    const auto are_json = [](const std::vector<std::string>& sent) {
        for (const std::string& text : sent) require(nlohmann::json::accept(text), "an answer is JSON");
    };
    while (!rest.empty() && !server.exit_code()) {
        const std::size_t end = rest.find('\n');
        are_json(server.handle(rest.substr(0, end)));
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    }
    if (!server.exit_code()) are_json(server.settle());
    return 0;
}
