using System.Globalization;
using EphysTx.Experiments;

namespace EphysTx.Workbook.Commands;

/// <summary>Prints what experiments there are.</summary>
internal static class ExperimentList
{
    public static void Write(TextWriter output, IReadOnlyList<Experiment> experiments)
    {
        foreach (Experiment experiment in experiments)
        {
            output.WriteLine(experiment.Name);
            output.WriteLine($"  {experiment.Question}");
            foreach (IGrouping<string, ExperimentTask> tasks in experiment.Tasks.GroupBy(task => string.Join("; ", task.Arms.Select(arm => arm.Name))))
            {
                output.WriteLine($"  {string.Join(", ", tasks.Select(task => task.Name))}: {tasks.Key}");
            }

            output.WriteLine($"  both protocols: {Cost(experiment, ExperimentProfile.Quick)}; {Cost(experiment, ExperimentProfile.Full)}");
        }
    }

    private static string Cost(Experiment experiment, ExperimentProfile profile) => string.Create(
        CultureInfo.InvariantCulture,
        $"{profile.Name} {2 * experiment.Units(profile)} units, about {Math.Max(1, Math.Ceiling(2 * experiment.RoughTime(profile).TotalMinutes)):0} core-minutes");
}
