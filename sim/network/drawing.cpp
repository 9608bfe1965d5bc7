#include "network/drawing.hpp"

#include "base/visible_text.hpp"
#include "base/xml_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <iterator>
#include <set>

namespace agrocap {

namespace {

/// A DOT string: quotes and backslashes escaped, a line break as "\n"; other control characters are shown.
std::string dot_quoted(const std::string& text) {
    std::string quoted = "\"";
    for (const char letter : visible(text, LineBreaks::kept)) {
        if (letter == '"' || letter == '\\') quoted += '\\';
        if (letter == '\n')
            quoted += "\\n";
        else
            quoted += letter;
    }
    return quoted + "\"";
}

/// A DOT name that needs no quotes, or one in quotes.
std::string dot_key(const std::string& key) {
    const bool plain = std::all_of(key.begin(), key.end(), [](char letter) { return (letter >= 'a' && letter <= 'z') || letter == '_'; });
    return plain ? key : dot_quoted(key);
}

/// A text on white paper; lines that run behind it do not touch its letters.
std::string dot_on_paper(const std::string& text) {
    return "<<table border=\"0\" cellborder=\"0\" cellspacing=\"0\" cellpadding=\"1\" bgcolor=\"white\"><tr><td>" + xml_text(text) +
           "</td></tr></table>>";
}

/// "label=…, shape=…": the text, then all attributes.
std::string dot_attributes(const Label& label) {
    std::string text;
    const auto add = [&](const std::string& key, const std::string& value) {
        if (!value.empty()) text += fmt::format("{}{}={}", text.empty() ? "" : ", ", dot_key(key), dot_quoted(value));
    };
    if (label.beside && !label.text.empty())
        text = "xlabel=" + dot_on_paper(label.text);
    else
        add("label", label.text);
    for (const auto& [key, value] : label.attributes) add(key, value);
    for (const auto& [key, value] : label.look) add(key, value);
    return text.empty() ? text : fmt::format(" [{}]", text);
}

/// "  graph [rankdir=…];": what all of a kind begin with.
std::string dot_defaults(const char* kind, const Attributes& look) {
    const std::string text = dot_attributes({"", "", {}, look});
    return text.empty() ? text : fmt::format("  {}{};\n", kind, text);
}

/// The nodes of each cluster; those of none come last.
std::vector<std::vector<std::uint32_t>> members_of(const LabelledGraph& drawing) {
    std::vector<std::vector<std::uint32_t>> members(drawing.clusters.size() + 1);
    for (std::uint32_t node = 0; node < drawing.graph.nodes; ++node) {
        const std::uint32_t cluster = drawing.cluster_of.empty() ? no_cluster : drawing.cluster_of[node];
        members[cluster == no_cluster ? drawing.clusters.size() : cluster].push_back(node);
    }
    return members;
}

std::string dot_node(const Label& node) { return fmt::format("{}{};\n", dot_quoted(node.id), dot_attributes(node)); }

/// A cluster with its nodes and the clusters inside it. Graphviz draws a frame where a subgraph's name begins with "cluster".
std::string dot_cluster(const LabelledGraph& drawing, const std::vector<std::vector<std::uint32_t>>& members, std::uint32_t cluster,
                        const std::string& margin) {
    const Label& label = drawing.clusters[cluster].label;
    const std::string inside = margin + "  ";
    std::string text = fmt::format("{}subgraph {} {{\n", margin, dot_quoted("cluster " + label.id));
    if (const std::string attributes = dot_attributes(label); !attributes.empty()) text += fmt::format("{}graph{};\n", inside, attributes);
    for (const std::uint32_t node : members[cluster]) text += inside + dot_node(drawing.nodes[node]);
    for (std::uint32_t other = cluster + 1; other < drawing.clusters.size(); ++other)
        if (drawing.clusters[other].within == cluster) text += dot_cluster(drawing, members, other, inside);
    return text + margin + "}\n";
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
        text += fmt::format("  <key id=\"{0}.{1}\" for=\"{0}\" attr.name=\"{1}\" attr.type=\"string\"/>\n", domain, xml_text(name));
    }
    return text;
}

std::string graphml_data(const Label& label, const std::string& domain) {
    std::string text;
    const auto add = [&](const std::string& key, const std::string& value) {
        if (!value.empty()) text += fmt::format("      <data key=\"{}.{}\">{}</data>\n", domain, xml_text(key), xml_text(value));
    };
    add("label", label.text);
    for (const auto& [key, value] : label.attributes) add(key, value);
    return text;
}

/// The nodes' labels with the cluster among their attributes.
std::vector<Label> with_clusters(const LabelledGraph& drawing) {
    std::vector<Label> nodes = drawing.nodes;
    for (std::size_t node = 0; node < drawing.cluster_of.size(); ++node) {
        const std::uint32_t cluster = drawing.cluster_of[node];
        if (cluster != no_cluster) nodes[node].attributes.emplace_back("cluster", drawing.clusters[cluster].label.id);
    }
    return nodes;
}

}  // namespace

std::string as_dot(const LabelledGraph& drawing) {
    assert(drawing.nodes.size() == drawing.graph.nodes);
    assert(drawing.edges.size() == drawing.graph.edges.size());
    std::string text = fmt::format("digraph {} {{\n", dot_quoted(drawing.name));
    text += dot_defaults("graph", drawing.look) + dot_defaults("node", drawing.look_of_nodes) + dot_defaults("edge", drawing.look_of_edges);
    const std::vector<std::vector<std::uint32_t>> members = members_of(drawing);
    for (std::uint32_t cluster = 0; cluster < drawing.clusters.size(); ++cluster)
        if (drawing.clusters[cluster].within == no_cluster) text += dot_cluster(drawing, members, cluster, "  ");
    for (const std::uint32_t node : members.back()) text += "  " + dot_node(drawing.nodes[node]);
    for (const std::vector<std::uint32_t>& column : drawing.columns) {
        text += "  { rank=same;";
        for (const std::uint32_t node : column) text += " " + dot_quoted(drawing.nodes[node].id) + ";";
        text += " }\n";
    }
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
    const std::vector<Label> nodes = with_clusters(drawing);
    text += graphml_keys(nodes, "node") + graphml_keys(drawing.edges, "edge");
    text += fmt::format("  <graph id=\"{}\" edgedefault=\"directed\">\n", xml_text(drawing.name));
    for (const Label& node : nodes) {
        text += fmt::format("    <node id=\"{}\">\n{}    </node>\n", xml_text(node.id), graphml_data(node, "node"));
    }
    for (std::size_t i = 0; i < drawing.edges.size(); ++i) {
        const Edge& edge = drawing.graph.edges[i];
        text += fmt::format("    <edge source=\"{}\" target=\"{}\">\n{}    </edge>\n", xml_text(drawing.nodes[edge.from].id),
                            xml_text(drawing.nodes[edge.to].id), graphml_data(drawing.edges[i], "edge"));
    }
    return text + "  </graph>\n</graphml>\n";
}

}  // namespace agrocap
