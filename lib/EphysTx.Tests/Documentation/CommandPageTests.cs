using System.CommandLine;
using System.CommandLine.Help;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using EphysTx.Workbook;

namespace EphysTx.Tests.Documentation;

/// <summary>docs/commands.md and the command line say the same.</summary>
public partial class CommandPageTests
{
    private const string PageName = "docs/commands.md";

    private static readonly MarkdownPage Page = MarkdownPage.Read("docs", "commands.md");

    private static readonly Command Root = WorkbookApp.CreateCommand(new WorkbookHost { Out = TextWriter.Null, Error = TextWriter.Null });

    /// <summary>Every command that does something, by its words.</summary>
    public static TheoryData<string> Commands => new(Walk(Root, "ephystx").Select(one => one.Words).Where(words => words != "ephystx"));

    [Fact]
    public void The_page_has_a_section_for_every_command_and_no_other()
    {
        string[] sections = [.. Page.Rows.Select(row => row.Heading).Concat(Page.Boxes.Select(box => box.Heading)).Distinct().Where(heading => heading.StartsWith('`')).Select(heading => heading.Trim('`')).Order(StringComparer.Ordinal)];
        string[] commands = [.. Walk(Root, "ephystx").Select(one => one.Words).Where(words => words != "ephystx").Order(StringComparer.Ordinal)];

        Assert.True(commands.SequenceEqual(sections), $"{PageName} has the sections {string.Join(", ", sections)}, the program the commands {string.Join(", ", commands)}; write a section \"## `ephystx NAME`\" with a table of options and a box of examples for each.");
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_section_lists_every_option_with_its_default_and_choices(string words)
    {
        Command command = Walk(Root, "ephystx").Single(one => one.Words == words).Command;
        MarkdownPage.Row[] rows = [.. Page.Rows.Where(row => row.Heading == $"`{words}`" && row.Cells[0].StartsWith('`'))];
        var listed = rows.ToDictionary(row => row.Cells[0].Trim('`').Split(' ')[0], StringComparer.Ordinal);
        string[] known = [.. command.Arguments.Select(argument => argument.Name), .. OptionsOf(command).Select(option => option.Name)];

        Assert.True(known.Order(StringComparer.Ordinal).SequenceEqual(listed.Keys.Order(StringComparer.Ordinal)),
            $"{PageName}, section {words}: not documented are {Names(known.Except(listed.Keys))}; documented but unknown to the program are {Names(listed.Keys.Except(known))}.");
        Assert.All(rows, row => Assert.True(row.Cells is [_, { Length: > 0 }, _, _], $"{PageName}, {words}, {row.Cells[0]}: a row has option, meaning, default, values."));
        foreach (Option option in OptionsOf(command))
        {
            string[] cells = listed[option.Name].Cells;
            string[] choices = [.. option.GetCompletions(System.CommandLine.Completions.CompletionContext.Empty).Select(choice => choice.Label).Where(choice => option.ValueType != typeof(bool))];
            Assert.All(choices, choice => Assert.True(MarkdownPage.Code(cells[3]).Contains(choice), $"{PageName}, {words}, {option.Name}: the values lack `{choice}`."));
            Assert.True(!option.Required || cells[2] == "required", $"{PageName}, {words}, {option.Name}: the default must say \"required\".");
            if (DefaultOf(option) is { } value)
            {
                Assert.True(cells[2].Trim('`') == value, $"{PageName}, {words}, {option.Name}: the default is {value}, the page says {cells[2]}.");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_section_has_examples_and_every_option_occurs_in_one_of_the_page(string words)
    {
        Command command = Walk(Root, "ephystx").Single(one => one.Words == words).Command;
        (string Heading, ExampleLine Line)[] examples = [.. Page.Boxes.SelectMany(box => box.Lines.Select(ExampleLine.Parse).OfType<ExampleLine>().Select(line => (box.Heading, line)))];

        Assert.Contains(examples, example => example.Heading == $"`{words}`");
        string[] unseen = [.. OptionsOf(command).Select(option => option.Name).Where(name => !examples.Any(example => example.Line.Words.Contains(name)))];
        Assert.True(unseen.Length == 0, $"{PageName}, section {words}: no example has {Names(unseen)}.");
    }

    [Fact]
    public void Every_command_in_the_documentation_is_understood()
    {
        string[] wrong =
        [
            .. from page in MarkdownPage.All()
               from box in page.Boxes
               from line in box.Lines
               let example = ExampleLine.Parse(line)
               where example is { ExitCode: not 2 } && !line.Contains('…', StringComparison.Ordinal)
               let errors = Root.Parse(example.Words, WorkbookApp.Parsing).Errors
               where errors.Count > 0
               select $"{page.Name}: {line.Trim()}: {errors[0].Message}",
        ];

        Assert.Empty(wrong);
    }

    [Fact]
    public void Exit_codes_are_those_of_the_program()
    {
        string[] codes = [.. typeof(ExitCode).GetFields(BindingFlags.Static | BindingFlags.Public).Select(field => Convert.ToString(field.GetRawConstantValue(), CultureInfo.InvariantCulture)!).OrderBy(code => int.Parse(code, CultureInfo.InvariantCulture))];

        Assert.Equal(codes, Page.Rows.Where(row => row.Heading.StartsWith("What all", StringComparison.Ordinal) && char.IsAsciiDigit(row.Cells[0][0])).Select(row => row.Cells[0]));
    }

    [Fact]
    public void Settings_are_those_that_the_code_reads()
    {
        string[] Read(string project) =>
        [
            .. Directory.GetFiles(Path.Combine(SharedData.RepositoryRoot, "lib", project), "*.cs", SearchOption.AllDirectories)
                .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
                .SelectMany(file => SettingName().Matches(File.ReadAllText(file)).Select(match => match.Value)),
        ];
        string[] used = [.. Read("EphysTx").Concat(Read("EphysTx.Workbook")).Distinct().Order(StringComparer.Ordinal)];
        string[] listed = [.. Page.Rows.Where(row => row.Heading == "Settings" && row.Cells[0].StartsWith('`')).Select(row => row.Cells[0].Trim('`')).Order(StringComparer.Ordinal)];

        Assert.True(used.SequenceEqual(listed), $"{PageName}, Settings: the code reads {Names(used.Except(listed))} besides; the page has {Names(listed.Except(used))} besides.");
        Assert.All(Read("EphysTx.Tests").Distinct().Except(["EPHYSTX_"]), name => Assert.Contains($"`{name}", Page.Text, StringComparison.Ordinal));
    }

    private static IEnumerable<Option> OptionsOf(Command command) => command.Options.Where(option => option is not (HelpOption or VersionOption));

    private static IEnumerable<(string Words, Command Command)> Walk(Command command, string words)
    {
        if (command.Action is not null)
        {
            yield return (words, command);
        }

        foreach ((string, Command) one in command.Subcommands.SelectMany(sub => Walk(sub, $"{words} {sub.Name}")))
        {
            yield return one;
        }
    }

    /// <summary>The default as the page writes it; null where there is none, where it is "off".</summary>
    private static string? DefaultOf(Option option) => option.HasDefaultValue && option.ValueType != typeof(bool)
        ? Convert.ToString(option.GetDefaultValue(), CultureInfo.InvariantCulture)
        : null;

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"`{name}`").DefaultIfEmpty("nothing"));

    [GeneratedRegex("EPHYSTX_[A-Z_]+[A-Z]")]
    private static partial Regex SettingName();
}
