using EphysTx.Recordings;

namespace EphysTx.Features.Signals;

/// <summary>What happens to samples at the end that do not fill a block.</summary>
public enum IncompleteBlock
{
    /// <summary>They are dropped (the paper's replacement of the reference's function).</summary>
    Drop,

    /// <summary>They are an error (the reference's own function).</summary>
    Reject,
}

/// <summary>Means of consecutive blocks of samples. Source: spec IPFX §8.</summary>
public static class BlockMean
{
    /// <summary>Means of blocks of <paramref name="width"/> samples; NaN samples are ignored, a block of nothing but NaN is NaN.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="width">Samples per block, at least 1.</param>
    /// <param name="incomplete">What happens to an incomplete last block.</param>
    /// <exception cref="AnalysisFailureException">The width is not positive, or the last block is incomplete and rejected.</exception>
    public static double[] Compute(ReadOnlySpan<double> samples, int width, IncompleteBlock incomplete = IncompleteBlock.Drop)
    {
        if (width < 1)
        {
            throw new AnalysisFailureException(FailureReason.TooFewSamples, null, $"A block of {width} samples has no mean.");
        }

        if (incomplete == IncompleteBlock.Reject && samples.Length % width != 0)
        {
            throw new AnalysisFailureException(
                FailureReason.TooFewSamples, null, $"{samples.Length} samples do not divide into blocks of {width}.");
        }

        double[] means = new double[samples.Length / width];
        for (int block = 0; block < means.Length; block++)
        {
            double sum = 0;
            int count = 0;
            foreach (double value in samples.Slice(block * width, width))
            {
                if (!double.IsNaN(value))
                {
                    sum += value;
                    count++;
                }
            }

            means[block] = sum / count;
        }

        return means;
    }
}
