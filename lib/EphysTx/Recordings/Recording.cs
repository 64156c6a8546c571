namespace EphysTx.Recordings;

/// <summary>
/// One recorded cell: its sweeps in ascending order of number. The seam between file formats and analysis: a reader makes it, and
/// whoever made it closes the file behind it (<see cref="Dispose"/>).
/// </summary>
public sealed class Recording : IDisposable
{
    private readonly IDisposable? source;

    /// <summary>Makes a recording.</summary>
    /// <param name="name">Name for reports, usually the file name.</param>
    /// <param name="sweeps">Its sweeps in any order; their numbers must be unique.</param>
    /// <param name="source">What to close together with the recording.</param>
    /// <exception cref="EphysTxException">Two sweeps have the same number.</exception>
    public Recording(string name, IEnumerable<Sweep> sweeps, IDisposable? source = null)
    {
        Name = name;
        this.source = source;
        Sweep[] sorted = [.. sweeps.OrderBy(sweep => sweep.Number)];
        for (int k = 1; k < sorted.Length; k++)
        {
            if (sorted[k].Number == sorted[k - 1].Number)
            {
                throw new EphysTxException($"{name}: sweep number {sorted[k].Number} occurs twice; give each sweep its own number.");
            }
        }

        Sweeps = sorted;
    }

    /// <summary>Name for reports.</summary>
    public string Name { get; }

    /// <summary>The sweeps in ascending order of number.</summary>
    public IReadOnlyList<Sweep> Sweeps { get; }

    /// <inheritdoc/>
    public void Dispose() => source?.Dispose();
}
