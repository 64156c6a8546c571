namespace EphysTx.Tests.Hdf5;

/// <summary>A test that needs Python with h5py; it skips with the reason where they are not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class H5pyFactAttribute : FactAttribute
{
    public H5pyFactAttribute(string python) => Skip = PythonModule.IsHere(python, "h5py") ? null : $"{python} with h5py is not here (Debian: python3-h5py).";
}
