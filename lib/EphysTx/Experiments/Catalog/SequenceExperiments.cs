using EphysTx.Cohorts;

namespace EphysTx.Experiments;

/// <summary>The paper's networks, beside the strongest tables and a forest on the same splits.</summary>
internal static class SequenceExperiments
{
    private const string Vote = "lda+boosting";

    // Seeds of the paper: mouse 23 … 32, human 9 … 18, transfer 36 … 45.
    private const long MouseSeed = 23;
    private const long HumanSeed = 9;
    private const long TransferSeed = 36;

    public static Experiment Mouse { get; } = new(
        "mouse-sequence",
        "Does a BiLSTM over feature families beat a forest in mouse, and is it attention that does it?",
        [
            new ExperimentTask
            {
                Name = "mouse",
                Cohorts = cohorts => new TaskCohorts(cohorts.WithFamilies.Mouse),
                Plan = new HoldOutPlan(MouseSeed),
                Arms = [.. Baselines, .. SequenceModels.Mouse],
                Reference = SequenceModels.Attention,
                Published = PublishedResults.Mouse,
                Counterparts = new Dictionary<string, string>
                {
                    [BaselineArms.Forest] = PublishedResults.Mouse[0].Model,
                    ["bilstm-last"] = PublishedResults.Mouse[1].Model,
                    [SequenceModels.Attention] = PublishedResults.Mouse[2].Model,
                    ["bilstm-attention-smote"] = PublishedResults.Mouse[3].Model,
                    ["arcface-attention-smote"] = PublishedResults.Mouse[4].Model,
                },
                SecondsPerSplit = 200,
            },
        ]);

    public static Experiment Human { get; } = new(
        "human-sequence",
        "The same in human, where cells are few.",
        [
            new ExperimentTask
            {
                Name = "human",
                Cohorts = cohorts => new TaskCohorts(cohorts.WithFamilies.Human),
                Plan = new CrossValidationPlan(HumanSeed),
                Arms = [.. Baselines, .. SequenceModels.Human],
                Reference = SequenceModels.Attention,
                Published = PublishedResults.Human,
                Counterparts = new Dictionary<string, string>
                {
                    [SequenceModels.Attention] = PublishedResults.Human[0].Model,
                    ["bilstm-attention-smote"] = PublishedResults.Human[1].Model,
                    ["arcface-attention-smote"] = PublishedResults.Human[2].Model,
                },
                SecondsPerSplit = 40,
            },
        ]);

    public static Experiment Transfer { get; } = new(
        "network-transfer",
        "Do mouse cells help a network tell human ones, and is it what the mouse labels say that helps?",
        [
            new ExperimentTask
            {
                Name = "human with mouse",
                Cohorts = cohorts =>
                {
                    (Cohort target, Cohort source) = LabelAlignment.Pair(cohorts.WithFamilies.Human, cohorts.WithFamilies.Mouse);
                    return new TaskCohorts(target, source);
                },
                Plan = new CrossValidationPlan(TransferSeed),
                Arms = [.. Baselines, .. SequenceModels.Transfer],
                Reference = "human-only",
                Published = PublishedResults.Transfer,
                Counterparts = new Dictionary<string, string>
                {
                    ["human-only"] = PublishedResults.Transfer[0].Model,
                    ["joint"] = PublishedResults.Transfer[1].Model,
                },
                SecondsPerSplit = 250,
            },
        ]);

    private static IReadOnlyList<IExperimentArm> Baselines =>
        [.. BaselineArms.All.Where(arm => arm.Name is BaselineArms.Forest or Vote)];
}
