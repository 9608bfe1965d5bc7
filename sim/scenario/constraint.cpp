#include "scenario/constraint.hpp"

#include "base/ascii.hpp"
#include "scenario/constraint_value.hpp"
#include "scenario/reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <string_view>
#include <utility>

namespace agrocap {

/// A step of the expression in the order in which it is computed, operands before their operator: as long as it is, nothing of it calls
/// itself.
struct Constraint::Step {
    /// `decided`: of "and" or "or", between its sides. Where the left one alone decides, its value is that of the whole, and it goes on at
    /// `to`.
    enum class Kind : std::uint8_t { value, name, operation, decided } kind = Kind::value;
    std::size_t place = 0;
    ConstraintOperator sign = ConstraintOperator::both;
    std::size_t varied = 0;
    ConstraintValue value = {};
    std::size_t to = 0;
};

namespace {

using Step = Constraint::Step;
using Kind = ConstraintValue::Kind;
using Operator = ConstraintOperator;

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

bool is_word_letter(char letter) { return is_letter(letter) || letter == '_'; }

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
        if (is_word_letter(c)) {
            while (at_ < text_.size() && (is_word_letter(text_[at_]) || is_digit(text_[at_]))) ++at_;
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
            const bool goes_on = end < text_.size() && (is_word_letter(text_[end]) || is_digit(text_[end]) || text_[end] == '.');
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

/// Recursive descent, from what binds least to what binds most. Only parentheses and prefixes nest.
class Parser {
  public:
    Parser(const StudySpec& study, std::string_view text) : study_(study), lexer_(study, text) { advance(); }

    std::vector<Step> parse() {
        either();
        if (token_.kind != Token::Kind::end) throw Fault{token_.place, fmt::format("found {}, expected an operator", found()), ""};
        return std::move(steps_);
    }

  private:
    void either() {
        joined({Operator::either}, [this] { both(); });
    }
    void both() {
        joined({Operator::both}, [this] { negation(); });
    }
    void sum() {
        joined({Operator::sum, Operator::difference}, [this] { product(); });
    }
    void product() {
        joined({Operator::product, Operator::quotient}, [this] { negative(); });
    }
    void negation() {
        if (is(Operator::negation)) return prefix(Operator::negation, [this] { negation(); });
        comparison();
    }
    void negative() {
        if (is(Operator::negative)) return prefix(Operator::negative, [this] { negative(); });
        leaf();
    }
    void comparison() {
        sum();
        const auto sign =
            one_of({Operator::at_most, Operator::at_least, Operator::equal, Operator::unequal, Operator::less, Operator::more});
        if (sign) operation(*sign, [this] { sum(); });
    }

    template <class Operand>
    void joined(std::initializer_list<Operator> signs, Operand operand) {
        operand();
        while (const std::optional<Operator> sign = one_of(signs)) operation(*sign, operand);
    }

    /// With its left side before it.
    template <class Operand>
    void operation(Operator sign, Operand operand) {
        const std::size_t place = token_.place;
        advance();
        const std::size_t between = steps_.size();
        const bool may_decide = sign == Operator::both || sign == Operator::either;
        if (may_decide) steps_.push_back({.kind = Step::Kind::decided, .place = place, .sign = sign});
        operand();
        steps_.push_back({.kind = Step::Kind::operation, .place = place, .sign = sign});
        if (may_decide) steps_[between].to = steps_.size();
    }

    template <class Operand>
    void prefix(Operator sign, Operand operand) {
        const Nesting guard(*this);
        const std::size_t place = token_.place;
        advance();
        operand();
        steps_.push_back({.kind = Step::Kind::operation, .place = place, .sign = sign});
    }

    void leaf() {
        const Token token = token_;
        if (is_sign("(")) {
            const Nesting guard(*this);
            advance();
            either();
            if (!is_sign(")")) throw Fault{token_.place, fmt::format("found {}, expected \")\"", found()), ""};
            return advance();
        }
        if (token.kind == Token::Kind::end || token.kind == Token::Kind::sign || is(Operator::both) || is(Operator::either) ||
            is(Operator::negation))
            throw Fault{token.place, fmt::format("found {}, expected a number, a text or a varied key", found()), ""};
        advance();
        Step step{.kind = Step::Kind::value, .place = token.place};
        if (token.kind == Token::Kind::number) {
            step.value.kind = Kind::number;
            std::from_chars(token.text.data(), token.text.data() + token.text.size(), step.value.number);
        } else if (token.text == "true" || token.text == "false") {
            step.value = {Kind::truth, token.text == "true" ? 1.0 : 0.0, ""};
        } else {
            name_or_text(token, step);
        }
        steps_.push_back(std::move(step));
    }

    /// A bare word must be a varied key; a quoted one may be, or else is a text.
    void name_or_text(const Token& token, Step& step) {
        const auto [entry, is_new] = called_.try_emplace(token.text);
        if (is_new) entry->second = varied_keys_called(study_, token.text);
        const auto& [meant, known] = entry->second;
        if (meant.empty() && token.kind == Token::Kind::text) {
            step.value = constraint_value_of_text(token.text);
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
        step.kind = Step::Kind::name;
        step.varied = meant.front();
    }

    struct Nesting {
        explicit Nesting(Parser& parser) : depth(parser.depth_) {
            if (++depth > nesting_max) throw Fault{parser.token_.place, "the expression is nested too deeply", ""};
        }
        ~Nesting() { --depth; }
        int& depth;
    };

    [[nodiscard]] bool is_sign(std::string_view text) const {
        return (token_.kind == Token::Kind::word || token_.kind == Token::Kind::sign) && token_.text == text;
    }
    [[nodiscard]] bool is(Operator sign) const { return is_sign(constraint_sign(sign)); }
    [[nodiscard]] std::optional<Operator> one_of(std::initializer_list<Operator> signs) const {
        const auto* found = std::find_if(signs.begin(), signs.end(), [this](Operator sign) { return is(sign); });
        return found == signs.end() ? std::nullopt : std::optional(*found);
    }
    [[nodiscard]] std::string found() const { return token_.kind == Token::Kind::end ? "the end" : shown_text(token_.text); }
    void advance() { token_ = lexer_.next(); }

    const StudySpec& study_;
    Lexer lexer_;
    Token token_;
    int depth_ = 0;
    std::vector<Step> steps_;
    std::map<std::string, VariedKeys> called_;  // by the names that were met
};

/// The kind of a varied key's values, where it can be told.
Kind kind_of_key(const VarySpec& varied, std::size_t place) {
    if (varied.values.empty()) return Kind::unknown;  // misread, and told elsewhere
    const Kind kind = constraint_value_of_toml(varied.values.front()).kind;
    for (const std::string& value : varied.values)
        if (constraint_value_of_toml(value).kind != kind)
            throw Fault{place, fmt::format("{} has values of several kinds", shown_text(*varied.path)), ""};
    if (kind == Kind::other) throw Fault{place, fmt::format("{} has no values to compare", shown_text(*varied.path)), ""};
    return kind;
}

/// The kind that an operation gives; faults where two things do not go together.
Kind kind_of_operation(const Step& step, Kind left, Kind right) {
    const Kind result = constraint_result_kind(step.sign, left, right);
    if (result != Kind::none) return result;
    const char* sign = constraint_sign(step.sign);
    if (is_prefix(step.sign)) throw Fault{step.place, fmt::format("\"{}\" cannot be used on {}", sign, constraint_kind_name(left)), ""};
    throw Fault{step.place,
                fmt::format("\"{}\" cannot be used on {} and {}", sign, constraint_kind_name(left), constraint_kind_name(right)), ""};
}

/// The kind that the expression gives, where it can be told.
Kind kind_of(const std::vector<Step>& steps, const StudySpec& study) {
    std::vector<Kind> stack;
    std::vector<std::optional<Kind>> keys(study.vary.size());
    for (const Step& step : steps) {
        switch (step.kind) {
            case Step::Kind::value: stack.push_back(step.value.kind); break;
            case Step::Kind::name: {
                std::optional<Kind>& kind = keys[step.varied];
                if (!kind) kind = kind_of_key(study.vary[step.varied], step.place);
                stack.push_back(*kind);
                break;
            }
            case Step::Kind::decided: break;
            case Step::Kind::operation: {
                const Kind right = stack.back();
                if (!is_prefix(step.sign)) stack.pop_back();
                stack.back() = kind_of_operation(step, stack.back(), right);
                break;
            }
        }
    }
    return stack.back();
}

/// What decides by itself leaves the other side aside: "servers != 0 and buffer / servers > 2".
bool decides(const Step& step, const ConstraintValue& left) { return step.sign == Operator::both ? left.number == 0 : left.number != 0; }

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

Constraint::Constraint(const StudySpec& study, const std::string& path, Diagnostics& problems) : keys_(study.vary.size()) {
    if (!study.constraint.given) return;
    try {
        std::vector<Step> steps = Parser(study, *study.constraint).parse();
        const Kind kind = kind_of(steps, study);
        if (kind != Kind::truth && kind != Kind::unknown)
            throw Fault{0, fmt::format("the expression gives {}, expected true or false", constraint_kind_name(kind)),
                        "such as buffer <= 4"};
        steps_ = std::move(steps);
    } catch (const Fault& fault) {
        SourceSpan at = study.constraint.at;
        if (at.line > 0) at.column += static_cast<std::uint32_t>(fault.place) + 1;  // after the opening quote
        problems.error(Code::constraint, at, path, fault.text, fault.hint);
    }
}

Constraint::~Constraint() = default;

bool Constraint::holds(std::span<const std::string> values) const {
    if (steps_.empty()) return true;
    std::vector<std::optional<ConstraintValue>> keys(keys_);
    std::vector<ConstraintValue> stack;
    for (std::size_t at = 0; at < steps_.size(); ++at) {
        const Step& step = steps_[at];
        switch (step.kind) {
            case Step::Kind::value: stack.push_back(step.value); break;
            case Step::Kind::name:
                if (!keys[step.varied]) keys[step.varied] = constraint_value_of_toml(values[step.varied]);
                stack.push_back(*keys[step.varied]);
                break;
            case Step::Kind::decided:
                if (decides(step, stack.back())) at = step.to - 1;
                break;
            case Step::Kind::operation: {
                const ConstraintValue right = stack.back();
                if (!is_prefix(step.sign)) stack.pop_back();
                const std::optional<ConstraintValue> result = constraint_result(step.sign, stack.back(), right);
                if (!result) return false;  // nobody can tell
                stack.back() = *result;
                break;
            }
        }
    }
    return stack.back().number != 0;
}

}  // namespace agrocap
