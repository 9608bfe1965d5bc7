#include "manual/manual_page.hpp"
#include "manual/roff_text.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace agrocap;

TEST_CASE("what is copied from a manual page can be typed", "[manual][roff]") {
    CHECK(roff_text("--set 'a^b'=\"~x`\\\"") == "\\-\\-set \\(aqa\\(hab\\(aq=\\(dq\\(tix\\(ga\\e\\(dq");
}

TEST_CASE("no word of a text is a request to roff", "[manual][roff]") {
    CHECK(roff_line(".SH is a text") == "\\&.SH is a text");
    CHECK(roff_line("'br") == "\\(aqbr");
}

TEST_CASE("code and bold are bold, a link is its text", "[manual][roff]") {
    CHECK(roff_line("see [`run`](run.md#x) and **all** of [it]") == "see \\fBrun\\fP and \\fBall\\fP of [it]");
    CHECK(roff_line("a ` alone, ** too, [and](") == "a \\(ga alone, ** too, [and](");
    CHECK(roff_line("`PATH*=FACTOR` and `x**y`") == "\\fBPATH*=FACTOR\\fP and \\fBx**y\\fP");
}

TEST_CASE("a page has its name and what it is about", "[manual]") {
    const std::string page = manual_page({"agrocap-run", 1, "what does it make?", "1.2.3"}, "# agrocap run\n\nIt runs\nin a line.\n");

    CHECK(page ==
          ".TH AGROCAP\\-RUN 1 \"\" \"agrocap 1.2.3\" \"agrocap\"\n"
          ".SH NAME\nagrocap\\-run \\- what does it make?\n"
          ".SH DESCRIPTION\n.PP\nIt runs in a line.\n");
}

TEST_CASE("a table of two columns is a list; of more the meaning comes first", "[manual]") {
    const ManualHead head{"a", 7, "b", "1"};

    CHECK(manual_page(head, "## Options\n\n| option | is |\n|---|---|\n| `--a \\| b` | one |\n")
              .ends_with(".SH OPTIONS\n.TP\n\\fB\\-\\-a | b\\fP\none\n"));
    CHECK(manual_page(head,
                      "## Keys\n\n| key | value | range | meaning |\n|---|---|---|---|\n| `k` | text |  | what |\n| `l` | x | > 0 |  |\n")
              .ends_with(".SH KEYS\n.TP\n\\fBk\\fP\nwhat\n.br\nvalue: text\n.TP\n\\fBl\\fP\nvalue: x; range: > 0\n"));
}

TEST_CASE("lists, deeper headings and blocks keep their lines apart", "[manual]") {
    const ManualHead head{"a", 7, "b", "1"};

    CHECK(manual_page(head, "## Some\n<!-- not told -->\n- one\n  goes on\n- two\n\n### Deeper\n```\n.x = 1\n\ny\n```\nEnd.\n")
              .ends_with(".SH SOME\n.IP \\(bu 2\none goes on\n.IP \\(bu 2\ntwo\n.SS Deeper\n.PP\n.RS 4\n.nf\n\\&.x = 1\n\ny\n.fi\n.RE\n"
                         ".PP\nEnd.\n"));
}
