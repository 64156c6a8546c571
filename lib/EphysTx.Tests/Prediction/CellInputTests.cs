using EphysTx.Prediction;
using EphysTx.Tests.Storage;

namespace EphysTx.Tests.Prediction;

public class CellInputTests
{
    [Fact]
    public void The_abf_files_of_a_folder_are_one_cell()
    {
        IReadOnlyList<CellInput> cells = CellInput.ByFolder(["/r/one/b.abf", "/r/one/a.ABF", "/r/two/c.abf", "/r/two/d.nwb"]);

        Assert.Equal(["one", "two", "/r/two/d.nwb"], cells.Select(cell => cell.Name));
        Assert.Equal(["/r/one/a.ABF", "/r/one/b.abf"], cells[0].Files);
        Assert.Contains("called x", Assert.Throws<EphysTxException>(() => CellInput.ByFolder(["/a/x/1.abf", "/b/x/1.abf"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_names_cells_and_their_files()
    {
        using var folder = new ScratchFolder();
        File.WriteAllText(folder.At("cells.csv"), "file,cell\nsteps.abf,c1\nramp.abf,c1\nother.nwb,c2\n");

        IReadOnlyList<CellInput> cells = CellInput.FromList(folder.At("cells.csv"));

        Assert.Equal(["c1", "c2"], cells.Select(cell => cell.Name));
        Assert.Equal([folder.At("steps.abf"), folder.At("ramp.abf")], cells[0].Files);
    }

    [Theory]
    [InlineData("name,file\na,b.abf\n", "needs the columns 'cell' and 'file'")]
    [InlineData("cell,file\na,b.abf\n,c.abf\n", "Line 3")]
    [InlineData("cell,file\na,b.abf\na,c.nwb\n", "not all ABF files")]
    public void A_list_that_cannot_be_used_says_why(string text, string why)
    {
        using var folder = new ScratchFolder();
        File.WriteAllText(folder.At("cells.csv"), text);

        Assert.Contains(why, Assert.Throws<EphysTxException>(() => CellInput.FromList(folder.At("cells.csv"))).Message, StringComparison.Ordinal);
    }
}
