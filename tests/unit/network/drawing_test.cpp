#include "network/drawing.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace agrocap;

namespace {

LabelledGraph two_plants() {
    return {"Semey & \"Co\"",
            {2, {{0, 1}}},
            {{"plant.semey", "Semey works\n<KZ>", {{"shape", "box"}}}, {"market.uz", "", {}}},
            {{"", "rail", {{"days", "6"}}}}};
}

}  // namespace

TEST_CASE("a drawing in DOT quotes names and keeps line breaks", "[network][drawing]") {
    CHECK(as_dot(two_plants()) ==
          "digraph \"Semey & \\\"Co\\\"\" {\n"
          "  \"plant.semey\" [label=\"Semey works\\n<KZ>\", shape=\"box\"];\n"
          "  \"market.uz\";\n"
          "  \"plant.semey\" -> \"market.uz\" [label=\"rail\", days=\"6\"];\n"
          "}\n");
}

TEST_CASE("control characters of names neither break XML nor reach a terminal", "[network][drawing]") {
    const LabelledGraph odd{"bell \x07", {1, {}}, {{"a", "red \x1b[31m\nend", {}}}, {}};

    CHECK(as_graphml(odd).find_first_of("\x07\x1b") == std::string::npos);
    CHECK(as_graphml(odd).find("red \uFFFD[31m&#10;end") != std::string::npos);
    CHECK(as_dot(odd).find("red \\\\x1b[31m\\nend") != std::string::npos);
}

TEST_CASE("a drawing in GraphML declares its keys and escapes what XML reserves", "[network][drawing]") {
    CHECK(as_graphml(two_plants()) ==
          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
          "  <key id=\"node.label\" for=\"node\" attr.name=\"label\" attr.type=\"string\"/>\n"
          "  <key id=\"node.shape\" for=\"node\" attr.name=\"shape\" attr.type=\"string\"/>\n"
          "  <key id=\"edge.days\" for=\"edge\" attr.name=\"days\" attr.type=\"string\"/>\n"
          "  <key id=\"edge.label\" for=\"edge\" attr.name=\"label\" attr.type=\"string\"/>\n"
          "  <graph id=\"Semey &amp; &quot;Co&quot;\" edgedefault=\"directed\">\n"
          "    <node id=\"plant.semey\">\n"
          "      <data key=\"node.label\">Semey works&#10;&lt;KZ&gt;</data>\n"
          "      <data key=\"node.shape\">box</data>\n"
          "    </node>\n"
          "    <node id=\"market.uz\">\n"
          "    </node>\n"
          "    <edge source=\"plant.semey\" target=\"market.uz\">\n"
          "      <data key=\"edge.label\">rail</data>\n"
          "      <data key=\"edge.days\">6</data>\n"
          "    </edge>\n"
          "  </graph>\n"
          "</graphml>\n");
}

TEST_CASE("clusters are nested subgraphs in DOT, and an attribute of the node in GraphML", "[network][drawing]") {
    LabelledGraph drawing{"works", {3, {}}, {{"a", "", {}}, {"b", "", {}, {{"shape", "box"}}}, {"c", "", {}}}, {}};
    drawing.clusters = {{{"plant", "Semey", {}, {{"color", "blue"}}}}, {{"line", "", {}}, 0}};
    drawing.cluster_of = {no_cluster, 1, 0};
    drawing.look = {{"rankdir", "LR"}};
    drawing.look_of_nodes = {{"fontsize", "11"}};

    CHECK(as_dot(drawing) ==
          "digraph \"works\" {\n"
          "  graph [rankdir=\"LR\"];\n"
          "  node [fontsize=\"11\"];\n"
          "  subgraph \"cluster plant\" {\n"
          "    graph [label=\"Semey\", color=\"blue\"];\n"
          "    \"c\";\n"
          "    subgraph \"cluster line\" {\n"
          "      \"b\" [shape=\"box\"];\n"
          "    }\n"
          "  }\n"
          "  \"a\";\n"
          "}\n");
    const std::string graphml = as_graphml(drawing);
    CHECK(graphml.find("<node id=\"b\">\n      <data key=\"node.cluster\">line</data>\n    </node>") != std::string::npos);
    CHECK(graphml.find("shape") == std::string::npos);
}
