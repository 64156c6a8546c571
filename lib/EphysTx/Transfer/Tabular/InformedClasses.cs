using EphysTx.Numerics;

namespace EphysTx.Transfer;

/// <summary>
/// What the source says about the class means and the covariance of the target. Shared features stand first. The source says something
/// about the shared features alone; what the target says about the others <em>given</em> the shared ones stays. So the density of a cell is
/// (target and source: shared | class) × (target: others | shared, class).
/// </summary>
/// <param name="Shifts">Per class, for each column, how far it moves; 0 where the source has no say. All centres of a class move alike, so that what the target says about its subtypes stays.</param>
/// <param name="Covariance">Covariance inside classes.</param>
internal sealed record InformedClasses(double[][] Shifts, Matrix Covariance)
{
    private const double Ridge = 1e-6;

    /// <summary>A source that says nothing.</summary>
    public static InformedClasses Uninformed(AlignedClasses target) =>
        new(Array.ConvertAll(target.Means, _ => new double[target.Covariance.Columns]), target.Covariance);

    public static InformedClasses Of(AlignedClasses target, AlignedClasses source, int[] common, CrossSpeciesDiscriminantOptions options)
    {
        int shared = source.Covariance.Columns;
        double[][] slopes = Slopes(target.Covariance, shared);
        double[] targetCentre = CentreOf(target.Means, common, shared);
        double[] sourceCentre = CentreOf(source.Means, common, shared);
        double[][] shifts = Array.ConvertAll(target.Means, _ => new double[target.Covariance.Columns]);
        foreach (int label in common)
        {
            double trust = options.PseudoCount == 0 ? 0 : options.PseudoCount / (target.Rows[label] + options.PseudoCount);
            double[] shift = shifts[label];
            for (int i = 0; i < shared; i++)
            {
                shift[i] = trust * (targetCentre[i] + (options.OffsetShare * (source.Means[label][i] - sourceCentre[i])) - target.Means[label][i]);
            }

            for (int other = 0; other < slopes.Length; other++)
            {
                shift[shared + other] = LinearAlgebra.Dot(slopes[other], shift.AsSpan(0, shared));
            }
        }

        Matrix covariance = target.Covariance.Clone();
        if (options.CovarianceWeight > 0)
        {
            Matrix extended = Extend(target.Covariance, source.Covariance, slopes);
            for (int i = 0; i < covariance.Values.Length; i++)
            {
                covariance.Values[i] = ((1 - options.CovarianceWeight) * covariance.Values[i]) + (options.CovarianceWeight * extended.Values[i]);
            }
        }

        return new InformedClasses(shifts, covariance);
    }

    // Regression of each other feature on the shared ones, inside classes.
    private static double[][] Slopes(Matrix covariance, int shared)
    {
        var block = new Matrix(shared, shared);
        for (int i = 0; i < shared; i++)
        {
            covariance.Row(i)[..shared].CopyTo(block.Row(i));
            block[i, i] += Ridge;
        }

        var factor = new SemidefiniteFactor(block);
        return Enumerable.Range(shared, covariance.Columns - shared).Select(other => factor.Solve(covariance.Row(other)[..shared].ToArray())).ToArray();
    }

    // The target's covariance with the source's in place of the shared block, the regression of the others kept.
    private static Matrix Extend(Matrix target, Matrix source, double[][] slopes)
    {
        int shared = source.Columns;
        var result = new Matrix(target.Columns, target.Columns);
        double[][] across = Array.ConvertAll(slopes, slope => Enumerable.Range(0, shared).Select(i => LinearAlgebra.Dot(slope, source.Row(i))).ToArray());
        for (int i = 0; i < shared; i++)
        {
            source.Row(i).CopyTo(result.Row(i)[..shared]);
        }

        for (int a = 0; a < slopes.Length; a++)
        {
            for (int i = 0; i < shared; i++)
            {
                result[shared + a, i] = result[i, shared + a] = across[a][i];
            }

            for (int b = 0; b <= a; b++)
            {
                double rest = target[shared + a, shared + b] - LinearAlgebra.Dot(slopes[a], target.Row(shared + b)[..shared]);
                result[shared + a, shared + b] = result[shared + b, shared + a] = rest + LinearAlgebra.Dot(slopes[a], across[b]);
            }
        }

        return result;
    }

    private static double[] CentreOf(double[][] means, int[] common, int shared) =>
        Enumerable.Range(0, shared).Select(i => common.Average(label => means[label][i])).ToArray();
}
