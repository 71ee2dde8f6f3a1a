// Answers a POST of one image, a byte for each pixel, with the class that a network sees in it.
//
//     dotnet run examples/predict-endpoint.cs -- [runs/ff-mnist-seed1/weights.safetensors] [--urls http://localhost:5080]
//     head -c 784 /dev/urandom | curl --data-binary @- http://localhost:5080/predict
#:sdk Microsoft.NET.Sdk.Web
#:project ../src/Engram/Engram.csproj
#:property PublishAot=false
using Engram;

// The network of a run, or a small one that is trained now.
string? file = args.FirstOrDefault(argument => argument.EndsWith(".safetensors", StringComparison.Ordinal));
Network network = file is null ? TrainSmall() : Network.Load(file);

// One predictor serves all requests at the same time.
Predictor predictor = network.CreatePredictor();

WebApplication app = WebApplication.CreateBuilder(args).Build();
app.MapPost("/predict", async (HttpRequest request) =>
{
    using MemoryStream body = new();
    await request.Body.CopyToAsync(body);
    try
    {
        Prediction prediction = predictor.Predict(body.ToArray());
        return Results.Ok(new { prediction.Label, prediction.ClassName, prediction.Scores });
    }
    catch (EngramException failure)
    {
        // The sentence says what is wrong with the image.
        return Results.BadRequest(new { Error = failure.Message });
    }
});
app.Run();

static Network TrainSmall()
{
    TrainingSpec spec = new() { Layers = [100, 100], Epochs = 5, BatchSize = 64 };
    using Trainer trainer = Trainer.Create(spec, DatasetCatalog.Load("mnist").Train.Take(3000));
    return trainer.Run();
}
