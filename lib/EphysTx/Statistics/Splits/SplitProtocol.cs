namespace EphysTx.Statistics;

/// <summary>Which cells a split keeps together.</summary>
public enum SplitProtocol
{
    /// <summary>As the paper does: stratified by class, donors ignored. Cells of one donor fall on both sides.</summary>
    Paper,

    /// <summary>No donor has cells on two sides; class shares as even as the donors allow.</summary>
    Donor,
}

/// <summary>What a split does with a class that is too small to be in each of its parts.</summary>
public enum SmallClasses
{
    /// <summary>Throws an <see cref="EphysTxException"/>; a split that is returned has each class in each part.</summary>
    Refuse,

    /// <summary>Spreads the class as far as it goes; it is absent from some parts, also possibly from training.</summary>
    Spread,
}
