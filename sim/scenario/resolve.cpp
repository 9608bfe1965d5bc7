#include "scenario/resolve.hpp"

#include "base/sha256.hpp"
#include "scenario/file_check.hpp"
#include "scenario/merge.hpp"
#include "scenario/order_file.hpp"
#include "scenario/override.hpp"
#include "scenario/piped_file.hpp"
#include "scenario/text_check.hpp"
#include "scenario/toml_parser.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace agrocap {
namespace {

constexpr std::size_t chain_length_max = 32;

/// What a chain of `extends` has come to: the files on the way from the scenario to here.
struct Chain {
    std::vector<std::string> identities;  // canonical, so that two spellings of one file are one
    std::vector<std::string> names;       // as shown
};

class Resolver {
  public:
    explicit Resolver(ResolvedText& out) : out_(out) {}

    bool read(const FileRequest& request, Chain chain, TomlValue& root) {
        // Its own name comes first, so that errors of the file as such have a place to point to.
        FileRequest own = request;
        const auto file = static_cast<std::uint32_t>(out_.names.size());
        if (request.at.line == 0) {
            name(request.path);
            own.at = {file, 0, 0};
        }
        const std::optional<std::string> bytes = out_.read(own, out_.diagnostics);
        if (!bytes) return false;
        if (request.at.line != 0) name(request.path);
        out_.texts.back() = *bytes;
        out_.files.push_back({request.path, sha256_hex(*bytes)});
        chain.identities.push_back(file_identity(request.path));
        chain.names.push_back(request.path);
        return build(*bytes, file, chain, root);
    }

    bool build(const std::string& bytes, std::uint32_t file, const Chain& chain, TomlValue& root) {
        std::optional<TomlValue> parsed = parse_toml(bytes, file, out_.diagnostics);
        if (!parsed) return false;
        const bool based = lay_base(*parsed, chain, root);
        remove_from_base(*parsed, root);
        if (based && parsed->find("extends") != nullptr)
            for (NewObject& object : new_objects(root, *parsed)) out_.added.push_back(std::move(object));
        parsed->members.erase("extends");
        parsed->members.erase("remove");
        if (root.at.line == 0) root.at = parsed->at;
        merge(root, std::move(*parsed));
        return based;
    }

  private:
    void name(const std::string& path) {
        out_.names.push_back(path);
        out_.texts.emplace_back();
    }

    /// Reads what `top` extends into `root`. Gives false if that could not be had.
    bool lay_base(const TomlValue& top, const Chain& chain, TomlValue& root) {
        const TomlValue* extends = top.find("extends");
        if (extends == nullptr) return true;
        if (extends->kind != TomlKind::text || extends->text.empty() || extends->text.find('\0') != std::string::npos) {
            out_.diagnostics.error(Code::value_type, extends->at, "extends",
                                   fmt::format("found {}, expected the path of a file such as \"base.toml\"", toml_text(*extends)));
            return false;
        }
        const std::string path = path_beside(chain.names.empty() ? std::string() : chain.names.back(), extends->text);
        const auto seen = std::find(chain.identities.begin(), chain.identities.end(), file_identity(path));
        if (seen != chain.identities.end()) {
            std::string circle;
            for (auto i = static_cast<std::size_t>(seen - chain.identities.begin()); i < chain.names.size(); ++i)
                circle += chain.names[i] + " -> ";
            out_.diagnostics.error(Code::extends_circle, extends->at, "extends",
                                   fmt::format("the file extends itself: {}{}", circle, path));
            return false;
        }
        if (chain.names.size() >= chain_length_max) {
            out_.diagnostics.error(Code::extends_circle, extends->at, "extends",
                                   fmt::format("the chain of `extends` has more than {} files", chain_length_max));
            return false;
        }
        if (chain.names.size() == 1) out_.extended = path;
        return read({path, extends->at, "extends"}, chain, root);
    }

    void remove_from_base(const TomlValue& top, TomlValue& root) {
        const TomlValue* remove = top.find("remove");
        if (remove == nullptr) return;
        if (remove->kind != TomlKind::array) {
            out_.diagnostics.error(Code::value_type, remove->at, "remove",
                                   fmt::format("found {}, expected an array of paths such as [\"plant.x\"]", toml_text(*remove)));
            return;
        }
        for (const TomlValue& element : remove->elements) remove_one(element, root, top.find("extends") != nullptr);
    }

    void remove_one(const TomlValue& element, TomlValue& root, bool has_base) {
        const std::optional<std::vector<std::string>> path = element.kind == TomlKind::text ? split_path(element.text) : std::nullopt;
        if (!path) {
            out_.diagnostics.error(Code::value_type, element.at, "remove",
                                   fmt::format("found {}, expected a path such as \"plant.x\"", toml_text(element)));
            return;
        }
        if (take_away(root, *path)) return;
        out_.diagnostics.error(Code::nothing_to_remove, element.at, "remove",
                               fmt::format("there is no {} to remove", toml_quoted(element.text)),
                               has_base ? nearest_hint(*path, root) : "only what a base brings can be removed; this file has no `extends`");
    }

    /// Follows the path as far as it goes and names what is nearest there.
    static std::string nearest_hint(const std::vector<std::string>& path, const TomlValue& root) {
        const TomlValue* table = &root;
        std::string known;
        for (const std::string& part : path) {
            if (const TomlValue* next = table->find(part)) {
                table = next;
                known = joined_path(known, part);
                continue;
            }
            std::vector<std::string> names;
            for (const auto& [key, value] : table->members) names.push_back(key);
            const std::string nearest = nearest_name(part, names);
            if (!nearest.empty()) return fmt::format("did you mean {}?", toml_quoted(joined_path(known, nearest)));
            return known.empty() ? "" : fmt::format("the base has {}, but no {} in it", toml_quoted(known), toml_quoted(part));
        }
        return {};
    }

    ResolvedText& out_;
};

}  // namespace

void apply_overrides(ResolvedText& text, const std::vector<std::string>& overrides, const std::string& source) {
    if (overrides.empty()) return;
    const auto file = static_cast<std::uint32_t>(text.names.size());
    text.names.push_back(source);
    text.texts.resize(text.names.size());
    for (std::size_t i = 0; i < overrides.size(); ++i) {
        text.texts.back() += overrides[i] + "\n";
        // A base that could not be read would make every object of it one that is not there.
        if (text.complete)
            apply_override(text.root, overrides[i], {file, static_cast<std::uint32_t>(i + 1), 1}, text.names, text.diagnostics);
    }
    lay_order_files(text);
}

ResolvedText resolve_file(const std::string& path, const std::vector<std::string>& overrides, const FileReader& read) {
    ResolvedText out;
    out.read = read;
    out.complete = Resolver(out).read({path, {}, ""}, {}, out.root);
    lay_order_files(out);
    apply_overrides(out, overrides, "--set");
    return out;
}

ResolvedText resolve_text(const std::string& text, const std::string& name) {
    ResolvedText out;
    out.names.push_back(name);
    out.texts.push_back(text);
    out.files.push_back({name, sha256_hex(text)});
    out.complete = Resolver(out).build(text, 0, {}, out.root);
    lay_order_files(out);
    return out;
}

std::string resolved_toml(const std::string& path, const std::vector<std::string>& overrides) {
    return toml_document(resolve_file(path, overrides).root);
}

}  // namespace agrocap
