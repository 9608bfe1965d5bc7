#include "scenario/constraint.hpp"

#include "scenario/constraint_value.hpp"
#include "scenario/reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

namespace agrocap {

/// A node of the parsed expression: an operator with its operands, a name, or a value.
struct Constraint::Node {
    std::string word;  // "and", "<=", "*", …; "name" and "value" for the leaves
    std::size_t place = 0;
    std::vector<Node> operands = {};
    std::size_t varied = 0;
    ConstraintValue value = {};
};

namespace {

using Node = Constraint::Node;
using Kind = ConstraintValue::Kind;

constexpr int nesting_max = 100;

/// What is wrong with an expression, and where in its text.
struct Fault {
    std::size_t place;
    std::string text;
    std::string hint;
};

struct Token {
    enum class Kind : std::uint8_t { end, number, text, word, sign } kind = Kind::end;
    std::size_t place = 0;
    std::string text = {};
};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Cuts an expression into its words. Paths of varied keys are words of their own, dots and hyphens included.
class Lexer {
  public:
    Lexer(const StudySpec& study, std::string_view text) : study_(study), text_(text) {}

    Token next() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r')) ++at_;
        if (at_ == text_.size()) return {Token::Kind::end, at_};
        const char c = text_[at_];
        if (c == '"' || c == '\'') return quoted(c);
        if (is_digit(c) || c == '.') return number();
        const std::size_t begin = at_;
        if (const std::size_t length = path_length(); length > 0) {
            at_ += length;
            return {Token::Kind::text, begin, std::string(text_.substr(begin, length))};
        }
        if (is_letter(c)) {
            while (at_ < text_.size() && (is_letter(text_[at_]) || is_digit(text_[at_]))) ++at_;
            return {Token::Kind::word, begin, std::string(text_.substr(begin, at_ - begin))};
        }
        for (const std::string_view sign : {"<=", ">=", "==", "!=", "<", ">", "+", "-", "*", "/", "(", ")"}) {
            if (!text_.substr(at_).starts_with(sign)) continue;
            at_ += sign.size();
            return {Token::Kind::sign, begin, std::string(sign)};
        }
        throw Fault{at_, fmt::format("found {}", shown_text(text_.substr(at_, 1))), c == '=' ? "two are equal with ==" : ""};
    }

  private:
    /// Length of the longest path of a varied key that stands here as a whole; 0: none does.
    [[nodiscard]] std::size_t path_length() const {
        std::size_t longest = 0;
        for (const VarySpec& varied : study_.vary) {
            const std::string& path = *varied.path;
            if (path.size() <= longest || !text_.substr(at_).starts_with(path)) continue;
            const std::size_t end = at_ + path.size();
            const bool goes_on = end < text_.size() && (is_letter(text_[end]) || is_digit(text_[end]) || text_[end] == '.');
            if (!goes_on) longest = path.size();
        }
        return longest;
    }

    Token quoted(char quote) {
        const std::size_t begin = at_;
        const std::size_t end = text_.find(quote, begin + 1);
        if (end == std::string_view::npos) throw Fault{begin, "a text begins here and does not end", ""};
        at_ = end + 1;
        return {Token::Kind::text, begin, std::string(text_.substr(begin + 1, end - begin - 1))};
    }

    Token number() {
        const std::size_t begin = at_;
        double value = 0;
        const auto [end, error] = std::from_chars(text_.data() + begin, text_.data() + text_.size(), value);
        if (error != std::errc()) throw Fault{begin, "expected a number", ""};
        at_ = static_cast<std::size_t>(end - text_.data());
        return {Token::Kind::number, begin, std::string(text_.substr(begin, at_ - begin))};
    }

    const StudySpec& study_;
    std::string_view text_;
    std::size_t at_ = 0;
};

/// Recursive descent, from what binds least to what binds most.
class Parser {
  public:
    Parser(const StudySpec& study, std::string_view text) : study_(study), lexer_(study, text) { advance(); }

    Node parse() {
        Node node = either();
        if (token_.kind != Token::Kind::end) throw Fault{token_.place, fmt::format("found {}, expected an operator", found()), ""};
        return node;
    }

  private:
    Node either() {
        return joined({"or"}, [this] { return both(); });
    }
    Node both() {
        return joined({"and"}, [this] { return negation(); });
    }
    Node sum() {
        return joined({"+", "-"}, [this] { return product(); });
    }
    Node product() {
        return joined({"*", "/"}, [this] { return negative(); });
    }

    Node negation() {
        return is("not") ? prefix("not", [this] { return negation(); }) : comparison();
    }
    Node negative() {
        return is("-") ? prefix("negative", [this] { return negative(); }) : leaf();
    }

    Node comparison() {
        Node left = sum();
        for (const char* sign : {"<=", ">=", "==", "!=", "<", ">"})
            if (is(sign)) return operation(std::move(left), [this] { return sum(); });
        return left;
    }

    template <class Operand>
    Node joined(std::initializer_list<const char*> words, Operand operand) {
        Node left = operand();
        while (std::any_of(words.begin(), words.end(), [this](const char* word) { return is(word); }))
            left = operation(std::move(left), operand);
        return left;
    }

    template <class Operand>
    Node operation(Node left, Operand operand) {
        Node node{.word = token_.text, .place = token_.place};
        advance();
        node.operands.push_back(std::move(left));
        node.operands.push_back(operand());
        return node;
    }

    template <class Operand>
    Node prefix(const char* word, Operand operand) {
        const Nesting guard(*this);
        Node node{.word = word, .place = token_.place};
        advance();
        node.operands.push_back(operand());
        return node;
    }

    Node leaf() {
        const Token token = token_;
        if (is("(")) {
            const Nesting guard(*this);
            advance();
            Node inner = either();
            if (!is(")")) throw Fault{token_.place, fmt::format("found {}, expected \")\"", found()), ""};
            advance();
            return inner;
        }
        if (token.kind == Token::Kind::end || token.kind == Token::Kind::sign || is("and") || is("or") || is("not"))
            throw Fault{token.place, fmt::format("found {}, expected a number, a text or a varied key", found()), ""};
        advance();
        Node node{.word = "value", .place = token.place};
        if (token.kind == Token::Kind::number) {
            node.value.kind = Kind::number;
            std::from_chars(token.text.data(), token.text.data() + token.text.size(), node.value.number);
        } else if (token.text == "true" || token.text == "false") {
            node.value = {Kind::truth, token.text == "true" ? 1.0 : 0.0, ""};
        } else {
            name_or_text(token, node);
        }
        return node;
    }

    /// A bare word must be a varied key; a quoted one may be, or else is a text.
    void name_or_text(const Token& token, Node& node) {
        const auto [meant, known] = varied_keys_called(study_, token.text);
        if (meant.empty() && token.kind == Token::Kind::text) {
            node.value = constraint_value_of_text(token.text);
            return;
        }
        if (meant.empty()) {
            const std::string near = nearest_name(token.text, known);
            throw Fault{token.place, fmt::format("no varied key is called {}", shown_text(token.text)),
                        near.empty() ? "" : fmt::format("did you mean {}?", shown_text(near))};
        }
        if (meant.size() > 1)
            throw Fault{token.place, fmt::format("{} varied keys are called {}", meant.size(), shown_text(token.text)),
                        fmt::format("write the whole path, such as {}", *study_.vary[meant.front()].path)};
        node.word = "name";
        node.varied = meant.front();
    }

    struct Nesting {
        explicit Nesting(Parser& parser) : depth(parser.depth_) {
            if (++depth > nesting_max) throw Fault{parser.token_.place, "the expression is nested too deeply", ""};
        }
        ~Nesting() { --depth; }
        int& depth;
    };

    [[nodiscard]] bool is(std::string_view word) const {
        return (token_.kind == Token::Kind::word || token_.kind == Token::Kind::sign) && token_.text == word;
    }
    [[nodiscard]] std::string found() const { return token_.kind == Token::Kind::end ? "the end" : shown_text(token_.text); }
    void advance() { token_ = lexer_.next(); }

    const StudySpec& study_;
    Lexer lexer_;
    Token token_;
    int depth_ = 0;
};

/// The kind that an expression gives, where it can be told; faults where two things do not go together.
Kind kind_of(const Node& node, const StudySpec& study) {
    if (node.word == "value") return node.value.kind;
    if (node.word == "name") {
        const VarySpec& varied = study.vary[node.varied];
        if (varied.values.empty()) return Kind::unknown;  // misread, and told elsewhere
        const Kind kind = constraint_value_of_toml(varied.values.front()).kind;
        for (const std::string& value : varied.values)
            if (constraint_value_of_toml(value).kind != kind)
                throw Fault{node.place, fmt::format("{} has values of several kinds", shown_text(*varied.path)), ""};
        if (kind == Kind::other) throw Fault{node.place, fmt::format("{} has no values to compare", shown_text(*varied.path)), ""};
        return kind;
    }
    std::vector<Kind> kinds;
    for (const Node& operand : node.operands) kinds.push_back(kind_of(operand, study));
    const Kind result = constraint_result_kind(node.word, kinds);
    if (result != Kind::none) return result;
    const std::string left = constraint_kind_name(kinds.front());
    if (kinds.size() == 1)
        throw Fault{node.place, fmt::format("\"{}\" cannot be used on {}", node.word == "negative" ? "-" : node.word, left), ""};
    throw Fault{node.place, fmt::format("\"{}\" cannot be used on {} and {}", node.word, left, constraint_kind_name(kinds.back())), ""};
}

std::optional<ConstraintValue> value_of(const Node& node, std::span<const std::string> values) {
    if (node.word == "value") return node.value;
    if (node.word == "name") return constraint_value_of_toml(values[node.varied]);
    const std::optional<ConstraintValue> left = value_of(node.operands.front(), values);
    if (!left) return std::nullopt;
    if (node.operands.size() == 1) return constraint_result(node.word, *left, {});
    // What decides by itself leaves the other side aside: "servers != 0 and buffer / servers > 2".
    if ((node.word == "and" && left->number == 0) || (node.word == "or" && left->number != 0)) return left;
    const std::optional<ConstraintValue> right = value_of(node.operands.back(), values);
    return right ? constraint_result(node.word, *left, *right) : std::nullopt;
}

}  // namespace

VariedKeys varied_keys_called(const StudySpec& study, const std::string& name) {
    VariedKeys keys;
    for (std::size_t i = 0; i < study.vary.size(); ++i) {
        const std::string& path = *study.vary[i].path;
        if (path == name) return {.meant = {i}, .known = {}};
        keys.known.push_back(split_path(path).value_or(std::vector<std::string>{path}).back());
        if (keys.known.back() == name) keys.meant.push_back(i);
    }
    return keys;
}

Constraint::Constraint(const StudySpec& study, const std::string& path, Diagnostics& problems) {
    if (!study.constraint.given) return;
    try {
        Node root = Parser(study, *study.constraint).parse();
        const Kind kind = kind_of(root, study);
        if (kind != Kind::truth && kind != Kind::unknown)
            throw Fault{0, fmt::format("the expression gives {}, expected true or false", constraint_kind_name(kind)),
                        "such as buffer <= 4"};
        root_ = std::make_unique<Node>(std::move(root));
    } catch (const Fault& fault) {
        SourceSpan at = study.constraint.at;
        if (at.line > 0) at.column += static_cast<std::uint32_t>(fault.place) + 1;  // after the opening quote
        problems.error(39, at, path, fault.text, fault.hint);
    }
}

Constraint::~Constraint() = default;

bool Constraint::holds(std::span<const std::string> values) const {
    if (!root_) return true;
    const std::optional<ConstraintValue> value = value_of(*root_, values);
    return value && value->number != 0;
}

}  // namespace agrocap
