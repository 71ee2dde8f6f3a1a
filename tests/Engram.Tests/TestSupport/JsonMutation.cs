using System.Text.Json.Nodes;

namespace Engram.Tests.TestSupport;

/// <summary>Documents that still are JSON, with one thing in them that does not belong there.</summary>
internal static class JsonMutation
{
    /// <summary>Changes one node, drawn among all.</summary>
    public static string Of(string text, Random random)
    {
        JsonNode root = JsonNode.Parse(text)!;
        JsonNode node = Draw(root, random);
        JsonNode?[] instead = [null, -1, 1e300, "text", new JsonArray(), new JsonObject(), true, "NaN", 0];
        JsonNode? value = instead[random.Next(instead.Length)];
        switch (node.Parent)
        {
            case JsonArray array when random.Next(3) == 0:
                array.RemoveAt(node.GetElementIndex());
                break;
            case JsonArray array:
                array[node.GetElementIndex()] = value;
                break;
            case JsonObject parent when random.Next(4) == 0:
                parent.Remove(node.GetPropertyName());
                break;
            case JsonObject parent:
                parent[node.GetPropertyName()] = value;
                break;
        }

        return root.ToJsonString();
    }

    /// <summary>Goes down from the root, and stops somewhere on the way.</summary>
    private static JsonNode Draw(JsonNode root, Random random)
    {
        JsonNode node = root;
        while (node is JsonArray or JsonObject)
        {
            JsonNode[] children = [.. (node is JsonArray array ? array.AsEnumerable() : ((JsonObject)node).Select(pair => pair.Value)).OfType<JsonNode>()];
            if (children.Length == 0 || (node != root && random.Next(3) == 0))
            {
                break;
            }

            node = children[random.Next(children.Length)];
        }

        return node;
    }
}
