using EphysTx.Figures.Drawing;
using EphysTx.Figures.Notebook;

namespace EphysTx.Notebooks;

/// <summary>
/// Something that was tested and holds. A worked solution checks itself: against another way to the same number, or against what must be so on any cells. It ends the
/// notebook where that is not so.
/// </summary>
/// <param name="Claim">What holds, one sentence.</param>
[TypeFormatterSource(typeof(CheckFormatterSource), PreferredMimeTypes = [MimeTypes.Html, MimeTypes.Text])]
public sealed record Check(string Claim)
{
    /// <summary>Goes on only where something holds.</summary>
    /// <param name="holds">Whether it does.</param>
    /// <param name="claim">What was claimed, one sentence with the numbers behind it.</param>
    /// <returns>The claim, to be shown below the cell.</returns>
    /// <exception cref="EphysTxException">It does not hold.</exception>
    public static Check That(bool holds, string claim)
    {
        ArgumentException.ThrowIfNullOrEmpty(claim);
        return holds ? new Check(claim) : throw new EphysTxException($"A check failed. This should hold, and does not: {claim}");
    }

    /// <summary>Goes on only where two numbers agree.</summary>
    /// <param name="expected">The number as it was had one way.</param>
    /// <param name="actual">The number as it was had another way.</param>
    /// <param name="tolerance">Largest difference, 0 or more, in the unit of the numbers.</param>
    /// <param name="claim">What the two are, one sentence; the numbers are added.</param>
    /// <returns>The claim, to be shown below the cell.</returns>
    /// <exception cref="EphysTxException">They differ by more, or one of them is not a number.</exception>
    public static Check Equal(double expected, double actual, double tolerance, string claim)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tolerance);
        return That(Math.Abs(expected - actual) <= tolerance, FormattableString.Invariant($"{claim} ({expected:0.######} and {actual:0.######})"));
    }

    /// <summary>An HTML paragraph with a mark, readable on light and dark pages.</summary>
    public string ToHtml() =>
        $"<p style=\"border-left:4px solid #4c8c4a;margin:8px 0;padding:4px 0 4px 12px;max-width:76ch;line-height:1.5;font-family:Helvetica,Arial,sans-serif;color:inherit\"><strong>Checked:</strong> {SvgCanvas.Escape(Claim)}</p>\n";

    /// <summary>The claim as a line of text.</summary>
    public override string ToString() => $"Checked: {Claim}";
}

/// <summary>The notebook outputs of a <see cref="Check"/>.</summary>
internal sealed class CheckFormatterSource
{
    /// <summary>One formatter per MIME type.</summary>
#pragma warning disable CA1822 // The convention asks for an instance method.
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new ConventionFormatter<Check>(MimeTypes.Html, check => check.ToHtml()),
        new ConventionFormatter<Check>(MimeTypes.Text, check => check.ToString()),
    ];
#pragma warning restore CA1822
}
