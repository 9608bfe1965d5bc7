#include "scenario/diff.hpp"
#include "unit/scenario/reading_text.hpp"

#include <fstream>
#include <random>
#include <sstream>

using namespace agrocap;

namespace {

std::string text_of(const std::string& path) {
    std::ostringstream text;
    text << std::ifstream(AGROCAP_SOURCE_DIR "/scenarios/" + path, std::ios::binary).rdbuf();
    return text.str();
}

/// A text with a few faults of the kind that editors, disks and people make.
std::string damaged(std::string text, std::mt19937& draw) {
    const auto below = [&](std::size_t end) { return end == 0 ? 0 : draw() % end; };
    for (std::size_t faults = 1 + below(4); faults > 0 && !text.empty(); --faults) {
        const std::size_t at = below(text.size());
        const std::size_t size = 1 + below(40);
        switch (below(7)) {
            case 0: text[at] = static_cast<char>(draw()); break;
            case 1: text.resize(at); break;
            case 2: text.insert(at, text.substr(below(text.size()), size)); break;
            case 3: text.erase(at, size); break;
            case 4: text[at] = "[]{}\"'=.,#\n-90"[below(14)]; break;
            case 5: text.insert(at, std::string(size, "[{\".="[below(5)])); break;
            default: std::swap(text[at], text[below(text.size())]);
        }
    }
    return text;
}

}  // namespace

TEST_CASE("a damaged scenario is read or refused, never a crash", "[scenario][robustness]") {
    const std::vector<std::string> sound{text_of("verification/stock-rq.toml"), text_of("verification/calendar-one-shift.toml"),
                                         text_of("verification/campaign-20.toml"), text_of("verification/line-2-failing.toml")};
    std::mt19937 draw(20230101);  // its sequence is the same everywhere
    std::size_t refused = 0, accepted = 0;
    for (int round = 0; round < 1500; ++round) {
        const std::string text = damaged(sound[static_cast<std::size_t>(round) % sound.size()], draw);
        const ReadResult result = read_scenario_text(text, "s.toml");
        ++(result.diagnostics.has_errors() ? refused : accepted);
        for (const Diagnostic& one : result.diagnostics.all()) {
            if (one.severity == Severity::error && (one.text.empty() || one.code == Code::none || one.at.file >= result.files.size()))
                FAIL("an error without text or place in:\n" << text);
        }
    }
    CHECK(refused > 100);
    CHECK(accepted > 20);
}

TEST_CASE("any bytes in an override are read or refused, never a crash", "[scenario][robustness]") {
    std::mt19937 draw(7);
    const std::string path = AGROCAP_SOURCE_DIR "/scenarios/verification/queue-mm1.toml";
    for (int round = 0; round < 300; ++round) {
        const std::string option = damaged("plant.p.line.l.station.s.time = { dist = \"gamma\", mean = \"1 h\", cv = 0.5 }", draw);
        const ReadResult result = read_scenario(path, {option});
        CHECK(result.files.back() == "--set");
    }
}
