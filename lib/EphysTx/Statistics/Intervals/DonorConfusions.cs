namespace EphysTx.Statistics;

/// <summary>One confusion matrix a donor, so that a resample of donors is a sum of matrices.</summary>
internal sealed class DonorConfusions
{
    private readonly int _classes;
    private readonly int _size;
    private readonly int[] _counts;

    public DonorConfusions(int[] truth, int[] predicted, DonorGroups donors, int classes)
    {
        ArgumentNullException.ThrowIfNull(donors);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classes);
        LabelCheck.ThrowUnlessPaired(truth, predicted, classes);
        DonorResampling.ThrowUnlessUsable(donors, truth.Length);
        _classes = classes;
        _size = classes * classes;
        Donors = donors.Count;
        _counts = new int[Donors * _size];
        for (int cell = 0; cell < truth.Length; cell++)
        {
            _counts[(donors[cell] * _size) + (truth[cell] * classes) + predicted[cell]]++;
        }
    }

    public int Donors { get; }

    /// <summary>The sum over donors, each as often as told.</summary>
    public ConfusionMatrix Sum(ReadOnlySpan<int> times)
    {
        var sum = new int[_size];
        for (int donor = 0; donor < times.Length; donor++)
        {
            int factor = times[donor];
            if (factor == 0)
            {
                continue;
            }

            ReadOnlySpan<int> counts = _counts.AsSpan(donor * _size, _size);
            for (int i = 0; i < sum.Length; i++)
            {
                sum[i] += factor * counts[i];
            }
        }

        return new ConfusionMatrix(_classes, sum);
    }
}
