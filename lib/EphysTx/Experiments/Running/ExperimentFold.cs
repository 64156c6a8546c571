using System.Collections.Concurrent;
using EphysTx.Cohorts;
using EphysTx.Numerics;
using EphysTx.Statistics;

namespace EphysTx.Experiments;

/// <summary>The cells of a task.</summary>
/// <param name="Target">Cells that are divided into training and test cells.</param>
/// <param name="Source">Cells of the other species that all may be learned from, with the classes of <paramref name="Target"/>; null where the task has none.</param>
public sealed record TaskCohorts(Cohort Target, Cohort? Source = null);

/// <summary>What an arm is given: one split of a task. Every arm of the task is given the same ones.</summary>
/// <param name="Cohorts">The cells.</param>
/// <param name="Protocol">Whether donors are kept together.</param>
/// <param name="Split">Training and test rows of the target, and the seed of everything random in this fold.</param>
public sealed record ExperimentFold(TaskCohorts Cohorts, SplitProtocol Protocol, Split Split)
{
    private readonly ConcurrentDictionary<string, Lazy<object>> _shared = new(StringComparer.Ordinal);

    /// <summary>The target's cells, training and test.</summary>
    public Cohort Target => Cohorts.Target;

    /// <summary>Number of classes.</summary>
    public int ClassCount => Target.Classes.Length;

    /// <summary>Features of the training cells; NaN where missing.</summary>
    public Matrix TrainValues => Target.Values.SelectRows(Split.Train);

    /// <summary>Features of the test cells; NaN where missing.</summary>
    public Matrix TestValues => Target.Values.SelectRows(Split.Test);

    /// <summary>Transcriptomic type of each training cell, empty where unknown; for training only.</summary>
    public string[] TrainSubtypes => Array.ConvertAll(Split.Train, row => Target.Cells[row].Annotation(CohortCell.TranscriptomicType));

    /// <summary>Class of each training cell.</summary>
    public int[] TrainLabels => Array.ConvertAll(Split.Train, row => Target.Labels[row]);

    /// <summary>Donor of each cell of the target under the donor protocol, else null.</summary>
    public DonorGroups? Donors => Protocol == SplitProtocol.Donor ? DonorGroups.From(Target.Donors) : null;

    /// <summary>
    /// Donor of each training cell under the donor protocol, so that what is chosen inside the training part is not chosen on known donors; null under the
    /// paper's, which ignores donors inside as well.
    /// </summary>
    public DonorGroups? TrainDonors => Donors?.Select(Split.Train);

    /// <summary>The split with a validation part taken out of its training part, the same for every arm; the paper takes a quarter, for mouse (60/20/20) and human.</summary>
    public ThreeWaySplit WithValidation(double fraction = 0.25) =>
        Splits.WithValidation(Split, Target.Labels, Donors, Protocol, fraction, SmallClasses.Spread);

    /// <summary>
    /// A value that several arms need of the same fold (a model's predictions that another one votes with), made by the first that asks. It saves time only: what is made
    /// must depend on the fold and the key alone, as an arm may run without the others.
    /// </summary>
    /// <param name="key">Name of the value, with all that it depends on besides the fold.</param>
    /// <param name="make">Makes it; once per fold in a run.</param>
    public T Shared<T>(string key, Func<T> make)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(make);
        return (T)_shared.GetOrAdd(key, _ => new Lazy<object>(() => make())).Value;
    }
}
