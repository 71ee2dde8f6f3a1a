using Engram.Kernels;
using Engram.Tensors;

namespace Engram.Optimizers;

/// <summary>A parameter and what an optimizer remembers of it.</summary>
internal sealed unsafe class ParameterSlots
{
    private const string LayersPrefix = "layers.";

    public ParameterSlots(Parameter parameter, Optimizer optimizer)
    {
        Parameter = parameter;
        Slots = [.. optimizer.Slots.Select(slot => parameter.Like($"{optimizer.Name}.{ShortName(parameter)}.{slot}"))];
    }

    public Parameter Parameter { get; }

    /// <summary>Numbers of the parameter's form, named as checkpoints have them, for example <c>adam.0.weight.first</c>.</summary>
    public IReadOnlyList<Parameter> Slots { get; }

    /// <summary>Panels of 16 columns.</summary>
    public int PanelCount => Parameter.IsMatrix ? Parameter.Panels.PanelCount : Parameter.Row.Stride / Matrix.ColumnMultiple;

    /// <summary>Rows of a panel; a vector has one.</summary>
    public int RowCount => Parameter.IsMatrix ? Parameter.Panels.Rows : 1;

    /// <summary>Takes a step on some rows of a panel, or on a vector from a panel on.</summary>
    public void Update(KernelTable kernels, in OptimizerStep step, int panel, int row, float* gradient, int length)
    {
        float** slots = stackalloc float*[Slots.Count];
        for (int slot = 0; slot < Slots.Count; slot++)
        {
            slots[slot] = Slots[slot].PanelRow(panel, row);
        }

        step.Update(new ParameterStretch(kernels, Parameter.PanelRow(panel, row), gradient, slots, length));
    }

    private static string ShortName(Parameter parameter) =>
        parameter.Name.StartsWith(LayersPrefix, StringComparison.Ordinal) ? parameter.Name[LayersPrefix.Length..] : parameter.Name;
}
