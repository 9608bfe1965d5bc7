// Any bytes are a scenario, or get messages that can be shown with their lines.
#include "fuzz/fuzz_target.hpp"
#include "scenario/resolve.hpp"

#include <optional>
#include <string>

using namespace agrocap;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(bytes), size);
    // The one file there is: `extends` must not lead over the disk.
    const FileReader read = [&text](const FileRequest& request, Diagnostics& diagnostics) -> std::optional<std::string> {
        if (request.path == "fuzzed.toml" && request.key.empty()) return text;
        diagnostics.error(Code::no_file, request.at, request.key, "there are no files here");
        return std::nullopt;
    };
    const ReadResult result = read_resolved(resolve_file("fuzzed.toml", {}, read));
    for (const Diagnostic& diagnostic : result.diagnostics.all()) require(!diagnostic.text.empty(), "each message has a text");
    require(format_diagnostics(result.diagnostics, result.files, result.texts).empty() == result.diagnostics.all().empty(),
            "messages are shown");
    return 0;
}
