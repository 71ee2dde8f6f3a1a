using Engram.KernelTexts;

// Writes the unrolled kernels of every vector width. What is written is committed, and a test compares the two.
string root = AppContext.BaseDirectory;
while (!File.Exists(Path.Combine(root, "Engram.slnx")))
{
    root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException("The program must run from a folder in the repository.");
}

foreach (KernelFile file in KernelFile.All)
{
    File.WriteAllText(Path.Combine(root, file.Path), file.Text);
    Console.WriteLine(file.Path);
}
