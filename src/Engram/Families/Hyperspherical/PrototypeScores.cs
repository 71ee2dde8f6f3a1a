namespace Engram.Families.Hyperspherical;

/// <summary>From the cosines of one row to scores, loss and slopes.</summary>
internal static class PrototypeScores
{
    /// <summary>1/‖a‖ from ‖a‖²; 0 for a silent row, which is near to nothing.</summary>
    public static float InverseLength(float square) => square > 0 ? 1 / MathF.Sqrt(square) : 0;

    /// <summary>The score of a class, (1/γ) log Σ_k exp(γ cos_k).</summary>
    /// <param name="cosines">Those of its prototypes.</param>
    /// <param name="gamma">γ.</param>
    /// <param name="shares">Receives ∂score/∂cos_k, the softmax of γ cos_k; may be the cosines.</param>
    /// <param name="along">Σ_k cos_k · share_k.</param>
    public static float Join(ReadOnlySpan<float> cosines, float gamma, Span<float> shares, out float along)
    {
        float largest = cosines[0];
        if (cosines.Length == 1)
        {
            along = largest;
            shares[0] = 1;
            return largest;
        }

        foreach (float cosine in cosines)
        {
            largest = MathF.Max(largest, cosine);
        }

        float sum = 0;
        float weighted = 0;
        for (int place = 0; place < cosines.Length; place++)
        {
            float cosine = cosines[place];
            float share = MathF.Exp(gamma * (cosine - largest));
            shares[place] = share;
            sum += share;
            weighted += share * cosine;
        }

        foreach (ref float share in shares)
        {
            share /= sum;
        }

        along = weighted / sum;
        return largest + (MathF.Log(sum) / gamma);
    }

    /// <summary>log(1 + Σ_{c≠y} exp((s_c − s_y + margin)/τ)).</summary>
    /// <param name="scores">s.</param>
    /// <param name="label">y.</param>
    /// <param name="margin">Margin.</param>
    /// <param name="temperature">τ.</param>
    /// <param name="slopes">Receives ∂loss/∂s.</param>
    public static float Loss(ReadOnlySpan<float> scores, int label, float margin, float temperature, Span<float> slopes)
    {
        float largest = 0;
        for (int index = 0; index < scores.Length; index++)
        {
            slopes[index] = index == label ? 0 : (scores[index] - scores[label] + margin) / temperature;
            largest = MathF.Max(largest, slopes[index]);
        }

        // The term of the label is that of 1.
        float sum = 0;
        foreach (ref float slope in slopes)
        {
            slope = MathF.Exp(slope - largest);
            sum += slope;
        }

        float others = sum - slopes[label];
        foreach (ref float slope in slopes)
        {
            slope /= sum * temperature;
        }

        slopes[label] = -others / (sum * temperature);
        return largest + MathF.Log(sum);
    }
}
