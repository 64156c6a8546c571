using EphysTx.Notebooks;

namespace EphysTx.Tests.Notebooks;

public class ExerciseTests
{
    [Fact]
    public void A_stub_says_that_it_is_not_answered_and_does_not_fail()
    {
        var stub = Exercise.NotAnswered(2);
        Assert.Equal("Exercise 2 is not answered yet.", stub.ToString());
        Assert.Contains("not answered yet", stub.ToHtml(), StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Exercise.NotAnswered(0));
    }

    [Fact]
    public void A_check_that_does_not_hold_stops_with_the_claim()
    {
        Assert.Equal("Checked: 1 < 2", Check.That(true, "1 < 2").ToString());
        Assert.Contains("1 &lt; 2", Check.That(true, "1 < 2").ToHtml(), StringComparison.Ordinal);
        Assert.Contains("2 < 1", Assert.Throws<EphysTxException>(() => Check.That(false, "2 < 1")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1.0, 1.0, 0, true)]
    [InlineData(1.0, 1.01, 0.02, true)]
    [InlineData(1.0, 1.03, 0.02, false)]
    [InlineData(1.0, double.NaN, 0.02, false)]
    public void Numbers_agree_within_the_tolerance_and_a_missing_one_never_does(double expected, double actual, double tolerance, bool holds)
    {
        if (holds)
        {
            Assert.Contains("two ways (1 and", Check.Equal(expected, actual, tolerance, "two ways").Claim, StringComparison.Ordinal);
        }
        else
        {
            Assert.Throws<EphysTxException>(() => Check.Equal(expected, actual, tolerance, "two ways"));
        }
    }
}
