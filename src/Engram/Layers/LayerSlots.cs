using Engram.Optimizers;
using Engram.Tensors;

namespace Engram.Layers;

/// <summary>The parameters of a dense layer and what an optimizer remembers of them.</summary>
internal sealed class LayerSlots
{
    private readonly Optimizer _optimizer;

    /// <param name="optimizer">The optimizer.</param>
    /// <param name="parameters">Weights and, where there are any, biases.</param>
    public LayerSlots(Optimizer optimizer, IEnumerable<ParameterSlots> parameters)
    {
        _optimizer = optimizer;
        All = [.. parameters];
    }

    /// <summary>Weights and, where there are any, biases.</summary>
    public IReadOnlyList<ParameterSlots> All { get; }

    public ParameterSlots Weights => All[0];

    /// <summary>None for a layer without biases.</summary>
    public ParameterSlots? Bias => All.Count > 1 ? All[1] : null;

    /// <summary>Slots of zeros.</summary>
    public static LayerSlots For(DenseLayer layer, Optimizer optimizer) =>
        new(optimizer, layer.Parameters("part").Select(parameter => new ParameterSlots(parameter, optimizer)));

    /// <summary>Those of the parameters from one on.</summary>
    public LayerSlots From(int first) => new(_optimizer, All.Skip(first));

    /// <summary>Slots of zeros for another layer.</summary>
    public LayerSlots Like(DenseLayer layer) => For(layer, _optimizer);

    /// <summary>Whether all that is remembered of the weights of an input is zero.</summary>
    public bool IsUntouched(int input) => Weights.Slots.All(slot => !slot.Panels.Row(input).AsSpan().ContainsAnyExcept(0));

    /// <summary>Copies some inputs and units into a layer that has only these, or back.</summary>
    /// <param name="part">What the part has.</param>
    /// <param name="inputs">The input at each place of the part, ascending.</param>
    /// <param name="units">The unit at each place of the part, ascending.</param>
    /// <param name="back">Whether the part is copied back.</param>
    public void Move(LayerSlots part, int[] inputs, int[] units, bool back)
    {
        foreach ((ParameterSlots whole, ParameterSlots some) in All.Zip(part.All))
        {
            Move(whole.Parameter, some.Parameter);
            foreach ((Parameter wholeSlot, Parameter someSlot) in whole.Slots.Zip(some.Slots))
            {
                Move(wholeSlot, someSlot);
            }
        }

        void Move(Parameter whole, Parameter some)
        {
            if (whole.IsMatrix)
            {
                MatrixPart.Move(whole.Panels, some.Panels, inputs, units, back);
            }
            else
            {
                MatrixPart.Move(whole.Row, some.Row, units, back);
            }
        }
    }
}
