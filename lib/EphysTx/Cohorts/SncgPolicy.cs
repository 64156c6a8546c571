namespace EphysTx.Cohorts;

/// <summary>Where the mouse subclass Sncg goes, which the human labels do not have.</summary>
public enum SncgPolicy
{
    /// <summary>It stays a class of its own.</summary>
    Keep,

    /// <summary>It counts as Vip, as the text of the cross-species paper says.</summary>
    AsVip,

    /// <summary>It counts as Lamp5, as the code of the cross-species paper does.</summary>
    AsLamp5,

    /// <summary>Its cells are dropped.</summary>
    Drop,
}
