using Engram.Tensors;

namespace Engram.Models.Abilities;

/// <summary>
/// The parameters that decide what each unit of a layer, or each filter, makes of its input: h = f(gain · (xW) + shift). A unit can be held at an activation, whatever
/// the input, and released again with the parameters that it had.
/// </summary>
internal sealed class UnitDrives
{
    private readonly PanelMatrix _weights;
    private readonly Matrix? _gain;
    private readonly Matrix _shift;
    private readonly Func<float, float>? _driveOf;
    private readonly Stack<Held> _held = [];

    /// <param name="weights">W, [inputs, units].</param>
    /// <param name="gain">One number for each unit that its product is multiplied by, or null.</param>
    /// <param name="shift">What is added last, one number for each unit: biases, whether they are trained or not.</param>
    /// <param name="driveOf">A drive that f makes an activation of; null where a drive has no lasting activation, so that units can only be silenced.</param>
    public UnitDrives(PanelMatrix weights, Matrix? gain, Matrix shift, Func<float, float>? driveOf)
    {
        _weights = weights;
        _gain = gain;
        _shift = shift;
        _driveOf = driveOf;
    }

    /// <summary>Units, or filters.</summary>
    public int Count => _weights.Columns;

    /// <summary>Whether a unit can be held at another activation than zero.</summary>
    public bool CanHold => _driveOf is not null;

    /// <summary>Holds units at activations until they are released.</summary>
    /// <param name="units">Their indices, each once.</param>
    /// <param name="activations">The activation of every unit of the layer; null silences them.</param>
    /// <exception cref="InvalidOperationException">Units can only be silenced.</exception>
    public void Hold(ReadOnlySpan<int> units, float[]? activations)
    {
        if (activations is not null && !CanHold)
        {
            throw new InvalidOperationException("These units can only be silenced.");
        }

        foreach (int unit in units)
        {
            float[] weights = new float[_weights.Rows];
            for (int input = 0; input < weights.Length; input++)
            {
                weights[input] = _weights[input, unit];
                _weights[input, unit] = 0;
            }

            _held.Push(new Held(unit, weights, _gain?.Row(0)[unit] ?? 0, _shift.Row(0)[unit]));
            _shift.Row(0)[unit] = _driveOf?.Invoke(activations?[unit] ?? 0) ?? 0;
            if (_gain is not null)
            {
                _gain.Row(0)[unit] = 0;
            }
        }
    }

    /// <summary>Gives all held units their parameters back, bit for bit.</summary>
    public void Release()
    {
        while (_held.TryPop(out Held held))
        {
            for (int input = 0; input < held.Weights.Length; input++)
            {
                _weights[input, held.Unit] = held.Weights[input];
            }

            _shift.Row(0)[held.Unit] = held.Shift;
            if (_gain is not null)
            {
                _gain.Row(0)[held.Unit] = held.Gain;
            }
        }
    }

    private readonly record struct Held(int Unit, float[] Weights, float Gain, float Shift);
}
