namespace EphysTx.Recordings;

/// <summary>One failure: why, where, and in words.</summary>
/// <param name="Reason">The kind of failure, to be counted.</param>
/// <param name="Sweep">Sweep number, or null when the failure concerns the whole recording.</param>
/// <param name="Text">One sentence for a person.</param>
public sealed record Failure(FailureReason Reason, int? Sweep, string Text);

/// <summary>
/// Carries a <see cref="Recordings.Failure"/> out of a computation. Whole-recording functions catch it and return it as a value, so that a
/// batch never ends with it.
/// </summary>
public sealed class AnalysisFailureException : EphysTxException
{
    /// <summary>Carries a failure.</summary>
    public AnalysisFailureException(Failure failure)
        : base((failure ?? throw new ArgumentNullException(nameof(failure))).Text) => Failure = failure;

    /// <summary>Carries a new failure.</summary>
    public AnalysisFailureException(FailureReason reason, int? sweep, string text)
        : this(new Failure(reason, sweep, text))
    {
    }

    /// <summary>Carries an undefined value.</summary>
    public AnalysisFailureException()
        : this(FailureReason.Undefined, null, "The value is undefined.")
    {
    }

    /// <summary>Carries an undefined value, in words.</summary>
    public AnalysisFailureException(string message)
        : this(FailureReason.Undefined, null, message)
    {
    }

    /// <summary>Carries an undefined value, in words, and its cause.</summary>
    public AnalysisFailureException(string message, Exception innerException)
        : base(message, innerException) => Failure = new Failure(FailureReason.Undefined, null, message);

    /// <summary>The failure.</summary>
    public Failure Failure { get; }

    /// <summary>This failure with the sweep that it happened in, unless it already names one.</summary>
    public AnalysisFailureException InSweep(int number) =>
        Failure.Sweep is null ? new(Failure with { Sweep = number, Text = $"Sweep {number}: {Failure.Text}" }) : this;
}
