using EphysTx.Cohorts;
using EphysTx.Experiments;
using EphysTx.Numerics;

namespace EphysTx.Tests.Experiments.Running;

/// <summary>Small cohorts and an arm whose work is counted.</summary>
internal static class TestExperiments
{
    public static ExperimentProfile Profile { get; } = new("quick", MouseRuns: 2, HumanRuns: 2, SeedRuns: 1, Resamples: 100);

    public static CohortSet Cohorts(long seed = 1) => new(
        "synthetic",
        SyntheticCohort.Make(Species.Mouse, cells: 120, donors: 24, seed),
        SyntheticCohort.Make(Species.Human, cells: 120, donors: 24, seed + 1),
        null,
        []);

    public static Experiment Of(params IExperimentArm[] arms) => new("test", "A question?", [Task("human", arms)]);

    public static ExperimentTask Task(string name, params IExperimentArm[] arms) => new()
    {
        Name = name,
        Cohorts = cohorts => new TaskCohorts(cohorts.Human, cohorts.Mouse),
        Plan = new CrossValidationPlan(9),
        Arms = arms,
        Reference = arms[0].Name,
        Published = [PublishedResults.Human[0]],
    };
}

/// <summary>Says the class of the nearest class mean, blurred by noise from the fold's seed; counts its runs.</summary>
internal sealed class CountingArm(string name, string options = "") : IExperimentArm
{
    private int _runs;

    public string Name { get; } = name;

    public string Fingerprint => $"counting 1 {options}";

    public int Runs => _runs;

    public Action<ExperimentFold, CancellationToken>? Before { get; init; }

    public ArmOutcome Run(ExperimentFold fold, CancellationToken cancellationToken)
    {
        Before?.Invoke(fold, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        Interlocked.Increment(ref _runs);
        var random = new SeededRandom(fold.Split.Seed);
        var probabilities = new Matrix(fold.Split.Test.Length, fold.ClassCount);
        var attention = new Matrix(fold.Split.Test.Length, 2);
        for (int row = 0; row < probabilities.Rows; row++)
        {
            double[] scores = [.. Enumerable.Range(0, fold.ClassCount).Select(label => random.NextDouble() + (label == fold.Target.Labels[fold.Split.Test[row]] ? 0.5 : 0))];
            for (int label = 0; label < scores.Length; label++)
            {
                probabilities[row, label] = scores[label] / scores.Sum();
            }

            attention[row, 0] = random.NextDouble();
            attention[row, 1] = double.NaN;
        }

        return new ArmOutcome(probabilities)
        {
            Choices = new Dictionary<string, string> { ["k"] = $"{fold.Split.Fold % 2}" },
            Arrays = new Dictionary<string, Matrix> { ["attention"] = attention },
        };
    }
}
