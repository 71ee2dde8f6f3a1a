using System.Text.Json.Serialization;

namespace Engram.Training;

/// <summary>Serializers made at build time for the JSON parts of a network's metadata.</summary>
[JsonSerializable(typeof(string[]))]
internal sealed partial class NetworkDescriptionContext : JsonSerializerContext;
