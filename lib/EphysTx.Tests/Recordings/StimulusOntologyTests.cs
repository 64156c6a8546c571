using System.Text.Json;
using EphysTx.Recordings.Stimuli;

namespace EphysTx.Tests.Recordings;

public class StimulusOntologyTests
{
    [SharedDataFact("spec", "stimulus_codes.json")]
    public void Every_code_of_the_specification_has_its_name_and_protocol()
    {
        using JsonDocument codes = JsonDocument.Parse(File.ReadAllText(SharedData.Path("spec", "stimulus_codes.json")));
        Assert.NotEmpty(codes.RootElement.EnumerateArray());
        foreach (JsonElement entry in codes.RootElement.EnumerateArray())
        {
            string code = entry.GetProperty("code").GetString()!;
            Assert.Equal(entry.GetProperty("name").GetString(), StimulusOntology.Allen.NameOf(code));
            StimulusProtocol protocol = entry.GetProperty("category").GetString() switch
            {
                "long_square" => StimulusProtocol.LongSquare,
                "short_square" => StimulusProtocol.ShortSquare,
                "ramp" => StimulusProtocol.Ramp,
                "test" or "search" => StimulusProtocol.Excluded,
                _ => StimulusProtocol.Other,
            };
            foreach (StimulusProtocol any in new[] { StimulusProtocol.LongSquare, StimulusProtocol.ShortSquare, StimulusProtocol.Ramp, StimulusProtocol.Excluded })
            {
                Assert.True((any == protocol) == StimulusOntology.Allen.Is(code, any), $"{code} {any}");
            }
        }
    }

    [Fact]
    public void A_laboratory_can_add_its_own_codes()
    {
        StimulusOntology own = StimulusOntology.Allen.With(new StimulusDefinition("Long Square", StimulusProtocol.LongSquare, ["IC1"]));
        Assert.True(own.Is("IC1", StimulusProtocol.LongSquare));
        Assert.False(own.Is("ic1", StimulusProtocol.LongSquare));
        Assert.Equal(StimulusOntology.UnknownName, StimulusOntology.Allen.NameOf("IC1"));
        Assert.True(own.Is("X3LP_Rheo", StimulusProtocol.LongSquare));
    }
}
