namespace EphysTx.Cohorts.Sources;

/// <summary>One public file that a cohort is made from.</summary>
/// <param name="Key">What it is to the cohort, for example <c>mouse-metadata</c>; unique in its list.</param>
/// <param name="Name">Its name in the data folder; unique in its list.</param>
/// <param name="Url">Public address of exactly these bytes.</param>
/// <param name="Sha256">SHA-256 of the content, 64 lower-case hexadecimal digits.</param>
/// <param name="Bytes">Size in bytes.</param>
/// <param name="Origin">Repository and commit.</param>
/// <param name="Licence">Licence stated there.</param>
public sealed record SourceFile(string Key, string Name, Uri Url, string Sha256, long Bytes, string Origin, string Licence);
