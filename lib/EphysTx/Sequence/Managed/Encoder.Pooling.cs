namespace EphysTx.Sequence;

internal sealed unsafe partial class Encoder<T>
{
    private int Features => 2 * _a.Hidden;

    private void Pool()
    {
        new Span<T>(Pooled, _cells * Features).Clear();
        if (_a.Pooling == SequencePooling.Attention)
        {
            Attend();
        }
        else
        {
            SetMeanWeights();
        }

        for (int cell = 0; cell < _cells; cell++)
        {
            T* target = Pooled + (cell * Features);
            if (_a.Pooling is SequencePooling.LastStep or SequencePooling.BothEndStates)
            {
                new ReadOnlySpan<T>(Output(_a.Steps - 1, cell), Features).CopyTo(new Span<T>(target, Features));
                if (_a.Pooling == SequencePooling.BothEndStates)
                {
                    new ReadOnlySpan<T>(Output(0, cell) + _a.Hidden, _a.Hidden).CopyTo(new Span<T>(target + _a.Hidden, _a.Hidden));
                }

                continue;
            }

            for (int step = 0; step < _a.Steps; step++)
            {
                _kernels.AddScaled(Weight(cell, step), Output(step, cell), target, Features);
            }
        }
    }

    private void PoolBackward()
    {
        _w.OutputGradient.Span[..(_cells * _a.Steps * Features)].Clear();
        for (int cell = 0; cell < _cells; cell++)
        {
            T* source = PooledGradient + (cell * Features);
            if (_a.Pooling is SequencePooling.LastStep or SequencePooling.BothEndStates)
            {
                bool split = _a.Pooling == SequencePooling.BothEndStates;
                _kernels.AddScaled(T.One, source, OutputGradient(_a.Steps - 1, cell), split ? _a.Hidden : Features);
                if (split)
                {
                    _kernels.AddScaled(T.One, source + _a.Hidden, OutputGradient(0, cell) + _a.Hidden, _a.Hidden);
                }

                continue;
            }

            for (int step = 0; step < _a.Steps; step++)
            {
                _kernels.AddScaled(Weight(cell, step), source, OutputGradient(step, cell), Features);
            }
        }

        if (_a.Pooling == SequencePooling.Attention)
        {
            AttendBackward();
        }
    }

    private void SetMeanWeights()
    {
        for (int cell = 0; cell < _cells; cell++)
        {
            int counted = 0;
            for (int step = 0; step < _a.Steps; step++)
            {
                counted += _w.Present[(cell * _a.Steps) + step] ? 1 : 0;
            }

            for (int step = 0; step < _a.Steps; step++)
            {
                Weight(cell, step) = _w.Present[(cell * _a.Steps) + step] ? T.One / T.CreateTruncating(counted) : T.Zero;
            }
        }
    }

    private void Attend()
    {
        int size = _a.AttentionHidden;
        int rows = _cells * _a.Steps;
        T* tanh = _w.Attention.Pointer;
        for (int row = 0; row < rows; row++)
        {
            Parameters.AttentionBias!.Values.CopyTo(new Span<T>(tanh + ((long)row * size), size));
        }

        Panels.PackRows(_w.Output.Pointer, Features, rows, Features, _w.RowPanels.Pointer);
        _kernels.Multiply(
            _w.RowPanels.Pointer, (long)Panels.Rows * Features, _packed.Attention!.Pointer, (long)Panels.Columns * Features,
            tanh, size, rows, size, Features, accumulate: true);
        _kernels.Tanh(tanh, rows * size);
        for (int cell = 0; cell < _cells; cell++)
        {
            T highest = T.NegativeInfinity;
            for (int step = 0; step < _a.Steps; step++)
            {
                Weight(cell, step) = _kernels.Dot(Tanh(step, cell), Parameters.AttentionVector!.Value, size);
                highest = _w.Present[(cell * _a.Steps) + step] ? T.Max(highest, Weight(cell, step)) : highest;
            }

            Normalise(cell, highest);
        }
    }

    private void Normalise(int cell, T highest)
    {
        T* weights = _w.Weights.Pointer + (cell * _a.Steps);
        for (int step = 0; step < _a.Steps; step++)
        {
            weights[step] -= highest;
        }

        _kernels.Exp(weights, _a.Steps);
        T sum = T.Zero;
        for (int step = 0; step < _a.Steps; step++)
        {
            weights[step] = _w.Present[(cell * _a.Steps) + step] ? weights[step] : T.Zero;
            sum += weights[step];
        }

        for (int step = 0; step < _a.Steps; step++)
        {
            weights[step] /= sum;
        }
    }

    private void AttendBackward()
    {
        int size = _a.AttentionHidden;
        int rows = _cells * _a.Steps;
        T* gradients = _w.WeightGradients.Pointer;
        for (int cell = 0; cell < _cells; cell++)
        {
            T mean = T.Zero;
            for (int step = 0; step < _a.Steps; step++)
            {
                gradients[step] = _kernels.Dot(PooledGradient + (cell * Features), Output(step, cell), Features);
                mean += Weight(cell, step) * gradients[step];
            }

            for (int step = 0; step < _a.Steps; step++)
            {
                T score = Weight(cell, step) * (gradients[step] - mean);
                T* tanh = Tanh(step, cell);
                _kernels.AddScaled(score, tanh, Parameters.AttentionVector!.Gradient, size);
                _kernels.TanhBackward(tanh, Parameters.AttentionVector.Value, score, size);
            }
        }

        T* dTanh = _w.Attention.Pointer;
        for (int row = 0; row < rows; row++)
        {
            _kernels.AddScaled(T.One, dTanh + ((long)row * size), Parameters.AttentionBias!.Gradient, size);
        }

        Panels.PackRowsTransposed(dTanh, size, size, rows, _w.RowPanels.Pointer);
        Panels.PackColumns(_w.Output.Pointer, Features, Features, rows, _w.ColumnPanels.Pointer);
        _kernels.Multiply(
            _w.RowPanels.Pointer, (long)Panels.Rows * rows, _w.ColumnPanels.Pointer, (long)Panels.Columns * rows,
            Parameters.AttentionWeight!.Gradient, Features, size, Features, rows, accumulate: true);
        Panels.PackRows(dTanh, size, rows, size, _w.RowPanels.Pointer);
        _kernels.Multiply(
            _w.RowPanels.Pointer, (long)Panels.Rows * size, _packed.AttentionBackward!.Pointer, (long)Panels.Columns * size,
            _w.OutputGradient.Pointer, Features, rows, Features, size, accumulate: true);
    }

    private ref T Weight(int cell, int step) => ref _w.Weights.Pointer[(cell * _a.Steps) + step];

    private T* Output(int step, int cell) => _w.Output.Pointer + ((((long)step * _cells) + cell) * Features);

    private T* OutputGradient(int step, int cell) => _w.OutputGradient.Pointer + ((((long)step * _cells) + cell) * Features);

    private T* Tanh(int step, int cell) => _w.Attention.Pointer + ((((long)step * _cells) + cell) * _a.AttentionHidden);
}
