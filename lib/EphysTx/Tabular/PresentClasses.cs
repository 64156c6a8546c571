namespace EphysTx.Tabular;

/// <summary>The classes that have training rows, numbered without gaps; a fit deals with these alone.</summary>
internal sealed class PresentClasses
{
    public PresentClasses(int[] rowsPerClass)
    {
        Classes = Enumerable.Range(0, rowsPerClass.Length).Where(label => rowsPerClass[label] > 0).ToArray();
        Rows = Array.ConvertAll(Classes, label => rowsPerClass[label]);
        All = rowsPerClass.Length;
    }

    /// <summary>The classes, ascending.</summary>
    public int[] Classes { get; }

    /// <summary>Training rows of each.</summary>
    public int[] Rows { get; }

    /// <summary>Number of present classes.</summary>
    public int Count => Classes.Length;

    /// <summary>Number of all classes.</summary>
    public int All { get; }

    /// <summary>The gapless number of each label.</summary>
    public int[] Encode(int[] labels) => Array.ConvertAll(labels, label => Array.BinarySearch(Classes, label));

    /// <summary>Weight of a row of each present class.</summary>
    public double[] Weights(ClassWeighting weighting)
    {
        if (weighting != ClassWeighting.None)
        {
            return ClassWeights.Balanced(Rows);
        }

        var ones = new double[Count];
        Array.Fill(ones, 1);
        return ones;
    }

    /// <summary>Writes values of the present classes to a row of all classes; the others stay.</summary>
    public void Scatter(ReadOnlySpan<double> values, Span<double> row)
    {
        for (int i = 0; i < Classes.Length; i++)
        {
            row[Classes[i]] = values[i];
        }
    }
}
