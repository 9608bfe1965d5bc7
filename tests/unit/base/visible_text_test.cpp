#include "base/visible_text.hpp"

#include <catch2/catch_test_macros.hpp>

namespace agrocap {

TEST_CASE("control characters are shown, and all other text is as it was", "[base][text]") {
    CHECK(visible("plant \xD0\xB7 1.toml") == "plant \xD0\xB7 1.toml");
    CHECK(visible("a\x1b[31m\r\n\t\x07\x7f") == "a\\x1b[31m\\r\\n\\t\\x07\\x7f");
    CHECK(visible("\xC2\x9B"
                  "2J\xC2\xA0") ==
          "\\x9b"
          "2J\xC2\xA0");  // the two-byte form of ESC [; a no-break space stays
    CHECK(visible("one\ntwo\r", LineBreaks::kept) == "one\ntwo\\r");
    CHECK(visible("\xC2") == "\xC2");
}

}  // namespace agrocap
