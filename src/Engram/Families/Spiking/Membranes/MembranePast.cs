namespace Engram.Families.Spiking.Membranes;

/// <summary>What drove the membranes of a row, from which their potentials are made again: that takes less time than to keep them.</summary>
/// <param name="constants">β and θ.</param>
/// <param name="currents">I of every unit.</param>
/// <param name="stride">From the currents of a step to those of the next; 0 where they stay.</param>
/// <param name="steps">Time steps.</param>
/// <param name="width">Units of the row, padding included.</param>
internal readonly unsafe struct MembranePast(MembraneConstants constants, float* currents, nint stride, int steps, int width)
{
    public MembraneConstants Constants => constants;

    public int Steps => steps;

    public int Width => width;

    /// <summary>Whether every step had currents of its own.</summary>
    public bool Varies => stride != 0;

    /// <summary>The currents of a step.</summary>
    public float* Currents(int step) => currents + (step * stride);
}
