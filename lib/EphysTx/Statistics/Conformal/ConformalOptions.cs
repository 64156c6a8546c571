namespace EphysTx.Statistics;

/// <summary>How odd a class looks for a cell; small is usual.</summary>
public enum ConformalScore
{
    /// <summary>1 − probability of the class: the smallest sets on average (Sadinle, Lei and Wasserman 2019, JASA 114:223).</summary>
    OneMinusProbability,

    /// <summary>Sum of the probabilities of the classes that are at least as probable: sets that grow for hard cells (Romano, Sesia and Candès 2020), without their randomisation.</summary>
    CumulativeProbability,
}

/// <summary>What is assumed about the calibration cells.</summary>
public enum ConformalExchangeability
{
    /// <summary>
    /// Donors are exchangeable, and so are the cells of a donor: each donor weighs the same, whatever its number of cells (hierarchical conformal
    /// prediction: Dunn, Wasserman and Ramdas 2023, JASA 118:2491; Lee, Barber and Willett 2023).
    /// </summary>
    Donors,

    /// <summary>All cells are exchangeable; too optimistic where cells of one donor are alike.</summary>
    Cells,
}

/// <summary>Settings of conformal prediction sets.</summary>
public sealed record ConformalOptions
{
    /// <summary>How odd a class looks.</summary>
    public ConformalScore Score { get; init; } = ConformalScore.OneMinusProbability;

    /// <summary>What is assumed; donors unless told.</summary>
    public ConformalExchangeability Exchangeability { get; init; } = ConformalExchangeability.Donors;

    /// <summary>
    /// Whether each class has a threshold of its own, so that the promise holds for the cells of each class. Needs at least level / (1 − level) donors with the class, else it is always in the set.
    /// </summary>
    public bool ClassConditional { get; init; }

    /// <summary>Whether the most probable class is always in the set, so that no set is empty; coverage can only grow.</summary>
    public bool NeverEmpty { get; init; } = true;
}
