namespace EphysTx.Hdf5;

/// <summary>
/// Names an object of a file by its address. References of the same file are equal when they name the same object; open one
/// with <see cref="Hdf5File.Dereference"/>.
/// </summary>
/// <param name="Address">Address of the object's header, relative to the file's base; 0 means "no object".</param>
public readonly record struct Hdf5Reference(long Address)
{
    /// <summary>Whether this refers to nothing, as unset elements do.</summary>
    public bool IsNull => Address <= 0;
}
