// Trains on images that a program has as arrays, and tells how many of the images that it has not seen it knows.
//
//     dotnet run examples/own-arrays.cs
#:project ../src/Engram/Engram.csproj
using Engram;

const int Side = 12;
const int Count = 600;

// Rings and crosses: one number from 0, black, to 1, white, for each pixel, one image after the other. Your own arrays go here.
Random random = new(1);
float[] pixels = new float[Count * Side * Side];
int[] labels = new int[Count];
for (int image = 0; image < Count; image++)
{
    labels[image] = random.Next(2);
    double x = random.Next(4, 8), y = random.Next(4, 8), size = 2 + (2 * random.NextDouble());
    for (int place = 0; place < Side * Side; place++)
    {
        double right = (place % Side) - x, down = (place / Side) - y;
        double distance = labels[image] == 0
            ? Math.Abs(Math.Sqrt((right * right) + (down * down)) - size)
            : Math.Min(Math.Abs(right), Math.Abs(down)) + Math.Max(0, Math.Max(Math.Abs(right), Math.Abs(down)) - size);
        pixels[(image * Side * Side) + place] = (float)Math.Clamp(1.2 - distance - (0.3 * random.NextDouble()), 0, 1);
    }
}

// A fifth of the images of each class is kept for the test.
DatasetSplits splits = ImageDataset.Create(pixels, labels, new ImageShape(1, Side, Side), ["ring", "cross"]).Split(testShare: 0.2f);

// Two layers of 100 units; every layer learns from its own goodness. `engram train --help` lists what else a spec says.
TrainingSpec spec = new() { Layers = [100, 100], Epochs = 10, BatchSize = 32 };
using Trainer trainer = Trainer.Create(spec, splits.Train);
Network network = trainer.Run();
EvaluationResult result = network.Evaluate(splits.Test);
Console.WriteLine($"accuracy {result.Accuracy:F3} on {result.SampleCount} images; layer 1 has {result.Layers[0].ActiveFraction:P0} of its units active");
