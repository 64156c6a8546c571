using EphysTx.Numerics;

namespace EphysTx.Tests.Numerics;

public class MatrixTests
{
    private static readonly Matrix Example = new(2, 3, [1, 2, 3, 4, 5, 6]);

    [Fact]
    public void Values_are_row_major()
    {
        Assert.Equal(6, Example[1, 2]);
        Assert.Equal([4, 5, 6], Example.Row(1).ToArray());
        Assert.Equal([2, 5], Example.Column(1));
    }

    [Fact]
    public void Rows_and_columns_are_selected_in_the_given_order_with_repeats()
    {
        Assert.Equal([4, 5, 6, 1, 2, 3, 4, 5, 6], Example.SelectRows([1, 0, 1]).Values);
        Assert.Equal([3, 1, 6, 4], Example.SelectColumns([2, 0]).Values);
    }

    [Fact]
    public void A_wrong_number_of_values_is_refused() => Assert.Throws<ArgumentException>(() => new Matrix(2, 2, [1, 2, 3]));

    [Fact]
    public void A_clone_shares_nothing()
    {
        Matrix copy = Example.Clone();
        copy[0, 0] = 99;

        Assert.Equal(1, Example[0, 0]);
    }
}
