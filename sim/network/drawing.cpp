#include "network/drawing.hpp"

#include <fmt/format.h>

#include <cassert>
#include <iterator>
#include <set>

namespace agrocap {

namespace {

/// A DOT string: quotes and backslashes escaped, a line break as "\n".
std::string dot_quoted(const std::string& text) {
    std::string quoted = "\"";
    for (const char letter : text) {
        if (letter == '"' || letter == '\\') quoted += '\\';
        if (letter == '\n')
            quoted += "\\n";
        else
            quoted += letter;
    }
    return quoted + "\"";
}

std::string dot_attributes(const Label& label) {
    std::string text;
    const auto add = [&](const std::string& key, const std::string& value) {
        if (!value.empty()) text += fmt::format("{}{}={}", text.empty() ? "" : ", ", key, dot_quoted(value));
    };
    add("label", label.text);
    for (const auto& [key, value] : label.attributes) add(key, value);
    return text.empty() ? text : fmt::format(" [{}]", text);
}

std::string xml_escaped(const std::string& text) {
    std::string escaped;
    for (const char letter : text) {
        switch (letter) {
            case '&': escaped += "&amp;"; break;
            case '<': escaped += "&lt;"; break;
            case '>': escaped += "&gt;"; break;
            case '"': escaped += "&quot;"; break;
            case '\n': escaped += "&#10;"; break;
            default: escaped += letter;
        }
    }
    return escaped;
}

/// GraphML declares each key before it is used, apart for nodes and edges.
std::string graphml_keys(const std::vector<Label>& labels, const std::string& domain) {
    std::set<std::string> names;
    for (const Label& label : labels) {
        if (!label.text.empty()) names.insert("label");
        for (const auto& [key, value] : label.attributes) names.insert(key);
    }
    std::string text;
    for (const std::string& name : names) {
        text += fmt::format("  <key id=\"{0}.{1}\" for=\"{0}\" attr.name=\"{1}\" attr.type=\"string\"/>\n", domain, xml_escaped(name));
    }
    return text;
}

std::string graphml_data(const Label& label, const std::string& domain) {
    std::string text;
    const auto add = [&](const std::string& key, const std::string& value) {
        if (!value.empty()) text += fmt::format("      <data key=\"{}.{}\">{}</data>\n", domain, xml_escaped(key), xml_escaped(value));
    };
    add("label", label.text);
    for (const auto& [key, value] : label.attributes) add(key, value);
    return text;
}

}  // namespace

std::string as_dot(const LabelledGraph& drawing) {
    assert(drawing.nodes.size() == drawing.graph.nodes);
    assert(drawing.edges.size() == drawing.graph.edges.size());
    std::string text = fmt::format("digraph {} {{\n", dot_quoted(drawing.name));
    for (const Label& node : drawing.nodes) text += fmt::format("  {}{};\n", dot_quoted(node.id), dot_attributes(node));
    for (std::size_t i = 0; i < drawing.edges.size(); ++i) {
        const Edge& edge = drawing.graph.edges[i];
        text += fmt::format("  {} -> {}{};\n", dot_quoted(drawing.nodes[edge.from].id), dot_quoted(drawing.nodes[edge.to].id),
                            dot_attributes(drawing.edges[i]));
    }
    return text + "}\n";
}

std::string as_graphml(const LabelledGraph& drawing) {
    assert(drawing.nodes.size() == drawing.graph.nodes);
    assert(drawing.edges.size() == drawing.graph.edges.size());
    std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n";
    text += graphml_keys(drawing.nodes, "node") + graphml_keys(drawing.edges, "edge");
    text += fmt::format("  <graph id=\"{}\" edgedefault=\"directed\">\n", xml_escaped(drawing.name));
    for (const Label& node : drawing.nodes) {
        text += fmt::format("    <node id=\"{}\">\n{}    </node>\n", xml_escaped(node.id), graphml_data(node, "node"));
    }
    for (std::size_t i = 0; i < drawing.edges.size(); ++i) {
        const Edge& edge = drawing.graph.edges[i];
        text += fmt::format("    <edge source=\"{}\" target=\"{}\">\n{}    </edge>\n", xml_escaped(drawing.nodes[edge.from].id),
                            xml_escaped(drawing.nodes[edge.to].id), graphml_data(drawing.edges[i], "edge"));
    }
    return text + "  </graph>\n</graphml>\n";
}

}  // namespace agrocap
