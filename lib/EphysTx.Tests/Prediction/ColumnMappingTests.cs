using System.Text;
using EphysTx.Prediction;
using EphysTx.Storage;

namespace EphysTx.Tests.Prediction;

public class ColumnMappingTests
{
    private static readonly TrainedModel Model = PredictionExample.Model;

    [Theory]
    [InlineData("tau (ms)", "tau", "ms")]
    [InlineData("Rin [MOhm]", "Rin", "MOhm")]
    [InlineData("width_ms", "width", "ms")]
    [InlineData("threshold_v_rheo", "threshold_v_rheo", null)]
    [InlineData("sag", "sag", null)]
    public void Headings_split_into_name_and_unit(string heading, string name, string? unit) => Assert.Equal((name, unit), MeasureUnit.Split(heading));

    [Theory]
    [InlineData("ms", "s", 1e-3)]
    [InlineData("GOhm", "MΩ", 1e3)]
    [InlineData("V", "mV", 1e3)]
    [InlineData("nA", "pA", 1e3)]
    [InlineData("%", "", 0.01)]
    [InlineData("Hz/nA", "Hz/pA", 1e-3)]
    public void Units_turn_into_the_models(string from, string to, double factor) => Assert.Equal(factor, MeasureUnit.Factor(from, to));

    [Fact]
    public void Quantities_do_not_turn_into_each_other() => Assert.Null(MeasureUnit.Factor("mV", "pA"));

    [Theory]
    [InlineData("voltage_base", "v_baseline", 1)]
    [InlineData("Resting Membrane Potential (mV)", "v_baseline", 1)]
    [InlineData("Input Resistance [GOhm]", "input_resistance", 1000)]
    [InlineData("time_constant", "tau", 1e-3)]
    [InlineData("AP half-width (ms)", "width_rheo", 1e-3)]
    [InlineData("threshold_i_long_square", "rheobase_i", 1)]
    [InlineData("Rheobase (nA)", "rheobase_i", 1000)]
    public void Common_names_are_known(string heading, string feature, double factor)
    {
        MappedColumn column = Assert.Single(Of($"cell,{heading}\na,\n").Columns);

        Assert.Equal((feature, factor), (column.Feature, column.Factor));
        Assert.Null(column.Problem);
    }

    [Fact]
    public void Every_alias_names_a_feature_and_a_unit_that_turns_into_its_own() => Assert.All(ColumnAliases.All, alias =>
    {
        EphysTx.Cohorts.FeatureDefinition feature = EphysTx.Cohorts.Allen.ScalarFeatures.Human.Single(one => one.Name == alias.Feature);
        Assert.True(alias.Unit is null || MeasureUnit.Factor(alias.Unit, feature.Unit) is not null, alias.Name);
    });

    [Fact]
    public void What_is_not_certain_must_be_settled()
    {
        Assert.Contains("unit is not stated", Assert.Single(Of("cell,rmp\na,-70\n").Problems), StringComparison.Ordinal);
        Assert.Contains("does not turn into", Assert.Single(Of("cell,tau (mV)\na,5\n").Problems), StringComparison.Ordinal);
        Assert.All(Of("cell,tau,time_constant\na,120,120\n").Problems, problem => Assert.Contains("are all tau", problem, StringComparison.Ordinal));
        Assert.Contains("state its unit in a mapping file", Assert.Single(Of("cell,tau\na,120000\n").Problems), StringComparison.Ordinal);
        Assert.Empty(Of("cell,colour\na,red\n").Problems);
        CsvTable table = Table("cell,rmp\na,-70\n");
        Assert.Throws<EphysTxException>(() => TableCells.Of(table, ColumnMapping.Of(table, Model, []), Model));
    }

    [Fact]
    public void A_mapping_file_decides()
    {
        CsvTable table = Table("cell,my tau,time_constant\na,121000,7\nb,,8\n");

        ColumnMapping mapping = ColumnMapping.Of(table, Model, ["# mine", "tau = my tau [ms]  # in ms"]);

        Assert.Empty(mapping.Problems);
        Assert.Equal("cell", mapping.IdColumn);
        Assert.Null(mapping.Columns[1].Feature);
        IReadOnlyList<CellFeatures> cells = TableCells.Of(table, mapping, Model);
        Assert.Equal(121, cells[0].Values[2], 1e-9);
        Assert.Equal("blank in the table", cells[1].Reasons[2]);
        Assert.Equal("no such column in the table", cells[1].Reasons[0]);
        Assert.Equal(["a", "b"], cells.Select(cell => cell.Id));
        foreach (string line in new[] { "nothing", "tau = absent", "spin = my tau", "tau = my tau [mV]" })
        {
            Assert.Throws<EphysTxException>(() => ColumnMapping.Of(table, Model, [line]));
        }
    }

    private static CsvTable Table(string text) => CsvTable.Parse("table.csv", Encoding.UTF8.GetBytes(text));

    private static ColumnMapping Of(string text) => ColumnMapping.Of(Table(text), Model, []);
}
