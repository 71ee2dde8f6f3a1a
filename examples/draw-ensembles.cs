// Analyzes a network and draws which units of its first layer each class activates: a row for each class, a column for each unit.
//
//     dotnet run examples/draw-ensembles.cs -- ensembles.svg [runs/ff-mnist-seed1/weights.safetensors]
#:project ../src/Engram/Engram.csproj
using System.Globalization;
using System.Text;
using Engram;
using Engram.Analysis;

// The network of a run, or a small one that is trained now.
DatasetSplits mnist = DatasetCatalog.Load("mnist");
Network network = args.Length > 1 ? Network.Load(args[1]) : TrainSmall(mnist.Train.Take(3000));
string path = args.FirstOrDefault() ?? "ensembles.svg";

NetworkAnalysis analysis = network.Analyze(mnist.Test.Take(1000));
LayerRepresentation layer = analysis.Correct.Layers[0];

// Units stand by the class that activates them most; black is the largest mean activation.
int[] units = [.. Enumerable.Range(0, layer.UnitCount).OrderBy(unit => Enumerable.Range(0, layer.ClassMeans.Count).MaxBy(c => layer.ClassMeans[c][unit]))];
float largest = layer.ClassMeans.Max(means => means.Max());
StringBuilder svg = new();
svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {units.Length} {20 * layer.ClassMeans.Count}' preserveAspectRatio='none' width='1000' height='400'>\n");
for (int c = 0; c < layer.ClassMeans.Count; c++)
{
    for (int place = 0; place < units.Length; place++)
    {
        double ink = layer.ClassMeans[c][units[place]] / largest;
        svg.Append(CultureInfo.InvariantCulture, $"<rect x='{place}' y='{20 * c}' width='1' height='18' fill-opacity='{ink:F2}'><title>{analysis.ClassNames[c]}, unit {units[place]}</title></rect>\n");
    }
}

File.WriteAllText(path, svg + "</svg>\n");
Console.WriteLine($"{path}: {units.Length} units, Hoyer sparseness {layer.Sparseness.Hoyer:F3}, accuracy {analysis.Accuracy:F3}");

static Network TrainSmall(ImageDataset images)
{
    using Trainer trainer = Trainer.Create(new TrainingSpec { Layers = [200, 200], Epochs = 6, BatchSize = 64 }, images);
    return trainer.Run();
}
