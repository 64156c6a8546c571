using EphysTx.Figures.Drawing;
using EphysTx.Figures.Notebook;

namespace EphysTx.Notebooks;

/// <summary>
/// The state of an exercise at the end of a lesson. A lesson's own cells show <see cref="NotAnswered"/>: that neither fails, so that a lesson runs to its end, nor looks
/// like an answer.
/// </summary>
/// <param name="Number">Number of the exercise in its lesson, from 1.</param>
/// <param name="Text">What is to be seen, one sentence.</param>
[TypeFormatterSource(typeof(ExerciseFormatterSource), PreferredMimeTypes = [MimeTypes.Html, MimeTypes.Text])]
public sealed record Exercise(int Number, string Text)
{
    /// <summary>What stands where an answer is to be written.</summary>
    /// <param name="number">Number of the exercise in its lesson, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public static Exercise NotAnswered(int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        return new Exercise(number, $"Exercise {number} is not answered yet.");
    }

    /// <summary>An HTML paragraph in a broken frame, readable on light and dark pages.</summary>
    public string ToHtml() =>
        $"<p style=\"border:1px dashed #999;border-radius:4px;margin:8px 0;padding:4px 12px;max-width:76ch;line-height:1.5;font-family:Helvetica,Arial,sans-serif;color:inherit;opacity:.8\">{SvgCanvas.Escape(Text)}</p>\n";

    /// <summary>The text.</summary>
    public override string ToString() => Text;
}

/// <summary>The notebook outputs of an <see cref="Exercise"/>.</summary>
internal sealed class ExerciseFormatterSource
{
    /// <summary>One formatter per MIME type.</summary>
#pragma warning disable CA1822 // The convention asks for an instance method.
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new ConventionFormatter<Exercise>(MimeTypes.Html, exercise => exercise.ToHtml()),
        new ConventionFormatter<Exercise>(MimeTypes.Text, exercise => exercise.Text),
    ];
#pragma warning restore CA1822
}
