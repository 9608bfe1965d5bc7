#include "scenario/resolve.hpp"

#include "scenario/diff.hpp"
#include "unit/scenario/reading_text.hpp"

#include <filesystem>
#include <fstream>

using namespace agrocap;

namespace {

/// A folder of scenario files that goes away with the test.
class Folder {
  public:
    explicit Folder(const std::string& name) : path_(std::filesystem::temp_directory_path() / ("agrocap-" + name)) {
        std::filesystem::remove_all(path_);
        std::filesystem::create_directories(path_);
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    std::string write(const std::string& name, const std::string& text) const {
        std::ofstream(path_ / name, std::ios::binary) << text;
        return path_ / name;
    }
    [[nodiscard]] std::string path() const { return path_; }

    /// Messages with the folder's name left out.
    [[nodiscard]] std::string messages(const std::string& file, const std::vector<std::string>& overrides = {}) const {
        const ReadResult result = read_scenario(path_ / file, overrides);
        std::string text = format_diagnostics(result.diagnostics, result.files);
        for (std::size_t at = text.find(path()); at != std::string::npos; at = text.find(path())) text.erase(at, path().size() + 1);
        return text;
    }

  private:
    std::filesystem::path path_;
};

const std::string base = sound_scenario + "time = { dist = \"lognormal\", mean = \"1 h\", cv = 1 }\n";

}  // namespace

TEST_CASE("a what-if of three lines changes one value and keeps the places of the rest", "[scenario][extends]") {
    const Folder folder("extends");
    folder.write("base.toml", base);
    const std::string path = folder.write("what-if.toml", "extends = \"base.toml\"\n[plant.p.line.l.station.s]\nservers = 3\n");

    const ReadResult result = read_scenario(path);

    INFO(format_diagnostics(result.diagnostics, result.files));
    REQUIRE_FALSE(result.diagnostics.has_errors());
    const StationSpec& station = result.scenario.plant.at("p").line.at("l").station.at("s");
    CHECK(*station.servers == 3);
    CHECK(station.servers.at == SourceSpan{0, 3, 11});
    CHECK(station.time.at == SourceSpan{1, 13, 8});
    CHECK(result.files[1] == folder.path() + "/base.toml");
    CHECK(result.scenario.files.size() == 2);
}

TEST_CASE("a distribution laid over another one takes its parameters' place", "[scenario][extends]") {
    const Folder folder("distribution");
    folder.write("base.toml", base);
    const std::string path =
        folder.write("a.toml", "extends = \"base.toml\"\n[plant.p.line.l.station.s]\ntime = { dist = \"exponential\", mean = \"2 h\" }\n");

    CHECK(folder.messages("a.toml").empty());
    CHECK(read_scenario(path).scenario.plant.at("p").line.at("l").station.at("s").time->mean == 7200e9);
    CHECK(folder.messages("base.toml", {"plant.p.line.l.station.s.time.dist=exponential"}).empty());
    CHECK(read_scenario(path, {"plant.p.line.l.station.s.time.mean=3 h"}).scenario.plant.at("p").line.at("l").station.at("s").time->mean ==
          3 * 3600e9);
}

TEST_CASE("remove takes a table out of the base before the file is laid over it", "[scenario][extends]") {
    const Folder folder("remove");
    folder.write("base.toml", base);
    const std::string path = folder.write(
        "a.toml",
        "extends = \"base.toml\"\nremove = [\"plant.p.line.l.station.s\"]\n[plant.p.line.l.station.s]\nservers = 2\ntime = \"1 h\"\n");
    folder.write("b.toml", "extends = \"base.toml\"\nremove = [\"plant.p.line.m\", \"plnat.p\"]\n");

    CHECK(read_scenario(path).scenario.plant.at("p").line.at("l").station.at("s").time->is_constant());
    CHECK(folder.messages("b.toml") ==
          "b.toml:2:11: error[E007]: remove: there is no \"plant.p.line.m\" to remove\n  hint: did you mean \"plant.p.line.l\"?\n"
          "b.toml:2:29: error[E007]: remove: there is no \"plnat.p\" to remove\n  hint: did you mean \"plant\"?\n");
}

TEST_CASE("a circle of extends and a base that is not there are told where they are asked for", "[scenario][extends]") {
    const Folder folder("circle");
    folder.write("a.toml", "schema = 1\nextends = \"b.toml\"\n");
    folder.write("b.toml", "extends = \"./a.toml\"\n");
    folder.write("c.toml", "extends = \"d.toml\"\n");
    folder.write("e.toml", "extends = 5\n");

    CHECK(folder.messages("a.toml") == "b.toml:1:11: error[E006]: extends: the file extends itself: a.toml -> b.toml -> a.toml\n");
    CHECK(folder.messages("c.toml") == "c.toml:1:11: error[E001]: extends: there is no file \"d.toml\"\n");
    CHECK(folder.messages("e.toml") == "e.toml:1:11: error[E011]: extends: found 5, expected the path of a file such as \"base.toml\"\n");
}

TEST_CASE("an override is TOML or a bare word, and its errors point into the option", "[scenario][override]") {
    const Folder folder("override");
    folder.write("base.toml", base);

    CHECK(
        folder
            .messages("base.toml", {"plant.p.line.l.buffer=2", "plant.p.line.l.\"station\".s.time='12 min'", "scenario.start = 2024-01-01"})
            .empty());
    CHECK(folder.messages("base.toml", {"scenario.name=x", "plant.p.line.l.bufer=2"}) ==
          "--set:2:1: error[E030]: plant.p.line.l.bufer: unknown key \"bufer\"\n  hint: did you mean \"buffer\"?\n");
    CHECK(folder.messages("base.toml", {"plant.p.line.l.buffer=many"}) ==
          "--set:1:23: error[E011]: plant.p.line.l.buffer: found \"many\", expected a whole number or \"unlimited\"\n"
          "  hint: for no limit write \"unlimited\"\n");
    CHECK(folder.messages("base.toml", {"plant"}) ==
          "--set:1:1: error[E034]: \"plant\" has no \"=\", expected PATH=VALUE\n  hint: for example --set plant.semey.calendar=night\n");
    CHECK(folder.messages("base.toml", {"plant..p=1"}) == "--set:1:1: error[E034]: \"plant..p\" is not a path of keys joined by dots\n");
    CHECK(folder.messages("base.toml", {"scenario.name="}) == "--set:1:1: error[E034]: scenario.name: there is no value after \"=\"\n");
}

TEST_CASE("the resolved text reads back as the same scenario", "[scenario][resolve]") {
    const std::string path = AGROCAP_SOURCE_DIR "/scenarios/cases/kazakhstan-2023.toml";
    const ResolvedText original = resolve_file(path, {"scenario.name=\"a \\\"quoted\\\" \\\\ name\""});

    const ResolvedText again = resolve_text(toml_document(original.root), "again.toml");

    REQUIRE(again.complete);
    CHECK(differences(original.root, again.root).empty());
    CHECK(toml_document(again.root) == toml_document(original.root));
}

TEST_CASE("a difference is an added, a removed or a changed key", "[scenario][diff]") {
    const ResolvedText left = resolve_text("schema = 1\n[a.x]\nt = \"1 h\"\nn = 1\ngone = { p = 1 }\n[a.e]\n", "l");
    const ResolvedText right =
        resolve_text("schema = 1\n[a.x]\nt = { dist = \"exponential\", mean = \"1 h\" }\nn = 1.0\nnew = [1, 2]\n", "r");

    CHECK(differences(left.root, right.root) == std::vector<ScenarioDifference>{
                                                    {"a.e", "{}", std::nullopt},
                                                    {"a.x.gone.p", "1", std::nullopt},
                                                    {"a.x.new", std::nullopt, "[1, 2]"},
                                                    {"a.x.t", "\"1 h\"", "{ dist = \"exponential\", mean = \"1 h\" }"},
                                                });
}

TEST_CASE("files that cannot be read are told by name", "[scenario][files]") {
    const Folder folder("files");
    folder.write("empty.toml", "");
    folder.write("comment.toml", "\xEF\xBB\xBF# nothing here\r\n");
    folder.write("latin.toml", "schema = 1\n# caf\xE9\n");
    folder.write("nul.toml", std::string("schema = 1\n\0", 12));
    folder.write("broken.toml", "schema = 1\n[plant.p\n");
    folder.write("large.toml", std::string((16u << 20) + 1, '#'));

    CHECK(folder.messages("missing.toml") == "missing.toml: error[E001]: there is no file \"missing.toml\"\n");
    CHECK(folder.messages("").find("is a directory, expected a file") != std::string::npos);
    CHECK(folder.messages("empty.toml").find("error[E008]: the file is empty, expected a scenario") != std::string::npos);
    CHECK(folder.messages("comment.toml").find("error[E008]: the file is empty, expected a scenario") != std::string::npos);
    CHECK(folder.messages("latin.toml") == "latin.toml:2:6: error[E005]: byte 0xE9 is not UTF-8\n  hint: save the file as UTF-8 text\n");
    CHECK(folder.messages("nul.toml") == "nul.toml:2:1: error[E005]: a NUL byte in a text file\n  hint: save the file as UTF-8 text\n");
    CHECK(folder.messages("broken.toml").starts_with("broken.toml:2:1: error[E010]: not TOML: this bracket is never closed\n"));
    CHECK(folder.messages("large.toml") == "large.toml: error[E004]: \"large.toml\" is larger than 16 MB\n");
}

TEST_CASE("a table header without a key is refused before it is parsed", "[scenario][files]") {
    for (const char* header : {"[=]", "[[=]]", "[ .a]", "[\xC3\xA9]", "\xEF\xBB\xBF[=]", "[]", "[\n]"}) {
        INFO(header);
        CHECK(messages_of(header).find("error[E010]: not TOML: expected a key after the \"[\" of a table header") != std::string::npos);
    }
    CHECK(messages_of("[\"a\"]\n[[ b ]]\nc = [\n  [=]\n").find("table header") == std::string::npos);
}

TEST_CASE("a brace that closes a bracket is refused before it is parsed", "[scenario][files]") {
    CHECK(messages_of("a = [1, }") == "s.toml:1:9: error[E010]: not TOML: expected \"]\" before \"}\"\n");
    CHECK(messages_of("a = [{ b = '}' }, { b = [1] }] # }").find("E010") == std::string::npos);
}

TEST_CASE("deep nesting, long keys and floods of values are refused before they are parsed", "[scenario][files]") {
    CHECK(messages_of("a = " + std::string(100'000, '[')).find("error[E010]: brackets are nested more than 64 deep") != std::string::npos);
    std::string key = "a";
    for (int i = 0; i < 1000; ++i) key += " . \"a\"";
    CHECK(messages_of(key + " = 1").find("error[E010]: a key has more than 32 parts") != std::string::npos);
    std::string flood = "a = [";
    for (int i = 0; i < 1'000'001; ++i) flood += "1,";
    CHECK(messages_of(flood + "]").find("error[E004]: the file has more than 1000000 values") != std::string::npos);
    CHECK(messages_of("a = '''[[[[''' # [[[[\n" + sound_scenario + "time = \"1 h\"\n").find("nested") == std::string::npos);
}
