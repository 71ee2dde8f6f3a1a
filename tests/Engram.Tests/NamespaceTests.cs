using Mono.Cecil;

namespace Engram.Tests;

/// <summary>The order of the rooms, read from the compiled assemblies: who uses whom goes one way.</summary>
public sealed class NamespaceTests
{
    private const int MostFiles = 25;

    private const string Root = "Engram";

    private static readonly string[] _assemblies = ["Engram", "Engram.Experiments", "Engram.Explorer", "Engram.Nir", "Engram.Onnx", "Engram.Reports", "Engram.Cli"];

    // The types that users meet share one namespace; each belongs to the room of the file that has its name.
    private static readonly Dictionary<string, string> _roomsOfRoot = RoomsOfRoot();

    [Fact]
    public void No_namespace_uses_itself_through_others()
    {
        Dictionary<string, HashSet<string>> uses = Uses();
        Assert.InRange(uses.Count, 30, int.MaxValue);
        Assert.Null(FindCircle(uses));
    }

    [Fact]
    public void A_circle_is_found_and_named() => Assert.Equal(
        "B -> C -> B",
        FindCircle(new() { ["A"] = ["B"], ["B"] = ["C"], ["C"] = ["B", "D"] }));

    [Fact]
    public void A_type_of_the_root_namespace_belongs_to_the_room_of_its_file()
    {
        Assert.Equal("Engram.Data", _roomsOfRoot["ImageDataset"]);
        Assert.Equal("Engram.Models", _roomsOfRoot["PerLayer"]);
        Assert.Equal("Engram (the face)", _roomsOfRoot["Network"]);
    }

    [Fact]
    public void No_folder_holds_more_files_than_a_reader_can_survey() => Assert.All(
        Directory.EnumerateDirectories(Path.Combine(TestSupport.Approved.RepositoryRoot, "src"), "*", SearchOption.AllDirectories),
        folder => Assert.InRange(Directory.GetFiles(folder, "*.cs").Length, 0, MostFiles));

    /// <summary>Namespaces, and those that they use.</summary>
    private static Dictionary<string, HashSet<string>> Uses()
    {
        Dictionary<string, HashSet<string>> uses = [];
        foreach (string assembly in _assemblies)
        {
            using ModuleDefinition module = ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, assembly + ".dll"));
            foreach (TypeDefinition type in module.GetTypes())
            {
                string from = Room(type);
                foreach (TypeReference used in Used(type).SelectMany(Parts))
                {
                    string to = Room(used);
                    if (from != to && from.StartsWith("Engram", StringComparison.Ordinal) && to.StartsWith("Engram", StringComparison.Ordinal))
                    {
                        (uses.TryGetValue(from, out HashSet<string>? all) ? all : uses[from] = []).Add(to);
                    }
                }
            }
        }

        return uses;
    }

    private static string Room(TypeReference type)
    {
        TypeReference outermost = Outermost(type);
        string name = outermost.Name.Split('`')[0];
        return outermost.Namespace != Root ? outermost.Namespace
            : _roomsOfRoot.TryGetValue(name, out string? room) ? room
            : throw new InvalidOperationException($"No file in src/Engram is named {name}.cs, so nothing tells to which room that type belongs.");
    }

    private static Dictionary<string, string> RoomsOfRoot()
    {
        string folder = Path.Combine(TestSupport.Approved.RepositoryRoot, "src", Root);
        return Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(path => File.ReadLines(path).Contains($"namespace {Root};"))
            .ToDictionary(path => Path.GetFileNameWithoutExtension(path), path => RoomOf(Path.GetRelativePath(folder, Path.GetDirectoryName(path)!)));
    }

    private static string RoomOf(string folder) => folder == "." ? $"{Root} (the face)" : $"{Root}.{folder.Replace(Path.DirectorySeparatorChar, '.')}";

    private static IEnumerable<TypeReference?> Used(TypeDefinition type) =>
    [
        type.BaseType,
        .. type.Interfaces.Select(contract => contract.InterfaceType),
        .. type.Fields.Select(field => field.FieldType),
        .. type.GenericParameters.SelectMany(parameter => parameter.Constraints).Select(constraint => constraint.ConstraintType),
        .. type.Methods.SelectMany(Used),
    ];

    private static IEnumerable<TypeReference?> Used(MethodDefinition method) =>
    [
        .. Signature(method),
        .. method.HasBody ? method.Body.Variables.Select(variable => variable.VariableType) : [],
        .. method.HasBody ? method.Body.Instructions.SelectMany(instruction => Operand(instruction.Operand)) : [],
    ];

    private static IEnumerable<TypeReference?> Operand(object? operand) => operand switch
    {
        MethodReference method => Signature(method),
        FieldReference field => [field.DeclaringType, field.FieldType],
        TypeReference type => [type],
        _ => [],
    };

    private static IEnumerable<TypeReference?> Signature(MethodReference method) =>
    [
        method.DeclaringType,
        method.ReturnType,
        .. method.Parameters.Select(parameter => parameter.ParameterType),
        .. method is GenericInstanceMethod instance ? instance.GenericArguments : [],
    ];

    /// <summary>What a type is made of: arrays and pointers of another, generic ones of several.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => [.. Parts(generic.ElementType), .. generic.GenericArguments.SelectMany(Parts)],
        TypeSpecification specification => Parts(specification.ElementType),
        _ => [type],
    };

    private static TypeReference Outermost(TypeReference type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static string? FindCircle(Dictionary<string, HashSet<string>> uses)
    {
        HashSet<string> done = [];
        List<string> path = [];
        return uses.Keys.Order(StringComparer.Ordinal).Select(Visit).FirstOrDefault(circle => circle is not null);

        string? Visit(string name)
        {
            if (path.IndexOf(name) is >= 0 and var first)
            {
                return string.Join(" -> ", [.. path[first..], name]);
            }

            if (!done.Add(name))
            {
                return null;
            }

            path.Add(name);
            string? circle = uses.GetValueOrDefault(name, []).Order(StringComparer.Ordinal).Select(Visit).FirstOrDefault(found => found is not null);
            path.RemoveAt(path.Count - 1);
            return circle;
        }
    }
}
