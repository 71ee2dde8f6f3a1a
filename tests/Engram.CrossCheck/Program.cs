using System.Globalization;
using Engram.CrossCheck;
using Engram.Families;

// Writes what Engram computes, with all that went into it, for scripts that compute it again with other software.
switch (args)
{
    case ["models"]:
        Console.WriteLine(string.Join('\n', ModelTable.All));
        return 0;
    case ["analysis", string path]:
        AnalysisDump.Write(path);
        Console.WriteLine(path);
        return 0;
    case ["onnx", string model, string data, string count, string output]:
        OnnxDump.Write(output, model, data, int.Parse(count, CultureInfo.InvariantCulture));
        Console.WriteLine(output);
        return 0;
    case [string folder]:
        Directory.CreateDirectory(folder);
        foreach (StepCase stepCase in StepCase.All)
        {
            string file = Path.Combine(folder, $"{stepCase.Name}.safetensors");
            StepDump.Write(file, stepCase);
            Console.WriteLine(file);
        }

        foreach (LayerwiseCase layerwise in LayerwiseCase.All)
        {
            string file = Path.Combine(folder, $"{layerwise.Name}.safetensors");
            LayerwiseDump.Write(file, layerwise);
            Console.WriteLine(file);
        }

        return 0;
    default:
        Console.Error.WriteLine("usage: Engram.CrossCheck <folder for training steps, for tests/pytorch/cross_check.py>");
        Console.Error.WriteLine("       Engram.CrossCheck models");
        Console.Error.WriteLine("       Engram.CrossCheck analysis <file for statistics, for tests/scipy/analysis_check.py>");
        Console.Error.WriteLine("       Engram.CrossCheck onnx <model> <data set> <images> <file for its outputs, for tests/python/inference_check.py>");
        return 2;
}
