using Engram.Models;

namespace Engram.Families.Dense;

/// <summary>The training of a network that the fast engine trains.</summary>
internal static class DenseStates
{
    extension(TrainingState state)
    {
        /// <summary>The network in training, for those who know its family.</summary>
        public DenseNetwork Dense => (DenseNetwork)state.Network;
    }
}
