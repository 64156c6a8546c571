using System.Globalization;
using EphysTx.Cohorts;
using EphysTx.Cohorts.Allen;
using EphysTx.Numerics;
using EphysTx.Statistics;
using EphysTx.Tabular;
using EphysTx.Transfer;

namespace EphysTx.Benchmarks.Transfer;

/// <summary>
/// How well the models do on the real tables, over repeats of donor-grouped 5-fold cross-validation: <c>transfer
/// human|culture|all [repeats] [first seed]</c>. <c>human</c>: models of all human features, each against the first.
/// <c>culture</c>: the cultured cells of the training folds teach, the acute cells of the test fold are predicted; <c>all</c>: all
/// cells. Both with the shared and with all human features: model, twin without the mouse, and shuffled mouse labels.
/// </summary>
internal static class TransferBenchmark
{
    private const int Permutations = 3;
    private static readonly BootstrapOptions Bootstrap = new() { Seed = 1, Resamples = 1000 };

    private delegate Matrix Model(Split split);

    public static void Run(string[] args)
    {
        string task = args.ElementAtOrDefault(0) ?? "culture";
        int repeats = int.Parse(args.ElementAtOrDefault(1) ?? "10", CultureInfo.InvariantCulture);
        long seed = long.Parse(args.ElementAtOrDefault(2) ?? "0", CultureInfo.InvariantCulture);
        var options = new CohortOptions { AllenScalars = new AllenScalarsOptions { Sncg = SncgPolicy.Drop } };
        CohortSet set = CohortCatalog.OpenAsync(AllenScalars.Name, options).GetAwaiter().GetResult();
        Cohort full = set.HumanFull ?? set.Human;
        Split[] splits = Splits.RepeatedKFold(full.Labels, full.Donors, 5, repeats, SplitProtocol.Donor, seed);
        switch (task)
        {
            case "human":
                Human(full, splits);
                break;
            case "culture":
                foreach (Cohort human in new[] { set.Human, full })
                {
                    Split[] across = [.. splits.Select(split => split with { Train = In(human, split.Train, "culture"), Test = In(human, split.Test, "acute") })];
                    Transfer("from culture to acute", human, set.Mouse, across);
                    Whole(human, set.Mouse);
                }

                break;
            case "all":
                Transfer("all cells", set.Human, set.Mouse, splits);
                Transfer("all cells", full, set.Mouse, splits);
                break;
            default:
                throw new ArgumentException($"There is no task '{task}'; choose human, culture or all.");
        }
    }

    private static void Human(Cohort cohort, Split[] splits)
    {
        string[] subtypes = [.. cohort.Cells.Select(cell => cell.Annotation("ttype"))];
        var boosting = new HistogramBoostingTrainer(new HistogramBoostingOptions { ClassWeighting = ClassWeighting.Balanced, MaxDegreeOfParallelism = 1 });
        ITabularTrainer[] trainers =
        [
            new SoftVoteTrainer(new ShrinkageDiscriminantTrainer(), boosting),
            new ShrinkageDiscriminantTrainer(),
            boosting,
            new NormalizedTrainer(new ShrinkageDiscriminantTrainer()),
            new SubtypeDiscriminantTrainer(),
            new SubtypeVoteTrainer(),
        ];
        Print("all human features", cohort, splits, [.. trainers.Select(trainer => (trainer.Name, (Model)(split =>
        {
            Matrix features = cohort.Values.SelectRows(split.Train);
            int[] labels = Take(cohort.Labels, split.Train);
            ITabularClassifier model = trainer is ISubtypeTrainer fine
                ? fine.Fit(features, labels, Take(subtypes, split.Train), cohort.Classes.Length, null, split.Seed)
                : trainer.Fit(features, labels, cohort.Classes.Length, split.Seed);
            return model.PredictProbabilities(cohort.Values.SelectRows(split.Test));
        })))]);
    }

    private static void Transfer(string title, Cohort human, Cohort mouse, Split[] splits)
    {
        var trainer = new CrossSpeciesDiscriminantTrainer();
        var selection = new TransferSelection();
        TransferData data = Data(human, mouse);
        Model With(TransferControl control, int number, ITransferTrainer? other = null) => split =>
            (other ?? trainer).Fit(data.SelectTarget(split.Train), control, split.Seed + (7919L * number)).PredictProbabilities(human.Values.SelectRows(split.Test));
        List<(string, Model)> models = [("twin without mouse", With(TransferControl.TargetOnly, 0)), (trainer.Name, With(TransferControl.None, 0))];
        models.AddRange(Enumerable.Range(1, Permutations).Select(number => ($"shuffled mouse labels {number}", With(TransferControl.PermutedSource, number))));
        models.Add((selection.Name, With(TransferControl.None, 0, selection)));
        models.Add(($"{selection.Name}, shuffled mouse labels 1", With(TransferControl.PermutedSource, 1, selection)));
        Print($"{title}, {human.Features.Count} features", human, splits, models);
    }

    // One split: every cultured cell of donors without acute cells teaches, every acute cell is predicted.
    private static void Whole(Cohort human, Cohort mouse)
    {
        int[] test = In(human, Enumerable.Range(0, human.Cells.Count), "acute");
        var donors = test.Select(row => human.Donors[row]).ToHashSet(StringComparer.Ordinal);
        int[] train = [.. In(human, Enumerable.Range(0, human.Cells.Count), "culture").Where(row => !donors.Contains(human.Donors[row]))];
        Matrix cells = human.Values.SelectRows(test);
        Console.WriteLine($"one split, {train.Length} cultured cells to {test.Length} acute ones, no donor on both sides:");
        foreach (TransferControl control in Enum.GetValues<TransferControl>())
        {
            CrossSpeciesDiscriminant model = new CrossSpeciesDiscriminantTrainer().Fit(Data(human, mouse).SelectTarget(train), control, 1);
            foreach ((string name, CrossSpeciesDiscriminant each) in new[] { ("", model), (", adapted to the unlabelled test cells", model.AdaptTo(cells)) })
            {
                ConfidenceInterval interval = DonorBootstrap.Interval(
                    Take(human.Labels, test), each.PredictClasses(cells), human.Classes.Length, Take(human.Donors, test), confusion => confusion.MacroF1, Bootstrap);
                Console.WriteLine(Text($"  {control}{name}: macro-F1 {interval.Estimate:0.000} [{interval.Lower:0.000}, {interval.Upper:0.000}]"));
            }
        }
    }

    private static void Print(string title, Cohort cohort, Split[] splits, IReadOnlyList<(string Name, Model Model)> models)
    {
        Console.WriteLine(Text($"{title}; {splits.Length} splits, {splits.Average(split => split.Train.Length):0} training and {splits.Average(split => split.Test.Length):0} test cells"));
        Console.WriteLine("  macro-F1: mean of folds | of runs ± spread | difference to the first [95 %], p (corrected resampled t) | [95 %] over donors");
        CrossValidationReport? first = null;
        foreach ((string name, Model model) in models)
        {
            var predictions = new FoldPrediction[splits.Length];
            Parallel.For(0, splits.Length, i =>
            {
                Matrix probabilities = model(splits[i]);
                predictions[i] = new FoldPrediction(splits[i], TabularClassifierExtensions.MostProbable(probabilities), probabilities);
            });
            CrossValidationReport report = CrossValidationReport.From(cohort.Labels, cohort.Classes, predictions);
            string line = Text($"  {name}: {report.OverFolds(fold => fold.MacroF1).Mean:0.0000} | {report.OverRuns(run => run.MacroF1)}");
            if (first is not null)
            {
                PairedTestResult test = CorrectedResampledTTest.Compare(report, first, fold => fold.MacroF1);
                ConfidenceInterval donors = DonorComparison.Interval(report, first, cohort.Donors, confusion => confusion.MacroF1, Bootstrap);
                line += Text($" | {test.MeanDifference:+0.0000;-0.0000} [{test.Lower:+0.0000;-0.0000}, {test.Upper:+0.0000;-0.0000}], p {test.PValue:0.0000} | [{donors.Lower:+0.0000;-0.0000}, {donors.Upper:+0.0000;-0.0000}]");
            }

            first ??= report;
            Console.WriteLine(line);
        }
    }

    private static TransferData Data(Cohort human, Cohort mouse) => new(
        human.Values,
        human.Labels,
        mouse.Values,
        Array.ConvertAll(mouse.Labels, label => Array.IndexOf(human.Classes, mouse.Classes[label])),
        human.Classes.Length,
        TransferData.Match([.. human.Features.Select(feature => feature.Name)], [.. mouse.Features.Select(feature => feature.Name)]))
    {
        TargetDonors = human.Donors,
    };

    private static int[] In(Cohort cohort, IEnumerable<int> rows, string condition) => [.. rows.Where(row => cohort.Cells[row].Annotation("condition") == condition)];

    private static T[] Take<T>(T[] values, int[] rows) => Array.ConvertAll(rows, row => values[row]);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
