using EphysTx.Numerics;

namespace EphysTx.Experiments;

/// <summary>
/// One model (with all its choices) of an experiment. It holds no data, so one arm serves any number of folds at once; within a fold it uses
/// one thread, as folds run side by side.
/// </summary>
public interface IExperimentArm
{
    /// <summary>Short name in tables and on the command line, for example <c>forest</c>; unique in its task.</summary>
    string Name { get; }

    /// <summary>
    /// Everything besides the fold that the outcome depends on: all options, and a version to be raised whenever the algorithm gives other numbers. A stored
    /// outcome is taken over only where this text is the same; <see cref="OptionsText"/> writes options out.
    /// </summary>
    string Fingerprint { get; }

    /// <summary>Learns from the training cells of a fold and says what its test cells are. Same fold, same bits.</summary>
    /// <param name="fold">Cells, split, donors and seed. Labels of test cells must not be looked at.</param>
    /// <param name="cancellationToken">Stops the fit early.</param>
    /// <exception cref="EphysTxException">The fold cannot be learned, for instance because a class has too few cells.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    ArmOutcome Run(ExperimentFold fold, CancellationToken cancellationToken);
}

/// <summary>What an arm says about the test cells of one fold.</summary>
/// <param name="Probabilities">Test cells (in the order of <c>Split.Test</c>) × classes; each row adds up to 1.</param>
public sealed record ArmOutcome(Matrix Probabilities)
{
    /// <summary>What was chosen inside the training part, by name, for example <c>model</c> → <c>shrinkage LDA</c>.</summary>
    public IReadOnlyDictionary<string, string> Choices { get; init; } = new Dictionary<string, string>();

    /// <summary>Further arrays by name, for example <c>attention</c>: test cells × families.</summary>
    public IReadOnlyDictionary<string, Matrix> Arrays { get; init; } = new Dictionary<string, Matrix>();

    /// <summary>Checks shape and values.</summary>
    /// <exception cref="EphysTxException">A probability is not a number from 0 to 1, or the shape is not that of the test cells.</exception>
    internal void Check(int cells, int classes)
    {
        if (Probabilities.Rows != cells || Probabilities.Columns != classes)
        {
            throw new EphysTxException($"It gave {Probabilities.Rows} × {Probabilities.Columns} probabilities for {cells} test cells of {classes} classes.");
        }

        for (int row = 0; row < cells; row++)
        {
            double sum = 0;
            foreach (double value in Probabilities.Row(row))
            {
                sum += value is >= 0 and <= 1 + 1e-9 ? value : double.NaN;
            }

            if (!(Math.Abs(sum - 1) < 1e-6))
            {
                throw new EphysTxException($"The probabilities of test cell {row} (counted from 0) are {string.Join(", ", Probabilities.Row(row).ToArray())}, which are none; training probably diverged.");
            }
        }
    }
}
