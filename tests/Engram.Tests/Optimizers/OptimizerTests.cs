using Engram.Kernels;
using Engram.Optimizers;
using Engram.Tensors;
using Engram.Tests.TestSupport;

namespace Engram.Tests.Optimizers;

/// <summary>What every optimizer promises, whatever its formula.</summary>
public sealed unsafe class OptimizerTests
{
    private const int Units = 48;

    public static TheoryData<string, string> Cases =>
        [.. OptimizerTable.All.SelectMany(optimizer => KernelTable.All.Where(table => table.IsSupported).Select(table => (optimizer.Name, table.Name)))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Bits_do_not_depend_on_kernels_or_on_where_stretches_end(string name, string kernels)
    {
        KernelTable table = KernelTable.All.Single(table => table.Name == kernels);
        KernelTable first = KernelTable.All.First(other => other.IsSupported && other.IsFused == table.IsFused);
        Bits.RequireEqual(Run(OptimizerTable.Find(name), first, Units), Run(OptimizerTable.Find(name), table, 16), name);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Zeros_without_a_gradient_stay_zeros_and_gradients_are_used_up(string name, string kernels)
    {
        Optimizer optimizer = OptimizerTable.Find(name);
        ParameterSlots slots = new(new Parameter("layers.0.bias", new Matrix(1, Units)), optimizer);
        Matrix gradient = new(1, Units);
        gradient.Row(0)[3] = 1;
        OptimizerStep step = new(optimizer, optimizer.Prepare(Settings(1)));
        slots.Update(KernelTable.All.Single(table => table.Name == kernels), step, 0, 0, gradient.Start, Units);
        Assert.All(gradient.Row(0).ToArray(), value => Assert.Equal(0, value));
        float[] values = slots.Parameter.ToArray();
        Assert.NotEqual(0, values[3]);
        values[3] = 0;
        Assert.All(values, value => Assert.Equal(0, value));
    }

    [Theory]
    [InlineData("sgd", 1e-36f)]
    [InlineData("adam", 1e-36f)]
    public void What_is_remembered_of_a_silent_unit_becomes_zero_before_it_is_no_normal_number(string name, float start)
    {
        Optimizer optimizer = OptimizerTable.Find(name);
        ParameterSlots slots = new(new Parameter("layers.0.bias", new Matrix(1, Units)), optimizer);
        slots.Slots[0].Row.Row(0).Fill(start);
        Matrix gradient = new(1, Units);
        for (int number = 1; number <= 100; number++)
        {
            slots.Update(KernelTable.Current, new OptimizerStep(optimizer, optimizer.Prepare(new StepSettings(0.01, number, Momentum: 0.9))), 0, 0, gradient.Start, Units);
            Assert.All(slots.Slots[0].ToArray(), value => Assert.True(value == 0 || float.IsNormal(value)));
        }

        Assert.Equal(0, slots.Slots[0].ToArray()[0]);
    }

    private static StepSettings Settings(long number) => new(0.01, number, WeightDecay: 0.1, Momentum: 0.9);

    private static float[] Run(Optimizer optimizer, KernelTable kernels, int length)
    {
        Random random = new(1);
        Matrix gradient = new(1, Units);
        ParameterSlots slots = new(new Parameter("layers.0.bias", new Matrix(1, Units)), optimizer);
        for (long number = 1; number <= 5; number++)
        {
            foreach (ref float value in gradient.Row(0))
            {
                value = random.NextSingle() - 0.5f;
            }

            OptimizerStep step = new(optimizer, optimizer.Prepare(Settings(number)));
            for (int first = 0; first < Units; first += length)
            {
                slots.Update(kernels, step, first / Matrix.ColumnMultiple, 0, gradient.Start + first, length);
            }
        }

        GC.KeepAlive(gradient);
        return [.. slots.Parameter.ToArray(), .. slots.Slots.SelectMany(slot => slot.ToArray())];
    }
}
