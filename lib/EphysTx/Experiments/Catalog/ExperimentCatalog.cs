using EphysTx.Storage;

namespace EphysTx.Experiments;

/// <summary>The experiments that can be run by name.</summary>
public static class ExperimentCatalog
{
    private const int FarthestSuggestion = 5;

    /// <summary>All experiments; a new one is a line here.</summary>
    public static IReadOnlyList<Experiment> All { get; } =
    [
        BaselineExperiments.Mouse,
        BaselineExperiments.Human,
        BaselineExperiments.Conditions,
        SequenceExperiments.Mouse,
        SequenceExperiments.Human,
        SequenceExperiments.Transfer,
        CrossSpeciesExperiments.CrossSpecies,
        CrossSpeciesExperiments.LearningCurve,
    ];

    /// <summary>The experiment of a name.</summary>
    /// <exception cref="EphysTxException">There is none; the message names the nearest.</exception>
    public static Experiment Find(string name) => Find(All, name);

    /// <summary>The experiment of a name among some.</summary>
    /// <exception cref="EphysTxException">There is none; the message names the nearest.</exception>
    public static Experiment Find(IReadOnlyList<Experiment> experiments, string name)
    {
        ArgumentNullException.ThrowIfNull(experiments);
        ArgumentNullException.ThrowIfNull(name);
        if (experiments.FirstOrDefault(experiment => experiment.Name == name) is { } found)
        {
            return found;
        }

        (string nearest, int distance) = experiments
            .Select(experiment => (experiment.Name, EditDistance.Between(name.ToLowerInvariant(), experiment.Name)))
            .MinBy(pair => pair.Item2);
        throw new EphysTxException(distance <= FarthestSuggestion
            ? $"There is no experiment '{name}'; did you mean '{nearest}'? (ephystx experiment --list shows all)"
            : $"There is no experiment '{name}'; there are {string.Join(", ", experiments.Select(experiment => experiment.Name))} (ephystx experiment --list says more).");
    }
}
