using System.Reflection;
using System.Text.RegularExpressions;

namespace EphysTx.Tests.Robustness;

/// <summary>The table of docs/robustness.md and the suite say the same.</summary>
public sealed partial class RobustnessTableTests
{
    private static readonly string[] Rows = [.. File.ReadAllLines(Path.Combine(SharedData.RepositoryRoot, "docs", "robustness.md")).Where(line => line.StartsWith('|')).Skip(2)];

    [Fact]
    public void Every_row_names_tests_that_exist()
    {
        Assert.NotEmpty(Rows);
        Assert.All(Rows, row =>
        {
            string[] columns = row.Trim('|').Split('|');
            Assert.Equal(4, columns.Length);
            string[] named = [.. Name().Matches(columns[3]).Select(match => match.Groups[1].Value)];
            Assert.NotEmpty(named);
            Assert.All(named, name => Assert.Contains(name, Tests(_ => true)));
        });
    }

    [Fact]
    public void Every_test_of_the_suite_is_in_the_table()
    {
        string[] named = [.. Rows.SelectMany(row => Name().Matches(row).Select(match => match.Groups[1].Value))];

        Assert.Empty(Tests(type => type.Namespace == typeof(RobustnessTableTests).Namespace && type != typeof(RobustnessTableTests)).Except(named));
    }

    private static string[] Tests(Func<Type, bool> isMeant) =>
    [
        .. typeof(RobustnessTableTests).Assembly.GetTypes().Where(isMeant)
            .SelectMany(type => type.GetMethods().Where(method => method.GetCustomAttributes<FactAttribute>().Any()).Select(method => $"{type.Name}.{method.Name}")),
    ];

    [GeneratedRegex(@"`(\w+Tests\.\w+)`")]
    private static partial Regex Name();
}
