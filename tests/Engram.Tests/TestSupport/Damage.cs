using CsCheck;

namespace Engram.Tests.TestSupport;

/// <summary>Damage to a file where it hurts most.</summary>
internal static class Damage
{
    /// <summary>A good file with a few characters of its text header changed.</summary>
    public static Gen<byte[]> OfHeader(byte[] good, int headerLength) =>
        Gen.Select(Gen.Int[8, headerLength - 1], Gen.Byte[32, 126]).Array[1, 3].Select(changes =>
        {
            byte[] bytes = [.. good];
            foreach ((int place, byte value) in changes)
            {
                bytes[place] = value;
            }

            return bytes;
        });
}
