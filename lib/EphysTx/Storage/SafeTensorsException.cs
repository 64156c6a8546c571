namespace EphysTx.Storage;

/// <summary>What is wrong with a file of tensors.</summary>
public enum SafeTensorsProblem
{
    /// <summary>The file is not there or may not be read.</summary>
    Unreadable,

    /// <summary>The file, or its header, is larger than the reader was told to accept.</summary>
    TooLarge,

    /// <summary>The file is shorter than its header says.</summary>
    Truncated,

    /// <summary>The header is no JSON object of the format's form.</summary>
    BadHeader,

    /// <summary>A name occurs twice.</summary>
    DuplicateName,

    /// <summary>The element type is not supported.</summary>
    UnknownType,

    /// <summary>A shape has a negative length, is too large, or does not fit the bytes of its tensor.</summary>
    BadShape,

    /// <summary>Tensors overlap, leave gaps, or lie outside the file.</summary>
    BadOffsets,

    /// <summary>A tensor that is asked for is not there, or has another type or shape.</summary>
    WrongTensor,

    /// <summary>A stored element is none of its type.</summary>
    BadValue,
}

/// <summary>A file of tensors that cannot be used: one clear sentence, and the kind of problem.</summary>
public sealed class SafeTensorsException : EphysTxException
{
    /// <summary>Makes the failure.</summary>
    public SafeTensorsException(SafeTensorsProblem problem, string message)
        : base(message) => Problem = problem;

    /// <summary>Makes the failure with its cause.</summary>
    public SafeTensorsException(SafeTensorsProblem problem, string message, Exception innerException)
        : base(message, innerException) => Problem = problem;

    /// <summary>Makes a failure of the header.</summary>
    public SafeTensorsException()
        : this(SafeTensorsProblem.BadHeader, "The file of tensors has a damaged header.")
    {
    }

    /// <summary>Makes a failure of the header, in words.</summary>
    public SafeTensorsException(string message)
        : this(SafeTensorsProblem.BadHeader, message)
    {
    }

    /// <summary>Makes a failure of the header, in words, with its cause.</summary>
    public SafeTensorsException(string message, Exception innerException)
        : this(SafeTensorsProblem.BadHeader, message, innerException)
    {
    }

    /// <summary>The kind of problem.</summary>
    public SafeTensorsProblem Problem { get; }
}
