// Any bytes are a request of a browser, or are refused: the first line is its target, the rest its body.
#include "fuzz/fuzz_target.hpp"
#include "serve/asked_scenario.hpp"

#include <nlohmann/json.hpp>

#include <string>

using namespace agrocap;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(bytes), size);
    const std::size_t end = text.find('\n');
    HttpRequest request;
    if (!read_target(text.substr(0, end), request)) return 0;
    request.body = end == std::string::npos ? "" : text.substr(end + 1);
    try {
        const AskedScenario asked = asked_scenario(body_of(request));
        require(asked.path.find("..") == std::string::npos || asked.path.find("../") != 0, "a path stays in the folder");
    } catch (const RefusedRequest& fault) {
        require(!fault.refusal.message.empty() && fault.refusal.status >= 400, "a refusal says why");
    }
    return 0;
}
