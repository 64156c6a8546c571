using System.CommandLine;
using System.Globalization;
using EphysTx.Cohorts;
using EphysTx.Cohorts.Allen;
using EphysTx.Notebooks;
using EphysTx.Prediction;
using EphysTx.Storage;

namespace EphysTx.Workbook.Commands;

/// <summary><c>ephystx train</c>: from a cohort to a model folder.</summary>
internal static class TrainCommand
{
    public static Command Create(WorkbookHost host)
    {
        var cohort = new Option<string>("--cohort") { Description = $"Cohort to train on: {string.Join(", ", CohortCatalog.Names)}.", HelpName = "NAME", DefaultValueFactory = _ => AllenScalars.Name };
        var species = new Option<string>("--species") { Description = "Whose cells.", DefaultValueFactory = _ => "mouse" };
        species.AcceptOnlyFromAmong("mouse", "human");
        var features = new Option<string>("--features") { Description = "shared: the 32 features of both species; full: all of the human table (human only).", DefaultValueFactory = _ => "shared" };
        features.AcceptOnlyFromAmong("shared", "full");
        var target = new Option<string>("--out") { Description = "Folder to write the model into.", HelpName = "DIR", Required = true };
        var seed = new Option<long>("--seed") { Description = "Seed of everything random.", HelpName = "N", DefaultValueFactory = _ => new TrainingOptions().Seed };
        var workers = CountOption.Create("--workers", "Fits at once; without it, one per processor. The model does not depend on it.");
        var command = new Command("train", "Train a model with calibrated probabilities, prediction sets and a model card.") { cohort, species, features, target, seed, workers };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            bool isHuman = parsed.GetValue(species) == "human", isFull = parsed.GetValue(features) == "full";
            if (isFull && !isHuman)
            {
                throw new EphysTxException("--features full is for --species human; the mouse table has the shared features only.");
            }

            string folder = Path.GetFullPath(parsed.GetRequiredValue(target), host.StartFolder);
            if (File.Exists(folder))
            {
                throw new EphysTxException($"{folder} is a file; name a folder for the model.");
            }

            using var output = OutputFolder.Take(folder);
            CohortSet set = await host.OpenCohorts(parsed.GetValue(cohort), new CohortOptions { Messages = new Lines(host.Out) }, new FetchReport(host.Out, onlyChanges: true), cancellationToken).ConfigureAwait(false);
            Cohort own = !isHuman ? set.Mouse : isFull
                ? set.HumanFull ?? throw new EphysTxException($"The cohort {set.Name} has no further human features; leave --features full out.")
                : set.Human;
            var options = new TrainingOptions { Seed = parsed.GetValue(seed), Workers = parsed.GetValue(workers) ?? -1 };
            TrainedModel model = await Task.Run(
                () => ModelTraining.Train(own, isHuman ? set.Mouse : set.Human, set.Provenance, options, new Share(host.Out), cancellationToken), cancellationToken).ConfigureAwait(false);
            ModelFolder.Save(model, folder, ModelFigures.Of(model), cancellationToken);
            await host.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{folder}  {model.Name}, {own.Name}: {own.Cells.Count} cells of {model.Training.Donors} donors")).ConfigureAwait(false);
            await host.Out.WriteLineAsync($"on unseen donors: macro-F1 {model.Evaluation.MacroF1}, accuracy {model.Evaluation.Accuracy} (forest: {model.Evaluation.ForestMacroF1}, {model.Evaluation.ForestAccuracy}); read {ModelFolder.CardFile}").ConfigureAwait(false);
            return ExitCode.Success;
        });
        return command;
    }

    private sealed class Lines(TextWriter output) : IProgress<string>
    {
        public void Report(string value)
        {
            lock (output)
            {
                output.WriteLine(value);
            }
        }
    }

    private sealed class Share(TextWriter output) : IProgress<double>
    {
        private int _tenths;

        public void Report(double value)
        {
            lock (output)
            {
                int tenths = (int)(value * 4);
                if (tenths > _tenths)
                {
                    _tenths = tenths;
                    output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{25 * tenths} % of the fits done"));
                }
            }
        }
    }
}
