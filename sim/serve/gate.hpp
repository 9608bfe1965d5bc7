#pragma once

#include "serve/http_message.hpp"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace agrocap {

/// So many random bits, in hexadecimal digits, that nobody guesses them. Errors: `std::runtime_error` where the system has none to give.
std::string random_word();

/// Who may ask what. A page of another site can make a browser send requests here, under a name of its own if it likes, but it can read
/// no token, set no Host that is ours and hide no Origin.
class Gate {
  public:
    /// `names`: what this server may be called besides localhost and its address, without a port.
    Gate(unsigned short port, const std::vector<std::string>& names);

    /// What is known to those alone who read it where the program wrote it; a URL's fragment, which no browser sends.
    [[nodiscard]] const std::string& token() const { return token_; }

    /// Why the request may not be answered at all, whatever it asks; nothing if it may.
    [[nodiscard]] std::optional<Refusal> fault_of(const HttpRequest& request) const;

    /// The same for what is not for everybody: the asker has no cookie of ours.
    [[nodiscard]] std::optional<Refusal> stranger(const HttpRequest& request) const;

    /// A cookie for the token.
    [[nodiscard]] HttpResponse let_in(const std::string& token) const;

  private:
    std::set<std::string> hosts_;  // "127.0.0.1:8010"
    std::string cookie_name_;      // of its own for each port: browsers keep cookies by name, not by port
    std::string token_, session_;
};

}  // namespace agrocap
